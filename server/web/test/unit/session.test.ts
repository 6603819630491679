/** The session against a scripted line: A12, resume, refusals, a dead line. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type MessageInitShape, create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { Session, type SessionState } from '../../src/net/session';
import { endingOf } from '../../src/net/endings';
import type { KeptStay, Pass, Socket, SocketEvents, Spot, Surroundings } from '../../src/net/ports';
import { ClientMessageSchema, type ClientMessage } from '../../src/wire/generated/parvis/v1/client_message_pb';
import { ServerMessageSchema } from '../../src/wire/generated/parvis/v1/server_message_pb';
import { CloseReason, RefusalCode } from '../../src/wire/generated/parvis/v1/session_pb';
import { seeded } from './chance';

type Saying = NonNullable<MessageInitShape<typeof ServerMessageSchema>['kind']>;

/** A browser whose clock is turned by hand and whose sockets are scripted. */
class Stage implements Surroundings {
  time = 0;
  stay: KeptStay | undefined;
  spot: Spot | undefined;
  /** What is shown at the door; undefined: it takes for ever. */
  shown: Pass | undefined = { kind: 'none', passing: false };
  doubts: boolean[] = [];
  readonly sent: ClientMessage['kind'][] = [];
  readonly states: SessionState[] = [];
  sockets = 0;
  mostSockets = 0;
  opened = 0;
  events: SocketEvents | undefined;
  private timers: { at: number; what: () => void }[] = [];
  readonly random: () => number;
  constructor(seed = 3) { this.random = seeded(seed); }
  now = (): number => this.time;
  later(ms: number, what: () => void): () => void {
    const timer = { at: this.time + ms, what };
    this.timers.push(timer);
    return () => { this.timers = this.timers.filter((t) => t !== timer); };
  }
  open(_url: string, events: SocketEvents): Socket {
    this.opened++;
    this.mostSockets = Math.max(this.mostSockets, ++this.sockets);
    this.events = events;
    let open = true;
    return {
      send: (bytes) => { this.sent.push(fromBinary(ClientMessageSchema, bytes).kind); },
      close: () => { if (open) { open = false; this.sockets--; } },
    };
  }
  pass(doubted: boolean, done: (pass: Pass) => void): void {
    this.doubts.push(doubted);
    if (this.shown !== undefined) done(this.shown);
  }
  /** Whether plain requests are answered. */
  isThere = false;
  answers(done: (answers: boolean) => void): void { done(this.isThere); }
  keep(stay: KeptStay | undefined): void { this.stay = stay; }
  kept(): KeptStay | undefined { return this.stay; }
  elapse(ms: number): void {
    const end = this.time + ms;
    for (;;) {
      const next = this.timers.filter((t) => t.at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.timers = this.timers.filter((t) => t !== next);
      this.time = Math.max(this.time, next.at);
      next.what();
    }
    this.time = end;
  }
  say(kind: Saying): void { this.events!.message(toBinary(ServerMessageSchema, create(ServerMessageSchema, { kind }))); }
  welcome(token = 7): void {
    this.say({ case: 'welcome', value: { avatar: 1, tickRateHz: 20, resumeToken: new Uint8Array([token]), resumeWindowMs: 120_000, timeMs: 1_000n, venue: { id: 'yard' } } });
  }
  get last(): SessionState { return this.states.at(-1)!; }
  hellos(): Extract<ClientMessage['kind'], { case: 'hello' }>[] { return this.sent.filter((m) => m.case === 'hello'); }
}

function sessionOn(stage: Stage): Session {
  return new Session('ws://x', stage, {
    stateChanged: (s) => { stage.states.push(s); }, welcomed: () => undefined, frame: () => undefined, told: () => undefined, spot: () => stage.spot,
  });
}

function begin(stage = new Stage()): [Stage, Session] {
  const session = sessionOn(stage);
  session.join({ protocolVersion: 1, guestName: 'Ada' });
  stage.events!.opened();
  return [stage, session];
}

test('A12: one socket, and nothing but the clock when nothing happens', () => {
  const [stage] = begin();
  stage.welcome();
  stage.elapse(3_000);
  stage.sent.length = 0;
  for (let s = 0; s < 60; s++) {
    stage.elapse(1_000);
    stage.say({ case: 'clockPong', value: { clientTimeMs: 9_999n, timeMs: 1n } });
  }
  assert.ok(stage.sent.every((m) => m.case === 'clockPing'), 'only pings');
  assert.ok(stage.sent.length <= 13, `${stage.sent.length} in a minute`);
  assert.equal(stage.mostSockets, 1);
});

test('a cut line is resumed with the newest token, and a reload too', () => {
  const [stage] = begin();
  stage.welcome(0xab);
  assert.equal(stage.stay?.token, 'ab', 'kept for a reload');
  stage.events!.closed(1006);
  assert.equal(stage.last.kind, 'waiting');
  stage.elapse(1_000);
  stage.events!.opened();
  assert.deepEqual([...stage.hellos()[1]!.value.resumeToken], [0xab]);
  stage.welcome(0xcd);
  assert.equal(stage.stay?.token, 'cd');
  assert.equal(stage.mostSockets, 1);
});

test('waits grow and are spread, but stay below a quarter of a minute', () => {
  const [stage] = begin();
  stage.welcome();
  const waits: number[] = [];
  for (let i = 0; i < 9; i++) {
    stage.events!.closed(1006);
    assert.equal(stage.last.kind, 'waiting');
    const wait = (stage.last as { retryAtMs: number }).retryAtMs - stage.time;
    waits.push(wait);
    stage.elapse(wait + 1);
  }
  assert.ok(waits[0]! <= 400 && waits[8]! > 6_000 && waits.every((w) => w <= 15_000), waits.join());
});

test('the server’s wish for a pause is kept', () => {
  const [stage] = begin();
  stage.welcome();
  stage.say({ case: 'farewell', value: { reason: CloseReason.DRAINING, retryAfterMs: 5_000, mayResume: true } });
  stage.events!.closed(4011);
  const opened = stage.opened;
  stage.elapse(4_900);
  assert.equal(stage.opened, opened);
  stage.elapse(1_600);
  assert.equal(stage.opened, opened + 1);
});

test('a farewell without a time to retry is the end', () => {
  const [stage] = begin();
  stage.welcome();
  stage.say({ case: 'farewell', value: { reason: CloseReason.TAKEN_OVER } });
  stage.events!.closed(4010);
  stage.elapse(60_000);
  assert.deepEqual(stage.last, { kind: 'ended', reason: CloseReason.TAKEN_OVER });
  assert.equal(stage.stay, undefined);
  assert.equal(stage.opened, 1);
});

test('an expired token joins anew', () => {
  const [stage] = begin();
  stage.welcome();
  stage.events!.closed(1006);
  stage.elapse(1_000);
  stage.events!.opened();
  stage.say({ case: 'refusal', value: { code: RefusalCode.RESUME_EXPIRED } });
  stage.events!.opened();
  assert.equal(stage.hellos().at(-1)!.value.resumeToken.length, 0);
  assert.equal(stage.mostSockets, 1);
});

test('a refusal at the door is told, with when to come back', () => {
  const [stage] = begin();
  stage.say({ case: 'refusal', value: { code: RefusalCode.VENUE_FULL, retryAfterMs: 9_000 } });
  assert.deepEqual(stage.last, { kind: 'refused', code: RefusalCode.VENUE_FULL, retryAfterMs: 9_000 });
  assert.equal(stage.sockets, 0);
});

test('a crowd at the door is sat out by newcomers, too', () => {
  const [stage] = begin();
  stage.say({ case: 'refusal', value: { code: RefusalCode.BUSY, retryAfterMs: 1_000 } });
  assert.equal((stage.last as { why?: string }).why, 'busy');
  assert.equal(stage.sockets, 0);
  stage.elapse(2_000);
  stage.events!.opened();
  stage.welcome();
  assert.equal(stage.last.kind, 'joined');
  assert.equal(stage.mostSockets, 1);
});

test('a server that answers the page but refuses its socket is told apart from one that is gone', () => {
  const [stage] = begin();
  /** The socket closes; what is said about it, and the next try, which comes all the same. */
  const shut = (): string | undefined => {
    const before = stage.opened;
    stage.events!.closed(1006);
    const { why } = stage.last as { why?: string };
    for (let waitedMs = 0; stage.opened === before; waitedMs += 100) {
      assert.ok(waitedMs < 15_000, 'never tried again');
      stage.elapse(100);
    }
    return why;
  };
  stage.isThere = true;
  assert.equal(shut(), 'lost', 'this one had opened');
  assert.equal(shut(), 'lost', 'the first one may be a server that has just come up');
  assert.equal(shut(), 'barred');
  assert.equal(shut(), 'barred');
  stage.isThere = false;
  assert.equal(shut(), 'lost');
  // One that opens is not refused, whatever becomes of it then.
  stage.isThere = true;
  stage.events!.opened();
  stage.welcome();
  assert.equal(stage.last.kind, 'joined');
  assert.equal(shut(), 'lost');
});

test('whoever waits to be let in is told how many are before them, for as long as it takes', () => {
  const [stage] = begin();
  stage.say({ case: 'waiting', value: { ahead: 3, message: '' } });
  assert.deepEqual(stage.last, { kind: 'joining', ahead: 3 });
  stage.elapse(60_000);
  assert.equal(stage.opened, 1, 'nothing is given up');
  stage.say({ case: 'waiting', value: { ahead: 0, message: '' } });
  assert.deepEqual(stage.last, { kind: 'joining', ahead: 0 });
  stage.welcome();
  assert.equal(stage.last.kind, 'joined');
});

test('a silent line is dead after twelve seconds; a sleeping tab is not', () => {
  const [stage, session] = begin();
  stage.welcome();
  session.setAway(true);
  assert.equal(stage.sent.at(-1)!.case, 'presence');
  stage.elapse(60_000);
  assert.equal(session.state.kind, 'joined');
  session.setAway(false);
  stage.elapse(30_000);
  assert.notEqual(stage.states.find((s) => s.kind === 'waiting'), undefined);
});

const HERE: Spot = { floor: 1, xCm: -250, zCm: 975, yaw: 64 };

test('coming back says where the avatar was, after a drop, a reload and a word about roles', () => {
  const [stage] = begin();
  assert.equal(stage.hellos()[0]!.value.wishedPlace, undefined, 'newcomers begin at a door');
  stage.spot = HERE;
  stage.welcome();
  stage.spot = { ...HERE, xCm: 100 };
  stage.events!.closed(1006);
  stage.elapse(1_000);
  stage.events!.opened();
  assert.equal(stage.hellos().at(-1)!.value.wishedPlace!.xCm, 100, 'after a drop');
  stage.welcome(9);

  const again = new Stage();
  again.stay = stage.stay;
  begin(again);
  const hello = again.hellos()[0]!.value;
  assert.deepEqual([...hello.resumeToken], [9]);
  assert.equal(hello.wishedPlace!.xCm, 100, 'after a reload');

  stage.say({ case: 'farewell', value: { reason: CloseReason.ROLES_CHANGED, retryAfterMs: 0, mayResume: false } });
  stage.events!.closed(4015);
  assert.equal((stage.last as { why?: string }).why, 'roles');
  stage.elapse(1_000);
  stage.events!.opened();
  assert.equal(stage.hellos().at(-1)!.value.resumeToken.length, 0, 'a join, not a resume');
  assert.equal(stage.hellos().at(-1)!.value.wishedPlace!.xCm, 100, 'after a word about roles');
});

test('A45: while the server restarts, everybody tries often enough to be back within ten seconds', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const stage = new Stage(seed);
    begin(stage);
    stage.welcome();
    stage.say({ case: 'farewell', value: { reason: CloseReason.DRAINING, retryAfterMs: 2_000, mayResume: true } });
    stage.events!.closed(4011);
    assert.equal((stage.last as { why?: string }).why, 'restart');
    const left = stage.time;
    // Nobody listens for seven seconds.
    while (stage.time - left < 7_000) {
      const { retryAtMs } = stage.last as { retryAtMs: number };
      stage.elapse(retryAtMs - stage.time);
      stage.events!.closed(1006);
    }
    const { retryAtMs } = stage.last as { retryAtMs: number };
    assert.ok(retryAtMs - left < 10_000, `seed ${seed}: next try after ${retryAtMs - left} ms`);
  }
});

