/** The browser as the place where a sign-in is kept. */
import { Http } from './http';
import { keptProfile, personOf } from './profile';
import { type Lock, type Login, Tokens, type Vault } from './tokens';

const LOGIN_KEY = 'parvis.login';
const DEVICE_KEY = 'parvis.device';
/** Marks a tab whose sign-in is its own. */
const SEPARATE_KEY = 'parvis.separate';
const LOCK_NAME = 'parvis.login';

/** A login out of storage; undefined when it is none, or one of another version of this page. */
function readLogin(text: string | null): Login | undefined {
  const kept = JSON.parse(text ?? 'null') as Partial<Record<keyof Login, unknown>> | null;
  const { accessToken, accessUntilMs, refreshToken, etag } = kept ?? {};
  const person = readPerson(kept?.person);
  if (person === undefined || typeof accessToken !== 'string' || typeof refreshToken !== 'string' || typeof accessUntilMs !== 'number') {
    return undefined;
  }
  return { person, base: keptProfile(kept?.base), accessToken, refreshToken, accessUntilMs, etag: typeof etag === 'string' ? etag : '' };
}

function readPerson(value: unknown): Login['person'] | undefined {
  const kept = value as { id?: unknown; kind?: unknown; profile?: unknown } | null | undefined;
  const person = personOf({ id: kept?.id, kind: kept?.kind });
  return person === undefined ? undefined : { ...person, profile: keptProfile(kept?.profile) };
}

/** Kept for all tabs of this device, or for a tab that was separated; where storage is forbidden, for as long as the page lives. */
function browserVault(): Vault {
  const memory = new Map<string, string>();
  const storage = (key: string): Storage => (key === LOGIN_KEY && sessionStorage.getItem(SEPARATE_KEY) !== null ? sessionStorage : localStorage);
  const read = (key: string): string | null => {
    try {
      return storage(key).getItem(key);
    } catch {
      return memory.get(key) ?? null;
    }
  };
  const write = (key: string, text: string | undefined): void => {
    try {
      if (text === undefined) {
        storage(key).removeItem(key);
      } else {
        storage(key).setItem(key, text);
      }
    } catch {
      if (text === undefined) {
        memory.delete(key);
      } else {
        memory.set(key, text);
      }
    }
  };
  return {
    read: () => {
      try {
        return readLogin(read(LOGIN_KEY));
      } catch {
        return undefined;
      }
    },
    write: (login) => {
      write(LOGIN_KEY, login === undefined ? undefined : JSON.stringify(login));
    },
    separate: () => {
      try {
        sessionStorage.setItem(SEPARATE_KEY, '1');
      } catch {
        memory.delete(LOGIN_KEY);
      }
    },
    get device() {
      return read(DEVICE_KEY) ?? '';
    },
    set device(id) {
      write(DEVICE_KEY, id === '' ? undefined : id);
    },
  };
}

/**
 * Over all tabs where the browser can; outside of HTTPS it cannot, and there this tab alone waits its turn. The server
 * forgives two tabs that renew at the same moment.
 */
function browserLock(): Lock {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const locks = (navigator as { locks?: LockManager }).locks;
    if (locks !== undefined) {
      return locks.request(LOCK_NAME, work) as Promise<T>;
    }
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  };
}

/** Tokens kept by this browser. */
export function browserTokens(): Tokens {
  const http = new Http((path, init) => fetch(path, init));
  return new Tokens(http, browserVault(), browserLock(), () => Date.now());
}
