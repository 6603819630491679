/** The browser as surroundings of a session. */
import { SUBPROTOCOL } from '../wire/messages';
import type { KeptStay, Socket, SocketEvents, Surroundings } from './ports';

const STAY_KEY = 'parvis.stay';
const ANSWER_WITHIN_MS = 5_000;

function openSocket(url: string, events: SocketEvents): Socket {
  const socket = new WebSocket(url, SUBPROTOCOL);
  let over = false;
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => {
    events.opened();
  };
  socket.onmessage = (event: MessageEvent<unknown>) => {
    if (!over && event.data instanceof ArrayBuffer) {
      events.message(new Uint8Array(event.data));
    }
  };
  const end = (code: number): void => {
    if (!over) {
      over = true;
      events.closed(code);
    }
  };
  socket.onclose = (event) => {
    end(event.code);
  };
  return {
    send: (bytes) => {
      if (socket.readyState === WebSocket.OPEN) {
        socket.send(bytes);
      }
    },
    close: () => {
      socket.close();
      // A socket without a network can take a minute to close; its owner should not wait for that.
      end(1000);
    },
  };
}

/** Storage may be forbidden; then a reload simply starts anew. */
function withStorage<T>(use: (storage: Storage) => T, otherwise: T): T {
  try {
    return use(sessionStorage);
  } catch {
    return otherwise;
  }
}

function readStay(storage: Storage): KeptStay | undefined {
  const kept = JSON.parse(storage.getItem(STAY_KEY) ?? 'null') as Partial<KeptStay> | null;
  if (typeof kept?.token !== 'string' || !/^(?:[0-9a-f]{2})+$/.test(kept.token)) {
    return undefined;
  }
  return { token: kept.token, venue: String(kept.venue ?? ''), spot: kept.spot, ticketed: kept.ticketed === true };
}

/**
 * Surroundings made of the page's own clock, storage and network.
 * @param pass gets what is shown at the door
 */
export function browserSurroundings(pass: Surroundings['pass']): Surroundings {
  return {
    now: () => performance.now(),
    random: () => Math.random(),
    later: (ms, what) => {
      const timer = setTimeout(what, ms);
      return () => {
        clearTimeout(timer);
      };
    },
    open: openSocket,
    pass,
    answers: (done) => {
      fetch('/v1/about', { cache: 'no-store', signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }).then(
        (reply) => { done(reply.ok); },
        () => { done(false); },
      );
    },
    keep: (stay) => {
      withStorage((s) => {
        if (stay === undefined) {
          s.removeItem(STAY_KEY);
        } else {
          s.setItem(STAY_KEY, JSON.stringify(stay));
        }
      }, undefined);
    },
    kept: () => withStorage(readStay, undefined),
  };
}
