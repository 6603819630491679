/** What a person does about their account: ways back in, signing in and out, taking out and deleting what is stored. */
import { type KeptKey, type KeyShelf, makeKey, signChallenge } from './device-key';
import { type Asking, HttpFault, kindOf, randomKey } from './http';
import type { Identity } from './identity';
import type { Person } from './profile';

/** A device that can sign its person in. */
export interface Device {
  readonly id: string;
  readonly label: string;
  /** Empty when unknown. */
  readonly createdAt: string;
  /** Empty when never. */
  readonly usedAt: string;
}

/** Somebody whose word this server takes for who a person is. */
export interface Provider {
  readonly id: string;
  readonly title: string;
}

function texts(value: unknown, ...keys: string[]): Record<string, string> {
  const record = (value ?? {}) as Record<string, unknown>;
  return Object.fromEntries(keys.map((key) => [key, typeof record[key] === 'string' ? record[key] : '']));
}

/** A list out of an answer that is one, or holds one. */
function listOf(body: unknown, key: string): unknown[] {
  const list = Array.isArray(body) ? (body as unknown[]) : (body as Record<string, unknown> | undefined)?.[key];
  return Array.isArray(list) ? (list as unknown[]) : [];
}

/** Owned by the page's only thread. */
export class Account {
  constructor(
    readonly identity: Identity,
    /** Undefined where this device cannot hold keys. */
    readonly shelf: KeyShelf | undefined,
  ) {}

  /** Makes a code to come back with, in place of the one before; a guest becomes an account. */
  async makeRecoveryCode(): Promise<string> {
    const { body } = await this.identity.tokens.ask('POST', '/v1/me/recovery-code', { once: randomKey() });
    const code = texts(body, 'recoveryCode')['recoveryCode']!;
    if (code === '') {
      throw new HttpFault('broken');
    }
    await this.catchUp();
    return code;
  }

  /** Signs in with such a code, however it was typed. */
  recover(code: string): Promise<Person> {
    return this.prove('/v1/recoveries', { recoveryCode: code });
  }

  /** Every device that can sign its person in. */
  async devices(): Promise<Device[]> {
    const { body } = await this.identity.tokens.ask('GET', '/v1/me/device-keys');
    return listOf(body, 'deviceKeys').map((one) => texts(one, 'id', 'label', 'createdAt', 'usedAt') as unknown as Device);
  }

  /** Lets this device sign its person in from now on. */
  async addThisDevice(label: string): Promise<void> {
    const { login } = this.identity;
    if (this.shelf === undefined || login === undefined) {
      throw new HttpFault('absent');
    }
    const { privateKey, jwk } = await makeKey();
    const challenge = await this.challenge();
    const signature = await signChallenge(privateKey, challenge);
    const asking: Asking = { body: { publicKey: jwk, label, challenge, signature }, once: randomKey() };
    const { body } = await this.identity.tokens.ask('POST', '/v1/me/device-keys', asking);
    const { id } = texts(body, 'id');
    if (id === undefined || id === '') {
      throw new HttpFault('broken');
    }
    await this.shelf.put({ id, personId: login.person.id, name: login.person.profile.name, privateKey });
    await this.catchUp();
  }

  /** Takes the right to sign its person in from a device. */
  async removeDevice(id: string): Promise<void> {
    try {
      await this.identity.tokens.ask('DELETE', `/v1/me/device-keys/${encodeURIComponent(id)}`);
    } catch (fault) {
      // Gone already is as good as gone.
      if (kindOf(fault) !== 'absent') {
        throw fault;
      }
    }
    await this.shelf?.remove(id);
  }

  /** Keys that this device holds, of anybody who used it. */
  async keysHere(): Promise<KeptKey[]> {
    try {
      return (await this.shelf?.list()) ?? [];
    } catch (fault) {
      console.info('this browser keeps no keys', fault);
      return [];
    }
  }

  /** Signs in with a key of this device. */
  async signInWithKey(key: KeptKey): Promise<Person> {
    const challenge = await this.challenge();
    const signature = await signChallenge(key.privateKey, challenge);
    try {
      return await this.prove('/v1/device-logins', { keyId: key.id, challenge, signature });
    } catch (fault) {
      if (kindOf(fault) === 'unproven') {
        // Removed from another device: it will never be good again.
        await this.shelf?.remove(key.id);
      }
      throw fault;
    }
  }

  /** Who else can tell who a person is; nobody when the server knows none. */
  async providers(): Promise<Provider[]> {
    try {
      const { body } = await this.identity.tokens.http.ask('GET', '/v1/oidc');
      return listOf(body, 'providers')
        .map((one) => texts(one, 'id', 'title') as unknown as Provider)
        .filter((one) => one.id !== '');
    } catch (fault) {
      if (kindOf(fault) === 'absent') {
        return [];
      }
      throw fault;
    }
  }

  /** Where the browser goes to be sent on to a provider. */
  providerAddress(provider: Provider, back: string): string {
    return `/v1/oidc/${encodeURIComponent(provider.id)}/start?return=${encodeURIComponent(back)}`;
  }

  /** Takes up what a provider's word was exchanged for; a guest stays the same person and becomes an account. */
  async finishProvider(code: string): Promise<Person> {
    const { tokens, login } = this.identity;
    const bearer = login === undefined ? {} : { bearer: await tokens.bearer(undefined) };
    return this.identity.signIn(await tokens.http.ask('POST', '/v1/oidc/finish', { body: { ...this.identity.newcomer(), code }, ...bearer }));
  }

  /** Everything the server holds about the person, as JSON text. */
  async exportAll(): Promise<string> {
    return JSON.stringify((await this.identity.tokens.ask('GET', '/v1/me/export')).body, null, 2);
  }

  /** Points the person has; undefined when the server knows of none. */
  async points(): Promise<number | undefined> {
    try {
      const { body } = await this.identity.tokens.ask('GET', '/v1/me/points');
      const { points } = (body ?? {}) as { points?: unknown };
      return typeof points === 'number' ? points : undefined;
    } catch (fault) {
      if (kindOf(fault) === 'absent') {
        return undefined;
      }
      throw fault;
    }
  }

  /** Ends the sign-in of this device, at the server too. */
  async signOut(): Promise<void> {
    await this.identity.endBy('POST', '/v1/me:logout');
  }

  /** Deletes the person, and what this device knows of them. */
  async erase(): Promise<void> {
    const personId = this.identity.login?.person.id;
    await this.identity.endBy('DELETE', '/v1/me');
    for (const key of await this.keysHere()) {
      if (key.personId === personId) {
        await this.shelf?.remove(key.id);
      }
    }
  }

  private async prove(path: string, body: object): Promise<Person> {
    const { http } = this.identity.tokens;
    return this.identity.signIn(await http.ask('POST', path, { body: { ...body, ...this.identity.device() } }));
  }

  private async challenge(): Promise<string> {
    const { body } = await this.identity.tokens.http.ask('POST', '/v1/device-challenges');
    return texts(body, 'challenge')['challenge']!;
  }

  /** The person may have become an account by it. That matters to the eye only, so it may fail. */
  private async catchUp(): Promise<void> {
    await this.identity.sync().catch(() => undefined);
  }
}
