// Things to use and ways up: a bench, a bell, stairs and a lift. What one does, the other sees and the server holds.
import assert from 'node:assert/strict';
import { assertSamePlace, observe } from './observer.mjs';
import { enter, launch, other, self, shot, standing, until, walkTo } from './pages.mjs';

const SIT = 4;
const browser = await launch();

async function goTo(page, x, z) {
  await walkTo(page, x, z);
  await until(page, `near ${x}, ${z}`, ([a, b]) => Math.hypot(window.parvis.self.x - a, window.parvis.self.z - b) < 2, [x, z]);
  await standing(page);
}

const hint = (page, words) => until(page, `the hint "${words}"`, (w) => {
  const button = document.querySelector('.hint-button');
  return !button.hidden && button.textContent.includes(w);
}, words);
const told = (page, words) => until(page, `told "${words}"`, (w) => document.querySelector('.toast').textContent.includes(w), words);
const noted = (page, words) => until(page, `noted "${words}"`, (w) => [...document.querySelectorAll('.chat-log li')].some((li) => li.textContent === w), words);

/** By a link to a floor: the other stays below and still sees where. */
async function change(page, seer, observer, x, z, floor) {
  await walkTo(page, x, z);
  await until(page, `on floor ${floor}`, (f) => window.parvis.self.floor === f, floor);
  await standing(page);
  const held = await observer.until('Ada', `at rest on floor ${floor}`, (h) => h.floor === floor && h.gait === 1);
  await until(seer, `Ada seen on floor ${floor}`, ([f, px, pz]) => window.parvis.others.some((o) => o.name === 'Ada' && o.floor === f && Math.hypot(o.x - px, o.z - pz) < 0.06), [floor, held.x, held.z]);
  assertSamePlace(await self(page), held, 'Ada');
  assertSamePlace(await other(seer, 'Ada'), held, 'Ada as seen');
}

try {
  const ada = await enter(browser, { name: 'Ada' });
  const bo = await enter(browser, { name: 'Bo', language: 'ja' });
  // Counts the strokes of bells that this page sounds.
  await bo.evaluate(() => {
    window.tones = 0;
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...when) { window.tones++; return start.apply(this, when); };
  });
  const observer = await observe();

  // The bench.
  await goTo(ada, 5.2, 3.2);
  await hint(ada, 'Sit down');
  await ada.focus('canvas.picture');
  await ada.keyboard.press('KeyE');
  await until(ada, 'seated', (sit) => window.parvis.self.gait === sit, SIT);
  const seat = await observer.until('Ada', 'seated', (h) => h.gait === SIT);
  await until(bo, 'Bo sees Ada seated', (sit) => window.parvis.others.some((o) => o.name === 'Ada' && o.gait === sit), SIT);
  assert.ok(Math.hypot(seat.x - 6, seat.z - 2) < 1.2, `seated at ${seat.x}, ${seat.z}, the bench is at 6, 2`);
  await shot(bo, 'bench');
  await hint(ada, 'Stand up');
  await ada.keyboard.press('KeyE');
  await until(ada, 'up again', (sit) => window.parvis.self.gait !== sit, SIT);
  await until(bo, 'Bo sees Ada up', (sit) => window.parvis.others.some((o) => o.name === 'Ada' && o.gait !== sit), SIT);

  // The bell: both near it, one rings, both hear; the second is too soon, in the words of the one who tries.
  await goTo(bo, -5, 3);
  await goTo(ada, -5, 1);
  await hint(ada, 'Ring the bell');
  await ada.focus('canvas.picture');
  await ada.keyboard.press('KeyE');
  await noted(ada, 'You rang the bell.');
  await noted(bo, 'Ada さんが鐘を鳴らしました。');
  assert.ok(await bo.evaluate(() => window.tones) > 0, 'it sounds');
  const tones = await bo.evaluate(() => window.tones);
  await bo.focus('canvas.picture');
  await bo.keyboard.press('KeyE');
  await told(bo, 'まだできません');
  assert.match(await bo.textContent('.toast'), /まだできません。([1-9]|10) 秒後/);
  assert.equal(await bo.evaluate(() => window.tones), tones, 'no second stroke');

  // Up the stairs, down the lift. A link works for those who come to it from outside.
  await goTo(ada, -4, -4);
  await change(ada, bo, observer, -4, -7.5, 1);
  await shot(ada, 'upper-floor-by-stairs');
  await goTo(ada, 4, -5);
  await change(ada, bo, observer, 4, -7.5, 0);
  await shot(ada, 'ground-by-lift');

  await observer.leave();
  assert.deepEqual([...ada.faults, ...bo.faults], []);
} finally {
  await browser.close();
}
