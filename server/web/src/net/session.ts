/**
 * One person's stay: joins, keeps the clock, notices a dead line, comes back after a drop with the resume token.
 * There is one socket at a time, never more.
 */
import type { MessageInitShape } from '@bufbuild/protobuf';
import {
  CloseReason,
  type Farewell,
  type HelloSchema,
  NoticeCode,
  RefusalCode,
  type Refusal,
  type Welcome,
} from '../wire/generated/parvis/v1/session_pb';
import { FrameFault } from '../wire/frame';
import { CLOSE_CODE_BASE, type Incoming, type Outgoing, decode, encode, frameStart } from '../wire/messages';
import { Backoff } from './backoff';
import { ServerClock } from './clock';
import { type Ending, type Pause, endingOf, mayComeBack, pauseOf } from './endings';
import type { Pass, Socket, Spot, Surroundings } from './ports';
import { Stay } from './stay';

/** Where the session stands. */
export type SessionState =
  | { readonly kind: 'new' }
  /** On the way in; `ahead`: so many are let in before this person. */
  | { readonly kind: 'joining'; readonly ahead?: number }
  | { readonly kind: 'joined' }
  /** The line is lost; the next try is at a time of the local clock. */
  | { readonly kind: 'waiting'; readonly retryAtMs: number; readonly why: Pause }
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly retryAfterMs: number | undefined }
  | { readonly kind: 'ended'; readonly reason: CloseReason };

/** Messages after the welcome, frames excepted. */
export type Told = Incoming;

/** What the session tells its owner. */
export interface SessionListener {
  stateChanged(state: SessionState): void;
  welcomed(welcome: Welcome): void;
  /** A frame's bytes from `start` to the end; only valid during the call. */
  frame(bytes: Uint8Array, start: number): void;
  told(message: Told): void;
  /** Where the own avatar is, when that is known. */
  spot(): Spot | undefined;
}

/** What a person wishes for when joining. */
export type Wish = Omit<
  MessageInitShape<typeof HelloSchema>,
  '$typeName' | 'resumeToken' | 'ticket' | 'wishedPlace' | '$unknown'
>;

const FIRST_PINGS = 10;
const FIRST_PING_EVERY_MS = 220;
const PING_EVERY_MS = 5_000;
const DEAD_AFTER_MS = 12_000;
const OPEN_TIMEOUT_MS = 10_000;
/** A restart takes seconds, or a minute on a busy machine: for so long nobody backs off far, so that everybody is back soon after it. */
const RESTART_MS = 60_000;
const RESTART_WAIT_MS = 1_200;
/** One refusal may be a server that has just come up; after so many in a row the server is asked whether it is there. */
const SHUT_DOORS = 2;

/** Owned by the page's only thread. */
export class Session {
  /** The server's clock; survives reconnections until the next welcome. */
  readonly clock = new ServerClock();
  private readonly backoff: Backoff;
  private readonly pings = new Map<number, number>();
  private current: SessionState = { kind: 'new' };
  private socket: Socket | undefined;
  private wish: Wish | undefined;
  private readonly stay: Stay;
  private everJoined = false;
  /** Whether the ticket now shown was fetched because the one before was not accepted. */
  private doubted = false;
  /** Sockets in a row that were closed before they opened. */
  private shutDoors = 0;
  /** Whether the last Hello had no ticket because nobody could give one just then. */
  private unsure = false;
  /** Highest id of an action that this page has sent. */
  private lastActionId = 0n;
  private restartUntilMs = Number.NEGATIVE_INFINITY;
  private away = false;
  private pingCount = 0;
  private lastHeardMs = 0;
  private bytesHeard = 0;
  private farewell: Farewell | undefined;
  private cancelTimer: () => void = () => undefined;
  private cancelPing: () => void = () => undefined;

  constructor(
    private readonly url: string,
    private readonly around: Surroundings,
    private readonly listener: SessionListener,
  ) {
    this.backoff = new Backoff(() => around.random());
    this.stay = new Stay(around);
  }

  /** Where the session stands. */
  get state(): SessionState {
    return this.current;
  }

  /** Bytes received since the page began. */
  get bytesReceived(): number {
    return this.bytesHeard;
  }

  /** The venue that this tab was in before it was loaded anew; undefined when it was in none. */
  get leftOff(): string | undefined {
    return this.around.kept()?.venue;
  }

  /** Joins anew, or continues when this tab holds a token. */
  join(wish: Wish): void {
    this.wish = wish;
    this.stay.takeUp();
    this.doubted = false;
    this.connect();
  }

  /** Leaves for good. */
  leave(): void {
    this.send({ case: 'leave', value: {} });
    this.end();
    this.become({ kind: 'new' });
  }

