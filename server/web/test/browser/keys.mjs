// Keys that are not the page's: an input method's, and those whose release is never told. Words that are refused come back. A second
// window asks who comes in. A server that refuses the socket is not said to be gone.
import assert from 'node:assert/strict';
import { enter, inside, launch, open, self, shot, until, violations } from './pages.mjs';

const size = { width: 640, height: 400 };
const browser = await launch();
const isChatOpen = (page) => page.evaluate(() => !document.querySelector('section.chat').hidden && document.activeElement?.id === 'chat-field');
const fire = (page, type, more) => page.evaluate(([t, m]) => window.dispatchEvent(new KeyboardEvent(t, { bubbles: true, ...m })), [type, more]);

/** Escape as an input method has it, in the field that has the focus. */
async function escapeWhileComposing(hand, taken) {
  await hand.send('Input.imeSetComposition', { text: 'ㄅㄧ', selectionStart: 2, selectionEnd: 2 });
  await hand.send('Input.dispatchKeyEvent', taken
    ? { type: 'rawKeyDown', key: 'Process', code: 'Escape', windowsVirtualKeyCode: 229 }
    : { type: 'rawKeyDown', key: 'Escape', code: 'Escape', windowsVirtualKeyCode: 27 });
  await hand.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'Escape', code: 'Escape', windowsVirtualKeyCode: 27 });
}

try {
  const page = await enter(browser, { name: 'Ann', size });
  const hand = await page.context().newCDPSession(page);

  // While composing, no key reaches the page; the next Escape closes the chat.
  await page.focus('canvas.picture');
  await page.keyboard.press('Enter');
  await page.keyboard.type('a');
  assert.equal(await page.inputValue('#chat-field'), 'a', 'not one key is lost on the way into the field');
  for (const taken of [true, false]) {
    await escapeWhileComposing(hand, taken);
    assert.ok(await isChatOpen(page), 'the chat stays open');
    await hand.send('Input.insertText', { text: '逼' });
  }
  assert.match(await page.inputValue('#chat-field'), /^a.*逼$/);
  await page.keyboard.press('Escape');
  assert.equal(await isChatOpen(page), false, 'Escape closes the chat');

  // Dialogues alike.
  await page.click('[aria-label="Account"]');
  await page.waitForSelector('dialog[open]');
  await page.evaluate(() => { for (const part of document.querySelectorAll('.account-part')) part.open = true; });
  await page.fill('#account-name', '');
  await page.focus('#account-name');
  for (const taken of [true, false]) {
    await escapeWhileComposing(hand, taken);
    assert.equal(await page.locator('dialog[open]').count(), 1, 'the dialogue stays open');
  }
  await hand.send('Input.insertText', { text: '逼' });
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog[open]', { state: 'detached' });

  // Releases that never come: after Command, the menu key, a hidden tab, a context menu, a text field.
  const ways = {
    'Command goes up': async () => { await fire(page, 'keydown', { code: 'MetaLeft', key: 'Meta', metaKey: true }); await fire(page, 'keyup', { code: 'MetaLeft', key: 'Meta' }); },
    'the menu key goes down': () => fire(page, 'keydown', { code: 'ContextMenu', key: 'ContextMenu' }),
    'a context menu opens': () => page.evaluate(() => document.querySelector('canvas').dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true }))),
    'the tab is hidden': () => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange'))),
    'the window loses the focus': () => page.evaluate(() => window.dispatchEvent(new Event('blur'))),
    'the chat opens': () => page.keyboard.press('Enter'),
  };
  for (const [way, happen] of Object.entries(ways)) {
    const before = await self(page);
    await page.focus('canvas.picture');
    await fire(page, 'keydown', { code: 'KeyW', key: 'w' });
    await until(page, 'walking', ([x, z]) => Math.hypot(window.parvis.self.x - x, window.parvis.self.z - z) > 0.2, [before.x, before.z]);
    await happen();
    await until(page, `standing after ${way}`, () => window.parvis.self.gait === 1);
    const at = await self(page);
    await page.evaluate(() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))));
    const then = await self(page);
    assert.ok(Math.hypot(then.x - at.x, then.z - at.z) < 0.05, `walks on after ${way}`);
    // Back, so that there is room for the next.
    await page.evaluate(([x, z]) => window.parvis.walkTo(x, z), [before.x, before.z]);
    await until(page, 'back', ([x, z]) => Math.hypot(window.parvis.self.x - x, window.parvis.self.z - z) < 0.5, [before.x, before.z]);
  }

  // Nobody is near, and the page says so; words that the server refuses come back with the reason.
  assert.match(await page.textContent('section.chat .hint'), /Nobody is within 30 m/);
  await page.fill('#chat-field', 'x'.repeat(300));
  await page.press('#chat-field', 'Enter');
  await until(page, 'the reason', () => document.querySelector('section.chat [role=alert]')?.textContent === 'At most 280 characters.');
  assert.equal((await page.inputValue('#chat-field')).length, 300, 'too long a text stays');
  await page.fill('#chat-field', 'bell \u0007 within');
  await page.press('#chat-field', 'Enter');
  await until(page, 'refused by the server', () => /did not work/.test(document.querySelector('section.chat [role=alert]')?.textContent ?? ''));
  assert.equal(await page.inputValue('#chat-field'), 'bell \u0007 within', 'refused words come back');

  // A second window of the same browser: the one inside is asked about, not thrown out.
  const second = await page.context().newPage();
  second.setDefaultTimeout(90_000);
  await second.goto(page.url());
  await second.fill('#name', 'Bo');
  await second.click('button[type=submit]');
  await second.waitForSelector('dialog[open]');
  assert.match(await second.textContent('dialog'), /You are inside as Ann in another window/);
  await second.screenshot({ path: `${process.env.PARVIS_PICTURES}/second-window.png` });
  assert.deepEqual(await violations(second), [], 'the question');
  await second.click('dialog .another');
  await inside(second);
  assert.equal((await self(second)).name, 'Bo');
  assert.equal(await page.evaluate(() => window.parvis.state), 'joined', 'the first stays inside');
  await second.close();

  // The page is served and the socket refused, as by a proxy that passes no WebSockets.
  const shut = await open(browser, { name: 'Cy', size });
  await shut.addInitScript(() => {
    window.WebSocket = class extends EventTarget {
      static OPEN = 1;
      readyState = 3;
      constructor() { super(); setTimeout(() => this.onclose?.({ code: 1006 }), 20); }
      send() {}
      close() {}
    };
  });
  await shut.reload();
  await shut.click('button[type=submit]');
  await until(shut, 'told whom to tell', () => /answers, but refuses the connection.*Tell whoever runs this site/.test(document.querySelector('[role=alert]')?.textContent ?? ''));
  await shot(shut, 'refused-here');
  assert.deepEqual([...page.faults, ...shut.faults], []);
} finally {
  await browser.close();
}
