/** The browser as surroundings of a session. */
import { SUBPROTOCOL } from '../wire/messages';
import type { Socket, SocketEvents, Surroundings } from './ports';

const TICKET_KEY = 'parvis.ticket';

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

/** Surroundings made of the page's own clock, storage and network. */
export function browserSurroundings(): Surroundings {
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
    keepTicket: (ticket) => {
      withStorage((s) => {
        if (ticket === '') {
          s.removeItem(TICKET_KEY);
        } else {
          s.setItem(TICKET_KEY, ticket);
        }
      }, undefined);
    },
    ticket: () => withStorage((s) => s.getItem(TICKET_KEY) ?? '', ''),
  };
}
