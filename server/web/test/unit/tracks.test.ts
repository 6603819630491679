/** A7 and A10: how others move on the screen. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EXTRAPOLATE_MS, RATE_SPAN, SNAP_M, Track, turnBetween } from '../../src/world/tracks';
import { seeded } from './chance';

const FRAME_MS = 1000 / 60;

/** A walker going east at 1.4 m/s, told every 50 ms from time 0 on, until a time. */
function walker(untilMs: number): Track {
  const track = new Track();
  track.push(0, 0, 0, 0);
  track.setMoving(true);
  for (let t = 50; t <= untilMs; t += 50) track.push(t, 1.4 * (t / 1000), 0, 0);
  return track;
}

test('A10 golden trace: a walker is shown 100 ms behind, exactly on its line', () => {
  const track = walker(1_000);
  const trace: string[] = [];
  track.advance(500, 0);
  for (let now = 500; now <= 1_000; now += 100) {
    if (now > 500) track.advance(now, 100);
    trace.push(track.shown.x.toFixed(3));
  }
  assert.equal(track.delayMs, 100);
  assert.deepEqual(trace, ['0.560', '0.700', '0.840', '0.980', '1.120', '1.260']);
});

test('A10: the delay is two send intervals, whatever the sender does', () => {
  for (const interval of [50, 100, 200]) {
    const track = new Track();
    track.push(0, 0, 0, 0);
    track.setMoving(true);
    for (let i = 1; i < 60; i++) track.push(i * interval, i * 0.1, 0, 0);
    assert.ok(Math.abs(track.delayMs - 2 * interval) < 1, `${interval} ms: ${track.delayMs}`);
  }
});

test('A10: the picture never runs more than 5 % fast or slow', () => {
  const random = seeded(7);
  const track = new Track();
  track.push(0, 0, 0, 0);
  track.setMoving(true);
  let told = 0;
  let last = Number.NaN;
  for (let now = 500; now < 20_000; now += FRAME_MS) {
    // Word comes in lumps; the clock's idea wanders by up to 40 ms.
    while (told < now - 20 - random() * 60) {
      told += 50;
      track.push(told, told / 1000, 0, 0);
    }
    track.advance(now + 40 * Math.sin(now / 700), FRAME_MS);
    const moved = (track.shown.x - last) * 1000;
    if (now > 1_500) assert.ok(moved <= FRAME_MS * (1 + RATE_SPAN) + 0.01 && moved >= FRAME_MS * (1 - RATE_SPAN) - 0.01, `${moved} ms in a frame at ${now}`);
    last = track.shown.x;
  }
});

test('A10: without word it goes on for 250 ms and then holds', () => {
  const track = walker(1_000);
  track.advance(1_000, 0);
  for (let now = 1_000; now < 2_500; now += 10) track.advance(now, 10);
  assert.ok(Math.abs(track.shown.x - 1.4 * (1 + EXTRAPOLATE_MS / 1000)) < 0.001, `${track.shown.x}`);
});

test('a guess that was wrong fades into the truth instead of jumping', () => {
  const track = walker(1_000);
  let now = 1_000;
  track.advance(now, 0);
  for (; now < 1_300; now += 10) track.advance(now, 10);
  const guessed = track.shown.x;
  track.push(1_050, 1.4, 0.2, 0);
  track.setMoving(false);
  track.advance((now += 10), 10);
  assert.ok(Math.abs(track.shown.x - guessed) < 0.05, `${guessed} to ${track.shown.x}`);
  for (let i = 0; i < 100; i++) track.advance((now += 10), 10);
  assert.ok(Math.abs(track.shown.x - 1.4) < 0.001 && Math.abs(track.shown.z - 0.2) < 0.001);
});

for (const [what, distance, flagged] of [['A7: a flagged leap of 3 m', 3, true], ['A10: a leap beyond 5 m', SNAP_M + 0.5, false]] as const) {
  test(`${what} is never shown in between`, () => {
    const track = walker(500);
    track.push(550, 0.7 + distance, 0, 0);
    if (flagged) track.markLeap();
    track.advance(500, 0);
    for (let now = 500; now < 900; now += 5) {
      track.advance(now, 5);
      const { x } = track.shown;
      assert.ok(x <= 0.71 || x >= 0.7 + distance - 0.001, `in between at ${x}`);
    }
    assert.ok(track.shown.x >= 0.7 + distance - 0.001, 'it arrives');
  });
}

test('rest does not turn into a slow creep', () => {
  const track = new Track();
  track.push(0, 0, 0, 0);
  track.push(5_000, 0.2, 0, 0);
  track.advance(4_000, 0);
  for (let now = 4_000; now <= 4_900; now += 10) {
    track.advance(now, 10);
    assert.equal(track.shown.x, 0);
  }
});

test('turns take the short way', () => {
  assert.ok(Math.abs(turnBetween(6.2, 0.1) - (0.1 + 2 * Math.PI - 6.2)) < 1e-9);
  assert.ok(turnBetween(0.1, 6.2) < 0);
});
