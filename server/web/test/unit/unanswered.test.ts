/** Actions that were on their way when the line broke. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ActionToSend, Unanswered } from '../../src/net/unanswered';

const chat = (id: bigint): ActionToSend => ({ case: 'action', value: { id, kind: { case: 'chat', value: { text: `line ${id}` } } } });

test('what was not answered is sent again in its order, and what was is not', () => {
  const unanswered = new Unanswered();
  for (const id of [1n, 2n, 3n]) {
    unanswered.add(id, chat(id), 1_000);
  }
  unanswered.answered(2n);
  assert.deepEqual(unanswered.again(2_000), [chat(1n), chat(3n)]);
  unanswered.answered(1n);
  unanswered.answered(3n);
  assert.deepEqual(unanswered.again(2_000), []);
});

test('neither old actions nor more than a few are sent again', () => {
  const unanswered = new Unanswered();
  unanswered.add(1n, chat(1n), 0);
  unanswered.add(2n, chat(2n), 20_000);
  assert.deepEqual(unanswered.again(31_000), [chat(2n)]);
  for (let id = 10n; id < 30n; id++) {
    unanswered.add(id, chat(id), 31_000);
  }
  assert.deepEqual(unanswered.again(31_000).map((action) => action.value.id), [22n, 23n, 24n, 25n, 26n, 27n, 28n, 29n]);
});

test('another session is not asked what the last one was', () => {
  const unanswered = new Unanswered();
  unanswered.add(1n, chat(1n), 0);
  unanswered.forget();
  assert.deepEqual(unanswered.again(0), []);
});
