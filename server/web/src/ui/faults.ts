/** Plain words for what can go wrong. */
import { ActionCode, type ActionReply } from '../wire/generated/parvis/v1/action_pb';
import { CloseReason, RefusalCode } from '../wire/generated/parvis/v1/session_pb';
import { type FaultKind, HttpFault, kindOf } from '../identity/http';
import type { Pause } from '../net/endings';
import type { SessionState } from '../net/session';
import type { Speech, WordKey } from './words';

const REFUSALS: Readonly<Record<RefusalCode, WordKey>> = {
  [RefusalCode.UNSPECIFIED]: 'refusedUnknown',
  [RefusalCode.BAD_HELLO]: 'refusedBadHello',
  [RefusalCode.UNSUPPORTED_VERSION]: 'refusedVersion',
  [RefusalCode.UNKNOWN_VENUE]: 'refusedVenue',
  [RefusalCode.VENUE_FULL]: 'refusedFull',
  [RefusalCode.BAD_NAME]: 'refusedName',
  [RefusalCode.RESUME_EXPIRED]: 'refusedExpired',
  [RefusalCode.DRAINING]: 'refusedDraining',
  [RefusalCode.BUSY]: 'refusedBusy',
  [RefusalCode.TOO_MANY_CONNECTIONS]: 'refusedTooMany',
  [RefusalCode.BANNED]: 'refusedBanned',
  [RefusalCode.BAD_TICKET]: 'refusedTicket',
  [RefusalCode.UNAVAILABLE]: 'refusedUnavailable',
  [RefusalCode.IDENTITY_REQUIRED]: 'refusedIdentity',
  [RefusalCode.ACCOUNT_REQUIRED]: 'refusedAccount',
  [RefusalCode.FORBIDDEN]: 'refusedForbidden',
};

const ENDINGS: Readonly<Record<CloseReason, WordKey>> = {
  [CloseReason.UNSPECIFIED]: 'endedBad',
  [CloseReason.LEFT]: 'endedLeft',
  [CloseReason.REFUSED]: 'refusedUnknown',
  [CloseReason.BAD_MESSAGE]: 'endedBad',
  [CloseReason.MESSAGE_TOO_BIG]: 'endedBad',
  [CloseReason.OUT_OF_ORDER]: 'endedBad',
  [CloseReason.FLOOD]: 'endedFlood',
  [CloseReason.SLOW_READER]: 'endedBad',
  [CloseReason.HELLO_TIMEOUT]: 'endedBad',
  [CloseReason.DEAD]: 'endedBad',
  [CloseReason.TAKEN_OVER]: 'endedTakenOver',
  [CloseReason.DRAINING]: 'endedDraining',
  [CloseReason.INTERNAL]: 'endedInternal',
  [CloseReason.REVOKED]: 'endedRevoked',
  [CloseReason.BANNED]: 'endedBanned',
  [CloseReason.ROLES_CHANGED]: 'endedRoles',
};

const PAUSES: Readonly<Record<Pause, WordKey>> = { lost: 'lost', restart: 'draining', roles: 'rolesChanged', unavailable: 'cannotLookUp', busy: 'tooBusy', barred: 'refusedHere' };

const ASKED: Readonly<Record<FaultKind, WordKey>> = {
  unreachable: 'faultUnreachable',
  absent: 'faultAbsent',
  unavailable: 'faultUnavailable',
  tooMany: 'faultTooMany',
  signedOut: 'faultSignedOut',
  unproven: 'faultUnproven',
  banned: 'faultBanned',
  forbidden: 'faultForbidden',
  stale: 'faultStale',
  conflict: 'faultConflict',
  unfit: 'faultUnfit',
  broken: 'faultBroken',
};

const REPLIES: Readonly<Record<ActionCode, WordKey | undefined>> = {
  [ActionCode.UNSPECIFIED]: 'replyInvalid',
  [ActionCode.DONE]: undefined,
  [ActionCode.INVALID]: 'replyInvalid',
  [ActionCode.NOT_FOUND]: 'replyNotFound',
  [ActionCode.TOO_FAR]: 'replyTooFar',
  [ActionCode.TAKEN]: 'replyTaken',
  [ActionCode.TOO_SOON]: 'replyTooSoon',
  [ActionCode.FORBIDDEN]: 'replyForbidden',
  [ActionCode.BUSY]: 'replyBusy',
  [ActionCode.UNAVAILABLE]: 'replyUnavailable',
  [ActionCode.UNCERTAIN]: 'replyUncertain',
  [ActionCode.INTERNAL]: 'replyInternal',
};

/** Why one may not enter. Codes of newer servers read as a general refusal. */
export function refusalWord(code: RefusalCode): WordKey {
  return (REFUSALS as Partial<Record<number, WordKey>>)[code] ?? 'refusedUnknown';
}

/** Why one is out. */
export function endingWord(reason: CloseReason): WordKey {
  return (ENDINGS as Partial<Record<number, WordKey>>)[reason] ?? 'endedBad';
}

/** Why something was not done, in the person's words; empty when it was. */
export function replyWords(speech: Speech, reply: ActionReply): string {
  const word = replyWord(reply.code);
  if (word === undefined) {
    return '';
  }
  const isOfLaterVersion = reply.code === ActionCode.UNSPECIFIED && reply.message !== '';
  return isOfLaterVersion ? reply.message : speech.say(word, { n: Math.ceil((reply.retryAfterMs ?? 1_000) / 1_000) });
}

/** Why something was not done; nothing when it was. */
export function replyWord(code: ActionCode): WordKey | undefined {
  return code === ActionCode.DONE ? undefined : ((REPLIES as Partial<Record<number, WordKey>>)[code] ?? 'replyInvalid');
}

/** Why a request to the server did not do what it was for. */
export function faultWords(speech: Speech, fault: unknown): string {
  const retryAfterMs = fault instanceof HttpFault ? fault.retryAfterMs : undefined;
  return speech.say(ASKED[kindOf(fault)], { n: Math.ceil((retryAfterMs ?? 30_000) / 1_000) });
}

/**
 * What a person is told about where the session stands; empty when there is nothing to say.
 * @param inside whether they were in the venue when it came to this
 * @param nowMs the clock of `retryAtMs`
 */
export function stateWords(speech: Speech, state: SessionState, inside: boolean, nowMs: number): string {
  switch (state.kind) {
    case 'refused':
      return speech.say(refusalWord(state.code));
    case 'ended':
      return speech.say(endingWord(state.reason));
    case 'joining':
      return state.ahead !== undefined ? speech.say('queued', { n: state.ahead }) : inside ? speech.say('lostNow') : '';
    case 'waiting': {
      const what = !inside && state.why === 'lost' ? 'unreachable' : PAUSES[state.why];
      return `${speech.say(what)} ${speech.say('lostRetry', { n: Math.max(0, Math.ceil((state.retryAtMs - nowMs) / 1000)) })}`;
    }
    default:
      return '';
  }
}
