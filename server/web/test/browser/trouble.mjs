// A server with room for one that is then shut down: full, too old, draining and gone, each in plain words.
import assert from 'node:assert/strict';
import { enter, launch, open, shot, until } from './pages.mjs';

const browser = await launch();
const small = { width: 480, height: 400 };
const alerted = (page, words) => until(page, `the words "${words}"`, (w) => document.querySelector('[role=alert]')?.textContent.includes(w), words);
const server = Number(process.env.PARVIS_SERVER_PID);
const isAlive = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
const press = (page) => page.click('button[type=submit]');

try {
  const inside = await enter(browser, { name: 'Ada', size: { width: 480, height: 320 } });
  const door = await open(browser, { name: 'Bo', language: 'ja', size: small });
  await press(door);
  await alerted(door, '会場は満員です。');
  await door.click('.languages button:text-is("English")');
  await press(door);
  await alerted(door, 'The venue is full.');
  await shot(door, 'venue-full');

  // As a page of another time: its Hello names a version that the server does not speak.
  await door.evaluate(() => {
    const { send } = WebSocket.prototype;
    WebSocket.prototype.send = function (bytes) {
      const at = bytes.indexOf(0x08);
      if (bytes[0] === 0x0a && bytes[at + 1] === 1) bytes[at + 1] = 99;
      WebSocket.prototype.send = send;
      return send.call(this, bytes);
    };
  });
  await press(door);
  await alerted(door, 'newer or older than this page');

  // Shutting down: those inside are told first, newcomers are asked to wait; then nobody answers.
  process.kill(server, 'SIGTERM');
  await until(inside, 'told of the end', () => document.querySelector('.toast').textContent === 'The server will shut down shortly.');
  await press(door);
  await alerted(door, 'The server is shutting down. Try again in a minute.');
  await until(inside, 'a banner', () => /The (server is restarting|connection is lost).*Trying again/.test(document.querySelector('.banner').textContent));
  await shot(inside, 'server-restarting');
  while (isAlive(server)) await new Promise((next) => setTimeout(next, 50));
  await press(door);
  await alerted(door, 'The server cannot be reached.');
  await shot(door, 'server-gone');
  assert.deepEqual([...inside.faults, ...door.faults], []);
} finally {
  await browser.close();
}
