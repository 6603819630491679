/** One person in one venue: binds the session, the people, the own body and the venue's files together. */
import type { ActionReply } from '../wire/generated/parvis/v1/action_pb';
import { Gait } from '../wire/generated/parvis/v1/avatar_pb';
import type { Limits, Notice, Welcome } from '../wire/generated/parvis/v1/session_pb';
import { FrameReader } from '../wire/frame';
import type { SessionListener, SessionState, Told, Wish } from '../net/session';
import { Session } from '../net/session';
import { browserSurroundings } from '../net/browser';
import type { Spot, Surroundings } from '../net/ports';
import { type ActionToSend, Unanswered } from '../net/unanswered';
import { Crowd } from '../world/crowd';
import { FixturesInReach } from '../world/fixtures';
import { type Ground, groundsOf } from '../world/ground';
import { Sightlines, sightlinesOf } from '../world/sightlines';
import { type Fixture, type VenueContent, loadVenue } from '../world/venue';
import { type MoveToSend, Walker } from '../world/walker';
import { yawToCode, metresToCentimetres } from '../wire/grid';
import type { ActionKind, Surroundings as Around } from './page';

/** What the page shows of the game's events. */
export interface GameListener {
  stateChanged(state: SessionState): void;
  /**
   * The person is in; the venue's files may be still on their way.
   * @param elsewhere true when what was shown so far belongs to another instance
   */
  entered(welcome: Welcome, elsewhere: boolean): void;
  venueReady(content: VenueContent): void;
  venueFailed(): void;
  noticed(notice: Notice): void;
  replied(reply: ActionReply): void;
  /** A message that is not about the session, the people or the ground. */
  told(message: Told): void;
  /** The person wishes to move while the body sits. */
  movedWhileSeated(): void;
}

/** Waits before the venue's files are asked for again; a restart may have cut the first try. */
const FETCH_AGAIN_MS = [500, 1_500, 4_000];

/** Owned by the page's only thread. */
export class Game implements SessionListener, Around {
  readonly session: Session;
  readonly crowd = new Crowd();
  readonly walker = new Walker();
  readonly fixtures = new FixturesInReach();
  welcome: Welcome | undefined;
  content: VenueContent | undefined;
  sightlines = new Sightlines();
  private readonly unanswered = new Unanswered();
  private readonly answered = new Map<bigint, (reply: ActionReply) => boolean>();
  private grounds: Ground[] = [];
  /** Barriers of the instance by id; they outlive the ground that is made when the venue's files come. */
  private readonly barriers = new Map<string, { floor: number; points: [number, number][] }>();
  private reader: FrameReader | undefined;
  /** Ids must not repeat within a session, which outlives the page. */
  private actions = Date.now() * 1_000;
  private venueHash = '';
  private readonly move: MoveToSend = { sequence: 0, floor: 0, xCm: 0, zCm: 0, yaw: 0, gait: Gait.IDLE, clientTimeMs: 0 };
  private readonly wish = { x: 0, z: 0, run: false };

  constructor(
    url: string,
    pass: Surroundings['pass'],
    private readonly listener: GameListener,
  ) {
    this.session = new Session(url, browserSurroundings(pass), this);
  }

  get ground(): Ground | undefined {
    return this.grounds[this.walker.floor];
  }

  get limits(): Limits | undefined {
    return this.welcome?.limits;
  }

  /** Height of the own feet in the venue, metres. */
  get ownHeight(): number {
    return this.floorHeight(this.walker.floor) + this.walker.height;
  }

  floorHeight(floor: number): number {
    return this.content?.venue.floors[floor]?.heightM ?? 0;
  }

  serverTime(): number {
    return this.session.clock.serverTime(performance.now());
  }

  join(wish: Wish): void {
    this.session.join(wish);
  }

  /** Moves everything on. Right and forward are as seen by a camera looking along `viewYaw`. */
  advance(nowMs: number, elapsedMs: number, right: number, forward: number, run: boolean, viewYaw: number): void {
    this.crowd.advance(this.session.clock.serverTime(nowMs), elapsedMs);
    if (this.session.state.kind !== 'joined') {
      return;
    }
    const sin = Math.sin(viewYaw);
    const cos = Math.cos(viewYaw);
    this.wish.x = right * cos - forward * sin;
    this.wish.z = -right * sin - forward * cos;
    this.wish.run = run;
    const moves = right !== 0 || forward !== 0;
    if (this.walker.gait === Gait.SIT && (moves || this.walker.goal.active)) {
      this.listener.movedWhileSeated();
    }
    this.walker.advance(elapsedMs, this.wish, this.ground);
    if (this.walker.moveToSend(nowMs, this.move)) {
      this.session.send({ case: 'move', value: this.move });
    }
  }

  /**
   * Does something, as the page's `act` says.
   * @returns false when the line is down and nothing was sent
   */
  act(kind: ActionKind, answered?: (reply: ActionReply) => boolean): boolean {
    const id = BigInt(++this.actions);
    const action: ActionToSend = { case: 'action', value: { id, kind } };
    if (!this.session.send(action)) {
      return false;
    }
    this.unanswered.add(id, action, performance.now());
    if (answered !== undefined) {
      this.answered.set(id, answered);
    }
    return true;
  }

