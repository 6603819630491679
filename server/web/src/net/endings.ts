/** What to do when the server ends or refuses something; docs/protocol.md, section 11. */
import { CloseReason, RefusalCode } from '../wire/generated/parvis/v1/session_pb';
import { CLOSE_CODE_BASE } from '../wire/messages';

/**
 * Why one waits: a line that broke, a restart, new roles, a server that cannot look one up, a crowd at the door, a server
 * that answers the page but refuses its socket.
 */
export type Pause = 'lost' | 'restart' | 'roles' | 'unavailable' | 'busy' | 'barred';

/** The rule of an ending. */
export interface Ending {
  readonly reason: CloseReason;
  /** Earliest next try; undefined: do not try again by yourself. */
  readonly retryAfterMs: number | undefined;
  readonly mayResume: boolean;
}

const resume = (retryAfterMs: number): Omit<Ending, 'reason'> => ({ retryAfterMs, mayResume: true });
const join = (retryAfterMs: number): Omit<Ending, 'reason'> => ({ retryAfterMs, mayResume: false });
const NEVER: Omit<Ending, 'reason'> = { retryAfterMs: undefined, mayResume: false };

const RULES: Readonly<Record<CloseReason, Omit<Ending, 'reason'>>> = {
  [CloseReason.UNSPECIFIED]: resume(5_000),
  [CloseReason.LEFT]: NEVER,
  [CloseReason.REFUSED]: NEVER,
  [CloseReason.BAD_MESSAGE]: NEVER,
  [CloseReason.MESSAGE_TOO_BIG]: NEVER,
  [CloseReason.OUT_OF_ORDER]: NEVER,
  [CloseReason.FLOOD]: join(10_000),
  [CloseReason.SLOW_READER]: resume(1_000),
  [CloseReason.HELLO_TIMEOUT]: join(1_000),
  [CloseReason.DEAD]: resume(0),
  [CloseReason.TAKEN_OVER]: NEVER,
  [CloseReason.DRAINING]: resume(2_000),
  [CloseReason.INTERNAL]: resume(1_000),
  [CloseReason.REVOKED]: NEVER,
  [CloseReason.BANNED]: NEVER,
  [CloseReason.ROLES_CHANGED]: join(0),
};

/** For those who got no farewell: the rule of a close code of ours, a later version's reason included; undefined for codes of WebSocket. */
export function endingOf(code: number): Ending | undefined {
  if (code < CLOSE_CODE_BASE || code > CLOSE_CODE_BASE + 999) {
    return undefined;
  }
  const reason: CloseReason = code - CLOSE_CODE_BASE;
  const known = (RULES as Partial<Record<number, Omit<Ending, 'reason'>>>)[reason];
  return known === undefined ? { reason: CloseReason.UNSPECIFIED, ...RULES[CloseReason.UNSPECIFIED] } : { reason, ...known };
}

const PAUSES: Readonly<Partial<Record<RefusalCode, Pause>>> = {
  [RefusalCode.VENUE_FULL]: 'lost',
  [RefusalCode.DRAINING]: 'restart',
  [RefusalCode.BUSY]: 'busy',
  [RefusalCode.TOO_MANY_CONNECTIONS]: 'lost',
  [RefusalCode.UNAVAILABLE]: 'unavailable',
};

/**
 * How a refusal is sat out; undefined when waiting does not help.
 * @param wasInside whether they were inside already. Others wait only for what passes in moments: whether a full venue
 *   or one that shuts down is worth waiting for is theirs to say.
 */
export function pauseOf(code: RefusalCode, wasInside: boolean): Pause | undefined {
  return wasInside || code === RefusalCode.BUSY ? PAUSES[code] : undefined;
}

/** Whether a token is worth keeping after a refusal: for another try, or for the page of another version. */
export function mayComeBack(code: RefusalCode): boolean {
  return pauseOf(code, true) !== undefined || code === RefusalCode.BAD_TICKET || code === RefusalCode.UNSUPPORTED_VERSION;
}
