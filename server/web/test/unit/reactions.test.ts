/** Counts of reactions: what is shown, what flies, what is passed over. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { create } from '@bufbuild/protobuf';
import { ReactionKind, type Reactions, ReactionsSchema } from '../../src/wire/generated/parvis/v1/action_pb';
import { MOST_FLYING, REACTIONS, ReactionTotals, flying } from '../../src/features/reactions/totals';

const message = (...counts: { kind: ReactionKind; count?: number; total: bigint }[]): Reactions => create(ReactionsSchema, { counts });

test('every kind of the protocol has a button', () => {
  const numbers = Object.values(ReactionKind).filter((v) => typeof v === 'number' && v !== ReactionKind.UNSPECIFIED);
  assert.deepEqual([...REACTIONS].sort(), numbers.sort());
});

test('totals are what the server says, also after a missed message', () => {
  const totals = new ReactionTotals();
  assert.equal(totals.of(ReactionKind.HEART), 0n);
  assert.deepEqual(totals.take(message({ kind: ReactionKind.HEART, count: 3, total: 3n })), [{ kind: ReactionKind.HEART, count: 3 }]);
  totals.take(message({ kind: ReactionKind.HEART, count: 1, total: 2n ** 40n }));
  assert.equal(totals.of(ReactionKind.HEART), 2n ** 40n);
  assert.equal(totals.of(ReactionKind.LAUGH), 0n);
  totals.reset();
  assert.equal(totals.of(ReactionKind.HEART), 0n);
});

test('totals told on coming in are not fresh', () => {
  const totals = new ReactionTotals();
  assert.deepEqual(totals.take(message({ kind: ReactionKind.CHEER, total: 12n })), []);
  assert.equal(totals.of(ReactionKind.CHEER), 12n);
});

test('kinds of a later version are passed over', () => {
  const totals = new ReactionTotals();
  const fresh = totals.take(message({ kind: 99 as ReactionKind, count: 5, total: 5n }, { kind: ReactionKind.APPLAUSE, count: 1, total: 1n }));
  assert.deepEqual(fresh, [{ kind: ReactionKind.APPLAUSE, count: 1 }]);
});

test('what flies grows with the count, and only so far', () => {
  assert.equal(flying(0), 0);
  assert.equal(flying(1), 1);
  for (let count = 1; count < 5_000; count++) {
    assert.ok(flying(count) <= flying(count + 1) && flying(count) <= Math.min(count, MOST_FLYING));
  }
  assert.equal(flying(2 ** 32 - 1), MOST_FLYING);
});
