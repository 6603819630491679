/**
 * Who this device's person is to the server: becomes a guest when they first enter, keeps the profile in step, gets
 * join tickets. Where the server knows no people, everything goes on without.
 */
import { RefusalCode } from '../wire/generated/parvis/v1/session_pb';
import type { Pass } from '../net/ports';
import { type Answer, HttpFault, kindOf, randomKey } from './http';
import { type Person, type Profile, merged, personOf, sameProfile } from './profile';
import type { Login, Tokens } from './tokens';

/** The person's choices on this device. */
export interface OwnProfile {
  /** As they are now. */
  read(): Profile;
  /** Takes over what was chosen elsewhere. */
  adopt(profile: Profile): void;
  /** Languages of the person, BCP 47, best first. */
  languages(): readonly string[];
}

/** Longer than this nobody waits at the door for an identity. */
const PATIENCE_MS = 6_000;
/** How often a change is tried against somebody else's. */
const TRIES = 4;

/** Owned by the page's only thread. */
export class Identity {
  private ending = 0;
  private pushing: Promise<void> = Promise.resolve();

  constructor(
    readonly tokens: Tokens,
    private readonly own: OwnProfile,
    private readonly later: (ms: number, what: () => void) => () => void,
  ) {}

  /** Who is signed in on this device, if anybody. */
  get login(): Login | undefined {
    return this.tokens.login;
  }

  /** Gets what is shown at the door, in good time whatever happens. */
  pass(doubted: boolean, done: (pass: Pass) => void): void {
    let over = false;
    const finish = (pass: Pass): void => {
      if (!over) {
        over = true;
        cancel();
        done(pass);
      }
    };
    const cancel = this.later(PATIENCE_MS, () => {
      finish({ kind: 'none', passing: true });
    });
    this.ticket(doubted).then(
      (ticket) => {
        finish({ kind: 'ticket', ticket });
      },
      (fault: unknown) => {
        finish(withoutTicket(fault));
      },
    );
  }

  /** Brings the profile here and at the server together; nothing happens while nobody is signed in. */
  async sync(): Promise<void> {
    const { login } = this;
    if (login !== undefined) {
      await this.catchUp(login);
      await this.push();
    }
  }

  /** Tells the server what was changed here; one after the other, as two at once would be out of date to each other. */
  push(): Promise<void> {
    this.pushing = this.pushing.catch(() => undefined).then(() => this.pushOnce());
    return this.pushing;
  }

  private async pushOnce(): Promise<void> {
    for (let tries = 0; tries < TRIES; tries++) {
      const { login } = this;
      const mine = this.own.read();
      if (login === undefined || sameProfile(mine, login.base) || mine.name === '') {
        return;
      }
      if (login.etag === '') {
        await this.catchUp(login);
        continue;
      }
      try {
        const answer = await this.tokens.ask('PATCH', '/v1/me', { body: this.fields(mine), ifMatch: login.etag });
        const person = personOf(answer.body);
        if (person !== undefined) {
          // A later change of mine stays one; what the server tidied up is taken over.
          this.tokens.learn(person, answer.etag);
          this.own.adopt(merged(mine, this.own.read(), person.profile));
        }
        return;
      } catch (fault) {
        if (kindOf(fault) !== 'stale' || tries === TRIES - 1) {
          throw fault;
        }
        await this.catchUp(login);
      }
    }
  }

  /** Takes over who has just proved to be somebody: their profile is this device's from now on. */
  async signIn(answer: Answer): Promise<Person> {
    const before = this.login;
    const { person } = this.tokens.accept(answer);
    this.own.adopt(person.profile);
    if (before !== undefined && before.person.id !== person.id) {
      // Nobody here will use the old sign-in again; that the server hears of it is good but not needed.
      const leave = (): Promise<Answer> => this.tokens.http.ask('POST', '/v1/me:logout', { bearer: before.accessToken });
      await this.whileEnding(leave).catch(() => undefined);
    }
    return person;
  }

  /** True while a sign-in is being ended from this page: then it is no news that the server ends the session, too. */
  get isEnding(): boolean {
    return this.ending > 0;
  }

  /** Ends the sign-in by a request, at the server and on this device. */
  async endBy(method: string, path: string): Promise<void> {
    // What is still being asked would be refused afterwards.
    await this.tokens.settled();
    await this.whileEnding(async () => {
      try {
        await this.tokens.ask(method, path);
      } catch (fault) {
        // Not signed in any more is what was wanted.
        if (kindOf(fault) !== 'signedOut') {
          throw fault;
        }
      }
      this.tokens.vault.write(undefined);
    });
  }

  /** What the server is told of somebody who comes for the first time. */
  newcomer(): object {
    return { ...this.fields(this.own.read()), ...this.device() };
  }

  /** This device, if the server has given it a name. */
  device(): { deviceId?: string } {
    const { device } = this.tokens.vault;
    return device === '' ? {} : { deviceId: device };
  }

  private async whileEnding<T>(what: () => Promise<T>): Promise<T> {
    this.ending++;
    try {
      return await what();
    } finally {
      this.ending--;
    }
  }

  private async ticket(doubted: boolean): Promise<string> {
    try {
      return await this.ticketOfLogin(doubted);
    } catch (fault) {
      if (kindOf(fault) !== 'signedOut' || this.login !== undefined) {
        throw fault;
      }
      // Nobody was signed in, or the sign-in has just turned out to have ended.
      await this.becomeGuest();
      return this.ticketOfLogin(false);
    }
  }

  private async ticketOfLogin(doubted: boolean): Promise<string> {
    await this.push();
    if (doubted && this.login !== undefined) {
      await this.tokens.bearer(this.login.accessToken);
    }
    const { body } = await this.tokens.ask('POST', '/v1/me/join-tickets');
    const ticket = (body as { ticket?: unknown } | undefined)?.ticket;
    if (typeof ticket !== 'string') {
      throw new HttpFault('broken');
    }
    return ticket;
  }

  /** One guest for all tabs, even when two are entered at once. */
  private becomeGuest(): Promise<void> {
    return this.tokens.lock(async () => {
      if (this.login === undefined) {
        const mine = this.own.read();
        const { person } = this.tokens.accept(await this.tokens.http.ask('POST', '/v1/guests', { body: this.newcomer(), once: randomKey() }));
        this.own.adopt(merged(mine, this.own.read(), person.profile));
      }
    });
  }

  /** What was changed elsewhere becomes the base, and what was changed here is put on top. */
  private async catchUp(login: Login): Promise<void> {
    const { body, etag } = await this.tokens.ask('GET', '/v1/me');
    const person = personOf(body);
    if (person === undefined) {
      throw new HttpFault('broken');
    }
    if (this.login?.person.id !== person.id) {
      return;
    }
    this.own.adopt(merged(login.base, this.own.read(), person.profile));
    this.tokens.learn(person, etag);
  }

  private fields(profile: Profile): object {
    const languages = [...new Set([profile.language, ...this.own.languages()])].slice(0, 8);
    const name = profile.name === '' ? {} : { name: profile.name };
    return { ...name, look: profile.look, languages, settings: profile.settings };
  }
}

function withoutTicket(fault: unknown): Pass {
  if (kindOf(fault) === 'banned') {
    return { kind: 'refused', code: RefusalCode.BANNED };
  }
  if (kindOf(fault) === 'unfit') {
    // Of what the page sends about a person, only the name is typed; without a ticket the refusal would speak of an identity.
    return { kind: 'refused', code: RefusalCode.BAD_NAME };
  }
  console.info('entering without an identity:', fault);
  return { kind: 'none', passing: fault instanceof HttpFault && fault.isPassing };
}
