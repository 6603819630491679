/** A small server that knows people, for tests of the page's side: tokens that work once, versions, tickets. */
import type { Fetch } from '../../src/identity/http';

interface Known {
  id: string;
  kind: 'guest' | 'account';
  version: number;
  profile: Record<string, unknown>;
}

/** Keeps everything in memory, and can be told to fail. */
export class PeopleServer {
  readonly people = new Map<string, Known>();
  readonly asked: string[] = [];
  /** Status to answer with instead, by the beginning of "METHOD path". */
  readonly failing = new Map<string, number>();
  /** How many of the next answers get lost after their work was done. */
  losing = 0;
  guests = 0;
  /** Reading requests are looked at after this. */
  reading: Promise<void> = Promise.resolve();
  private readonly access = new Map<string, string>();
  private readonly refresh = new Map<string, { person: string; used: boolean }>();
  private readonly once = new Map<string, string>();
  private readonly codes = new Map<string, string>();
  private count = 0;

  readonly fetch: Fetch = (path, init) => {
    const key = `${init.method} ${path}`;
    this.asked.push(key);
    for (const [start, status] of this.failing) {
      if (key.startsWith(start)) {
        return status === 0 ? Promise.reject(new TypeError('network')) : Promise.resolve(problem(status, 'told-to'));
      }
    }
    const answer = (): Response => this.answer(key, new Headers(init.headers), JSON.parse((init.body as string | undefined) ?? '{}') as Record<string, unknown>);
    if (init.method === 'GET') {
      return this.reading.then(answer);
    }
    const reply = answer();
    if (this.losing > 0) {
      this.losing--;
      return Promise.reject(new TypeError('lost'));
    }
    return Promise.resolve(reply);
  };

  /** Ends every access token, as time would. */
  expireAccess(): void {
    this.access.clear();
  }

  /** Signs everybody out. */
  revokeAll(): void {
    this.access.clear();
    this.refresh.clear();
  }

  /** A change from another device. */
  change(id: string, fields: Record<string, unknown>): void {
    const person = this.people.get(id)!;
    Object.assign(person.profile, fields);
    person.version++;
  }

  private answer(key: string, headers: Headers, body: Record<string, unknown>): Response {
    const once = headers.get('idempotency-key');
    const before = once === null ? undefined : this.once.get(key + once);
    if (before !== undefined) {
      return new Response(before, { status: 201, headers: { 'content-type': 'application/json' } });
    }
    if (key === 'POST /v1/guests') {
      const id = `p_${++this.guests}`;
      this.people.set(id, { id, kind: 'guest', version: 1, profile: { ...body, deviceId: undefined } });
      const answer = JSON.stringify(this.signIn(id));
      this.once.set(key + String(once), answer);
      return new Response(answer, { status: 201, headers: { 'content-type': 'application/json' } });
    }
    if (key === 'POST /v1/tokens:refresh') {
      return this.renew(String(body['refreshToken']));
    }
    if (key === 'POST /v1/recoveries') {
      const id = this.codes.get(String(body['recoveryCode']));
      return id === undefined ? problem(403, 'not-proven') : json(201, this.signIn(id));
    }
    const person = this.people.get(this.access.get((headers.get('authorization') ?? '').slice(7)) ?? '');
    return person === undefined ? problem(401, 'login-ended') : this.answerTo(person, key, headers, body);
  }

  private answerTo(person: Known, key: string, headers: Headers, body: Record<string, unknown>): Response {
    switch (key) {
      case 'GET /v1/me':
        return json(200, view(person), person.version);
      case 'PATCH /v1/me':
        if (headers.get('if-match') !== `"${person.version}"`) {
          return problem(412, 'changed-meanwhile');
        }
        if (body['name'] === 'bad') {
          return problem(422, 'unfit');
        }
        Object.assign(person.profile, body);
        person.version++;
        return json(200, view(person), person.version);
      case 'POST /v1/me/join-tickets':
        return json(201, { ticket: `${person.id}-${++this.count}`, expiresInS: 60 });
      case 'POST /v1/me/recovery-code': {
        const code = `CODE-${person.id}-${++this.count}`;
        this.codes.set(code, person.id);
        person.kind = 'account';
        person.version++;
        return json(201, { recoveryCode: code });
      }
      case 'GET /v1/me/export':
        return json(200, { person: view(person) });
      case 'POST /v1/me:logout':
        this.access.delete((headers.get('authorization') ?? '').slice(7));
        return new Response(null, { status: 204 });
      case 'DELETE /v1/me':
        this.people.delete(person.id);
        return new Response(null, { status: 204 });
      default:
        return problem(404, 'not-found');
    }
  }

  private renew(token: string): Response {
    const found = this.refresh.get(token);
    if (found === undefined || found.used) {
      return problem(401, found === undefined ? 'login-ended' : 'refresh-token-reused');
    }
    found.used = true;
    return json(200, this.signIn(found.person));
  }

  private signIn(id: string): object {
    const accessToken = `a${++this.count}`;
    const refreshToken = `r${this.count}`;
    this.access.set(accessToken, id);
    this.refresh.set(refreshToken, { person: id, used: false });
    return { person: view(this.people.get(id)!), accessToken, refreshToken, expiresInS: 600, deviceId: 'g_device' };
  }
}

function view(person: Known): object {
  return { id: person.id, kind: person.kind, ...person.profile };
}

function json(status: number, body: object, version?: number): Response {
  const etag = version === undefined ? {} : { etag: `"${version}"` };
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...etag } });
}

function problem(status: number, type: string): Response {
  const headers = { 'content-type': 'application/problem+json', 'retry-after': '7' };
  return new Response(JSON.stringify({ type: `urn:parvis:problem:${type}`, status }), { status, headers });
}