  /** Sends when joined; a message for nobody is dropped, since all of them are about the present. */
  send(kind: Outgoing): boolean {
    if (this.current.kind !== 'joined' || this.socket === undefined) {
      return false;
    }
    this.socket.send(encode(kind));
    if (kind.case === 'action') {
      this.lastActionId = kind.value.id ?? this.lastActionId;
    }
    return true;
  }

  /** Tells whether the person is looking; sent only when it changes. */
  setAway(away: boolean): void {
    if (this.away === away) {
      return;
    }
    this.away = away;
    this.send({ case: 'presence', value: { away } });
    if (!away && this.current.kind === 'joined') {
      // Timers sleep in hidden tabs, so nothing can be said about the line before a new answer.
      this.lastHeardMs = this.around.now();
      this.ping();
    }
  }

  /** The device says that its network is gone. */
  networkLost(): void {
    if (this.current.kind === 'joined' || this.current.kind === 'joining') {
      this.note();
      this.drop();
      this.wait(0, 'lost');
    }
  }

  /** Notes where the avatar is, for a page loaded anew after this. */
  note(): void {
    if (this.current.kind === 'joined') {
      this.stay.note(this.listener.spot());
    }
  }

  /** The device says that its network is back, or the person does not want to wait. */
  retryNow(): void {
    if (this.current.kind === 'waiting' || (this.current.kind === 'refused' && this.wish !== undefined)) {
      this.connect();
    }
  }

  private connect(): void {
    this.drop();
    this.farewell = undefined;
    this.become({ kind: 'joining' });
    this.cancelTimer = this.around.later(OPEN_TIMEOUT_MS, () => {
      this.lost();
    });
    let open = false;
    let pass: Pass | undefined;
    const greet = (): void => {
      if (open && pass !== undefined && this.socket === socket) {
        this.greet(socket, pass);
      }
    };
    const socket: Socket = this.around.open(this.url, {
      opened: () => {
        open = true;
        this.shutDoors = 0;
        greet();
      },
      message: (bytes) => {
        if (this.socket === socket) {
          this.received(bytes);
        }
      },
      closed: (code) => {
        if (this.socket === socket) {
          this.shutDoors += open ? 0 : 1;
          this.closed(code);
        }
      },
    });
    this.socket = socket;
    this.around.pass(this.doubted, (got) => {
      pass = got;
      greet();
    });
  }

  private greet(socket: Socket, pass: Pass): void {
    if (pass.kind === 'refused') {
      this.turnAway(pass.code, undefined);
      return;
    }
    const { stay } = this;
    if (pass.kind === 'none' && pass.passing && stay.ticketed && stay.isAwaited) {
      // Without a ticket the token would be refused; while it is good, waiting for one is better than being nobody.
      this.drop();
      this.wait(0, 'unavailable');
      return;
    }
    const ticket = pass.kind === 'ticket' ? pass.ticket : '';
    this.unsure = pass.kind === 'none' && pass.passing;
    stay.ticketed = ticket !== '';
    const place = stay.spot === undefined ? {} : { wishedPlace: stay.spot };
    socket.send(encode({ case: 'hello', value: { ...this.wish, ...place, resumeToken: stay.token, ticket, lastActionId: this.lastActionId } }));
  }

  private received(bytes: Uint8Array): void {
    this.lastHeardMs = this.around.now();
    this.bytesHeard += bytes.length;
    const start = frameStart(bytes);
    try {
      if (start >= 0) {
        if (this.current.kind === 'joined') {
          this.listener.frame(bytes, start);
        }
        return;
      }
      this.understood(decode(bytes));
    } catch (fault) {
      if (!(fault instanceof FrameFault) && !(fault instanceof RangeError)) {
        throw fault;
      }
      console.warn('a message that does not follow the protocol', fault);
      this.lost();
    }
  }

  private understood(message: Incoming): void {
    switch (message.case) {
      case 'welcome':
        this.welcomed(message.value);
        return;
      case 'refusal':
        this.refused(message.value);
        return;
      case 'farewell':
        this.farewell = message.value;
        return;
      case 'waiting':
        // However long it takes: the server has heard us and says when it changes.
        this.cancelTimer();
        this.become({ kind: 'joining', ahead: message.value.ahead });
        return;
      case 'clockPong': {
        const number = Number(message.value.clientTimeMs);
        const sent = this.pings.get(number);
        if (sent !== undefined) {
          this.pings.delete(number);
          this.clock.sample(sent, Number(message.value.timeMs), this.around.now());
        }
        return;
      }
      case 'notice':
        if (message.value.code === NoticeCode.DRAINING) {
          this.expectRestart();
        }
        this.listener.told(message);
        return;
      default:
        this.listener.told(message);
    }
  }

