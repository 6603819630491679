/** Who one is to the server, against a small server in memory: guests, tokens, profiles, and a server that has none of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Account } from '../../src/identity/account';
import { base64Url, makeKey, signChallenge } from '../../src/identity/device-key';
import { Http, HttpFault, kindOf } from '../../src/identity/http';
import { Identity } from '../../src/identity/identity';
import { type Profile, merged, personOf, sameProfile } from '../../src/identity/profile';
import { type Lock, type Login, Tokens, type Vault } from '../../src/identity/tokens';
import type { Pass } from '../../src/net/ports';
import { RefusalCode } from '../../src/wire/generated/parvis/v1/session_pb';
import { PeopleServer } from './people';

const LOOK = { body: 1, outfit: 2, color: 3, skin: 4, hair: 5 };
const ADA: Profile = { name: 'Ada', look: LOOK, language: 'en', settings: { light: 'live', pace: 1 } };

/** A browser with one storage and any number of tabs. */
class Device {
  readonly server = new PeopleServer();
  nowMs = 1_000_000;
  private kept = '';
  readonly vault: Vault = {
    read: () => (this.kept === '' ? undefined : JSON.parse(this.kept) as Login),
    write: (login) => { this.kept = login === undefined ? '' : JSON.stringify(login); },
    separate: () => { this.kept = ''; },
    device: '',
  };
  private turn: Promise<unknown> = Promise.resolve();
  private readonly lock: Lock = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = this.turn.then(work, work);
    this.turn = mine.catch(() => undefined);
    return mine;
  };

  tab(profile = ADA): Tab {
    return new Tab(new Tokens(new Http(this.server.fetch), this.vault, this.lock, () => this.nowMs), profile);
  }
}

class Tab {
  readonly identity: Identity;
  readonly account: Account;
  timers: (() => void)[] = [];
  constructor(tokens: Tokens, public profile: Profile) {
    const own = { read: () => this.profile, adopt: (p: Profile) => { this.profile = p; }, languages: () => ['en', 'fr'] };
    this.identity = new Identity(tokens, own, (_, what) => {
      this.timers.push(what);
      return () => { this.timers = this.timers.filter((t) => t !== what); };
    });
    this.account = new Account(this.identity, undefined);
  }
  pass(doubted = false): Promise<Pass> {
    return new Promise((done) => { this.identity.pass(doubted, done); });
  }
}

const ticketOf = (pass: Pass): string => (pass.kind === 'ticket' ? pass.ticket : pass.kind);
const fault = async (work: Promise<unknown>): Promise<string> => work.then(() => 'none', kindOf);

test('whoever enters becomes a guest, once, with name, look, languages and settings', async () => {
  const device = new Device();
  const tab = device.tab();
  assert.match(ticketOf(await tab.pass()), /^p_1-/);
  assert.match(ticketOf(await tab.pass()), /^p_1-/);
  assert.equal(device.server.guests, 1);
  assert.deepEqual(device.server.people.get('p_1')!.profile, { name: 'Ada', look: LOOK, languages: ['en', 'fr'], settings: ADA.settings, deviceId: undefined });
  assert.equal(device.vault.device, 'g_device');
  assert.ok(!device.server.asked.some((a) => a.startsWith('PATCH')), 'nothing is told twice');
});

test('two tabs that enter at once are one guest', async () => {
  const device = new Device();
  const passes = await Promise.all([device.tab().pass(), device.tab().pass()]);
  assert.deepEqual(passes.map((p) => ticketOf(p).slice(0, 4)), ['p_1-', 'p_1-']);
  assert.equal(device.server.guests, 1);
});

test('a lost answer makes no second guest', async () => {
  const device = new Device();
  device.server.losing = 1;
  assert.match(ticketOf(await device.tab().pass()), /^p_1-/);
  assert.equal(device.server.guests, 1);
});

test('two tabs renew a token once', async () => {
  const device = new Device();
  const [a, b] = [device.tab(), device.tab()];
  await a.pass();
  device.nowMs += 600_000;
  device.server.expireAccess();
  const passes = await Promise.all([a.pass(), b.pass(), a.account.exportAll()]);
  assert.match(ticketOf(passes[0]), /^p_1-/);
  assert.match(ticketOf(passes[1]), /^p_1-/);
  assert.equal(device.server.asked.filter((x) => x === 'POST /v1/tokens:refresh').length, 1);
});

test('an access token that the server does not take is renewed though it looks fresh', async () => {
  const device = new Device();
  const tab = device.tab();
  await tab.pass();
  device.server.expireAccess();
  assert.match(ticketOf(await tab.pass()), /^p_1-/);
  const before = device.vault.read()!.accessToken;
  await tab.pass(true);
  assert.notEqual(device.vault.read()!.accessToken, before, 'a doubted ticket comes from a new token');
});

