/** Actions on their way when the line broke; the server does each once, by its id, however often it is sent. */
import type { Outgoing } from '../wire/messages';

/** An action as it goes out. */
export type ActionToSend = Extract<Outgoing, { case: 'action' }>;

/** No more are sent again at once than the server takes at once. */
const MOST = 8;
/** What was said so long ago is better said anew by the person. */
const FRESH_MS = 30_000;

/** Remembers what was sent until it is answered. */
export class Unanswered {
  private readonly sent = new Map<bigint, { action: ActionToSend; atMs: number }>();

  add(id: bigint, action: ActionToSend, nowMs: number): void {
    this.sent.set(id, { action, atMs: nowMs });
    if (this.sent.size > MOST) {
      const [oldest] = this.sent.keys();
      this.sent.delete(oldest as bigint);
    }
  }

  answered(id: bigint): void {
    this.sent.delete(id);
  }

  /** What to send again on a new line, oldest first. */
  again(nowMs: number): ActionToSend[] {
    for (const [id, { atMs }] of this.sent) {
      if (nowMs - atMs > FRESH_MS) {
        this.sent.delete(id);
      }
    }
    return [...this.sent.values()].map(({ action }) => action);
  }

  /** The session is over, and with it what was asked in it. */
  forget(): void {
    this.sent.clear();
  }
}
