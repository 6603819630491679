/** How people in the venue reacted, as counts of each kind. */
import { ReactionKind, type Reactions } from '../../wire/generated/parvis/v1/action_pb';

/** The kinds on offer, in the order of their buttons. */
export const REACTIONS = [ReactionKind.APPLAUSE, ReactionKind.HEART, ReactionKind.LAUGH, ReactionKind.CHEER] as const;
/** A kind that this page knows. */
export type KnownReaction = (typeof REACTIONS)[number];

/** A kind that came anew, and how often. */
export interface FreshReaction {
  readonly kind: KnownReaction;
  readonly count: number;
}

/** Most symbols that fly up for one kind at once, however many people reacted. */
export const MOST_FLYING = 12;

/** How many symbols stand for a count: one for one, few more for very many. */
export function flying(count: number): number {
  return count < 1 ? 0 : Math.min(MOST_FLYING, 1 + Math.floor(1.5 * Math.log2(count)));
}

/** Totals since the instance began; the server's word counts, so a missed message is mended by the next. */
export class ReactionTotals {
  private readonly totals = new Map<ReactionKind, bigint>();

  /** Takes a message over and tells what is fresh in it; kinds of later versions are passed over. */
  take(message: Reactions): FreshReaction[] {
    const fresh: FreshReaction[] = [];
    for (const { kind, count, total } of message.counts) {
      const known = REACTIONS.find((k) => k === kind);
      if (known !== undefined) {
        this.totals.set(known, total);
        if (count > 0) {
          fresh.push({ kind: known, count });
        }
      }
    }
    return fresh;
  }

  of(kind: KnownReaction): bigint {
    return this.totals.get(kind) ?? 0n;
  }

  /** Another instance counts from 0. */
  reset(): void {
    this.totals.clear();
  }
}
