/** The page's seam, with a feature that the page has never heard of. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { create } from '@bufbuild/protobuf';
import { ActionCode, type ActionReply, ActionReplySchema, BellRungSchema, FeatureMessageSchema } from '../../src/wire/generated/parvis/v1/action_pb';
import { WelcomeSchema } from '../../src/wire/generated/parvis/v1/session_pb';
import type { App } from '../../src/ui/app';
import { featurePage } from '../../src/ui/feature-page';
import type { ActionKind } from '../../src/ui/page';
import { Registry } from '../../src/ui/registry';
import { Speech } from '../../src/ui/words';
import { door } from './door';

/** What owns the page, as far as a feature reaches it. */
function pageWithDoor() {
  const registry = new Registry();
  const speech = new Speech('en');
  const sent: { kind: ActionKind; answered: ((reply: ActionReply) => boolean) | undefined }[] = [];
  const said: string[] = [];
  const game = { act: (kind: ActionKind, answered?: (reply: ActionReply) => boolean) => { sent.push({ kind, answered }); return true; } };
  const app = { registry, speech, game, preferences: {}, spoken: 0, visit: { hud: { say: (text: string) => { said.push(text); } } } } as unknown as App;
  door.install(featurePage(app));
  return { registry, speech, sent, said };
}

const opened = (name: string) => ({ case: 'feature', value: create(FeatureMessageSchema, { kind: 'door.opened', content: new TextEncoder().encode(name) }) }) as const;

test('a feature’s own messages reach it, and nobody else’s do', () => {
  const { registry, said } = pageWithDoor();
  const kept: string[] = [];
  registry.announced.push((text) => { kept.push(text); });
  registry.told(opened('Ada'));
  registry.told({ case: 'feature', value: create(FeatureMessageSchema, { kind: 'window.opened' }) });
  registry.told({ case: 'bellRung', value: create(BellRungSchema, { name: 'Bo' }) });
  registry.told({ case: undefined });
  assert.deepEqual(said, ['Ada opened the door.']);
  assert.deepEqual(kept, said, 'what happened is kept by whoever keeps such things');
});

test('its verb is what a fixture offers, and verbs that nobody knows are offered without a label', () => {
  const { registry } = pageWithDoor();
  assert.equal(registry.offered(['open'])?.label?.(), 'Open');
  assert.deepEqual(registry.offered(['knock', 'open']), { verb: 'knock', label: undefined });
  assert.equal(registry.offered([]), undefined);
});

test('its wish goes out with its own kind, and it answers for the refusals that it understands', () => {
  const { registry, sent, said } = pageWithDoor();
  registry.keys.find((key) => key.codes.includes('KeyO'))!.press('KeyO');
  const { kind, answered } = sent[0]!;
  assert.ok(kind.case === 'feature' && kind.value.kind === 'door.open');
  const reply = (code: ActionCode): ActionReply => create(ActionReplySchema, { code, message: 'Cy' });
  assert.equal(answered!(reply(ActionCode.FORBIDDEN)), true);
  assert.deepEqual(said, ['This door is Cy’s.']);
  assert.equal(answered!(reply(ActionCode.BUSY)), false, 'the page tells the others');
});

test('its words follow the language, and another instance has other doors', () => {
  const { registry, speech, said } = pageWithDoor();
  speech.language = 'ja';
  registry.told(opened('Ada'));
  assert.deepEqual(said, ['Ada さんがドアを開けました。']);
  assert.equal(registry.panels[0]!.title(), 'ドア');
  for (const heard of registry.entered) heard(create(WelcomeSchema, {}), true);
});

test('one panel is open at a time, and each hears of its own closing', () => {
  const { registry } = pageWithDoor();
  const heard: string[] = [];
  const panel = (id: string) => ({ id, icon: '', title: () => id, openLabel: () => id, closeLabel: () => id, render: () => null, opened: () => { heard.push(`${id} opened`); }, closed: () => { heard.push(`${id} closed`); } });
  registry.panels.push(panel('a'), panel('b'));
  registry.openAsked('a');
  registry.openAsked('a');
  registry.openAsked('b');
  assert.equal(registry.open.value, 'b');
  registry.toggle(registry.panels.find(({ id }) => id === 'b')!);
  assert.equal(registry.open.value, undefined);
  registry.show('nobody');
  assert.equal(registry.open.value, undefined);
  assert.deepEqual(heard, ['a opened', 'a opened', 'a closed', 'b opened', 'b closed']);
});
