/** What the session needs from its surroundings, so that tests can stand in for the browser. */

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

/** Clock, chance, timers and sockets. */
export interface Surroundings {
  /** Milliseconds, never going back. */
  now(): number;
  /** In 0..1. */
  random(): number;
  /** Calls back once after so many milliseconds, until cancelled. */
  later(ms: number, what: () => void): () => void;
  open(url: string, events: SocketEvents): Socket;
  /** Remembers the token for this tab; empty forgets it. */
  keepTicket(ticket: string): void;
  /** What was remembered, or empty. */
  ticket(): string;
}
