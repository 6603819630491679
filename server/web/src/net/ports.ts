/** What the session needs from its surroundings, so that tests can stand in for the browser. */
import type { RefusalCode } from '../wire/generated/parvis/v1/session_pb';

/** The part of a WebSocket that is used. */
export interface Socket {
  send(bytes: Uint8Array<ArrayBuffer>): void;
  close(): void;
}

/** What a socket tells its owner. */
export interface SocketEvents {
  opened(): void;
  message(bytes: Uint8Array): void;
  /** The socket is gone, for whatever reason; called once. */
  closed(code: number): void;
}

/** Where an avatar is, in the numbers of the wire. */
export interface Spot {
  readonly floor: number;
  readonly xCm: number;
  readonly zCm: number;
  readonly yaw: number;
}

/** What this tab remembers of a stay, so that a page loaded anew can go on with it. */
export interface KeptStay {
  /** Resume token, hex. */
  readonly token: string;
  /** Id of the venue. */
  readonly venue: string;
  /** Where the avatar was last. */
  readonly spot: Spot | undefined;
  /** True when it began with a ticket, and so wants another one with the token. */
  readonly ticketed: boolean;
}

/** What somebody has to show at the door. */
export type Pass =
  | { readonly kind: 'ticket'; readonly ticket: string }
  /** Nothing: a guest by name. Passing when the server knows people but cannot tell who comes just now. */
  | { readonly kind: 'none'; readonly passing: boolean }
  /** There is no use in trying. */
  | { readonly kind: 'refused'; readonly code: RefusalCode };

/** Clock, chance, timers and sockets. */
export interface Surroundings {
  /** Milliseconds, never going back. */
  now(): number;
  /** In 0..1. */
  random(): number;
  /** Calls back once after so many milliseconds, until cancelled. */
  later(ms: number, what: () => void): () => void;
  open(url: string, events: SocketEvents): Socket;
  /**
   * Gets what is to be shown in the next Hello and calls back once, perhaps at once.
   * @param doubted true when the last ticket was not accepted
   */
  pass(doubted: boolean, done: (pass: Pass) => void): void;
  /** Asks whether the server answers plain requests; calls back once, in its own time. */
  answers(done: (answers: boolean) => void): void;
  /** Remembers the stay for this tab, or forgets it. */
  keep(stay: KeptStay | undefined): void;
  /** What was remembered. */
  kept(): KeptStay | undefined;
}