test('tries after a restart are spread', () => {
  const first = Array.from({ length: 40 }, (_, seed) => {
    const stage = new Stage(seed + 1);
    begin(stage);
    stage.welcome();
    stage.say({ case: 'farewell', value: { reason: CloseReason.DRAINING, retryAfterMs: 2_000, mayResume: true } });
    stage.events!.closed(4011);
    return (stage.last as { retryAtMs: number }).retryAtMs;
  });
  assert.ok(Math.min(...first) >= 2_000 && Math.max(...first) - Math.min(...first) > 700, first.join());
});

test('a Hello waits for its ticket, however long the line has been open', () => {
  const stage = new Stage();
  stage.shown = undefined;
  let done: (pass: Pass) => void = () => undefined;
  stage.pass = (_, then) => { done = then; };
  begin(stage);
  assert.equal(stage.hellos().length, 0);
  done({ kind: 'ticket', ticket: 'T1' });
  assert.equal(stage.hellos()[0]!.value.ticket, 'T1');
});

test('a ticket that is not accepted is replaced once', () => {
  const stage = new Stage();
  stage.shown = { kind: 'ticket', ticket: 'T' };
  begin(stage);
  stage.say({ case: 'refusal', value: { code: RefusalCode.BAD_TICKET, retryAfterMs: 0 } });
  stage.events!.opened();
  assert.deepEqual(stage.doubts, [false, true]);
  assert.equal(stage.hellos().length, 2);
  stage.say({ case: 'refusal', value: { code: RefusalCode.BAD_TICKET, retryAfterMs: 0 } });
  assert.deepEqual(stage.last, { kind: 'refused', code: RefusalCode.BAD_TICKET, retryAfterMs: 0 });
  assert.equal(stage.sockets, 0);
});

