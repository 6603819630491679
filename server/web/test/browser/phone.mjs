// A phone: the left thumb walks with the joystick while the right one turns the view; a tap goes somewhere.
import assert from 'node:assert/strict';
import { enter, launch, self, shot, standing, until } from './pages.mjs';

const browser = await launch();
try {
  const page = await enter(browser, { name: 'Fay', size: { width: 390, height: 760 }, touch: true });
  const hand = await page.context().newCDPSession(page);
  const touch = (type, ...fingers) => hand.send('Input.dispatchTouchEvent', { type, touchPoints: fingers.map(([id, x, y]) => ({ id, x, y })) });
  const far = (from, metres) => until(page, `${metres} m further`, ([x, z, m]) => Math.hypot(window.parvis.self.x - x, window.parvis.self.z - z) > m, [from.x, from.z, metres]);

  const box = await page.locator('.stick').boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const start = await self(page);
  await touch('touchStart', [1, x, y]);
  await touch('touchMove', [1, x, y - 30]);
  await far(start, 1.5);
  const onwards = await self(page);
  assert.equal(onwards.gait, 2, 'a half pushed stick walks');
  await shot(page, 'phone-joystick');

  // The right thumb turns the view meanwhile, and so the way.
  await touch('touchStart', [1, x, y - 30], [2, 300, 300]);
  for (const drag of [260, 200, 120]) await touch('touchMove', [1, x, y - 30], [2, drag, 300]);
  await until(page, 'turned', (yaw) => Math.abs(window.parvis.self.yaw - yaw) > 0.5, onwards.yaw);
  await touch('touchEnd');
  await standing(page);

  // Fully pushed it runs; let go it stands.
  await touch('touchStart', [1, x, y]);
  await touch('touchMove', [1, x, y + 60]);
  await until(page, 'running', () => window.parvis.self.gait === 3);
  await touch('touchEnd');
  await standing(page);

  const before = await self(page);
  await page.touchscreen.tap(300, 520);
  await far(before, 0.4);
  await standing(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `nothing wider than the screen: ${wide} px`);
  assert.deepEqual(page.faults, []);
} finally {
  await browser.close();
}