  fixtureInReach(): Fixture | undefined {
    const { venue } = this.content ?? {};
    return venue === undefined ? undefined : this.fixtures.nearest(venue, this.walker, (this.limits?.fixtureReachCm ?? 0) / 100);
  }

  stateChanged(state: SessionState): void {
    this.listener.stateChanged(state);
  }

  spot(): Spot | undefined {
    const { at, floor, yaw } = this.walker;
    return this.welcome === undefined
      ? undefined
      : { floor, xCm: metresToCentimetres(at.x), zCm: metresToCentimetres(at.z), yaw: yawToCode(yaw) };
  }

  welcomed(welcome: Welcome): void {
    const elsewhere = this.welcome?.instanceId !== welcome.instanceId;
    this.welcome = welcome;
    const grid = welcome.grid;
    if (grid !== undefined) {
      this.reader = new FrameReader({
        originX: grid.originXCm / 100,
        originZ: grid.originZCm / 100,
        columns: grid.columns,
        rows: grid.rows,
        floors: grid.floors,
      });
    }
    this.crowd.reset(welcome.avatar, welcome.tickRateHz);
    if (!welcome.resumed) {
      this.unanswered.forget();
      this.answered.clear();
    }
    // The ids of a session rise, also over a page loaded anew.
    this.actions = Math.max(this.actions, Number(welcome.lastActionId));
    this.placeBody(welcome, elsewhere);
    if (elsewhere) {
      this.fixtures.clear();
      this.barriers.clear();
    }
    if (welcome.venue?.hash !== this.venueHash) {
      this.forgetVenue();
    }
    this.listener.entered(welcome, elsewhere);
    for (const action of this.unanswered.again(performance.now())) {
      this.session.send(action);
    }
    void this.fetchVenue(welcome);
  }

  private placeBody(welcome: Welcome, elsewhere: boolean): void {
    const limits = welcome.limits;
    if (welcome.place !== undefined) {
      this.walker.place(welcome.place, limits?.movesPerSecond ?? 20);
    }
    if (limits !== undefined) {
      this.walker.walkSpeed = limits.walkSpeedCmS / 100;
      this.walker.runSpeed = limits.runSpeedCmS / 100;
    }
    if (elsewhere) {
      this.walker.goal.active = false;
    }
  }

  frame(bytes: Uint8Array, start: number): void {
    this.reader?.read(bytes, start, bytes.length, this.crowd);
  }

  told(message: Told): void {
    switch (message.case) {
      case 'introductions':
        for (const one of message.value.avatars) {
          this.crowd.introduce(one);
        }
        break;
      case 'correction':
        this.walker.correct(message.value);
        break;
      case 'notice':
        this.listener.noticed(message.value);
        break;
      case 'actionReply':
        this.replied(message.value);
        break;
      case 'fixtures':
        this.fixtures.change(message.value);
        break;
      case 'barriers':
        for (const { id, floor, closed, pointsCm } of message.value.barriers) {
          this.setBarrier(id, floor, closed ? pointsCm : []);
        }
        break;
      default:
        this.listener.told(message);
    }
  }

  /** So that the next welcome shows its venue anew. */
  forgetVenue(): void {
    this.venueHash = '';
    this.content = undefined;
    this.grounds = [];
    this.sightlines = new Sightlines();
  }

  private setBarrier(id: string, floor: number, pointsCm: readonly number[]): void {
    const points: [number, number][] = [];
    for (let i = 0; i + 1 < pointsCm.length; i += 2) {
      points.push([pointsCm[i]! / 100, pointsCm[i + 1]! / 100]);
    }
    this.barriers.set(id, { floor, points });
    this.grounds[floor]?.setBarrier(id, points);
  }

  private async fetchVenue(welcome: Welcome, tries = 0): Promise<void> {
    const venue = welcome.venue;
    const isWanted = (): boolean => venue !== undefined && this.welcome?.venue?.hash === venue.hash && venue.hash !== this.venueHash;
    if (venue === undefined || !isWanted()) {
      return;
    }
    try {
      const content = await loadVenue(venue.basePath);
      if (isWanted()) {
        this.take(venue.hash, content);
      }
    } catch (fault) {
      console.warn('the venue could not be loaded', fault);
      const again = FETCH_AGAIN_MS[tries];
      if (!isWanted()) {
        return;
      }
      if (again === undefined) {
        this.listener.venueFailed();
      } else {
        setTimeout(() => void this.fetchVenue(welcome, tries + 1), again);
      }
    }
  }

  private take(hash: string, content: VenueContent): void {
    this.venueHash = hash;
    this.content = content;
    this.grounds = groundsOf(content, (this.limits?.bodyRadiusCm ?? 0) / 100);
    for (const [id, { floor, points }] of this.barriers) {
      this.grounds[floor]?.setBarrier(id, points);
    }
    this.sightlines = sightlinesOf(content);
    this.listener.venueReady(content);
  }

  private replied(reply: ActionReply): void {
    this.unanswered.answered(reply.id);
    const answered = this.answered.get(reply.id);
    this.answered.delete(reply.id);
    if (answered?.(reply) !== true) {
      this.listener.replied(reply);
    }
  }
}
