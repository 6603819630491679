/** How long to wait before trying again: doubling, capped, and spread so that a crowd does not come back in step. */

const FIRST_MS = 400;
const LONGEST_MS = 12_000;

/** Counts failures and says how long to wait after each. */
export class Backoff {
  private failures = 0;

  /** @param random a number in 0..1, each time another */
  constructor(private readonly random: () => number) {}

  /** Milliseconds until the next try; not less than the server asked for. */
  next(atLeastMs: number): number {
    const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.failures);
    this.failures++;
    return atLeastMs + ceiling * (0.5 + 0.5 * this.random());
  }

  /** A try succeeded. */
  reset(): void {
    this.failures = 0;
  }
}
