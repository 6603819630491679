/**
 * Smooth motion out of poses that arrive late, unevenly and sometimes not at all.
 *
 * Each avatar has a track: its last poses by server time, and a playhead that follows the server's clock a little behind,
 * so that there is nearly always a pose on either side of it. The playhead never runs more than 5 % faster or slower than
 * real time. Time is passed in, nothing is read from a clock, and nothing is allocated after a track is made.
 */

/** Poses remembered per avatar. */
const DEPTH = 16;
/** A pose further away than this is a leap, not a stride; metres. */
export const SNAP_M = 5;
/** How long motion is continued without word from the server, ms. */
export const EXTRAPOLATE_MS = 250;
/** Most the playhead's speed may differ from real time. */
export const RATE_SPAN = 0.05;
/** The playhead is behind the server by this many of the avatar's send intervals. */
const DELAY_INTERVALS = 2;
const LEAST_DELAY_MS = 100;
const LONGEST_INTERVAL_MS = 1_000;
/** A longer silence than this is a rest, whatever the body was doing. */
const REST_MS = 1_500;
/** The playhead jumps rather than creeps over an error as large as this, after a hidden tab for instance. */
const LOST_MS = 3_000;
/** Time in which an error left by extrapolation fades to a third, ms. */
const FADE_MS = 90;
const TURN = 2 * Math.PI;

/** What a track shows at its playhead. */
export interface Shown {
  x: number;
  z: number;
  yaw: number;
  height: number;
}

/** Shortest turn from one angle to another, in -π..π. */
export function turnBetween(from: number, to: number): number {
  const d = (to - from) % TURN;
  return d > Math.PI ? d - TURN : d < -Math.PI ? d + TURN : d;
}

const scratch: Shown = { x: 0, z: 0, yaw: 0, height: 0 };

/** The poses of one avatar and where it is seen. Times are the server's instance time, ms. */
export class Track {
  /** Where it is seen, after the last {@link advance}. */
  readonly shown: Shown = { x: 0, z: 0, yaw: 0, height: 0 };
  private readonly time = new Float64Array(DEPTH);
  private readonly x = new Float32Array(DEPTH);
  private readonly z = new Float32Array(DEPTH);
  private readonly yaw = new Float32Array(DEPTH);
  private readonly height = new Float32Array(DEPTH);
  private readonly leap = new Uint8Array(DEPTH);
  private first = 0;
  private count = 0;
  private intervalMs = 50;
  private playhead = Number.NaN;
  private moving = false;
  private guessing = false;
  private errorX = 0;
  private errorZ = 0;

  /** Forgets everything, so that the track can serve another avatar. */
  clear(): void {
    this.first = 0;
    this.count = 0;
    this.intervalMs = 50;
    this.playhead = Number.NaN;
    this.moving = false;
    this.guessing = false;
    this.errorX = 0;
    this.errorZ = 0;
  }

  /** Server time of the newest pose, or NaN. */
  get newestMs(): number {
    return this.count === 0 ? Number.NaN : this.time[this.at(this.count - 1)]!;
  }

  /** Newest place known, not the one shown. */
  get newestX(): number {
    return this.x[this.at(this.count - 1)]!;
  }

  get newestZ(): number {
    return this.z[this.at(this.count - 1)]!;
  }

  /** How far behind the server this avatar is meant to be shown, ms. */
  get delayMs(): number {
    return Math.max(LEAST_DELAY_MS, DELAY_INTERVALS * this.intervalMs);
  }

  /** Takes in a pose. Poses not newer than the newest one replace it. */
  push(timeMs: number, x: number, z: number, yaw: number): void {
    const height = this.count === 0 ? 0 : this.height[this.at(this.count - 1)]!;
    const gap = timeMs - this.newestMs;
    if (gap > 0) {
      if (this.moving && gap <= REST_MS) {
        const seen = Math.min(gap, LONGEST_INTERVAL_MS);
        this.intervalMs += (seen - this.intervalMs) * 0.25;
      } else if (gap > 1.5 * this.intervalMs) {
        // It rested in between: without this pose it would seem to creep through the whole rest.
        const last = this.at(this.count - 1);
        this.add(timeMs - this.intervalMs, this.x[last]!, this.z[last]!, this.yaw[last]!, height);
      }
    } else if (this.count > 0) {
      this.count--;
    }
    this.add(timeMs, x, z, yaw, height);
    if (this.guessing) {
      this.fadeFromGuess();
    }
  }

  /** What the body does from the newest pose on. */
  setMoving(moving: boolean): void {
    this.moving = moving;
  }

