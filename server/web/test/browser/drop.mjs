// The line is cut: the page says so, comes back by itself, and the avatar is where it was. Walls stop.
import assert from 'node:assert/strict';
import { cable, enter, inside, launch, self, shot, until, walkAndStand } from './pages.mjs';

const browser = await launch();
const line = await cable();
try {
  const page = await enter(browser, { address: line.address, name: 'Caro' });
  const start = await self(page);
  const before = await walkAndStand(page, start.x + 3, start.z);

  line.cut();
  await until(page, 'a banner', () => !document.querySelector('.banner').hidden && /lost|Trying/.test(document.querySelector('.banner').textContent));
  await shot(page, 'connection-lost');
  line.mend();
  await until(page, 'the banner gone', () => document.querySelector('.banner').hidden);
  await inside(page);
  const after = await self(page);
  assert.equal(after.id, before.id, 'the same avatar');
  assert.ok(Math.hypot(after.x - before.x, after.z - before.z) < 0.06, `was ${before.x}, ${before.z}; is ${after.x}, ${after.z}`);

  // Walls: far beyond the square there is nowhere to stand; the server and the page agree on where it ends.
  const { maxX } = await page.evaluate(async () => {
    const { venues } = await (await fetch('/v1/venues')).json();
    return (await (await fetch(`${venues[0].basePath}venue.json`)).json()).bounds;
  });
  const stopped = await walkAndStand(page, maxX + 60, after.z);
  assert.ok(stopped.x < maxX, `stopped at ${stopped.x}, the venue ends at ${maxX}`);
  await page.reload();
  await inside(page);
  const held = await self(page);
  assert.ok(Math.hypot(held.x - stopped.x, held.z - stopped.z) < 0.3, `page ${stopped.x}, ${stopped.z}; server ${held.x}, ${held.z}`);
  assert.deepEqual(page.faults, []);
} finally {
  line.close();
  await browser.close();
}
