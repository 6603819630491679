/** Everybody else in the instance, as told by frames and introductions. */
import { EmoteKind, Gait, type Introduction, Role } from '../wire/generated/parvis/v1/avatar_pb';
import { type FrameSink, StateFlag } from '../wire/frame';
import { type Appearance, PLAIN, wholeLook } from '../wire/look';
import { Track } from './tracks';

const SKIN_TONES = [0xf6d5b8, 0xe8b58f, 0xd09a6c, 0xa8714a, 0x7d4e33] as const;
const HAIR_TONES = [0x1d1512, 0x4a3020, 0x8a5a32, 0xa33f26, 0x9a9a9a] as const;

/** Simple clients send no skin and no hair, which reads as 0: they get natural ones, always the same. */
function natural(look: Appearance, avatar: number): Appearance {
  const skin = look.skin === 0 ? SKIN_TONES[(avatar * 7) % SKIN_TONES.length]! : look.skin;
  const hair = look.hair === 0 ? HAIR_TONES[(avatar * 3) % HAIR_TONES.length]! : look.hair;
  return { ...wholeLook(look), skin, hair };
}

/** A mark beside a name that only the server gives: staff, or a body that nobody sits behind. */
export type Badge = 'staff' | 'puppet';

/** Roles whose bearers people may turn to. */
const STAFF_ROLES: readonly Role[] = [Role.CREW, Role.MODERATOR];

function badgeOf(introduction: Introduction): Badge | undefined {
  if (introduction.puppet) {
    return 'puppet';
  }
  return introduction.roles.some((role) => STAFF_ROLES.includes(role)) ? 'staff' : undefined;
}

/** One person seen. Read it freely; only the crowd writes. */
export class Body {
  readonly track = new Track();
  name = '';
  /** The server's mark beside the name; people without one have none. */
  badge: Badge | undefined;
  look: Appearance = PLAIN;
  floor = 0;
  /** Cell it is in, or -1 when it has left one and not yet shown up in another. */
  cell = -1;
  /** Server time at which it left its cell, ms. */
  leftAtMs = 0;
  gait: Gait = Gait.IDLE;
  away = false;
  emote: EmoteKind = EmoteKind.UNSPECIFIED;
  /** Server time at which the emote began, ms. */
  emoteAtMs = 0;
  /** Speed seen on the screen, m/s. */
  speed = 0;
  /** Distance walked on the screen, metres; legs swing by it. */
  stride = 0;
  /** Another one whenever name or look change, so that pictures know. */
  version = 0;
  lastX = Number.NaN;
  lastZ = Number.NaN;
  /** Metres above the floor, as last told. */
  height = 0;
  stamp = 0;
  /** Stamp of the cell update that brought it into its cell. */
  cameStamp = 0;

  constructor(readonly id: number) {}
}

/** Cells are told at different rates, so somebody who left one may show up in the next only so much later, ms. */
const LINGER_MS = 1_100;

function moves(gait: Gait): boolean {
  return gait === Gait.WALK || gait === Gait.RUN;
}

/** The people in sight. Owned by the page's only thread. */
export class Crowd implements FrameSink {
  /** By avatar number; without the person's own. */
  readonly bodies = new Map<number, Body>();
  /** Own avatar as others see it: the server's word, not the prediction. */
  readonly own = new Body(0);
  /** Frames applied. */
  frames = 0;
  private readonly introduced = new Map<number, Introduction>();
  private readonly beyond = new Map<number, number>();
  private ownId = 0;
  private tickMs = 50;
  private nowMs = 0;
  private tick = 0;
  private cell = 0;
  private floor = 0;
  private keyframe = false;
  private stamp = 0;
  /** Who came with this cell update and has had no state in it. */
  private readonly stateless = new Set<Body>();
  /** Never begins anew: after a restart somebody else may have the number that a name tag was written for. */
  private versions = 0;

  /** Begins anew, perhaps in another instance, where every number may mean somebody else. */
  reset(ownId: number, tickRateHz: number): void {
    this.tick = 0;
    this.nowMs = 0;
    this.bodies.clear();
    this.introduced.clear();
    this.beyond.clear();
    this.ownId = ownId;
    this.tickMs = 1000 / tickRateHz;
    this.own.track.clear();
    this.own.emoteAtMs = 0;
    this.own.gait = Gait.IDLE;
    this.own.cell = -1;
    this.own.emote = EmoteKind.UNSPECIFIED;
  }

  /** Number of the newest frame's tick. */
  get newestTick(): number {
    return this.tick;
  }

  /** Others whose places are told; without those who left their cell and have not shown up in another. */
  get inSight(): number {
    let sum = 0;
    for (const body of this.bodies.values()) {
      sum += body.cell < 0 ? 0 : 1;
    }
    return sum;
  }

  /** The remainder: people in cells that are told by their number only. */
  get beyondSight(): number {
    let sum = 0;
    for (const count of this.beyond.values()) {
      sum += count;
    }
    return sum;
  }

