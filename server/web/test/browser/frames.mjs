// How many pictures a second the page draws with a crowd before it, by the processor alone. Starts the packaged server,
// a crowd of the load tester and Chromium: everything shares this machine, so a real card only does better.
//   npm run frames -- [--people 1000] [--size 480x270] [--seconds 10] [--rounds 3] [--least FPS]
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { enter, launch, measureFrames, until } from './pages.mjs';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java';
const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '1000' }, size: { type: 'string', default: '480x270' }, seconds: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '3' }, least: { type: 'string', default: '0' }, graphics: { type: 'string', default: 'low' },
    picture: { type: 'string' }, profile: { type: 'string' },
  },
});
const people = Number(values.people);
const [width, height] = values.size.split('x').map(Number);

const children = [];
function start(jar, ...args) {
  const child = spawn(java, ['-jar', join(root, jar), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  return child;
}

const data = mkdtempSync(join(tmpdir(), 'parvis-frames-'));
let browser;
try {
  // A floor of 40 m, so that everybody is in sight of somebody at its edge.
  const server = start('server/target/parvis-server.jar', '--port', '0', '--host', '127.0.0.1', '--data-dir', data, '--venue', 'show-floor', '--guests', 'anonymous');
  const address = await new Promise((resolve, reject) => {
    let said = '';
    server.stdout.on('data', (text) => {
      said += text;
      const ready = /parvis ready on (\S+)/.exec(said);
      if (ready) resolve(`${ready[1]}/`);
    });
    server.on('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
  const rounds = Number(values.rounds);
  const seconds = Number(values.seconds);
  browser = await launch();
  const page = await enter(browser, { address, name: 'Ada', size: { width, height }, graphics: values.graphics, fps: Infinity });
  // To the south edge, to look north over everybody.
  await page.evaluate(() => { window.parvis.walkTo(0, 18.5); });
  await until(page, 'at the edge', () => window.parvis.self.z > 18);
  await page.evaluate(() => window.parvis.lookTowards(0, 0.25, 3));
  if (people > 0) start(
    'loadtest/target/parvis-loadtest.jar', 'crowd', '--url', `${address.replace(/^http/, 'ws')}v1/join`, '--avatars', String(people),
    '--move-rate', '5', '--duration', `${Math.ceil(rounds * (seconds + 2) + 240)}s`,
  ).stdout.resume();
  await until(page, `${people} figures drawn`, (n) => window.parvis.figuresDrawn > n, people * 0.97);
  const measured = [];
  for (let i = 0; i < rounds; i++) {
    const one = await measureFrames(page, seconds);
    measured.push(one);
    console.log(`${one.fps.toFixed(1)} frames/s; frame time median ${one.medianMs.toFixed(1)} ms, p95 ${one.p95Ms.toFixed(1)} ms; `
      + `${one.figures} figures, ${one.triangles} triangles in ${one.drawCalls} calls`);
  }
  if (values.picture) await page.screenshot({ path: values.picture });
  const best = Math.max(...measured.map((one) => one.fps));
  console.log(`best of ${rounds}: ${best.toFixed(1)} frames/s at ${width} x ${height}`);
  assert.ok(best >= Number(values.least), `${best} frames a second are fewer than ${values.least}`);
  assert.deepEqual(page.faults, []);
} finally {
  await browser?.close();
  for (const child of children) child.kill();
  rmSync(data, { recursive: true, force: true });
}
