// Nothing covers anything: every size of window, text as large again, a mouse or thumbs, with each panel open and the rows of buttons
// unfolded, while the line is down and something is at hand to be used. And nobody meets an automated checker's finding anywhere.
import assert from 'node:assert/strict';
import { cable, enter, launch, open, shot, until, violations, walkTo } from './pages.mjs';

const SIZES = [[320, 568], [320, 480], [360, 740], [390, 844], [568, 320], [844, 390], [820, 1180], [1180, 820], [1024, 600], [1366, 625], [737, 700], [875, 700], [1280, 720], [1920, 1080]];
const TEXT = [1, 1.3, 2];

/** What lies on something else, or out of the window, in words. */
function covered() {
  const shown = (e) => e.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && e.getBoundingClientRect().width > 0;
  const name = (e) => `${e.className || e.tagName}${e.getAttribute('aria-label') ? ` "${e.getAttribute('aria-label')}"` : ''}`;
  /** What of a box its scrolling panel shows. */
  const box = (e) => {
    const b = e.getBoundingClientRect();
    const p = e.parentElement.closest('.panel')?.getBoundingClientRect();
    return { left: b.left, right: b.right, top: Math.max(b.top, p?.top ?? -Infinity), bottom: Math.min(b.bottom, p?.bottom ?? Infinity), scrolls: p !== undefined };
  };
  const parts = [...document.querySelectorAll('.hud :is(button, input, .panel, .stick, .minimap, .status > p, .banner)')].filter(shown);
  const found = [];
  parts.forEach((a, i) => {
    const one = box(a);
    if (!one.scrolls && (one.left < -0.5 || one.top < -0.5 || one.right > innerWidth + 0.5 || one.bottom > innerHeight + 0.5)) found.push(`${name(a)} is cut off`);
    if (a.matches('button, input') && one.bottom - one.top > 8) {
      const hit = document.elementFromPoint((one.left + one.right) / 2, (one.top + one.bottom) / 2);
      if (hit === null || !(a.contains(hit) || hit.contains(a))) found.push(`${name(a)} is under ${hit === null ? 'nothing' : name(hit)}`);
    }
    for (const b of parts.slice(i + 1)) {
      const other = box(b);
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      if (wide > 1 && high > 1 && !a.contains(b) && !b.contains(a)) found.push(`${name(a)} and ${name(b)} share ${Math.round(wide)} x ${Math.round(high)} px`);
    }
  });
  return found;
}

/** Everything found, so that one run tells it all. */
const findings = [];

/** All sizes in one state. */
async function everySize(page, state) {
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    for (const text of TEXT) {
      await page.evaluate((times) => { document.documentElement.style.fontSize = `${100 * times}%`; }, text);
      const found = await page.evaluate(covered);
      if (found.length > 0) {
        await shot(page, `covered-${width}x${height}-${text}`);
        findings.push(`${state}, ${width} x ${height}, text ${text * 100} %: ${found.join('; ')}`);
      }
    }
  }
  await page.evaluate(() => { document.documentElement.style.fontSize = ''; });
}

const press = (page, label) => page.evaluate((start) => { [...document.querySelectorAll('.tools button')].find((b) => b.getAttribute('aria-label').startsWith(start)).click(); }, label);

const browser = await launch();
const line = await cable();
try {
  for (const touch of [false, true]) {
    const hand = touch ? 'thumbs' : 'a mouse';
    const page = await enter(browser, { address: line.address, name: 'Ada', size: { width: 640, height: 400 }, touch, fps: 2 });
    await walkTo(page, 5.2, 3.2);
    await until(page, 'something to use', () => !document.querySelector('.hint-button').hidden);
    const isOpen = await page.evaluate(() => document.querySelector('.panel:not([hidden])') !== null);
    assert.equal(isOpen, false, 'a small window begins with its panels closed');
    await everySize(page, `plain, ${hand}`);
    await press(page, 'Gestures and reactions');
    await everySize(page, `unfolded, ${hand}`);
    await press(page, 'Open chat');
    await everySize(page, `unfolded with chat, ${hand}`);
    await press(page, 'Gestures and reactions');
    await everySize(page, `chat, ${hand}`);
    await press(page, 'Who is here');
    await everySize(page, `who is here, ${hand}`);
    assert.deepEqual(await violations(page), [], `who is here, ${hand}`);
    await press(page, 'Close the list');
    line.cut();
    await until(page, 'a banner', () => !document.querySelector('.banner').hidden);
    await everySize(page, `without a line, ${hand}`);
    assert.deepEqual(await violations(page), [], `without a line, ${hand}`);
    line.mend();
    await page.context().close();
  }

  assert.deepEqual(findings, []);

  // Who cannot enter at a glance does not enter: name, button and venue are in the first picture.
  for (const [width, height] of [[1366, 625], [320, 568], [844, 390], [1920, 1080]]) {
    const page = await open(browser, { name: 'Ada', size: { width, height }, fps: 1 });
    await until(page, 'the venue’s name', () => document.querySelector('h1').textContent === 'Test yard');
    const seen = await page.evaluate(() => ['h1', '#name', 'button[type=submit]'].map((s) => document.querySelector(s).getBoundingClientRect()).every((b) => b.top >= 0 && b.bottom <= innerHeight && b.left >= 0 && b.right <= innerWidth));
    assert.ok(seen, `entry at ${width} x ${height}`);
    const apart = await page.evaluate(() => document.querySelector('button[type=submit]').getBoundingClientRect().top >= document.querySelector('#name').getBoundingClientRect().bottom
      || document.querySelector('button[type=submit]').getBoundingClientRect().left >= document.querySelector('#name').getBoundingClientRect().right);
    assert.ok(apart, `the button is beside the name at ${width} x ${height}`);
    await page.context().close();
  }

  // The system's own colours: what a colour says is still to be seen, and every state is without a finding.
  const plain = await open(browser, { name: 'Fay', size: { width: 1000, height: 700 }, fps: 2 });
  await plain.emulateMedia({ forcedColors: 'active' });
  const colours = await plain.evaluate(() => new Set([...document.querySelectorAll('.swatches input')].map((i) => getComputedStyle(i).backgroundColor)).size);
  assert.ok(colours >= 20, `${colours} colours to choose from`);
  assert.deepEqual(await violations(plain), [], 'entry in forced colours');
  await shot(plain, 'forced-entry');
  await plain.click('button[type=submit]');
  await until(plain, 'inside', () => window.parvis.state === 'joined' && window.parvis.venueReady);
  assert.deepEqual(await violations(plain), [], 'inside in forced colours');
  await shot(plain, 'forced-inside');
  for (const label of ['Settings', 'Help', 'Account']) {
    await press(plain, label);
    await plain.waitForSelector('dialog[open]');
    assert.deepEqual(await violations(plain), [], `${label} in forced colours`);
    await shot(plain, `forced-${label.toLowerCase()}`);
    await plain.keyboard.press('Escape');
    await plain.waitForSelector('dialog[open]', { state: 'detached' });
  }
  assert.deepEqual(plain.faults, []);
} finally {
  line.close();
  await browser.close();
}
