/** How long to wait before trying again: doubling, capped, and spread so that a crowd does not come back in step. */

const FIRST_MS = 400;
const LONGEST_MS = 12_000;
/** Nobody is made to wait longer than this for the sake of the spread. */
const MOST_SPREAD_MS = 1_000;

/** Counts failures and says how long to wait after each. */
export class Backoff {
  private failures = 0;

  /** @param random a number in 0..1, each time another */
  constructor(private readonly random: () => number) {}

  /**
   * Milliseconds until the next try.
   * @param atLeastMs what the server asked for
   * @param mostMs longest wait beyond that
   */
  next(atLeastMs: number, mostMs = LONGEST_MS): number {
    const ceiling = Math.min(mostMs, FIRST_MS * 2 ** this.failures);
    this.failures++;
    const spread = Math.min(MOST_SPREAD_MS, atLeastMs / 2) * this.random();
    return atLeastMs + spread + ceiling * (0.5 + 0.5 * this.random());
  }

  /** A try succeeded. */
  reset(): void {
    this.failures = 0;
  }
}