test('whoever was signed out elsewhere enters as a new guest, and only then', async () => {
  const device = new Device();
  const tab = device.tab();
  await tab.pass();
  device.server.revokeAll();
  assert.equal(await fault(tab.identity.sync()), 'signedOut');
  assert.equal(device.vault.read(), undefined);
  assert.equal(device.server.guests, 1);
  assert.match(ticketOf(await tab.pass()), /^p_2-/);
});

for (const [what, status, passing] of [['knows no people', 404, false], ['has lost its database', 503, true], ['is out of reach', 0, true], ['is asked too often', 429, true]] as const) {
  test(`a server that ${what} is entered by name`, async () => {
    const device = new Device();
    device.server.failing.set('', status);
    assert.deepEqual(await device.tab().pass(), { kind: 'none', passing });
    assert.equal(device.vault.read(), undefined);
  });
}

test('a server that is away for a while ends nobody’s sign-in', async () => {
  const device = new Device();
  const tab = device.tab();
  await tab.pass();
  device.nowMs += 600_000;
  for (const status of [0, 429, 500, 503]) {
    device.server.failing.set('POST /v1/tokens', status);
    assert.equal((await tab.pass()).kind, 'none');
  }
  device.server.failing.clear();
  assert.match(ticketOf(await tab.pass()), /^p_1-/);
});

test('nobody waits at the door for an answer that does not come', async () => {
  const device = new Device();
  const tab = device.tab();
  const waiting = new Tab(new Tokens(new Http(() => new Promise(() => undefined)), device.vault, (work) => work(), () => 0), ADA);
  const pass = waiting.pass();
  waiting.timers[0]!();
  assert.deepEqual(await pass, { kind: 'none', passing: true });
  assert.match(ticketOf(await tab.pass()), /^p_1-/);
  assert.deepEqual(tab.timers, []);
});

test('the banned are told at the door', async () => {
  const device = new Device();
  const banned = new Http(() => Promise.resolve(new Response('{"type":"urn:parvis:problem:banned"}', { status: 403, headers: { 'content-type': 'application/problem+json' } })));
  const tab = new Tab(new Tokens(banned, device.vault, (work) => work(), () => 0), ADA);
  assert.deepEqual(await tab.pass(), { kind: 'refused', code: RefusalCode.BANNED });
});

test('a name that the server refuses is told as such', async () => {
  const device = new Device();
  const strict = new Http(() => Promise.resolve(new Response('{"type":"urn:parvis:problem:invalid"}', { status: 422, headers: { 'content-type': 'application/problem+json' } })));
  const tab = new Tab(new Tokens(strict, device.vault, (work) => work(), () => 0), ADA);
  assert.deepEqual(await tab.pass(), { kind: 'refused', code: RefusalCode.BAD_NAME });
});

test('a change made here reaches the server before the ticket, so that others see it', async () => {
  const device = new Device();
  const tab = device.tab();
  await tab.pass();
  tab.profile = { ...ADA, name: 'Ada L.', settings: { ...ADA.settings, pace: 0.5 } };
  await tab.pass();
  const { profile } = device.server.people.get('p_1')!;
  assert.equal(profile['name'], 'Ada L.');
  assert.deepEqual(profile['settings'], { light: 'live', pace: 0.5 });
});

test('a change told from two places at once is told once', async () => {
  const device = new Device();
  const tab = device.tab();
  await tab.pass();
  tab.profile = { ...tab.profile, name: 'Ada II' };
  await Promise.all([tab.identity.push(), tab.identity.push(), tab.pass()]);
  assert.equal(device.server.asked.filter((a) => a.startsWith('PATCH')).length, 1);
});

test('changes made at both ends come together, and each thing counts by itself', async () => {
  const device = new Device();
  const tab = device.tab();
  await tab.pass();
  device.server.change('p_1', { name: 'Lovelace', settings: { light: 'night', pace: 1 } });
  tab.profile = { ...ADA, look: { ...LOOK, hair: 9 }, settings: { light: 'live', pace: 0.7 } };
  await tab.identity.push();
  assert.deepEqual(tab.profile, { name: 'Lovelace', look: { ...LOOK, hair: 9 }, language: 'en', settings: { light: 'night', pace: 0.7 } });
  const { profile } = device.server.people.get('p_1')!;
  assert.deepEqual([profile['name'], profile['settings']], ['Lovelace', { light: 'night', pace: 0.7 }]);
  assert.deepEqual(profile['look'], { ...LOOK, hair: 9 });
});

test('what was chosen on another device is taken over, and told to nobody again', async () => {
  const device = new Device();
  const tab = device.tab();
  await tab.pass();
  device.server.change('p_1', { name: 'Lovelace', languages: ['ja'] });
  await tab.identity.sync();
  assert.equal(tab.profile.name, 'Lovelace');
  assert.equal(tab.profile.language, 'ja');
  assert.ok(!device.server.asked.some((a) => a.startsWith('PATCH')));
});

test('a changed name that the server does not take is told as such', async () => {
  const device = new Device();
  const tab = device.tab();
  await tab.pass();
  tab.profile = { ...ADA, name: 'bad' };
  assert.deepEqual(await tab.pass(), { kind: 'refused', code: RefusalCode.BAD_NAME });
});

