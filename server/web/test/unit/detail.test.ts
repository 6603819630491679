/** Which figure stands for whom. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Detail, DetailChoice } from '../../src/scene/detail';

const FOV_RAD = Math.PI / 3;
const CAPS = { fine: 5, coarse: 20 };

/** How many of each figure a frame has. */
function frame(choice: DetailChoice, distancesM: readonly number[], heightPx = 1080, caps = CAPS): number[] {
  choice.begin(FOV_RAD, heightPx, caps);
  const counts = [0, 0, 0, 0];
  for (const distanceM of distancesM) counts[choice.of(distanceM)]!++;
  return counts;
}

test('the nearer, the finer; the smaller the picture, the coarser', () => {
  const some = [3, 30, 60, 200];
  assert.deepEqual(frame(new DetailChoice(), some), [1, 1, 1, 1]);
  assert.deepEqual(frame(new DetailChoice(), some, 200), [1, 0, 0, 3]);
});

test('a crowd has few fine figures after a few frames, and the nearest ones', () => {
  const choice = new DetailChoice();
  const crowd = Array.from({ length: 1000 }, (_, i) => 2 + 30 * Math.sqrt(i / 1000));
  for (let i = 0; i < 40; i++) frame(choice, crowd);
  for (let i = 0; i < 40; i++) {
    const [fine, coarse, small, tiny] = frame(choice, crowd);
    assert.ok(fine! >= 1 && fine! <= CAPS.fine + 2, `${fine} fine`);
    assert.ok(coarse! >= 5 && coarse! <= CAPS.coarse + 5, `${coarse} coarse`);
    assert.equal(fine! + coarse! + small! + tiny!, 1000);
  }
  choice.begin(FOV_RAD, 1080, CAPS);
  assert.equal(choice.of(1), Detail.FINE);
  assert.equal(choice.of(31), Detail.SMALL);
});

test('when the crowd has gone, the others are fine again', () => {
  const choice = new DetailChoice();
  for (let i = 0; i < 10; i++) frame(choice, new Array<number>(500).fill(5));
  for (let i = 0; i < 100; i++) frame(choice, [12]);
  assert.deepEqual(frame(choice, [12]), [1, 0, 0, 0]);
});
