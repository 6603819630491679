/**
 * The server's clock, seen from here.
 *
 * A ping's answer bounds the offset from both sides: it left the server not before the ping left us, and reached us not
 * before it left the server. Queues only ever add delay, so the fastest way up and the fastest way down of the last
 * samples, which need not belong to the same ping, say most. The offset is the middle between the two bounds.
 */

/** How many answers are remembered. Older ones are forgotten because clocks drift apart. */
const WINDOW = 24;

/** Milliseconds everywhere. Owned by the page's only thread. */
export class ServerClock {
  private readonly up = new Float64Array(WINDOW);
  private readonly down = new Float64Array(WINDOW);
  private count = 0;
  private offset = 0;
  private roundTrip = 0;
  private roughlySet = false;

  /** A first idea before any ping has been answered: the time in the welcome, as old as half a round trip. */
  suggest(localMs: number, serverMs: number): void {
    if (this.count === 0) {
      this.offset = serverMs - localMs;
      this.roughlySet = true;
    }
  }

  /** Takes in an answer: when the ping left, what the server's clock said, when the answer came. */
  sample(sentMs: number, serverMs: number, receivedMs: number): void {
    const i = this.count % WINDOW;
    this.up[i] = serverMs - sentMs;
    this.down[i] = receivedMs - serverMs;
    this.count++;
    let fastestUp = Infinity;
    let fastestDown = Infinity;
    for (let k = Math.min(this.count, WINDOW) - 1; k >= 0; k--) {
      fastestUp = Math.min(fastestUp, this.up[k]!);
      fastestDown = Math.min(fastestDown, this.down[k]!);
    }
    this.offset = (fastestUp - fastestDown) / 2;
    this.roundTrip = fastestUp + fastestDown;
    this.roughlySet = true;
  }

  /** Forgets everything, for another server or another connection. */
  reset(): void {
    this.count = 0;
    this.roughlySet = false;
  }

  /** True when {@link serverTime} means something. */
  get known(): boolean {
    return this.roughlySet;
  }

  /** Number of answers taken in. */
  get samples(): number {
    return this.count;
  }

  /** The shortest round trip that the samples allow, milliseconds. */
  get roundTripMs(): number {
    return this.roundTrip;
  }

  /** The server's instance time at a time of the local clock. */
  serverTime(localMs: number): number {
    return localMs + this.offset;
  }
}
