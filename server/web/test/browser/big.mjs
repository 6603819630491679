// Ten thousand buildings: the first picture comes within fifteen seconds, drawn by the processor alone.
import assert from 'node:assert/strict';
import { inside, launch, open, shot } from './pages.mjs';

const MOST_S = 15;
const browser = await launch();
try {
  const page = await open(browser, { name: 'Ada', size: { width: 960, height: 600 } });
  const began = performance.now();
  await page.click('button[type=submit]');
  await inside(page);
  const seconds = (performance.now() - began) / 1000;
  await page.evaluate(() => window.parvis.lookTowards(0.6, 0.5, 3));
  const drawn = await page.evaluate(() => window.parvis.framesDrawn);
  await page.waitForFunction((n) => window.parvis.framesDrawn > n + 8, drawn);
  await shot(page, 'ten-thousand-buildings');
  const { triangles, drawCalls } = await page.evaluate(() => ({ triangles: window.parvis.triangles, drawCalls: window.parvis.drawCalls }));
  console.log(`first picture after ${seconds.toFixed(1)} s; ${triangles} triangles in ${drawCalls} calls`);
  assert.ok(seconds < MOST_S, `first picture after ${seconds} s`);
  assert.ok(triangles > 10_000, `${triangles} triangles in sight`);
  assert.deepEqual(page.faults, []);
} finally {
  await browser.close();
}
