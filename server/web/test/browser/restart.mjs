// The server restarts in an orderly way, and is killed while the page is loaded anew: both times the page comes back by
// itself to where it was, with everybody under the right name.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import net from 'node:net';
import { enter, inside, launch, other, self, shot, until, walkAndStand } from './pages.mjs';

const port = await new Promise((done) => {
  const probe = net.createServer().listen(0, '127.0.0.1', () => {
    const { port: free } = probe.address();
    probe.close(() => done(free));
  });
});
const command = JSON.parse(process.env.PARVIS_SERVER_COMMAND);
let server;

/** Starts the server and waits for its last line. */
function start() {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PARVIS_')));
  const own = spawn(command[0], [...command.slice(1), '--port', String(port), '--host', '127.0.0.1'], { stdio: ['ignore', 'pipe', 'ignore'], env });
  server = own;
  return new Promise((ready, failed) => {
    let said = '';
    own.stdout.on('data', (text) => {
      said += text;
      if (said.includes('parvis ready on ')) ready();
    });
    own.once('exit', (code) => failed(new Error(`the server ended with ${code}: ${said}`)));
  });
}

function end(signal) {
  const gone = new Promise((done) => server.once('exit', done));
  server.kill(signal);
  return gone;
}

const address = `http://127.0.0.1:${port}/`;
const apart = (a, b) => Math.hypot(a.x - b.x, a.z - b.z);
/** Everybody is told of the other under the right name, where the other is. */
const sees = (page, name, place) => until(page, `${name} in place`, ([n, x, z]) => {
  const found = window.parvis.others.filter((o) => !o.away);
  return found.length === 1 && found[0].name === n && Math.hypot(found[0].x - x, found[0].z - z) < 0.5;
}, [name, place.x, place.z]);

await start();
const browser = await launch();
try {
  // Bo comes first and leaves the number 1 to whoever is first after the restart.
  const bo = await enter(browser, { address, name: 'Bo', size: { width: 480, height: 320 } });
  const ada = await enter(browser, { address, name: 'Ada', size: { width: 480, height: 320 } });
  const start1 = await self(ada);
  const before = await walkAndStand(ada, start1.x + 3, start1.z + 2);
  const boBefore = await self(bo);

  const since = Date.now();
  await end('SIGTERM');
  await until(ada, 'told of the restart', () => /server is restarting/.test(document.querySelector('.banner').textContent));
  await shot(ada, 'restart');
  await start();
  await Promise.all([inside(ada), inside(bo)]);
  console.log(`back ${Date.now() - since} ms after the word to end`);
  assert.ok(apart(await self(ada), before) < 0.3, `Ada was at ${before.x}, ${before.z} and is at ${JSON.stringify(await self(ada))}`);
  await sees(bo, 'Ada', before);
  await sees(ada, 'Bo', boBefore);
  assert.equal((await other(bo, 'Ada')).look.color, 0x2e86ab);

  // Killed: nobody could write anything down, and the tab has only what it kept itself.
  const here = await self(ada);
  const last = await walkAndStand(ada, here.x - 2, here.z);
  await end('SIGKILL');
  await start();
  await ada.reload();
  await inside(ada);
  assert.ok(apart(await self(ada), last) < 0.3, `Ada was at ${last.x}, ${last.z} and is at ${JSON.stringify(await self(ada))}`);
  await until(bo, 'Bo is back too', () => window.parvis.state === 'joined');
  assert.deepEqual([...ada.faults, ...bo.faults], []);
} finally {
  await browser.close();
  server.kill('SIGKILL');
}
