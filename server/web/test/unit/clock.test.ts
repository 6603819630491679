/** A9: the clock after ten samples over a line of 100 ms with 30 ms of jitter. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ServerClock } from '../../src/net/clock';
import { seeded } from './chance';

const SEED = 20261121;

/** Error in ms after ten pings; each way takes 50 ms give or take. */
function errorAfterTen(random: () => number, jitterEachWayMs: number): number {
  const clock = new ServerClock();
  const offset = (random() - 0.5) * 1e7;
  let local = 1_000;
  for (let i = 0; i < 10; i++) {
    const up = 50 + (random() * 2 - 1) * jitterEachWayMs;
    const down = 50 + (random() * 2 - 1) * jitterEachWayMs;
    // The server tells whole milliseconds.
    clock.sample(local, Math.floor(local + up + offset), local + up + down);
    local += 220;
  }
  return Math.abs(clock.serverTime(local) - (local + offset));
}

test(`A9: off by less than 10 ms after 10 samples at 100 ms ± 30 ms round trip (seed ${SEED})`, () => {
  const random = seeded(SEED);
  for (let run = 0; run < 1_000; run++) {
    const error = errorAfterTen(random, 15);
    assert.ok(error < 10, `run ${run}: ${error} ms`);
  }
});

test('A9: even when each way jitters by 30 ms, nineteen of twenty are within 10 ms', () => {
  const random = seeded(SEED + 1);
  let good = 0;
  for (let run = 0; run < 1_000; run++) good += errorAfterTen(random, 30) < 10 ? 1 : 0;
  assert.ok(good >= 950, `${good} of 1000`);
});

test('the welcome gives a first idea that the first ping replaces', () => {
  const clock = new ServerClock();
  clock.suggest(100, 5_000);
  assert.equal(clock.serverTime(100), 5_000);
  clock.sample(200, 5_160, 320);
  assert.equal(clock.serverTime(320), 5_220);
  assert.equal(clock.roundTripMs, 120);
});
