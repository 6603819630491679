/** The own body: walls, moves that are sent, corrections. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { create } from '@bufbuild/protobuf';
import { Gait } from '../../src/wire/generated/parvis/v1/avatar_pb';
import { CorrectionCause, CorrectionSchema, PlaceSchema } from '../../src/wire/generated/parvis/v1/movement_pb';
import { Ground, wallBlocks } from '../../src/world/ground';
import { type MoveToSend, Walker } from '../../src/world/walker';
import { seeded } from './chance';

const SEED = 11;
const BODY_RADIUS_M = 0.3;
const NORTH = { x: 0, z: -1, run: false };
const STAND = { x: 0, z: 0, run: false };

function room(): Ground {
  const ground = new Ground(BODY_RADIUS_M);
  ground.addLine([[-10, -10], [-10, 10], [10, 10], [10, -10]], true);
  ground.addEdge(-3, 2, 3, 2);
  ground.addCircle(5, 5, 1);
  return ground;
}

function walker(): Walker {
  const w = new Walker();
  w.place(create(PlaceSchema, { floor: 0, xCm: 0, zCm: 0, yaw: 0 }), 20);
  return w;
}

function blank(): MoveToSend {
  return { sequence: 0, floor: 0, xCm: 0, zCm: 0, yaw: 0, gait: Gait.IDLE, clientTimeMs: 0 };
}

test(`nobody leaves the room however they run (seed ${SEED})`, () => {
  const random = seeded(SEED);
  const ground = room();
  const at = { x: 0, z: 0 };
  for (let i = 0; i < 20_000; i++) {
    const angle = random() * 7;
    ground.move(at, Math.cos(angle) * random() * 0.6, Math.sin(angle) * random() * 0.6);
    assert.ok(Math.abs(at.x) < 10 && Math.abs(at.z) < 10, `out at ${at.x}, ${at.z}`);
    assert.ok(Math.hypot(at.x - 5, at.z - 5) > 1 + BODY_RADIUS_M - 0.02, 'inside the column');
  }
});

test('walking into a wall at a slant slides along it', () => {
  const ground = room();
  const at = { x: 0, z: 0 };
  for (let i = 0; i < 200; i++) ground.move(at, 0.03, -0.06);
  assert.ok(at.x > 5, `slid to ${at.x}`);
  assert.ok(Math.abs(at.z + 10 - BODY_RADIUS_M) < 0.01);
});

test('a barrier stops people while it is closed, and is gone when it is open', () => {
  const ground = room();
  const walk = (): number => {
    const at = { x: -5, z: 0 };
    for (let i = 0; i < 100; i++) ground.move(at, -0.06, 0);
    return at.x;
  };
  const free = walk();
  ground.setBarrier('gate', [[-7, -4], [-7, 0], [-7, 4]]);
  assert.ok(Math.abs(walk() + 7 - BODY_RADIUS_M) < 0.01, 'before the gate');
  ground.setBarrier('gate', []);
  assert.equal(walk(), free);
});

test('A12: a standing body sends nothing, a walking one no more than the server takes', () => {
  const w = walker();
  const move = blank();
  for (let now = 0; now < 2_000; now += 16) {
    w.advance(16, STAND, undefined);
    assert.equal(w.moveToSend(now, move), false);
  }
  let sent = 0;
  for (let now = 2_000; now < 4_000; now += 16) {
    w.advance(16, NORTH, undefined);
    if (w.moveToSend(now, move)) {
      assert.equal(move.sequence, ++sent);
      assert.equal(move.gait, Gait.WALK);
    }
  }
  assert.ok(sent >= 30 && sent <= 40, `${sent} in 2 s`);
  assert.ok(Math.abs(w.at.z + 6) < 0.1, `3 m/s for 2 s: ${w.at.z}`);
  assert.equal(move.yaw, 0, 'north is 0');
  w.advance(16, STAND, undefined);
  assert.ok(w.moveToSend(5_000, move) && move.gait === Gait.IDLE, 'coming to rest is told once');
  assert.equal(w.moveToSend(6_000, move), false);
});

test('a wall the page did not know moves the past and the present alike, gently', () => {
  const w = walker();
  const move = blank();
  for (let now = 0; now < 1_000; now += 50) {
    w.advance(50, NORTH, undefined);
    w.moveToSend(now, move);
  }
  const before = w.at.z;
  w.correct(create(CorrectionSchema, { sequence: move.sequence, cause: CorrectionCause.OBSTACLE, place: { xCm: 0, zCm: Math.round(before * 100) + 100 }, gait: Gait.WALK }));
  w.advance(16, STAND, undefined);
  assert.ok(Math.abs(w.at.z - before) < 0.3, 'no jump');
  for (let i = 0; i < 100; i++) w.advance(16, STAND, undefined);
  assert.ok(Math.abs(w.at.z - before - 1) < 0.02, `${before} to ${w.at.z}`);
});

test('a link puts the body elsewhere at once', () => {
  const w = walker();
  w.goTo(3, 3);
  w.correct(create(CorrectionSchema, { sequence: 0, cause: CorrectionCause.LINK, place: { floor: 1, xCm: 500, zCm: -200, yaw: 128 }, gait: Gait.IDLE }));
  assert.deepEqual([w.floor, w.at.x, w.at.z, w.goal.active], [1, 5, -2, false]);
  assert.equal(w.moveToSend(10_000, blank()), false, 'the server knows');
});

test('a place clicked is reached, and a place behind a wall given up', () => {
  const w = walker();
  const ground = room();
  w.goTo(4, -4);
  for (let i = 0; i < 300; i++) w.advance(16, STAND, ground);
  assert.ok(Math.hypot(w.at.x - 4, w.at.z + 4) < 0.15);
  w.goTo(4, -30);
  for (let i = 0; i < 400; i++) w.advance(16, STAND, ground);
  assert.equal(w.goal.active, false);
  assert.equal(w.gait, Gait.IDLE);
});

test('one walks under lintels and over sills, not through walls', () => {
  const wall = { points: [], material: 'stone' };
  assert.equal(wallBlocks({ ...wall, heightM: 4.5 }), true);
  assert.equal(wallBlocks({ ...wall, heightM: 1.5, baseM: 3 }), false);
  assert.equal(wallBlocks({ ...wall, heightM: 1.5, baseM: 1.9 }), true);
  assert.equal(wallBlocks({ ...wall, heightM: 0.3 }), false);
});