  private welcomed(welcome: Welcome): void {
    this.cancelTimer();
    this.backoff.reset();
    this.everJoined = true;
    this.doubted = false;
    this.restartUntilMs = Number.NEGATIVE_INFINITY;
    this.lastActionId = welcome.lastActionId;
    this.stay.welcomed(welcome.resumeToken, welcome.venue?.id ?? '', welcome.resumeWindowMs);
    this.clock.reset();
    this.clock.suggest(this.around.now(), Number(welcome.timeMs));
    this.pings.clear();
    this.pingCount = 0;
    this.become({ kind: 'joined' });
    this.listener.welcomed(welcome);
    this.note();
    if (this.away) {
      this.send({ case: 'presence', value: { away: true } });
    }
    this.ping();
  }

  private ping(): void {
    this.cancelPing();
    const now = this.around.now();
    if (!this.away && now - this.lastHeardMs > DEAD_AFTER_MS) {
      this.lost();
      return;
    }
    this.note();
    const number = ++this.pingCount;
    this.pings.set(number, now);
    this.pings.delete(number - 20);
    this.send({ case: 'clockPing', value: { clientTimeMs: BigInt(number) } });
    this.cancelPing = this.around.later(number < FIRST_PINGS ? FIRST_PING_EVERY_MS : PING_EVERY_MS, () => {
      this.ping();
    });
  }

  private refused(refusal: Refusal): void {
    const { code } = refusal;
    const pause = pauseOf(code, this.everJoined || this.stay.isOpen);
    if (code === RefusalCode.IDENTITY_REQUIRED && this.unsure) {
      // The next try may find somebody who gives a ticket.
      this.drop();
      this.wait(1_000, 'unavailable');
    } else if (code === RefusalCode.BAD_TICKET && !this.doubted) {
      this.doubted = true;
      this.connect();
    } else if (code === RefusalCode.RESUME_EXPIRED && (this.wish?.guestName ?? '') !== '') {
      this.stay.dropToken();
      this.connect();
    } else if (pause !== undefined) {
      if (pause === 'restart') {
        this.expectRestart();
      }
      this.drop();
      this.wait(refusal.retryAfterMs ?? 1_000, pause);
    } else {
      this.turnAway(code, refusal.retryAfterMs);
    }
  }

  private turnAway(code: RefusalCode, retryAfterMs: number | undefined): void {
    if (!mayComeBack(code)) {
      this.stay.end();
    }
    this.everJoined = false;
    this.drop();
    this.become({ kind: 'refused', code, retryAfterMs });
  }

  private closed(code: number): void {
    const ending = this.farewell ?? endingOf(code);
    if (ending !== undefined && ending.retryAfterMs === undefined) {
      this.end();
      this.become({ kind: 'ended', reason: ending.reason });
      return;
    }
    console.info('connection closed', code >= CLOSE_CODE_BASE ? code - CLOSE_CODE_BASE : code);
    this.lost(ending);
  }

  private lost(ending?: Ending | Farewell): void {
    this.note();
    if (ending?.mayResume === false) {
      this.stay.dropToken();
    }
    const restarts = ending?.reason === CloseReason.DRAINING;
    if (restarts) {
      this.expectRestart();
    }
    this.drop();
    this.wait(ending?.retryAfterMs ?? 0, restarts ? 'restart' : ending?.reason === CloseReason.ROLES_CHANGED ? 'roles' : 'lost');
  }

  private expectRestart(): void {
    this.restartUntilMs = this.around.now() + RESTART_MS;
  }

  private wait(atLeastMs: number, why: Pause): void {
    const now = this.around.now();
    const restarting = now < this.restartUntilMs;
    const ms = this.backoff.next(atLeastMs, restarting ? RESTART_WAIT_MS : undefined);
    this.cancelTimer = this.around.later(ms, () => {
      this.connect();
    });
    const waiting: SessionState = { kind: 'waiting', retryAtMs: now + ms, why: restarting && why === 'lost' ? 'restart' : why };
    this.become(waiting);
    if (waiting.why === 'lost' && this.shutDoors >= SHUT_DOORS) {
      this.askWhetherBarred(waiting);
    }
  }

  /** A server that answers the page but never opens a socket is not gone: something between refuses it, and trying alone will not help. */
  private askWhetherBarred(waiting: SessionState & { readonly kind: 'waiting' }): void {
    this.around.answers((answers) => {
      if (answers && this.current === waiting) {
        this.become({ ...waiting, why: 'barred' });
      }
    });
  }

  private end(): void {
    this.stay.end();
    this.everJoined = false;
    this.drop();
  }

  private drop(): void {
    this.cancelTimer();
    this.cancelPing();
    const socket = this.socket;
    this.socket = undefined;
    socket?.close();
  }

  private become(state: SessionState): void {
    this.current = state;
    this.listener.stateChanged(state);
  }
}