test('a stay with a ticket waits for another one while the server waits for it, and then goes on without', () => {
  const stage = new Stage();
  stage.shown = { kind: 'ticket', ticket: 'T' };
  begin(stage);
  stage.welcome();
  assert.equal(stage.stay?.ticketed, true);
  stage.shown = { kind: 'none', passing: true };
  stage.events!.closed(1006);
  const hellos = stage.hellos().length;
  while (stage.time < 115_000) {
    stage.elapse((stage.last as { retryAtMs: number }).retryAtMs - stage.time);
    stage.events!.opened();
    if (stage.time < 115_000) {
      assert.equal((stage.last as { why?: string }).why, 'unavailable');
      assert.equal(stage.hellos().length, hellos, 'no Hello that is sure to be refused');
    }
  }
  for (let tries = 0; stage.hellos().length === hellos && tries < 10; tries++) {
    stage.elapse((stage.last as { retryAtMs: number }).retryAtMs - stage.time);
    stage.events!.opened();
  }
  assert.equal(stage.hellos().at(-1)!.value.ticket, '', 'nobody, but inside');
});

test('a server that knows no people is entered by name, as ever', () => {
  const [stage] = begin();
  assert.equal(stage.hellos()[0]!.value.ticket, '');
  assert.equal(stage.hellos()[0]!.value.guestName, 'Ada');
  stage.welcome();
  stage.shown = { kind: 'none', passing: true };
  stage.events!.closed(1006);
  stage.elapse(1_000);
  stage.events!.opened();
  assert.equal(stage.hellos().length, 2, 'and resumed without a ticket');
});

