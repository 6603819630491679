/**
 * The own avatar: moved at once as its person wishes, told to the server, put right when the server says otherwise.
 */
import { Gait } from '../wire/generated/parvis/v1/avatar_pb';
import { type Correction, CorrectionCause, type Place } from '../wire/generated/parvis/v1/movement_pb';
import { codeToYaw, metresToCentimetres, yawToCode } from '../wire/grid';
import type { Ground } from './ground';
import { turnBetween } from './tracks';

/** What the person wishes, set by the controls each frame. */
export interface Wish {
  /** Direction in the venue, length at most 1. */
  x: number;
  z: number;
  run: boolean;
}

/** A move as the server wants it, filled by {@link Walker.moveToSend}. */
export interface MoveToSend {
  sequence: number;
  floor: number;
  xCm: number;
  zCm: number;
  yaw: number;
  gait: Gait;
  clientTimeMs: number;
}

const HISTORY = 256;
const TURN_RATE_RAD_S = 11;
const ARRIVED_M = 0.12;
const STUCK_MS = 700;
const GLIDE_MS = 120;
const GLIDING: ReadonlySet<CorrectionCause> = new Set([CorrectionCause.OBSTACLE, CorrectionCause.SPEED]);

/** Owned by the page's only thread. */
export class Walker {
  /** Where the body is predicted to be, metres. */
  readonly at = { x: 0, z: 0 };
  yaw = 0;
  floor = 0;
  /** Metres above the floor. */
  height = 0;
  gait: Gait = Gait.IDLE;
  /** m/s as seen. */
  speed = 0;
  stride = 0;
  /** Rises with every correction. */
  corrections = 0;
  /** Where the person clicked to go, if anywhere. */
  readonly goal = { x: 0, z: 0, active: false };
  walkSpeed = 3;
  runSpeed = 6;
  /** 0.3..1 of the speeds the server allows. */
  pace = 1;
  private sequence = 0;
  private readonly pastX = new Float64Array(HISTORY);
  private readonly pastZ = new Float64Array(HISTORY);
  private readonly last: MoveToSend = { sequence: 0, floor: -1, xCm: 0, zCm: 0, yaw: 0, gait: Gait.UNSPECIFIED, clientTimeMs: 0 };
  private lastSentMs = Number.NEGATIVE_INFINITY;
  private leastIntervalMs = 50;
  private glideX = 0;
  private glideZ = 0;
  private stuckMs = 0;
  private nearest = Infinity;

  /** Puts the body where a welcome says. */
  place(place: Place, movesPerSecond: number): void {
    this.jump(place);
    this.height = 0;
    this.gait = Gait.IDLE;
    this.leastIntervalMs = 1000 / Math.max(1, movesPerSecond);
    this.remember();
  }

  /** Sends the body to a place by itself. */
  goTo(x: number, z: number): void {
    this.goal.x = x;
    this.goal.z = z;
    this.goal.active = true;
    this.stuckMs = 0;
    this.nearest = Infinity;
  }

  /** Moves the body on by so many milliseconds of real time. */
  advance(elapsedMs: number, wish: Wish, ground: Ground | undefined): void {
    const dt = Math.min(elapsedMs, 250) / 1000;
    let wx = wish.x;
    let wz = wish.z;
    let reach = Infinity;
    if (wx !== 0 || wz !== 0) {
      this.goal.active = false;
    } else if (this.goal.active) {
      const gx = this.goal.x - this.at.x;
      const gz = this.goal.z - this.at.z;
      reach = Math.hypot(gx, gz);
      if (reach < ARRIVED_M || this.isStuck(reach, elapsedMs)) {
        this.goal.active = false;
      } else {
        wx = gx / reach;
        wz = gz / reach;
      }
    }
    const wanted = Math.min(1, Math.hypot(wx, wz));
    if (wanted < 0.05 || this.gait === Gait.SIT) {
      this.rest(elapsedMs);
    } else {
      this.step(dt, wx, wz, wanted, wish.run, reach, ground);
    }
    this.glide(elapsedMs, ground);
  }

