// A WebSocket client of RFC 6455 in one page: enough for one server, binary messages only.
import { createHash, randomBytes } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 };

/**
 * Opens a WebSocket.
 * @param {string} url ws:// or wss://
 * @param {string} subprotocol offered, and demanded of the answer
 * @param {{message: (bytes: Buffer) => void, closed: (code: number, reason: string) => void}} listener
 * @returns {Promise<{send: (bytes: Uint8Array) => void, close: (code: number) => void}>}
 */
export function openWebSocket(url, subprotocol, listener) {
  const key = randomBytes(16).toString('base64');
  const target = new URL(url.replace(/^ws/, 'http'));
  const headers = {
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': key,
    'Sec-WebSocket-Protocol': subprotocol,
  };
  return new Promise((resolve, reject) => {
    const request = (target.protocol === 'https:' ? https : http).request(target, { headers });
    request.on('error', reject);
    request.on('response', (response) => reject(new Error(`no upgrade: HTTP ${response.statusCode}`)));
    request.on('upgrade', (response, socket, head) => {
      const accept = createHash('sha1').update(key + GUID).digest('base64');
      if (response.headers['sec-websocket-accept'] !== accept) {
        reject(new Error('the server answered another key'));
      } else if (response.headers['sec-websocket-protocol'] !== subprotocol) {
        reject(new Error('the server does not speak ' + subprotocol));
      } else {
        socket.setNoDelay(true);
        resolve(converse(socket, head, listener));
        return;
      }
      socket.destroy();
    });
    request.end();
  });
}

function converse(socket, head, listener) {
  let pending = head;
  let fragments = [];
  let closeCode = 1006;
  let closeReason = '';
  let closing = false;

  const write = (opcode, payload) => {
    if (!socket.destroyed && !closing) {
      socket.write(frame(opcode, payload));
    }
  };
  const close = (code) => {
    write(OPCODE.close, Buffer.from([code >> 8, code & 0xff]));
    closing = true;
    socket.end();
  };
  const take = (final, opcode, payload) => {
    if (opcode === OPCODE.ping) {
      write(OPCODE.pong, payload);
    } else if (opcode === OPCODE.close) {
      closeCode = payload.length >= 2 ? payload.readUInt16BE(0) : 1005;
      closeReason = payload.subarray(2).toString('utf8');
      close(payload.length >= 2 ? closeCode : 1000);
    } else if (opcode === OPCODE.binary || opcode === OPCODE.continuation) {
      fragments.push(payload);
      if (final) {
        const whole = fragments.length === 1 ? payload : Buffer.concat(fragments);
        fragments = [];
        listener.message(whole);
      }
    } else if (opcode !== OPCODE.pong) {
      closeCode = 1003;
      close(1003);
    }
  };
  const drain = () => {
    for (;;) {
      const found = parse(pending);
      if (found === undefined) {
        return;
      }
      pending = pending.subarray(found.size);
      take(found.final, found.opcode, found.payload);
    }
  };

  socket.on('data', (bytes) => {
    pending = Buffer.concat([pending, bytes]);
    drain();
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', () => listener.closed(closeCode, closeReason));
  // Bytes that came with the answer to the upgrade wait until the caller holds the connection.
  setImmediate(drain);
  return { send: (bytes) => write(OPCODE.binary, bytes), close };
}

/** The first whole frame of the bytes; servers do not mask. */
function parse(bytes) {
  if (bytes.length < 2) {
    return undefined;
  }
  const short = bytes[1] & 0x7f;
  const start = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (bytes.length < start) {
    return undefined;
  }
  const length = short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
  if (bytes.length < start + length) {
    return undefined;
  }
  return {
    final: (bytes[0] & 0x80) !== 0,
    opcode: bytes[0] & 0x0f,
    payload: bytes.subarray(start, start + length),
    size: start + length,
  };
}

/** One frame with everything that it carries; clients mask. */
function frame(opcode, payload) {
  const mask = randomBytes(4);
  const long = payload.length > 125;
  const header = Buffer.alloc(long ? 4 : 2);
  header[0] = 0x80 | opcode;
  header[1] = 0x80 | (long ? 126 : payload.length);
  if (long) {
    header.writeUInt16BE(payload.length, 2);
  }
  return Buffer.concat([header, mask, Buffer.from(payload.map((byte, i) => byte ^ mask[i & 3]))]);
}