test('whoever is kept out is told, and nothing is tried again', () => {
  const stage = new Stage();
  stage.shown = { kind: 'refused', code: RefusalCode.BANNED };
  begin(stage);
  stage.elapse(60_000);
  assert.equal((stage.last as { code?: RefusalCode }).code, RefusalCode.BANNED);
  assert.equal(stage.opened, 1);
});

test('not being looked up is sat out by those inside', () => {
  const [stage] = begin();
  stage.welcome();
  stage.events!.closed(1006);
  stage.elapse(1_000);
  stage.events!.opened();
  stage.say({ case: 'refusal', value: { code: RefusalCode.UNAVAILABLE, retryAfterMs: 2_000 } });
  assert.equal((stage.last as { why?: string }).why, 'unavailable');
  assert.equal(stage.stay?.token, '07', 'the token stays');
});

test('whose venue is gone after a restart may choose another', () => {
  const [stage, session] = begin();
  stage.spot = HERE;
  stage.welcome();
  stage.events!.closed(1006);
  stage.elapse(1_000);
  stage.events!.opened();
  stage.say({ case: 'refusal', value: { code: RefusalCode.UNKNOWN_VENUE } });
  assert.equal((stage.last as { code?: RefusalCode }).code, RefusalCode.UNKNOWN_VENUE);
  session.join({ protocolVersion: 1, guestName: 'Ada', venue: 'other' });
  stage.events!.opened();
  const hello = stage.hellos().at(-1)!.value;
  assert.deepEqual([hello.resumeToken.length, hello.wishedPlace, hello.venue], [0, undefined, 'other']);
});

test('A34: the rules for bare close codes are those of the protocol’s table', () => {
  const rows = [...readFileSync('../../docs/protocol.md', 'utf8').matchAll(/^\| (4\d{3}) \| `CLOSE_REASON_(\w+)` \|.*\| (never|(resume|join) after (\d+) s) \|/gm)];
  assert.equal(rows.length, Object.values(CloseReason).filter((v) => typeof v === 'number').length);
  for (const [, code, name, , how, seconds] of rows) {
    const ending = endingOf(Number(code))!;
    assert.equal(CloseReason[ending.reason], name);
    assert.equal(ending.retryAfterMs, seconds === undefined ? undefined : Number(seconds) * 1_000, name);
    assert.equal(ending.mayResume, how === 'resume', name);
  }
  assert.equal(endingOf(4_400)!.reason, CloseReason.UNSPECIFIED, 'a later version’s');
  assert.equal(endingOf(1_006), undefined);
});

test('A37: a bare close code of a revoked sign-in is the end', () => {
  const [stage] = begin();
  stage.welcome();
  stage.events!.closed(4013);
  stage.elapse(60_000);
  assert.deepEqual(stage.last, { kind: 'ended', reason: CloseReason.REVOKED });
  assert.equal(stage.opened, 1);
});
