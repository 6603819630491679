/**
 * One person's stay: joins, keeps the clock, notices a dead line, comes back after a drop with the resume token.
 * There is one socket at a time, never more.
 */
import type { MessageInitShape } from '@bufbuild/protobuf';
import {
  type CloseReason,
  type Farewell,
  type HelloSchema,
  RefusalCode,
  type Refusal,
  type Welcome,
} from '../wire/generated/parvis/v1/session_pb';
import { FrameFault } from '../wire/frame';
import { CLOSE_CODE_BASE, type Incoming, type Outgoing, decode, encode, frameStart } from '../wire/messages';
import { Backoff } from './backoff';
import { ServerClock } from './clock';
import type { Socket, Surroundings } from './ports';

/** Where the session stands. */
export type SessionState =
  | { readonly kind: 'new' }
  | { readonly kind: 'joining' }
  | { readonly kind: 'joined' }
  /** The line is lost; the next try is at a time of the local clock. */
  | { readonly kind: 'waiting'; readonly retryAtMs: number; readonly draining: boolean }
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
}

/** What a person wishes for when joining. */
export type Wish = Omit<MessageInitShape<typeof HelloSchema>, '$typeName' | 'resumeToken' | '$unknown'>;

const FIRST_PINGS = 10;
const FIRST_PING_EVERY_MS = 220;
const PING_EVERY_MS = 5_000;
const DEAD_AFTER_MS = 12_000;
const OPEN_TIMEOUT_MS = 10_000;

/** Refusals that a person already inside should sit out. */
const PASSING_REFUSALS: ReadonlySet<RefusalCode> = new Set([
  RefusalCode.VENUE_FULL,
  RefusalCode.DRAINING,
  RefusalCode.BUSY,
  RefusalCode.TOO_MANY_CONNECTIONS,
]);

/** Owned by the page's only thread. */
export class Session {
  /** The server's clock; survives reconnections until the next welcome. */
  readonly clock = new ServerClock();
  private readonly backoff: Backoff;
  private readonly pings = new Map<number, number>();
  private current: SessionState = { kind: 'new' };
  private socket: Socket | undefined;
  private wish: Wish | undefined;
  private token: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  private everJoined = false;
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
  }

  /** Where the session stands. */
  get state(): SessionState {
    return this.current;
  }

  /** Bytes received since the page began. */
  get bytesReceived(): number {
    return this.bytesHeard;
  }

  /** True when this tab was in a venue before it was loaded anew. */
  get canResume(): boolean {
    return this.around.ticket() !== '';
  }

  /** Joins anew, or continues when this tab holds a token. */
  join(wish: Wish): void {
    this.wish = wish;
    this.token = fromHex(this.around.ticket());
    this.connect();
  }

  /** Leaves for good. */
  leave(): void {
    this.send({ case: 'leave', value: {} });
    this.forgetTicket();
    this.drop();
    this.become({ kind: 'new' });
  }

  /** Sends when joined; a message for nobody is dropped, since all of them are about the present. */
  send(kind: Outgoing): boolean {
    if (this.current.kind !== 'joined' || this.socket === undefined) {
      return false;
    }
    this.socket.send(encode(kind));
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
      this.drop();
      this.wait(0, false);
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
      this.lost(false);
    });
    const socket: Socket = this.around.open(this.url, {
      opened: () => {
        socket.send(encode({ case: 'hello', value: { ...this.wish, resumeToken: this.token } }));
      },
      message: (bytes) => {
        if (this.socket === socket) {
          this.received(bytes);
        }
      },
      closed: (code) => {
        if (this.socket === socket) {
          this.closed(code);
        }
      },
    });
    this.socket = socket;
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
      this.lost(false);
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
      case 'clockPong': {
        const number = Number(message.value.clientTimeMs);
        const sent = this.pings.get(number);
        if (sent !== undefined) {
          this.pings.delete(number);
          this.clock.sample(sent, Number(message.value.timeMs), this.around.now());
        }
        return;
      }
      default:
        this.listener.told(message);
    }
  }

  private welcomed(welcome: Welcome): void {
    this.cancelTimer();
    this.backoff.reset();
    this.everJoined = true;
    this.token = new Uint8Array(welcome.resumeToken);
    this.around.keepTicket(toHex(this.token));
    this.clock.reset();
    this.clock.suggest(this.around.now(), Number(welcome.timeMs));
    this.pings.clear();
    this.pingCount = 0;
    this.become({ kind: 'joined' });
    this.listener.welcomed(welcome);
    if (this.away) {
      this.send({ case: 'presence', value: { away: true } });
    }
    this.ping();
  }

  private ping(): void {
    this.cancelPing();
    const now = this.around.now();
    if (!this.away && now - this.lastHeardMs > DEAD_AFTER_MS) {
      this.lost(false);
      return;
    }
    const number = ++this.pingCount;
    this.pings.set(number, now);
    this.pings.delete(number - 20);
    this.send({ case: 'clockPing', value: { clientTimeMs: BigInt(number) } });
    this.cancelPing = this.around.later(number < FIRST_PINGS ? FIRST_PING_EVERY_MS : PING_EVERY_MS, () => {
      this.ping();
    });
  }

  private refused(refusal: Refusal): void {
    if (refusal.code === RefusalCode.RESUME_EXPIRED) {
      this.forgetTicket();
      if (this.wish?.guestName !== undefined && this.wish.guestName !== '') {
        this.connect();
        return;
      }
    } else if (this.everJoined && PASSING_REFUSALS.has(refusal.code)) {
      this.drop();
      this.wait(refusal.retryAfterMs ?? 1_000, refusal.code === RefusalCode.DRAINING);
      return;
    }
    this.drop();
    this.become({ kind: 'refused', code: refusal.code, retryAfterMs: refusal.retryAfterMs });
  }

  private closed(code: number): void {
    const goodbye = this.farewell;
    if (goodbye !== undefined && goodbye.retryAfterMs === undefined) {
      this.forgetTicket();
      this.drop();
      this.become({ kind: 'ended', reason: goodbye.reason });
      return;
    }
    if (goodbye !== undefined && !goodbye.mayResume) {
      this.forgetTicket();
    }
    console.info('connection closed', code >= CLOSE_CODE_BASE ? code - CLOSE_CODE_BASE : code);
    this.lost(goodbye !== undefined);
  }

  private lost(announced: boolean): void {
    const atLeastMs = this.farewell?.retryAfterMs ?? 0;
    this.drop();
    this.wait(atLeastMs, announced);
  }

  private wait(atLeastMs: number, draining: boolean): void {
    const ms = this.backoff.next(atLeastMs);
    this.cancelTimer = this.around.later(ms, () => {
      this.connect();
    });
    this.become({ kind: 'waiting', retryAtMs: this.around.now() + ms, draining });
  }

  private drop(): void {
    this.cancelTimer();
    this.cancelPing();
    const socket = this.socket;
    this.socket = undefined;
    socket?.close();
  }

  private forgetTicket(): void {
    this.token = new Uint8Array(0);
    this.around.keepTicket('');
  }

  private become(state: SessionState): void {
    this.current = state;
    this.listener.stateChanged(state);
  }
}

function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const b of bytes) {
    text += b.toString(16).padStart(2, '0');
  }
  return text;
}

function fromHex(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length >> 1);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  }
  return bytes;
}