test('a recovery code brings the same person back', async () => {
  const device = new Device();
  const tab = device.tab();
  await tab.pass();
  const code = await tab.account.makeRecoveryCode();
  assert.equal(tab.identity.login?.person.kind, 'account');
  await tab.account.signOut();
  assert.equal(device.vault.read(), undefined);

  const elsewhere = device.tab({ ...ADA, name: 'Bo', settings: { pace: 0.4 } });
  await elsewhere.pass();
  assert.equal(await fault(elsewhere.account.recover('wrong')), 'unproven');
  assert.equal(elsewhere.identity.login?.person.id, 'p_2', 'a wrong code changes nothing');
  assert.equal((await elsewhere.account.recover(code)).id, 'p_1');
  assert.equal(elsewhere.profile.name, 'Ada');
  assert.match(ticketOf(await elsewhere.pass()), /^p_1-/);
  assert.equal(device.server.people.get('p_1')!.profile['name'], 'Ada', 'the device’s last guest has not written over it');
});

test('what is still being asked is answered before the sign-in ends', async () => {
  const device = new Device();
  const tab = device.tab();
  await tab.pass();
  let read = (): void => undefined;
  device.server.reading = new Promise((done) => { read = done; });
  const everything = tab.account.exportAll();
  const out = tab.account.signOut();
  setTimeout(read, 20);
  assert.match(await everything, /p_1/);
  await out;
  assert.deepEqual(device.server.asked.slice(-2), ['GET /v1/me/export', 'POST /v1/me:logout']);
});

test('while the page ends a sign-in, the end of it is no news', async () => {
  const device = new Device();
  const tab = device.tab();
  await tab.pass();
  const { server } = device;
  const seen: boolean[] = [];
  const asked = server.asked.push.bind(server.asked);
  server.asked.push = (...what) => { seen.push(tab.identity.isEnding); return asked(...what); };
  server.failing.set('DELETE', 503);
  assert.equal(await fault(tab.account.erase()), 'unavailable');
  assert.equal(tab.identity.isEnding, false);
  await tab.account.exportAll();
  await tab.account.signOut();
  assert.deepEqual(seen, [true, false, true]);
  assert.equal(tab.identity.isEnding, false);
});

test('deleting everything leaves nobody behind', async () => {
  const device = new Device();
  const tab = device.tab();
  await tab.pass();
  await tab.account.erase();
  assert.equal(device.server.people.size, 0);
  assert.equal(device.vault.read(), undefined);
});

test('deleting that fails deletes nothing here either', async () => {
  const device = new Device();
  const tab = device.tab();
  await tab.pass();
  device.server.failing.set('DELETE', 503);
  assert.equal(await fault(tab.account.erase()), 'unavailable');
  assert.notEqual(device.vault.read(), undefined);
});

test('a fault says how long to wait', async () => {
  const server = new PeopleServer();
  server.failing.set('', 429);
  await assert.rejects(new Http(server.fetch).ask('GET', '/x'), (f) => f instanceof HttpFault && f.kind === 'tooMany' && f.retryAfterMs === 7_000 && f.isPassing);
  const garbage = new Http(() => Promise.resolve(new Response('{', { status: 200, headers: { 'content-type': 'application/json' } })));
  assert.equal(await fault(garbage.ask('GET', '/x')), 'unreachable', 'half an answer is none');
});

test('profiles: unknown and broken things are passed over', () => {
  assert.equal(personOf(null), undefined);
  assert.equal(personOf({ name: 'x' }), undefined);
  const odd = personOf({ id: 'p', kind: 'god', look: { body: 'x', hair: 7 }, settings: { a: [1], b: true }, languages: 'en' })!;
  assert.equal(odd.kind, 'guest');
  assert.equal(odd.profile.look.hair, 7);
  assert.deepEqual(odd.profile.settings, { b: true });
  assert.equal(odd.profile.language, '');
});

test('profiles: an empty name is no change', () => {
  const together = merged(ADA, { ...ADA, name: '' }, { ...ADA, name: 'Lovelace' });
  assert.equal(together.name, 'Lovelace');
  assert.ok(sameProfile(merged(ADA, ADA, ADA), ADA));
});

test('a device’s signature is one of its key over the agreed line, and the key cannot be read out', async () => {
  const { privateKey, jwk } = await makeKey();
  await assert.rejects(crypto.subtle.exportKey('jwk', privateKey));
  assert.deepEqual(Object.keys(jwk).sort(), ['crv', 'kty', 'x', 'y']);
  const text = await signChallenge(privateKey, 'c-1');
  const signature = Buffer.from(text, 'base64url');
  assert.equal(signature.length, 64);
  assert.equal(base64Url(signature), text);
  const open = await crypto.subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify']);
  const line = new TextEncoder().encode('parvis-device-login\nc-1');
  assert.ok(await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, open, signature, line));
});