  /** Height of the feet above the floor from a time on, metres. */
  setHeight(timeMs: number, height: number): void {
    if (this.count === 0) {
      return;
    }
    const last = this.at(this.count - 1);
    if (this.time[last]! < timeMs) {
      this.add(timeMs, this.x[last]!, this.z[last]!, this.yaw[last]!, height);
    } else {
      this.height[last] = height;
    }
  }

  /** The newest pose was not reached by moving. */
  markLeap(): void {
    if (this.count > 0) {
      this.leap[this.at(this.count - 1)] = 1;
    }
  }

  /**
   * Moves the playhead on and sets {@link shown} to what is there.
   * @param serverNowMs the server's time now
   * @param elapsedMs real time since the last call
   */
  advance(serverNowMs: number, elapsedMs: number): void {
    if (this.count === 0) {
      return;
    }
    const out = this.shown;
    this.movePlayhead(serverNowMs - this.delayMs, elapsedMs);
    const leapt = this.showAt(this.playhead, out);
    const newest = this.time[this.at(this.count - 1)]!;
    this.guessing = this.moving && this.playhead > newest;
    if (leapt) {
      this.errorX = 0;
      this.errorZ = 0;
    } else if (this.errorX !== 0 || this.errorZ !== 0) {
      const keep = Math.exp(-elapsedMs / FADE_MS);
      this.errorX *= keep;
      this.errorZ *= keep;
      out.x += this.errorX;
      out.z += this.errorZ;
    }
  }

  /** New knowledge after a guess: what is shown stays where it is and drifts to the truth. */
  private fadeFromGuess(): void {
    this.showAt(this.playhead, scratch);
    this.errorX = this.shown.x - scratch.x;
    this.errorZ = this.shown.z - scratch.z;
    if (Math.hypot(this.errorX, this.errorZ) > SNAP_M) {
      this.errorX = 0;
      this.errorZ = 0;
    }
    this.guessing = false;
  }

  private movePlayhead(target: number, elapsedMs: number): void {
    const oldest = this.time[this.first]!;
    const error = target - (this.playhead + elapsedMs);
    if (Number.isNaN(this.playhead) || Math.abs(error) > LOST_MS) {
      this.playhead = target;
      return;
    }
    const most = RATE_SPAN * elapsedMs;
    this.playhead += elapsedMs + Math.max(-most, Math.min(most, error));
    if (this.count === DEPTH && this.playhead < oldest) {
      this.playhead = oldest;
    }
  }

  /** True when the shown pose was reached by a leap. */
  private showAt(t: number, out: Shown): boolean {
    let i = this.count - 1;
    while (i > 0 && this.time[this.at(i)]! > t) {
      i--;
    }
    const a = this.at(i);
    out.x = this.x[a]!;
    out.z = this.z[a]!;
    out.yaw = this.yaw[a]!;
    out.height = this.height[a]!;
    if (i < this.count - 1) {
      const b = this.at(i + 1);
      const span = this.time[b]! - this.time[a]!;
      const far = Math.hypot(this.x[b]! - out.x, this.z[b]! - out.z) > SNAP_M;
      if (span > 0 && t > this.time[a]! && this.leap[b] === 0 && !far) {
        this.mix(a, b, (t - this.time[a]!) / span, out);
      }
    } else if (i > 0 && this.moving && t > this.time[a]!) {
      this.guess(this.at(i - 1), a, t, out);
    }
    return this.leap[a] !== 0;
  }

  private mix(a: number, b: number, f: number, out: Shown): void {
    out.x += (this.x[b]! - out.x) * f;
    out.z += (this.z[b]! - out.z) * f;
    out.yaw += turnBetween(out.yaw, this.yaw[b]!) * f;
    out.height += (this.height[b]! - this.height[a]!) * f;
  }

  private guess(a: number, b: number, t: number, out: Shown): void {
    const span = this.time[b]! - this.time[a]!;
    const dx = this.x[b]! - this.x[a]!;
    const dz = this.z[b]! - this.z[a]!;
    if (span <= 0 || this.leap[b] !== 0 || Math.hypot(dx, dz) > SNAP_M) {
      return;
    }
    const f = Math.min(t - this.time[b]!, EXTRAPOLATE_MS) / span;
    out.x += dx * f;
    out.z += dz * f;
  }

  private at(i: number): number {
    return (this.first + i) % DEPTH;
  }

  private add(timeMs: number, x: number, z: number, yaw: number, height: number): void {
    if (this.count === DEPTH) {
      this.first = (this.first + 1) % DEPTH;
      this.count--;
    }
    const i = this.at(this.count++);
    this.time[i] = timeMs;
    this.x[i] = x;
    this.z[i] = z;
    this.yaw[i] = yaw;
    this.height[i] = height;
    this.leap[i] = 0;
  }
}
