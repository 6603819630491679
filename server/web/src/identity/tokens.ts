/** The tokens of a sign-in, shared by all tabs of this device. */
import { type Answer, type Asking, type Http, HttpFault } from './http';
import { type Person, type Profile, personOf } from './profile';

/** Who is signed in on this device. */
export interface Login {
  readonly person: Person;
  /** Version of the profile that {@link base} was read from; empty when not known. */
  readonly etag: string;
  /** The profile as it was when this device and the server last agreed. */
  readonly base: Profile;
  readonly accessToken: string;
  /** When the access token ends, milliseconds since 1970 by the clock of this device. */
  readonly accessUntilMs: number;
  /** Good for one use. */
  readonly refreshToken: string;
}

/** Where the sign-in is kept. All tabs see the same, but for those that were separated. */
export interface Vault {
  read(): Login | undefined;
  write(login: Login | undefined): void;
  /** From now on this tab keeps a sign-in of its own, which goes with it; it begins with nobody. */
  separate(): void;
  /** Random name of this device, which outlives sign-ins; empty when the server has given none yet. */
  device: string;
}

/** Runs one piece of work after another, over all tabs where the browser can. */
export type Lock = <T>(work: () => Promise<T>) => Promise<T>;

/** An access token is renewed when it has less than this left. */
const MARGIN_MS = 45_000;

interface Renewal {
  readonly accessToken: string;
  readonly accessUntilMs: number;
  readonly refreshToken: string;
}

/** Owned by the page's only thread. */
export class Tokens {
  private readonly unanswered = new Set<Promise<Answer>>();

  constructor(
    readonly http: Http,
    readonly vault: Vault,
    readonly lock: Lock,
    private readonly nowMs: () => number,
  ) {}

  /** Who is signed in, if anybody. */
  get login(): Login | undefined {
    return this.vault.read();
  }

  /**
   * Asks in the name of who is signed in.
   * @throws HttpFault of kind `signedOut` when nobody is, or not any more
   */
  async ask(method: string, path: string, asking: Asking = {}): Promise<Answer> {
    const answer = this.askAs(method, path, asking);
    this.unanswered.add(answer);
    try {
      return await answer;
    } finally {
      this.unanswered.delete(answer);
    }
  }

  /** Waits until everything asked so far is answered or has failed, which the patience of each request bounds. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.unanswered);
  }

  /**
   * A good access token.
   * @param doubted one that was not accepted though it looked good
   */
  async bearer(doubted: string | undefined): Promise<string> {
    const good = this.good(doubted);
    return good ?? this.lock(async () => this.good(doubted) ?? this.refresh());
  }

  /** Takes in who has just proved to be somebody, or has just been made a guest. */
  accept(answer: Answer): Login {
    const renewal = this.renewalOf(answer.body);
    const told = answer.body as { person?: unknown; deviceId?: unknown };
    if (typeof told.deviceId === 'string') {
      this.vault.device = told.deviceId;
    }
    const person = personOf(told.person);
    if (person === undefined) {
      throw new HttpFault('broken');
    }
    const login: Login = { person, etag: answer.etag, base: person.profile, ...renewal };
    this.vault.write(login);
    return login;
  }

  /** Takes in what the server says about who is signed in. */
  learn(person: Person, etag: string): void {
    const login = this.vault.read();
    if (login?.person.id === person.id) {
      this.vault.write({ ...login, person, etag, base: person.profile });
    }
  }

  private async askAs(method: string, path: string, asking: Asking): Promise<Answer> {
    const bearer = await this.bearer(undefined);
    try {
      return await this.http.ask(method, path, { ...asking, bearer });
    } catch (fault) {
      if (!(fault instanceof HttpFault) || fault.kind !== 'signedOut') {
        throw fault;
      }
      return this.http.ask(method, path, { ...asking, bearer: await this.bearer(bearer) });
    }
  }

  private good(doubted: string | undefined): string | undefined {
    const login = this.vault.read();
    if (login === undefined) {
      throw new HttpFault('signedOut');
    }
    const isFresh = login.accessUntilMs - this.nowMs() > MARGIN_MS;
    return isFresh && login.accessToken !== doubted ? login.accessToken : undefined;
  }

  private async refresh(): Promise<string> {
    const login = this.vault.read();
    if (login === undefined) {
      throw new HttpFault('signedOut');
    }
    const { refreshToken } = login;
    try {
      const renewal = this.renewalOf((await this.askForRefresh(refreshToken)).body);
      this.vault.write({ ...(this.vault.read() ?? login), ...renewal });
      return renewal.accessToken;
    } catch (fault) {
      if (fault instanceof HttpFault && fault.kind === 'signedOut' && this.vault.read()?.refreshToken === refreshToken) {
        this.vault.write(undefined);
      }
      throw fault;
    }
  }

  /** A lost answer is asked for again at once: for a moment the server gives the same one. */
  private async askForRefresh(refreshToken: string): Promise<Answer> {
    const ask = (): Promise<Answer> => this.http.ask('POST', '/v1/tokens:refresh', { body: { refreshToken } });
    try {
      return await ask();
    } catch (fault) {
      if (fault instanceof HttpFault && fault.kind === 'unreachable') {
        return ask();
      }
      throw fault;
    }
  }

  private renewalOf(json: unknown): Renewal {
    const { accessToken, refreshToken, expiresInS } = (json ?? {}) as Partial<Record<string, unknown>>;
    if (typeof accessToken !== 'string' || typeof refreshToken !== 'string' || typeof expiresInS !== 'number') {
      throw new HttpFault('broken');
    }
    return { accessToken, refreshToken, accessUntilMs: this.nowMs() + expiresInS * 1_000 };
  }
}
