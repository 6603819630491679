/** Gestures as others see them: a state record repeats a running one, it does not begin it anew. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EmoteKind, Gait } from '../../src/wire/generated/parvis/v1/avatar_pb';
import { StateFlag } from '../../src/wire/frame';
import { Crowd } from '../../src/world/crowd';

const DANCER = 7;
const TICK_MS = 50;

/** A crowd in which somebody began to dance at tick 10 in cell 3. */
function dancing(): Crowd {
  const crowd = new Crowd();
  crowd.reset(1, 1000 / TICK_MS);
  tell(crowd, 9, { pose: true, keyframe: true });
  tell(crowd, 10, { emote: EmoteKind.DANCE });
  assert.equal(startTick(crowd), 10);
  return crowd;
}

interface Record {
  readonly pose?: boolean;
  readonly keyframe?: boolean;
  readonly cell?: number;
  readonly flags?: number;
  readonly height?: number;
  readonly emote?: EmoteKind;
}

/** One frame with one state record. */
function tell(crowd: Crowd, tick: number, { pose = false, keyframe = false, cell = 3, flags = Gait.IDLE, height = 0, emote = EmoteKind.UNSPECIFIED }: Record): void {
  crowd.frame(tick);
  crowd.cellBegin(cell, 0, keyframe);
  if (pose) crowd.pose(DANCER, 1, 2, 0);
  crowd.state(DANCER, flags, height, emote);
  crowd.cellEnd();
}

const startTick = (crowd: Crowd): number => crowd.bodies.get(DANCER)!.emoteAtMs / TICK_MS;
const dance = EmoteKind.DANCE;

for (const [what, record] of [
  ['another gait', { flags: Gait.WALK }],
  ['being away', { flags: Gait.IDLE | StateFlag.AWAY }],
  ['another height', { height: 0.4 }],
  ['a keyframe', { pose: true, keyframe: true }],
  ['another cell', { pose: true, cell: 4 }],
  ['a leap', { pose: true, flags: Gait.IDLE | StateFlag.DISCONTINUITY }],
] as const) {
  test(`${what} leaves a running gesture running`, () => {
    const crowd = dancing();
    tell(crowd, 30, { ...record, emote: dance });
    assert.equal(startTick(crowd), 10);
    assert.equal(crowd.bodies.get(DANCER)!.emote, dance);
  });
}

test('leaving a cell and showing up in the next does so too', () => {
  const crowd = dancing();
  crowd.frame(20);
  crowd.cellBegin(3, 0, false);
  crowd.gone(DANCER);
  crowd.cellEnd();
  tell(crowd, 21, { pose: true, cell: 4, emote: dance });
  assert.equal(startTick(crowd), 10);
});

test('the same gesture once more, with nothing else new, begins again', () => {
  const crowd = dancing();
  tell(crowd, 30, { emote: dance });
  assert.equal(startTick(crowd), 30);
});

test('another gesture begins when it is told, and none ends it', () => {
  const crowd = dancing();
  tell(crowd, 30, { emote: EmoteKind.WAVE, flags: Gait.WALK });
  assert.equal(startTick(crowd), 30);
  tell(crowd, 40, {});
  assert.equal(crowd.bodies.get(DANCER)!.emote, EmoteKind.UNSPECIFIED);
});

for (const [what, { cell, keyframe }] of [
  ['in another cell', { cell: 4, keyframe: false }],
  ['in a keyframe', { cell: 3, keyframe: true }],
] as const) {
  test(`whoever is shown ${what} without a state walks, and nothing else`, () => {
    const crowd = dancing();
    tell(crowd, 20, { flags: Gait.SIT | StateFlag.AWAY, height: 0.4, emote: dance });
    crowd.frame(30);
    crowd.cellBegin(cell, 0, keyframe);
    crowd.pose(DANCER, 1, 2, 0);
    crowd.cellEnd();
    const { gait, away, emote, height } = crowd.bodies.get(DANCER)!;
    assert.deepEqual({ gait, away, emote, height }, { gait: Gait.WALK, away: false, emote: EmoteKind.UNSPECIFIED, height: 0 });
  });
}

test('a pose in the same cell leaves the state as it was', () => {
  const crowd = dancing();
  crowd.frame(30);
  crowd.cellBegin(3, 0, false);
  crowd.pose(DANCER, 1, 2, 0);
  crowd.cellEnd();
  assert.equal(crowd.bodies.get(DANCER)!.emote, dance);
});

test('who is in sight and who is beyond are counted once each', () => {
  const crowd = new Crowd();
  crowd.reset(1, 1000 / TICK_MS);
  crowd.frame(1);
  crowd.cellBegin(3, 0, true);
  crowd.pose(1, 0, 0, 0);
  crowd.pose(DANCER, 1, 2, 0);
  crowd.pose(8, 1, 2, 0);
  crowd.cellEnd();
  crowd.horizon(4, 20);
  crowd.horizon(5, 30);
  assert.deepEqual([crowd.inSight, crowd.beyondSight], [2, 50]);

  // One walks into a cell that is told by its number only.
  crowd.frame(2);
  crowd.cellBegin(3, 0, false);
  crowd.gone(8);
  crowd.cellEnd();
  crowd.horizon(4, 21);
  assert.deepEqual([crowd.inSight, crowd.beyondSight], [1, 51]);

  // The viewer comes nearer, and the bodies take their number's place; going away, the number comes anew.
  crowd.frame(3);
  crowd.cellBegin(4, 0, true);
  for (let avatar = 20; avatar < 41; avatar++) crowd.pose(avatar, 1, 2, 0);
  crowd.cellEnd();
  assert.deepEqual([crowd.inSight, crowd.beyondSight], [22, 30]);
  crowd.frame(4);
  crowd.cellDropped(4);
  crowd.horizon(4, 21);
  crowd.horizon(5, 0);
  assert.deepEqual([crowd.inSight, crowd.beyondSight], [1, 21]);
});
