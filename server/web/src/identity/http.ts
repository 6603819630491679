/** Asking the server over HTTP: JSON in and out, and one kind of fault for each thing a caller can do about it. */

/** What went wrong, by what can be done about it. */
export type FaultKind =
  /** No answer: network, or a server that is starting. */
  | 'unreachable'
  /** The server has no such thing: an older server, or something already gone. */
  | 'absent'
  /** The server knows how, but not now. */
  | 'unavailable'
  /** Too often; wait. */
  | 'tooMany'
  /** Nobody is signed in, or not any more. */
  | 'signedOut'
  /** What was shown proves nothing. */
  | 'unproven'
  /** Kept out. */
  | 'banned'
  /** Known, and not allowed. */
  | 'forbidden'
  /** Somebody else changed the same thing meanwhile. */
  | 'stale'
  /** It cannot be so, because of how things are. */
  | 'conflict'
  /** What was sent breaks a rule. */
  | 'unfit'
  | 'broken';

/** Problems that the status alone does not tell apart, by the end of their type. */
const TYPES: Readonly<Record<string, FaultKind>> = { 'not-proven': 'unproven', banned: 'banned' };

const KINDS: Readonly<Record<number, FaultKind>> = {
  400: 'unfit', 401: 'signedOut', 403: 'forbidden', 404: 'absent', 405: 'absent', 409: 'conflict', 410: 'absent',
  412: 'stale', 413: 'unfit', 422: 'unfit', 428: 'stale', 429: 'tooMany', 501: 'absent',
  502: 'unavailable', 503: 'unavailable', 504: 'unavailable',
};

/** A request that did not do what it was for. */
export class HttpFault extends Error {
  constructor(
    readonly kind: FaultKind,
    /** Stable name of the problem, when the server gave one. */
    readonly type: string = '',
    /** How long to wait before another try, when the server said so. */
    readonly retryAfterMs: number | undefined = undefined,
  ) {
    super(type === '' ? kind : `${kind}: ${type}`);
    this.name = 'HttpFault';
  }

  /** True when the same request may well succeed later. */
  get isPassing(): boolean {
    return this.kind === 'unreachable' || this.kind === 'unavailable' || this.kind === 'tooMany';
  }
}

/** The kind of any fault; what is none of ours is broken. */
export function kindOf(fault: unknown): FaultKind {
  return fault instanceof HttpFault ? fault.kind : 'broken';
}

/** What to ask. */
export interface Asking {
  /** Sent as JSON. */
  readonly body?: object;
  /** Access token. */
  readonly bearer?: string;
  /** Key under which the server does a thing once, however often it is asked. */
  readonly once?: string;
  /** Version that the change is made from. */
  readonly ifMatch?: string;
}

/** An answer with a status of 2xx. */
export interface Answer {
  /** Parsed JSON; undefined when there was none. */
  readonly body: unknown;
  /** Version of what was answered, or empty. */
  readonly etag: string;
}

/** The part of `fetch` that is used. */
export type Fetch = (path: string, init: RequestInit) => Promise<Response>;

const PATIENCE_MS = 5_000;

/** Random text that nobody else has; also where the browser gives no UUIDs, as outside of HTTPS. */
export function randomKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, '0')).join('');
}

/** Any number of requests at a time. */
export class Http {
  constructor(private readonly fetch: Fetch) {}

  /** @throws HttpFault unless the answer is 2xx */
  async ask(method: string, path: string, asking: Asking = {}): Promise<Answer> {
    const headers: Record<string, string> = { accept: 'application/json' };
    if (asking.body !== undefined) {
      headers['content-type'] = 'application/json';
    }
    if (asking.bearer !== undefined) {
      headers['authorization'] = `Bearer ${asking.bearer}`;
    }
    if (asking.once !== undefined) {
      headers['idempotency-key'] = asking.once;
    }
    if (asking.ifMatch !== undefined) {
      headers['if-match'] = asking.ifMatch;
    }
    const body = asking.body === undefined ? {} : { body: JSON.stringify(asking.body) };
    const send = (): Promise<Answer> => this.send(path, { method, headers, ...body });
    try {
      return await send();
    } catch (fault) {
      if (asking.once === undefined || kindOf(fault) !== 'unreachable') {
        throw fault;
      }
      // Whether the first one was heard is unknown, and with its key does not matter.
      return send();
    }
  }

  private async send(path: string, init: RequestInit): Promise<Answer> {
    let reply: Response;
    try {
      reply = await this.fetch(path, { ...init, cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) });
    } catch {
      throw new HttpFault('unreachable');
    }
    const content = await contentOf(reply);
    if (!reply.ok) {
      throw faultOf(reply, content);
    }
    return { body: content, etag: reply.headers.get('etag') ?? '' };
  }
}

async function contentOf(reply: Response): Promise<unknown> {
  const isJson = /^application\/(?:[\w.-]+\+)?json\b/.test(reply.headers.get('content-type') ?? '');
  try {
    return isJson ? await reply.json() : undefined;
  } catch {
    throw new HttpFault(reply.ok ? 'unreachable' : 'broken');
  }
}

function faultOf(reply: Response, content: unknown): HttpFault {
  const told = (content as { type?: unknown } | undefined)?.type;
  const type = typeof told === 'string' ? told : '';
  const kind = TYPES[type.split(':').at(-1)!] ?? KINDS[reply.status] ?? 'broken';
  const seconds = Number(reply.headers.get('retry-after') ?? Number.NaN);
  return new HttpFault(kind, type, Number.isFinite(seconds) ? seconds * 1_000 : undefined);
}
