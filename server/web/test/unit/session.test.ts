/** The session against a scripted line: A12, resume, refusals, a dead line. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type MessageInitShape, create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { Session, type SessionState } from '../../src/net/session';
import type { Socket, SocketEvents, Surroundings } from '../../src/net/ports';
import { ClientMessageSchema, type ClientMessage } from '../../src/wire/generated/parvis/v1/client_message_pb';
import { ServerMessageSchema } from '../../src/wire/generated/parvis/v1/server_message_pb';
import { CloseReason, RefusalCode } from '../../src/wire/generated/parvis/v1/session_pb';
import { seeded } from './chance';

type Saying = NonNullable<MessageInitShape<typeof ServerMessageSchema>['kind']>;

/** A browser whose clock is turned by hand and whose sockets are scripted. */
class Stage implements Surroundings {
  time = 0;
  kept = '';
  readonly sent: ClientMessage['kind'][] = [];
  readonly states: SessionState[] = [];
  sockets = 0;
  mostSockets = 0;
  opened = 0;
  events: SocketEvents | undefined;
  private timers: { at: number; what: () => void }[] = [];
  readonly random = seeded(3);
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
  keepTicket(ticket: string): void { this.kept = ticket; }
  ticket(): string { return this.kept; }
  pass(ms: number): void {
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
  welcome(token = 7): void { this.say({ case: 'welcome', value: { avatar: 1, tickRateHz: 20, resumeToken: new Uint8Array([token]), timeMs: 1_000n } }); }
  get last(): SessionState { return this.states.at(-1)!; }
  hellos(): Extract<ClientMessage['kind'], { case: 'hello' }>[] { return this.sent.filter((m) => m.case === 'hello'); }
}

function begin(): [Stage, Session] {
  const stage = new Stage();
  const session = new Session('ws://x', stage, { stateChanged: (s) => { stage.states.push(s); }, welcomed: () => undefined, frame: () => undefined, told: () => undefined });
  session.join({ protocolVersion: 1, guestName: 'Ada' });
  stage.events!.opened();
  return [stage, session];
}

test('A12: one socket, and nothing but the clock when nothing happens', () => {
  const [stage] = begin();
  stage.welcome();
  stage.pass(3_000);
  stage.sent.length = 0;
  for (let s = 0; s < 60; s++) {
    stage.pass(1_000);
    stage.say({ case: 'clockPong', value: { clientTimeMs: 9_999n, timeMs: 1n } });
  }
  assert.ok(stage.sent.every((m) => m.case === 'clockPing'), 'only pings');
  assert.ok(stage.sent.length <= 13, `${stage.sent.length} in a minute`);
  assert.equal(stage.mostSockets, 1);
});

test('a cut line is resumed with the newest token, and a reload too', () => {
  const [stage] = begin();
  stage.welcome(0xab);
  assert.equal(stage.kept, 'ab', 'kept for a reload');
  stage.events!.closed(1006);
  assert.equal(stage.last.kind, 'waiting');
  stage.pass(1_000);
  stage.events!.opened();
  assert.deepEqual([...stage.hellos()[1]!.value.resumeToken], [0xab]);
  stage.welcome(0xcd);
  assert.equal(stage.kept, 'cd');
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
    stage.pass(wait + 1);
  }
  assert.ok(waits[0]! <= 400 && waits[8]! > 6_000 && waits.every((w) => w <= 15_000), waits.join());
});

test('the server’s wish for a pause is kept', () => {
  const [stage] = begin();
  stage.welcome();
  stage.say({ case: 'farewell', value: { reason: CloseReason.DRAINING, retryAfterMs: 5_000, mayResume: true } });
  stage.events!.closed(4011);
  const opened = stage.opened;
  stage.pass(4_900);
  assert.equal(stage.opened, opened);
  stage.pass(1_000);
  assert.equal(stage.opened, opened + 1);
});

test('a farewell without a time to retry is the end', () => {
  const [stage] = begin();
  stage.welcome();
  stage.say({ case: 'farewell', value: { reason: CloseReason.TAKEN_OVER } });
  stage.events!.closed(4010);
  stage.pass(60_000);
  assert.deepEqual(stage.last, { kind: 'ended', reason: CloseReason.TAKEN_OVER });
  assert.equal(stage.kept, '');
  assert.equal(stage.opened, 1);
});

test('an expired token joins anew', () => {
  const [stage] = begin();
  stage.welcome();
  stage.events!.closed(1006);
  stage.pass(1_000);
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

test('a silent line is dead after twelve seconds; a sleeping tab is not', () => {
  const [stage, session] = begin();
  stage.welcome();
  session.setAway(true);
  assert.equal(stage.sent.at(-1)!.case, 'presence');
  stage.pass(60_000);
  assert.equal(session.state.kind, 'joined');
  session.setAway(false);
  stage.pass(30_000);
  assert.notEqual(stage.states.find((s) => s.kind === 'waiting'), undefined);
});
