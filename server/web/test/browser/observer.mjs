// A third person without a page: asks the server itself who is where. Frames are decoded by the plain client of the
// protocol module, written from docs/protocol.md, so that a mistake of the page's decoder cannot hide here.
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { Surroundings } from '../../../../protocol/src/test/node/surroundings.mjs';
import { openWebSocket } from '../../../../protocol/src/test/node/websocket.mjs';
import { url } from './pages.mjs';

const PATIENCE_MS = 30_000;
const PING_EVERY_MS = 4_000;
const LEFT = 4001;

/** The wire's generated classes, which are TypeScript. */
async function schema() {
  const bundle = await build({
    stdin: {
      contents: `export { create, fromBinary, toBinary } from '@bufbuild/protobuf';
        export { ClientMessageSchema } from './client_message_pb';
        export { ServerMessageSchema } from './server_message_pb';`,
      resolveDir: fileURLToPath(new URL('../../src/wire/generated/parvis/v1', import.meta.url)),
      loader: 'ts',
    },
    bundle: true, write: false, platform: 'node', format: 'esm', target: 'node20', logLevel: 'warning',
  });
  return import(`data:text/javascript;base64,${Buffer.from(bundle.outputFiles[0].contents).toString('base64')}`);
}

/** What a guest of that name shows at the door. */
async function ticketOf(name) {
  const ask = async (path, body, headers = {}) => {
    const answer = await fetch(`${url}v1/${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
    assert.ok(answer.ok, `${path}: ${answer.status}`);
    return answer.json();
  };
  const { accessToken } = await ask('guests', { name });
  const { ticket } = await ask('me/join-tickets', {}, { authorization: `Bearer ${accessToken}` });
  return ticket;
}

/** Joins as somebody who only looks. */
export async function observe(name = 'Observer') {
  const { ClientMessageSchema, ServerMessageSchema, create, fromBinary, toBinary } = await schema();
  const names = new Map();
  let surroundings;
  let socket;
  let told;
  const welcomed = new Promise((resolve, reject) => { told = { resolve, reject }; });
  const send = (kind, value) => socket.send(toBinary(ClientMessageSchema, create(ClientMessageSchema, { kind: { case: kind, value } })));
  const heard = {
    welcome: ({ grid }) => { surroundings = new Surroundings(grid); told.resolve(); },
    refusal: ({ message }) => told.reject(new Error(`refused: ${message}`)),
    introductions: ({ avatars }) => { for (const one of avatars) names.set(one.name, one.avatar); },
    frame: (frame) => surroundings.apply(frame),
  };
  let closed;
  const gone = new Promise((resolve) => { closed = resolve; });
  socket = await openWebSocket(`${url.replace(/^http/, 'ws')}v1/join`, 'parvis.v1', {
    message: (bytes) => {
      const { kind } = fromBinary(ServerMessageSchema, bytes);
      heard[kind.case]?.(kind.value);
    },
    closed: (code) => { told.reject(new Error(`closed with ${code}`)); closed(code); },
  });
  send('hello', { protocolVersion: 1, ticket: await ticketOf(name), kind: 5, clientVersion: 'observer of tests' });
  await welcomed;
  const alive = setInterval(() => send('clockPing', { clientTimeMs: BigInt(Date.now()) }), PING_EVERY_MS);

  /** Where the server holds somebody: metres, floor number, yaw in radians, number of gait and emote. */
  const where = (who) => {
    const avatar = surroundings.avatars.get(names.get(who));
    return avatar && { ...avatar, yaw: (avatar.yaw / 256) * 2 * Math.PI };
  };
  return {
    where,
    /** Waits until what the server holds of somebody is so, and tells it. */
    async until(who, what, fact) {
      for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await new Promise((next) => setTimeout(next, 50))) {
        const held = where(who);
        if (held !== undefined && fact(held)) return held;
      }
      throw new Error(`the server never held ${who} so: ${what}; it holds ${JSON.stringify(where(who))}`);
    },
    async leave() {
      clearInterval(alive);
      send('leave', {});
      assert.equal(await gone, LEFT);
    },
  };
}

/** Asserts that a page shows somebody where the server holds them: within 6 cm, on the floor, facing the same way. */
export function assertSamePlace(shown, held, what) {
  assert.equal(shown.floor, held.floor, `${what}: floor`);
  assert.ok(Math.hypot(shown.x - held.x, shown.z - held.z) < 0.06, `${what}: shown at ${shown.x}, ${shown.z}; the server holds ${held.x}, ${held.z}`);
  const turn = Math.abs(shown.yaw - held.yaw) % (2 * Math.PI);
  assert.ok(Math.min(turn, 2 * Math.PI - turn) < 0.03, `${what}: facing ${shown.yaw}; the server holds ${held.yaw}`);
}
