// What the browser tests share: Chromium, pages that join, waiting for facts, a line that can be cut.
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const require = createRequire(import.meta.url);
const FLAGS = [
  '--headless', '--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist',
  '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--mute-audio',
];
export const url = process.env.PARVIS_URL;
export const pictures = process.env.PARVIS_PICTURES;
const PATIENCE_MS = 90_000;
/** Drawn by software, pages would take every processor from the server and from the tests beside them. */
const CALM_FPS = 6;

export function launch() {
  return chromium.launch({ executablePath: process.env.PARVIS_CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
}

/** A page at the entry, with choices that do not depend on the hour, drawing at most so often. Faults of the page end the test. */
export async function open(browser, { address = url, name = '', language = 'en', size = { width: 640, height: 400 }, touch = false, fps = CALM_FPS, ...more } = {}) {
  const context = await browser.newContext({ viewport: size, locale: language, hasTouch: touch, isMobile: touch });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  page.faults = [];
  page.on('pageerror', (fault) => page.faults.push(String(fault)));
  page.on('console', (line) => {
    if (line.type() === 'error' && !/net::ERR|WebSocket connection/.test(line.text())) page.faults.push(line.text());
  });
  const chosen = { name, body: 0, outfit: 0, color: 0x2e86ab, skin: 0xd09a6c, hair: 0x4a3020, graphics: 'low', light: 'day', language, ...more };
  await page.addInitScript((text) => {
    if (localStorage.getItem('parvis.preferences') === null) localStorage.setItem('parvis.preferences', text);
  }, JSON.stringify(chosen));
  await page.addInitScript((spaceMs) => {
    const { requestAnimationFrame: soon } = window;
    let drawnAt = 0;
    window.requestAnimationFrame = (draw) => soon(function frame(now) {
      const early = drawnAt + spaceMs - now;
      if (now !== drawnAt && early > 0) return void setTimeout(() => soon(frame), early);
      drawnAt = now;
      draw(now);
    });
  }, 1_000 / fps);
  await page.goto(address);
  return page;
}

/** A page inside, with its first pictures drawn. */
export async function enter(browser, options) {
  const page = await open(browser, options);
  await page.click('button[type=submit]');
  await inside(page);
  return page;
}

export async function inside(page) {
  await until(page, 'inside with a picture', () => {
    const p = window.parvis;
    return p.state === 'joined' && p.venueReady && p.framesDrawn > 1;
  });
}

/** Waits until something is so in the page; says what when it never is. */
export async function until(page, what, fact, argument) {
  try {
    await page.waitForFunction(fact, argument, { polling: 100, timeout: PATIENCE_MS });
  } catch (fault) {
    const seen = await page.evaluate(() => JSON.stringify({ state: window.parvis?.state, self: window.parvis?.self, others: window.parvis?.others.slice(0, 20) })).catch(() => '?');
    throw new Error(`never so: ${what}; the page has ${seen} ${page.faults.join(' ')} (${fault.message.split('\n')[0]})`);
  }
}

export const self = (page) => page.evaluate(() => window.parvis.self);
export const other = (page, name) => page.evaluate((n) => window.parvis.others.find((o) => o.name === n), name);
export const walkTo = (page, x, z) => page.evaluate(([a, b]) => window.parvis.walkTo(a, b), [x, z]);
export const shot = (page, name) => page.screenshot({ path: `${pictures}/${name}.png` });

/** Waits until the own avatar stands still. */
export async function standing(page) {
  await page.evaluate(() => { window.restAt = undefined; });
  await until(page, 'standing still', () => {
    const { x, z, gait } = window.parvis.self;
    const key = `${x.toFixed(2)},${z.toFixed(2)},${gait}`;
    if (window.restAt?.key !== key) window.restAt = { key, at: performance.now() };
    return gait === 1 && performance.now() - window.restAt.at > 900;
  });
}

/** Has the own avatar walk to a place and waits until it stands there, or as near as it could come; tells where that is. */
export async function walkAndStand(page, x, z) {
  const from = await self(page);
  await walkTo(page, x, z);
  // A page that draws slowly sets off late, and would be taken to stand already.
  await until(page, 'set off', ([a, b]) => Math.hypot(window.parvis.self.x - a, window.parvis.self.z - b) > 0.2, [from.x, from.z]);
  await standing(page);
  return self(page);
}

/** How fast the page draws: times between pictures over so many seconds, and what is in one. */
export async function measureFrames(page, seconds) {
  const times = await page.evaluate((forMs) => new Promise((done) => {
    const gaps = [];
    let before = 0;
    const end = performance.now() + forMs;
    const each = (now) => {
      if (before > 0) gaps.push(now - before);
      before = now;
      if (now < end) requestAnimationFrame(each);
      else done(gaps);
    };
    requestAnimationFrame(each);
  }), seconds * 1000);
  times.sort((a, b) => a - b);
  const at = (part) => times[Math.min(times.length - 1, Math.floor(times.length * part))];
  const sumMs = times.reduce((sum, ms) => sum + ms, 0);
  const drawn = await page.evaluate(() => ({ figures: window.parvis.figuresDrawn, triangles: window.parvis.triangles, drawCalls: window.parvis.drawCalls }));
  return { fps: (times.length / sumMs) * 1000, medianMs: at(0.5), p95Ms: at(0.95), ...drawn };
}

/** What axe finds: violations of WCAG 2 A and AA, and of what it takes for good practice, in words. */
export async function violations(page) {
  // The page's policy forbids added scripts, as it should; the debugger may still run them.
  await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
  const found = await page.evaluate(() => window.axe.run(document));
  return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`);
}

/** A line to the server that can be cut like a cable. */
export async function cable() {
  const { hostname, port } = new URL(url);
  const sockets = new Set();
  let whole = true;
  const server = net.createServer((near) => {
    if (!whole) return void near.destroy();
    const far = net.connect(Number(port), hostname);
    for (const [a, b] of [[near, far], [far, near]]) {
      sockets.add(a);
      a.pipe(b);
      a.on('error', () => b.destroy());
      a.on('close', () => { sockets.delete(a); b.destroy(); });
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    cut: () => { whole = false; for (const s of sockets) s.destroy(); },
    mend: () => { whole = true; },
    close: () => { whole = false; for (const s of sockets) s.destroy(); server.close(); },
  };
}
