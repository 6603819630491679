// One person through the account dialogue: a guest who keeps name and look over a reload and as another day's visitor, makes a
// recovery code, signs out, is somebody else, comes back as the same person, takes the data out and deletes everything.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { enter, inside, launch, open, other, self, shot, until, violations } from './pages.mjs';

const browser = await launch();
const said = (page, words) => until(page, `the words "${words}"`, (w) => [...document.querySelectorAll('[role=status], [role=alert]')].some((e) => e.textContent.includes(w)), words);
const part = (page, title) => page.evaluate((t) => { [...document.querySelectorAll('.account-part')].find((p) => p.querySelector('summary').textContent === t).open = true; }, title);
const login = (page) => page.evaluate(() => JSON.parse(localStorage.getItem('parvis.login')));
const press = (page, words) => page.click(`dialog button:text-is("${words}")`);

/** Both presses; a button that calmed down before the second, as it may on a slow page, is pressed anew. */
async function signOut(page) {
  for (let tries = 0, sure = false; tries < 5 && !sure; tries++) {
    await press(page, 'Sign out');
    sure = await page.click('dialog button:text-is("Press again to sign out")', { timeout: 5_000 }).then(() => true, () => false);
  }
}

async function account(page) {
  await page.click('button:is([aria-label="Account"], :text-is("Account"))');
  await page.waitForSelector('dialog[open]');
}

/** From now on the page hears of its session's end before the answer that ends the sign-in, as it may on any day. */
async function delayAnswers(page) {
  await page.route(/\/v1\/me(:logout)?$/, async (route) => {
    const method = route.request().method();
    if (method !== 'POST' && method !== 'DELETE') return void await route.continue();
    const response = await route.fetch();
    await until(page, 'the session has ended', () => window.parvis.state !== 'joined');
    await route.fulfill({ response });
  });
}

async function atEntry(page) {
  await until(page, 'at the entry', () => document.querySelector('.entry') !== null && document.querySelector('dialog') === null);
}

try {
  const page = await open(browser, { name: 'Ada', outfit: 2, size: { width: 480, height: 640 } });
  assert.equal(await login(page), null, 'nobody is known before they enter');
  await page.click('button[type=submit]');
  await inside(page);
  const ada = (await login(page)).person;
  assert.match(ada.id, /^p_[\w-]{22}$/);
  assert.equal(ada.kind, 'guest');

  // A reload keeps the body, the name and the look; another guest sees them.
  const before = await self(page);
  await page.reload();
  await inside(page);
  assert.equal((await self(page)).id, before.id, 'the same avatar');
  const bo = await enter(browser, { name: 'Bo', size: { width: 320, height: 240 } });
  await until(bo, 'Bo sees Ada', () => window.parvis.others.some((o) => o.name === 'Ada'));
  assert.equal((await other(bo, 'Ada')).look.outfit, 2);
  await bo.context().close();

  // By the key P, and for everybody.
  await page.focus('canvas.picture');
  await page.keyboard.press('KeyP');
  await page.waitForSelector('dialog[open]');
  for (const title of ['Name and look', 'Keep me', 'Sign in', 'My data']) await part(page, title);
  await until(page, 'the devices', () => document.querySelector('.devices li') !== null);
  assert.deepEqual(await violations(page), [], 'the account of a guest');
  await shot(page, 'account-guest');

  // Another name and look, kept at the server.
  await page.fill('#account-name', '   ');
  await press(page, 'Save');
  await said(page, 'This name cannot be used.');
  await page.fill('#account-name', 'Ada  Lovelace');
  await page.selectOption('#own-outfit', '3');
  await press(page, 'Save');
  await said(page, 'Saved.');
  assert.equal((await login(page)).person.profile.name, 'Ada Lovelace');

  // A device key, and a code that may not get lost.
  await page.fill('#device-label', 'My laptop');
  await press(page, 'Add this device');
  await said(page, 'This device can sign you in now.');
  assert.match(await page.textContent('.devices li'), /My laptop.*this device/);
  await press(page, 'Make a recovery code');
  await page.waitForSelector('.recovery-code');
  const code = await page.textContent('.recovery-code');
  assert.match(code, /^([0-9A-Z]{4}-){7}[0-9A-Z]{4}$/);
  assert.deepEqual(await violations(page), [], 'a code');
  await shot(page, 'account-code');
  await page.keyboard.press('Escape');
  await said(page, 'First save the code');
  await page.check('#recovery-saved');
  await press(page, 'Done');
  await until(page, 'an account', () => document.querySelector('.account .badge').textContent === 'Account');

  // Out, and somebody else; a wrong code is no way in; the right one is, however it is typed.
  await signOut(page);
  await said(page, 'You are signed out.');
  await atEntry(page);
  assert.equal(await login(page), null);
  await page.fill('#name', 'Nobody');
  await page.click('button[type=submit]');
  await inside(page);
  assert.notEqual((await login(page)).person.id, ada.id);
  await account(page);
  await part(page, 'Sign in');
  await page.fill('#recovery-field', 'AAAA-BBBB');
  await press(page, 'Sign in with the code');
  await said(page, 'That was not right.');
  await page.fill('#recovery-field', code.toLowerCase().replaceAll('-', ' '));
  await press(page, 'Sign in with the code');
  await said(page, 'You are signed in as Ada Lovelace.');
  await atEntry(page);
  await shot(page, 'signed-in');
  const back = (await login(page)).person;
  assert.deepEqual([back.id, back.kind, back.profile.look.outfit], [ada.id, 'account', 3]);
  assert.equal(await page.inputValue('#name'), 'Ada Lovelace');

  // This device's key does the same.
  await account(page);
  await signOut(page);
  await atEntry(page);
  await account(page);
  assert.deepEqual(await violations(page), [], 'the account of nobody');
  await shot(page, 'account-nobody');
  await page.click('dialog button:text("with this device’s key")');
  await said(page, 'You are signed in as Ada Lovelace.');
  assert.equal((await login(page)).person.id, ada.id);

  // All data out, then all data gone.
  await delayAnswers(page);
  const asked = [];
  page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
  await page.click('button[type=submit]');
  await inside(page);
  await account(page);
  await part(page, 'My data');
  const [file] = await Promise.all([page.waitForEvent('download'), press(page, 'Download my data')]);
  const data = JSON.parse(readFileSync(await file.path(), 'utf8'));
  assert.equal(data.person.id, ada.id);
  assert.equal(await page.isDisabled('.danger'), true);
  await page.fill('#erase-field', 'DELETE');
  await press(page, 'Delete everything about me');
  await said(page, 'Everything about you has been deleted.');
  await atEntry(page);
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), []);
  const since = asked.slice(asked.indexOf('DELETE /v1/me')).filter((one) => /\/v1\/(me|tokens)/.test(one));
  assert.deepEqual(since, ['DELETE /v1/me'], 'nothing is asked in the name of somebody who is gone');
  await account(page);
  await page.fill('#recovery-field', code);
  await press(page, 'Sign in with the code');
  await said(page, 'That was not right.');
  await page.keyboard.press('Escape');
  assert.deepEqual(page.faults.filter((f) => !/status of 403/.test(f)), []);
} finally {
  await browser.close();
}
