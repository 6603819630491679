// A Parvis client written from docs/protocol.md alone: joins, walks a square, tells what it sees, leaves.
//
//   node client.mjs --url ws://127.0.0.1:8080/v1/join --name Walker --side 4 --linger 2
//
// Prints one JSON object per line. Exit code 0 when it left in order, 2 when it was refused, 1 otherwise.
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import protobuf from 'protobufjs';
import { Surroundings } from './surroundings.mjs';
import { openWebSocket } from './websocket.mjs';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const MOVES_PER_SECOND = 10;
const GAIT = { idle: 1, walk: 2 };
const CLOSED_AFTER_LEAVE = 4001;

const { values: options } = parseArgs({
  options: {
    url: { type: 'string', default: 'ws://127.0.0.1:8080/v1/join' },
    name: { type: 'string', default: 'Walker' },
    venue: { type: 'string', default: '' },
    side: { type: 'string', default: '4' },
    linger: { type: 'string', default: '1' },
    say: { type: 'string', default: '' },
    proto: { type: 'string', default: path.join(HERE, '../../main/proto') },
  },
});

const { ClientMessage, ServerMessage } = loadSchema(options.proto);
const say = (event, detail) => process.stdout.write(JSON.stringify({ event, ...detail }) + '\n');
const round = (metres) => Math.round(metres * 100) / 100;

function loadSchema(directory) {
  const root = new protobuf.Root();
  // protobuf's own descriptors, which the schema's options extend, come with the library.
  const library = path.dirname(createRequire(import.meta.url).resolve('protobufjs/package.json'));
  root.resolvePath = (_, target) => path.resolve(target.startsWith('google/') ? library : directory, target);
  root.loadSync(['parvis/v1/client_message.proto', 'parvis/v1/server_message.proto']);
  return {
    ClientMessage: root.lookupType('parvis.v1.ClientMessage'),
    ServerMessage: root.lookupType('parvis.v1.ServerMessage'),
  };
}

/** One stay: everything between the welcome and the end. */
class Stay {
  names = new Map();
  corrections = 0;
  sequence = 0;
  frames = 0;
  bestRttMs = Infinity;

  constructor(welcome, send) {
    this.send = send;
    this.welcome = welcome;
    this.surroundings = new Surroundings(welcome.grid);
    this.place = inMetres(welcome.place);
  }

  hear(message) {
    switch (message.kind) {
      case 'frame':
        this.frames++;
        this.surroundings.apply(message.frame);
        break;
      case 'introductions':
        for (const { avatar, name } of message.introductions.avatars) {
          this.names.set(avatar, name);
          say('introduced', { avatar, name });
        }
        break;
      case 'correction':
        this.corrections++;
        this.place = inMetres(message.correction.place);
        say('correction', { cause: message.correction.cause, ...this.place });
        break;
      case 'clockPong':
        this.tuneClock(message.clockPong);
        break;
      case 'chat':
        say('chat', { avatar: message.chat.avatar, name: message.chat.name, text: message.chat.text });
        break;
      case 'actionReply':
        say('reply', { id: Number(message.actionReply.id), code: message.actionReply.code });
        break;
      case 'notice':
        say('notice', { code: message.notice.code, message: message.notice.message });
        break;
      default:
      // Kinds of a later version are ignored.
    }
  }

  pingClock() {
    this.send({ clockPing: { clientTimeMs: Math.round(performance.now()) } });
  }

  tuneClock(pong) {
    const now = performance.now();
    const rttMs = now - Number(pong.clientTimeMs);
    if (rttMs < this.bestRttMs) {
      this.bestRttMs = rttMs;
      this.offsetMs = Number(pong.timeMs) + rttMs / 2 - now;
    }
  }

  /** Tells where this client believes to be, where the server shows it, and who else is there. */
  report() {
    const own = this.surroundings.avatars.get(this.welcome.avatar);
    const others = [];
    for (const [avatar, { floor, x, z, yaw, gait }] of this.surroundings.avatars) {
      if (avatar !== this.welcome.avatar) {
        others.push({ avatar, name: this.names.get(avatar) ?? '', floor, x: round(x), z: round(z), yaw, gait });
      }
    }
    say('sees', {
      avatar: this.welcome.avatar,
      floor: this.place.floor,
      x: round(this.place.x),
      z: round(this.place.z),
      shown: own && { x: round(own.x), z: round(own.z), yaw: own.yaw, gait: own.gait },
      others,
    });
  }

