/** What is needed to go on after a lost line, a reload or a restart: the token, and where one was. */
import type { KeptStay, Spot, Surroundings } from './ports';

/** Used until a welcome has told the window. */
const USUAL_WINDOW_MS = 120_000;

/** Kept in this tab as well. Owned by the page's only thread. */
export class Stay {
  /** Resume token of the last welcome; empty when there is nothing to go on with. */
  token: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  /** Whether it began with a ticket, so that its token is good with another one only. */
  ticketed = false;
  /** Where the avatar was last. */
  spot: Spot | undefined;
  private venue = '';
  private windowMs = USUAL_WINDOW_MS;
  private lastInsideMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly around: Surroundings) {}

  /** Takes up what this tab kept. */
  takeUp(): void {
    const kept: KeptStay | undefined = this.around.kept();
    this.token = fromHex(kept?.token ?? '');
    this.ticketed = kept?.ticketed ?? false;
    this.spot = kept?.spot;
    if (this.isOpen) {
      this.lastInsideMs = this.around.now();
    }
  }

  /** True while there is a token. */
  get isOpen(): boolean {
    return this.token.length > 0;
  }

  /** True while the server still waits for us, as far as can be known. */
  get isAwaited(): boolean {
    return this.isOpen && this.around.now() - this.lastInsideMs < this.windowMs;
  }

  /** Begins or goes on with what a welcome says. */
  welcomed(token: Uint8Array, venue: string, windowMs: number): void {
    this.token = new Uint8Array(token);
    this.venue = venue;
    this.windowMs = windowMs;
  }

  /** Notes that one is inside, and where. */
  note(spot: Spot | undefined): void {
    this.lastInsideMs = this.around.now();
    this.spot = spot ?? this.spot;
    if (this.isOpen) {
      this.around.keep({ token: toHex(this.token), venue: this.venue, spot: this.spot, ticketed: this.ticketed });
    }
  }

  /** The token is good no more; the place still is. */
  dropToken(): void {
    this.token = new Uint8Array(0);
    this.around.keep(undefined);
  }

  /** Nothing is left: the next stay begins at a door. */
  end(): void {
    this.dropToken();
    this.ticketed = false;
    this.spot = undefined;
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
