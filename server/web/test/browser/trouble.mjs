// A server with room for one that is then shut down: full, too old, draining and gone, each in plain words.
import assert from 'node:assert/strict';
import { enter, launch, open, shot, until } from './pages.mjs';

const browser = await launch();
const small = { width: 640, height: 480 };
const alerted = (page, words) => until(page, `the words "${words}"`, (w) => document.querySelector('[role=alert]')?.textContent.includes(w), words);
const press = (page) => page.click('button[type=submit]');

try {
  const inside = await enter(browser, { name: 'Ada', size: { width: 480, height: 320 } });
  const door = await open(browser, { name: 'Bo', size: small });
  for (const [language, words] of [['English', 'The venue is full.'], ['日本語', '会場は満員です。'], ['繁體中文', '場地已滿']]) {
    await door.click(`.languages button:text-is("${language}")`);
    await press(door);
    await alerted(door, words);
  }
  await shot(door, 'venue-full');

  // A page of another time: its Hello names a version that the server does not speak.
  const stranger = await open(browser, { name: 'Cleo', size: small });
  await stranger.evaluate(() => {
    const { send } = WebSocket.prototype;
    WebSocket.prototype.send = function (bytes) {
      const at = bytes.indexOf(0x08);
      if (bytes[0] === 0x0a && bytes[at + 1] === 1) bytes[at + 1] = 99;
      return send.call(this, bytes);
    };
  });
  await press(stranger);
  await alerted(stranger, 'newer or older than this page');
  await stranger.context().close();

  // Shutting down: those inside are told first, newcomers are asked to wait; then nobody answers.
  process.kill(Number(process.env.PARVIS_SERVER_PID), 'SIGTERM');
  await until(inside, 'told of the end', () => document.querySelector('.toast').textContent === 'The server will shut down shortly.');
  await press(door);
  await alerted(door, '伺服器正在關閉');
  await until(inside, 'a banner', () => /The server is restarting.*Trying again/.test(document.querySelector('.banner').textContent));
  await shot(inside, 'server-restarting');
  await until(inside, 'a second try', () => /The connection is lost.*Trying again/.test(document.querySelector('.banner').textContent));
  await press(door);
  await alerted(door, '無法連上伺服器');
  await shot(door, 'server-gone');
  assert.deepEqual([...inside.faults, ...door.faults], []);
} finally {
  await browser.close();
}