  move(gait) {
    this.send({
      move: {
        sequence: ++this.sequence,
        floor: this.place.floor,
        xCm: Math.round(this.place.x * 100),
        zCm: Math.round(this.place.z * 100),
        yaw: this.place.yaw,
        gait,
        clientTimeMs: Math.round(performance.now()),
      },
    });
  }

  /** Walks straight, a little slower than allowed, and gives up on a corner that walls make unreachable. */
  async walkTo(x, z) {
    const stride = (0.9 * this.welcome.limits.walkSpeedCmS) / 100 / MOVES_PER_SECOND;
    const hindrances = this.corrections;
    while (this.corrections === hindrances) {
      const dx = x - this.place.x;
      const dz = z - this.place.z;
      const distance = Math.hypot(dx, dz);
      if (distance < 0.01) {
        return;
      }
      const share = Math.min(1, stride / distance);
      const turns = Math.atan2(-dx, -dz) / (2 * Math.PI);
      const yaw = ((Math.round(turns * 256) % 256) + 256) % 256;
      this.place = { ...this.place, x: this.place.x + dx * share, z: this.place.z + dz * share, yaw };
      this.move(GAIT.walk);
      await pause(1000 / MOVES_PER_SECOND);
    }
  }

  async walkSquare(side) {
    const { x, z } = this.place;
    for (const [dx, dz] of [[side, 0], [side, side], [0, side], [0, 0]]) {
      await this.walkTo(x + dx, z + dz);
      this.report();
    }
    this.move(GAIT.idle);
  }
}

function inMetres({ floor, xCm, zCm, yaw }) {
  return { floor, x: xCm / 100, z: zCm / 100, yaw };
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function main() {
  let stay;
  let refused = false;
  let welcomed;
  let ended;
  const welcome = new Promise((resolve) => (welcomed = resolve));
  const end = new Promise((resolve) => (ended = resolve));
  const socket = await openWebSocket(options.url, 'parvis.v1', {
    message: (bytes) => {
      const message = ServerMessage.decode(bytes);
      if (message.kind === 'welcome') {
        stay = new Stay(message.welcome, send);
        say('welcome', {
          avatar: message.welcome.avatar,
          name: message.welcome.name,
          venue: message.welcome.venue.id,
          tickRateHz: message.welcome.tickRateHz,
          ...stay.place,
        });
        welcomed(true);
      } else if (message.kind === 'refusal') {
        refused = true;
        say('refused', { code: message.refusal.code, message: message.refusal.message });
      } else if (message.kind === 'farewell') {
        say('farewell', { reason: message.farewell.reason, message: message.farewell.message });
      } else {
        stay?.hear(message);
      }
    },
    closed: (code, reason) => {
      welcomed(false);
      ended({ code, reason });
    },
  });
  function send(message) {
    socket.send(ClientMessage.encode(ClientMessage.fromObject(message)).finish());
  }

  send({ hello: { protocolVersion: 1, guestName: options.name, venue: options.venue, kind: 5, clientVersion: 'plain-node 1' } });
  if (await welcome) {
    const clock = setInterval(() => stay.pingClock(), 500);
    await Promise.race([end, stay.walkSquare(Number(options.side))]);
    // After the walk, so that whoever came at the same time is there to hear it.
    if (options.say !== '') {
      send({ action: { id: 1, chat: { text: options.say } } });
    }
    await Promise.race([end, pause(Number(options.linger) * 1000)]);
    clearInterval(clock);
    stay.report();
    send({ leave: {} });
  }
  const { code, reason } = await Promise.race([end, pause(5000).then(() => ({ code: 0, reason: 'no close' }))]);
  say('end', {
    code,
    reason,
    frames: stay?.frames ?? 0,
    moves: stay?.sequence ?? 0,
    corrections: stay?.corrections ?? 0,
    clockOffsetMs: stay?.offsetMs === undefined ? null : Math.round(stay.offsetMs),
    bestRttMs: Number.isFinite(stay?.bestRttMs) ? round(stay.bestRttMs) : null,
  });
  process.exit(refused ? 2 : code === CLOSED_AFTER_LEAVE ? 0 : 1);
}

main().catch((fault) => {
  say('end', { code: 0, reason: String(fault.message) });
  process.exit(1);
});