  /** Somebody's name and look. */
  introduce(introduction: Introduction): void {
    this.introduced.set(introduction.avatar, introduction);
    const body = introduction.avatar === this.ownId ? this.own : this.bodies.get(introduction.avatar);
    if (body !== undefined) {
      this.dress(body, introduction);
    }
  }

  /** Moves everybody's picture on to now. */
  advance(serverNowMs: number, elapsedMs: number): void {
    for (const body of this.bodies.values()) {
      if (body.cell < 0 && serverNowMs - body.leftAtMs > LINGER_MS) {
        this.bodies.delete(body.id);
        continue;
      }
      body.track.advance(serverNowMs, elapsedMs);
      const { x, z } = body.track.shown;
      const went = Math.hypot(x - body.lastX, z - body.lastZ);
      if (went < 2 && elapsedMs > 0) {
        body.stride += went;
        const speed = (went / elapsedMs) * 1000;
        body.speed += (speed - body.speed) * (1 - Math.exp(-elapsedMs / 80));
      }
      body.lastX = x;
      body.lastZ = z;
    }
  }

  frame(tick: number): void {
    this.tick = tick;
    this.nowMs = tick * this.tickMs;
    this.frames++;
  }

  cellDropped(cell: number): void {
    this.beyond.delete(cell);
    for (const body of this.bodies.values()) {
      if (body.cell === cell) {
        this.leave(body);
      }
    }
  }

  cellBegin(cell: number, floor: number, keyframe: boolean): void {
    this.cell = cell;
    this.floor = floor;
    this.keyframe = keyframe;
    this.stamp++;
    this.beyond.delete(cell);
  }

  pose(avatar: number, x: number, z: number, yaw: number): void {
    const body = avatar === this.ownId ? this.own : this.bodyOf(avatar);
    if (body.floor !== this.floor) {
      body.track.clear();
    }
    if (body.cell !== this.cell) {
      body.cell = this.cell;
      body.cameStamp = this.stamp;
    }
    if (this.keyframe || body.cameStamp === this.stamp) {
      this.stateless.add(body);
    }
    body.floor = this.floor;
    body.stamp = this.stamp;
    body.track.push(this.nowMs, x, z, yaw);
  }

  state(avatar: number, flags: number, height: number, emote: number): void {
    const body = avatar === this.ownId ? this.own : this.bodies.get(avatar);
    if (body === undefined) {
      return;
    }
    this.stateless.delete(body);
    const gait: Gait = flags & StateFlag.GAIT;
    const away = (flags & StateFlag.AWAY) !== 0;
    // A record is whole, so it repeats a running emote. Only one that brings nothing else says "again".
    const news = this.keyframe || body.cameStamp === this.stamp || (flags & StateFlag.DISCONTINUITY) !== 0
      || gait !== body.gait || away !== body.away || height !== body.height;
    if (emote !== body.emote || (emote !== EmoteKind.UNSPECIFIED && !news)) {
      body.emote = emote;
      body.emoteAtMs = this.nowMs;
    }
    body.gait = gait;
    body.away = away;
    body.height = height;
    body.track.setMoving(moves(body.gait));
    body.track.setHeight(this.nowMs, height);
    if ((flags & StateFlag.DISCONTINUITY) !== 0) {
      body.track.markLeap();
    }
  }

  /** Whoever comes without a state walks, present, on the floor, without emote. */
  private walkPlainly(body: Body): void {
    body.emote = EmoteKind.UNSPECIFIED;
    body.gait = Gait.WALK;
    body.away = false;
    body.height = 0;
    body.track.setMoving(true);
    body.track.setHeight(this.nowMs, 0);
  }

  gone(avatar: number): void {
    const body = this.bodies.get(avatar);
    if (body?.cell === this.cell) {
      this.leave(body);
    }
  }

  cellEnd(): void {
    for (const body of this.stateless) {
      this.walkPlainly(body);
    }
    this.stateless.clear();
    if (!this.keyframe) {
      return;
    }
    for (const body of this.bodies.values()) {
      if (body.cell === this.cell && body.stamp !== this.stamp) {
        this.leave(body);
      }
    }
  }

  horizon(cell: number, count: number): void {
    if (count === 0) {
      this.beyond.delete(cell);
    } else {
      this.beyond.set(cell, count);
    }
  }

  private leave(body: Body): void {
    body.cell = -1;
    body.leftAtMs = this.nowMs;
    body.track.setMoving(false);
  }

  private bodyOf(avatar: number): Body {
    let body = this.bodies.get(avatar);
    if (body === undefined) {
      body = new Body(avatar);
      this.bodies.set(avatar, body);
      const introduction = this.introduced.get(avatar);
      if (introduction !== undefined) {
        this.dress(body, introduction);
      }
    }
    return body;
  }

  private dress(body: Body, introduction: Introduction): void {
    body.name = introduction.name;
    body.badge = badgeOf(introduction);
    body.look = natural(introduction.look ?? PLAIN, introduction.avatar);
    body.version = ++this.versions;
  }
}
