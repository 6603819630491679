/** A key that this device alone holds: made by the browser, kept in its database, never readable by anybody. */

/** A key on this device. */
export interface KeptKey {
  /** The server's id of the key. */
  readonly id: string;
  readonly personId: string;
  /** What the person was called when it was made. */
  readonly name: string;
  readonly privateKey: CryptoKey;
}

/** Where keys are kept. */
export interface KeyShelf {
  list(): Promise<KeptKey[]>;
  put(key: KeptKey): Promise<void>;
  remove(id: string): Promise<void>;
}

/** A fresh pair. */
export interface FreshKey {
  readonly privateKey: CryptoKey;
  /** Public half. */
  readonly jwk: JsonWebKey;
}

const SIGNED_LINE = 'parvis-device-login\n';
const ECDSA = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** Makes a pair whose private half cannot be read out. */
export async function makeKey(): Promise<FreshKey> {
  const pair = await crypto.subtle.generateKey(ECDSA, false, ['sign', 'verify']);
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  return { privateKey: pair.privateKey, jwk: { kty, crv, x, y } as JsonWebKey };
}

/** What a device says to a challenge: r and s in 64 bytes, base64url. */
export async function signChallenge(privateKey: CryptoKey, challenge: string): Promise<string> {
  const line = new TextEncoder().encode(SIGNED_LINE + challenge);
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, line);
  return base64Url(new Uint8Array(signature));
}

/** Bytes in the alphabet of addresses, without padding. */
export function base64Url(bytes: Uint8Array): string {
  let text = '';
  for (const b of bytes) {
    text += String.fromCharCode(b);
  }
  return btoa(text).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

const DATABASE = 'parvis';
const STORE = 'device-keys';

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('the database said no'));
    };
  });
}

/** The browser's database; undefined where it or its cryptography is missing, as outside of HTTPS. */
export function browserShelf(): KeyShelf | undefined {
  if (!isSecureContext || typeof indexedDB === 'undefined') {
    return undefined;
  }
  const use = async <T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore(STORE, { keyPath: 'id' });
    };
    const database = await done(opening);
    try {
      return await done(work(database.transaction(STORE, mode).objectStore(STORE)));
    } finally {
      database.close();
    }
  };
  return {
    list: () => use('readonly', (s) => s.getAll() as IDBRequest<KeptKey[]>),
    put: async (key) => {
      await use('readwrite', (s) => s.put(key));
    },
    remove: async (id) => {
      await use('readwrite', (s) => s.delete(id));
    },
  };
}
