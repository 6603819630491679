// Every page for everybody: no violations of WCAG 2 A and AA (A30), words in the browser's language, by keyboard alone, refusals in words.
import assert from 'node:assert/strict';
import { enter, launch, open, self, shot, until, violations } from './pages.mjs';

const browser = await launch();
try {
  for (const [language, title] of [['en', 'Enter'], ['ja', '入場する'], ['zh-Hant', '進入']]) {
    const page = await open(browser, { language, name: 'Dee', size: { width: 1100, height: 720 } });
    assert.equal(await page.textContent('button[type=submit]'), title);
    assert.equal(await page.getAttribute('html', 'lang'), language);
    assert.deepEqual(await violations(page), [], `entry in ${language}`);
    await shot(page, `entry-${language}`);
    await page.context().close();
  }

  // By keyboard alone, from the entry to the chat; then every dialogue.
  const page = await open(browser, { size: { width: 1000, height: 800 } });
  await page.keyboard.press('Enter');
  assert.match(await page.textContent('[role=alert]'), /name/i, 'an empty name is refused in words');
  await page.keyboard.type('Eve');
  await page.keyboard.press('Enter');
  await until(page, 'inside', () => window.parvis.state === 'joined' && window.parvis.venueReady);
  assert.deepEqual(await violations(page), [], 'inside');
  const before = await self(page);
  await page.keyboard.down('ArrowUp');
  await until(page, 'walked by keys', ([x, z]) => Math.hypot(window.parvis.self.x - x, window.parvis.self.z - z) > 1, [before.x, before.z]);
  await page.keyboard.up('ArrowUp');
  await page.keyboard.press('Enter');
  assert.deepEqual(await violations(page), [], 'with the chat open');
  await page.keyboard.type('wasd');
  await page.keyboard.press('Enter');
  await until(page, 'said by keys', () => [...document.querySelectorAll('.chat-log li')].some((li) => li.textContent === 'Eve wasd'));
  await page.keyboard.press('Escape');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'picture', 'Esc gives the keys back to walking');
  for (const label of ['Settings', 'Help', 'Account']) {
    await page.focus(`button[aria-label="${label}"]`);
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog[open]');
    assert.deepEqual(await violations(page), [], label);
    await shot(page, label.toLowerCase());
    await page.keyboard.press('Escape');
    await page.waitForSelector('dialog[open]', { state: 'detached' });
  }
  const small = await page.evaluate(() => [...document.querySelectorAll('button, input, select')]
    .map((e) => [e.className || e.id, e.getBoundingClientRect()])
    .filter(([, box]) => box.width > 0 && (box.width < 24 || box.height < 24)).map(([name]) => name));
  assert.deepEqual(small, [], 'targets of 24 px at least');

  // A name the server refuses; the browser itself complains of the answer, too.
  const bad = await open(browser, { name: 'x'.repeat(50) });
  await bad.click('button[type=submit]');
  await until(bad, 'words about the name', () => document.querySelector('[role=alert]')?.textContent.includes('name cannot be used'));

  const phone = await enter(browser, { name: 'Fay', size: { width: 390, height: 760 }, touch: true });
  assert.deepEqual(await violations(phone), [], 'phone');
  await shot(phone, 'phone');
  assert.deepEqual([...page.faults, ...bad.faults.filter((f) => !/status of 422/.test(f)), ...phone.faults], []);
} finally {
  await browser.close();
}