  /** Fills `out` and returns true when the server should hear where the body is. */
  moveToSend(nowMs: number, out: MoveToSend): boolean {
    if (nowMs - this.lastSentMs < this.leastIntervalMs || this.gait === Gait.SIT) {
      return false;
    }
    const xCm = metresToCentimetres(this.at.x);
    const zCm = metresToCentimetres(this.at.z);
    const yaw = yawToCode(this.yaw);
    const last = this.last;
    if (xCm === last.xCm && zCm === last.zCm && yaw === last.yaw && this.gait === last.gait && this.floor === last.floor) {
      return false;
    }
    this.sequence = (this.sequence + 1) >>> 0;
    this.remember();
    this.lastSentMs = nowMs;
    out.sequence = this.sequence;
    out.clientTimeMs = Math.floor(nowMs) >>> 0;
    this.pastX[this.sequence % HISTORY] = this.at.x;
    this.pastZ[this.sequence % HISTORY] = this.at.z;
    out.floor = last.floor;
    out.xCm = last.xCm;
    out.zCm = last.zCm;
    out.yaw = last.yaw;
    out.gait = last.gait;
    return true;
  }

  /** Takes the server's word. */
  correct(correction: Correction): void {
    const place = correction.place;
    if (place === undefined) {
      return;
    }
    this.corrections++;
    if (GLIDING.has(correction.cause) && place.floor === this.floor) {
      // Moves sent since then started from the wrong place: shift all by the error made back then.
      const then = correction.sequence % HISTORY;
      const behind = this.sequence - correction.sequence;
      const known = behind >= 0 && behind < HISTORY;
      const dx = place.xCm / 100 - (known ? this.pastX[then]! : this.at.x);
      const dz = place.zCm / 100 - (known ? this.pastZ[then]! : this.at.z);
      for (let i = 0; known && i <= behind; i++) {
        this.pastX[(then + i) % HISTORY]! += dx;
        this.pastZ[(then + i) % HISTORY]! += dz;
      }
      this.glideX += dx;
      this.glideZ += dz;
      return;
    }
    this.jump(place);
    this.goal.active = false;
    this.gait = correction.gait === Gait.SIT ? Gait.SIT : Gait.IDLE;
    this.height = correction.heightCm / 100;
    this.remember();
  }

  private jump(place: Place): void {
    this.at.x = place.xCm / 100;
    this.at.z = place.zCm / 100;
    this.yaw = codeToYaw(place.yaw);
    this.floor = place.floor;
    this.glideX = 0;
    this.glideZ = 0;
    this.speed = 0;
  }

  /** What the server knows by now. */
  private remember(): void {
    this.last.floor = this.floor;
    this.last.xCm = metresToCentimetres(this.at.x);
    this.last.zCm = metresToCentimetres(this.at.z);
    this.last.yaw = yawToCode(this.yaw);
    this.last.gait = this.gait;
  }

  private isStuck(reach: number, elapsedMs: number): boolean {
    if (reach < this.nearest - 0.05) {
      this.nearest = reach;
      this.stuckMs = 0;
    } else {
      this.stuckMs += elapsedMs;
    }
    return this.stuckMs > STUCK_MS;
  }

  private rest(elapsedMs: number): void {
    if (this.gait !== Gait.SIT) {
      this.gait = Gait.IDLE;
    }
    this.speed *= Math.exp(-elapsedMs / 60);
  }

  private step(dt: number, wx: number, wz: number, wanted: number, run: boolean, reach: number, ground: Ground | undefined): void {
    const top = (run ? this.runSpeed : this.walkSpeed) * this.pace;
    const way = Math.min(top * wanted * dt, reach);
    const length = Math.hypot(wx, wz);
    const turn = turnBetween(this.yaw, Math.atan2(-wx, -wz));
    this.yaw += Math.max(-TURN_RATE_RAD_S * dt, Math.min(TURN_RATE_RAD_S * dt, turn));
    const fromX = this.at.x;
    const fromZ = this.at.z;
    const dx = (wx / length) * way;
    const dz = (wz / length) * way;
    if (ground === undefined) {
      this.at.x += dx;
      this.at.z += dz;
    } else {
      ground.move(this.at, dx, dz);
    }
    const went = Math.hypot(this.at.x - fromX, this.at.z - fromZ);
    this.stride += went;
    const seen = dt > 0 ? went / dt : 0;
    this.speed += (seen - this.speed) * (1 - Math.exp(-dt / 0.08));
    this.gait = run ? Gait.RUN : Gait.WALK;
  }

  private glide(elapsedMs: number, ground: Ground | undefined): void {
    if (this.glideX === 0 && this.glideZ === 0) {
      return;
    }
    const part = 1 - Math.exp(-elapsedMs / GLIDE_MS);
    const done = Math.hypot(this.glideX, this.glideZ) < 0.005 ? 1 : part;
    this.at.x += this.glideX * done;
    this.at.z += this.glideZ * done;
    this.glideX -= this.glideX * done;
    this.glideZ -= this.glideZ * done;
    ground?.pushOut(this.at);
  }
}
