/** One person in one venue: binds the session, the people, the own body and the picture together. */
import type { ActionReply, BellRung, ChatMessage, ReactionKind } from '../wire/generated/parvis/v1/action_pb';
import { EmoteKind, Gait } from '../wire/generated/parvis/v1/avatar_pb';
import type { Limits, Notice, Welcome } from '../wire/generated/parvis/v1/session_pb';
import { FrameReader } from '../wire/frame';
import type { SessionListener, SessionState, Told, Wish } from '../net/session';
import { Session } from '../net/session';
import { browserSurroundings } from '../net/browser';
import type { Spot, Surroundings } from '../net/ports';
import { type ActionToSend, Unanswered } from '../net/unanswered';
import { Crowd } from '../world/crowd';
import { type Ground, groundsOf } from '../world/ground';
import { type FreshReaction, ReactionTotals } from '../world/reactions';
import { type Fixture, type VenueContent, loadVenue } from '../world/venue';
import { type MoveToSend, Walker } from '../world/walker';
import { yawToCode, metresToCentimetres } from '../wire/grid';

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
  said(message: ChatMessage): void;
  rung(bell: BellRung): void;
  /** People reacted; the totals have changed. */
  reacted(fresh: readonly FreshReaction[]): void;
  noticed(notice: Notice): void;
  replied(reply: ActionReply): void;
}

/** Waits before the venue's files are asked for again; a restart may have cut the first try. */
const FETCH_AGAIN_MS = [500, 1_500, 4_000];

/** How near one must be to use a fixture, metres. */
const REACH_M = 3;

/** Owned by the page's only thread. */
export class Game implements SessionListener {
  readonly session: Session;
  readonly crowd = new Crowd();
  readonly walker = new Walker();
  readonly reactions = new ReactionTotals();
  private readonly unanswered = new Unanswered();
  welcome: Welcome | undefined;
  content: VenueContent | undefined;
  private grounds: Ground[] = [];
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
      this.standUp();
    }
    this.walker.advance(elapsedMs, this.wish, this.ground);
    if (this.walker.moveToSend(nowMs, this.move)) {
      this.session.send({ case: 'move', value: this.move });
    }
  }

  say(text: string): void {
    this.act({ case: 'chat', value: { text } });
  }

  emote(kind: EmoteKind): void {
    this.act({ case: 'emote', value: { kind } });
  }

  react(kind: ReactionKind): void {
    this.act({ case: 'reaction', value: { kind } });
  }

  /** The fixture in reach, if any. */
  fixtureInReach(): Fixture | undefined {
    const { at, floor } = this.walker;
    const floorId = this.content?.venue.floors[floor]?.id;
    let best: Fixture | undefined;
    let nearest = REACH_M;
    for (const fixture of this.content?.venue.fixtures ?? []) {
      const d = Math.hypot(fixture.x - at.x, fixture.z - at.z);
      if (fixture.floor === floorId && d < nearest) {
        nearest = d;
        best = fixture;
      }
    }
    return best;
  }

  /** Does what the fixture in reach is for. */
  interact(): void {
    const fixture = this.fixtureInReach();
    if (this.walker.gait === Gait.SIT) {
      this.standUp();
    } else if (fixture !== undefined) {
      const verb = fixture.verbs.find((v) => v !== 'stand');
      if (verb !== undefined) {
        this.act({ case: 'interact', value: { fixture: fixture.id, verb } });
      }
    }
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
    if (elsewhere) {
      this.reactions.reset();
    }
    if (!welcome.resumed) {
      this.unanswered.forget();
    }
    // The ids of a session rise, also over a page loaded anew.
    this.actions = Math.max(this.actions, Number(welcome.lastActionId));
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
    if (welcome.venue?.hash !== this.venueHash) {
      this.forgetVenue();
    }
    this.listener.entered(welcome, elsewhere);
    for (const action of this.unanswered.again(performance.now())) {
      this.session.send(action);
    }
    void this.fetchVenue(welcome);
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
      case 'chat':
        this.listener.said(message.value);
        break;
      case 'bellRung':
        this.listener.rung(message.value);
        break;
      case 'reactions':
        this.listener.reacted(this.reactions.take(message.value));
        break;
      case 'notice':
        this.listener.noticed(message.value);
        break;
      case 'actionReply':
        this.unanswered.answered(message.value.id);
        this.listener.replied(message.value);
        break;
      default:
        break;
    }
  }

  /** So that the next welcome shows its venue anew. */
  forgetVenue(): void {
    this.venueHash = '';
    this.content = undefined;
    this.grounds = [];
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
        this.venueHash = venue.hash;
        this.content = content;
        this.grounds = groundsOf(content);
        this.listener.venueReady(content);
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

  private standUp(): void {
    const fixture = this.fixtureInReach();
    const now = performance.now();
    // Once is enough; the answer takes a moment.
    if (fixture?.verbs.includes('stand') === true && now - this.askedToStandMs > 500) {
      this.askedToStandMs = now;
      this.act({ case: 'interact', value: { fixture: fixture.id, verb: 'stand' } });
    }
  }

  private askedToStandMs = Number.NEGATIVE_INFINITY;

  private act(kind: NonNullable<Extract<Parameters<Session['send']>[0], { case: 'action' }>['value']['kind']>): void {
    const id = BigInt(++this.actions);
    const action: ActionToSend = { case: 'action', value: { id, kind } };
    if (this.session.send(action)) {
      this.unanswered.add(id, action, performance.now());
    }
  }
}
