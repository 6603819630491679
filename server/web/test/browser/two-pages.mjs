// Two people in one venue: one walks, and the other sees it where the server holds it; chat, gestures, reload.
import assert from 'node:assert/strict';
import { assertSamePlace, observe } from './observer.mjs';
import { enter, inside, launch, other, self, shot, standing, until, walkAndStand, walkTo } from './pages.mjs';

const browser = await launch();
try {
  const ada = await enter(browser, { name: 'Ada' });
  const observer = await observe();
  const bo = await enter(browser, { name: '林小波', language: 'zh-Hant', color: 0xd1495b });
  await until(bo, 'Bo sees Ada by name', () => window.parvis.others.some((o) => o.name === 'Ada'));
  await until(ada, 'Ada sees Bo by name', () => window.parvis.others.some((o) => o.name === '林小波'));
  assert.equal((await other(bo, 'Ada')).look.color, 0x2e86ab, 'the look travels');

  // Both pages and the observer, whom the pages may see a moment later.
  await until(ada, 'Ada reads how many there are', () => document.querySelector('.people').textContent === 'People here: 3');
  await until(bo, 'Bo reads it too', () => document.querySelector('.people').textContent === '這裡有 3 人');

  // By keys: forward along the view.
  const before = await self(ada);
  await ada.focus('canvas.picture');
  await ada.keyboard.down('KeyW');
  await until(ada, 'Ada has walked two metres', ([x, z]) => Math.hypot(window.parvis.self.x - x, window.parvis.self.z - z) > 2, [before.x, before.z]);
  await ada.keyboard.up('KeyW');
  await standing(ada);

  // By a click's way to a place.
  const from = await self(ada);
  const walked = await walkAndStand(ada, from.x + 4, from.z + 3);
  assert.ok(Math.hypot(walked.x - from.x, walked.z - from.z) > 3, 'Ada walked');
  await until(bo, 'Bo sees Ada rest', ([x, z]) => {
    const a = window.parvis.others.find((o) => o.name === 'Ada');
    return a !== undefined && Math.hypot(a.x - x, a.z - z) < 0.06;
  }, [walked.x, walked.z]);
  await shot(bo, 'two-people');

  // Where she is, asked of the server by somebody who is neither of the pages.
  const asked = await observer.until('Ada', 'at rest where she went', ({ x, z, gait }) => gait === 1 && Math.hypot(x - walked.x, z - walked.z) < 0.06);
  const seen = await other(bo, 'Ada');
  assertSamePlace(seen, asked, 'Bo sees Ada');
  assertSamePlace(walked, asked, 'Ada sees herself');
  await observer.leave();

  // A reload resumes; the welcome says where the server holds her.
  await ada.reload();
  await inside(ada);
  const held = await self(ada);
  assert.equal(held.id, walked.id, 'the same avatar goes on');
  assertSamePlace(held, asked, 'the welcome');

  // Gestures and words. Words carry 30 m, so Bo comes nearer.
  const apart = Math.hypot((await self(bo)).x - held.x, (await self(bo)).z - held.z);
  if (apart > 25) {
    await walkTo(bo, held.x + 6, held.z);
    await until(bo, 'Bo is near Ada', ([x, z]) => Math.hypot(window.parvis.self.x - x, window.parvis.self.z - z) < 25, [held.x, held.z]);
  }
  await ada.focus('canvas.picture');
  await ada.keyboard.press('Digit2');
  await until(bo, 'Bo sees Ada dance', () => window.parvis.others.find((o) => o.name === 'Ada')?.emote === 2);
  // Reactions are counted: both pages read the same number, and Bo sees symbols fly up.
  await bo.evaluate(() => {
    window.flown = 0;
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) for (const node of addedNodes) window.flown += node.classList?.contains('flying') ? 1 : 0;
    }).observe(document.querySelector('.flight'), { childList: true });
  });
  await ada.keyboard.press('Digit6');
  await ada.click('.unfold');
  await ada.click('.reaction:nth-child(2)');
  const hearts = () => document.querySelectorAll('.reaction-total')[1].textContent === '2';
  await until(bo, 'Bo reads two hearts', hearts);
  await until(ada, 'Ada reads two hearts', hearts);
  assert.ok((await bo.evaluate(() => window.flown)) >= 2, 'hearts fly');
  assert.match(await bo.textContent('.reaction:nth-child(2)'), /愛心 2/);
  await ada.focus('canvas.picture');
  await ada.keyboard.press('Enter');
  await ada.keyboard.type('¡Hola! <b>不是標記</b>');
  await ada.keyboard.press('Enter');
  await until(bo, 'Bo reads it', () => [...document.querySelectorAll('.chat-log li')].some((li) => li.textContent.includes('Ada ¡Hola! <b>不是標記</b>')));
  await until(bo, 'a bubble over Ada', () => document.querySelector('.bubble')?.textContent.includes('¡Hola!'));
  await shot(bo, 'chat-and-dance');
  await ada.keyboard.press('Escape');
  assert.equal(await ada.evaluate(() => document.querySelector('.chat').hidden), true, 'Esc closes the chat');

  // Away is a state, not a farewell (A8).
  await ada.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await until(bo, 'Bo sees Ada away', () => window.parvis.others.find((o) => o.name === 'Ada')?.away === true);

  // Leaving takes the avatar away.
  await ada.click('[aria-label="Leave"]');
  await until(bo, 'Ada is gone', () => !window.parvis.others.some((o) => o.name === 'Ada'));
  assert.deepEqual([...ada.faults, ...bo.faults], []);
} finally {
  await browser.close();
}
