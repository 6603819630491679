/** Signing in as somebody one was before, and signing out. */
import type { Account, Provider } from '../identity/account';
import type { KeptKey } from '../identity/device-key';
import type { Person } from '../identity/profile';
import { type Announcer, act, hint, part, twice } from './account-parts';
import { button, make } from './dom';
import type { Speech } from './words';

/** What the page does about it. */
export interface SignInListener {
  signedIn(person: Person): void;
  signedOut(): void;
}

/** With a code, a key of this device, or another party's word. */
export class SignInPart {
  readonly element: HTMLElement;
  private readonly others = make('div', { class: 'buttons' });

  constructor(
    private readonly speech: Speech,
    private readonly account: Account,
    private readonly announcer: Announcer,
    private readonly listener: SignInListener,
  ) {
    const s = speech;
    const { login } = account.identity;
    const isGuest = login?.person.kind === 'guest';
    this.element = part(s, 'signIn', login === undefined, hint(`${s.say('signInHint')}${isGuest ? ` ${s.say('signInLeaves')}` : ''}`), this.codeForm(), this.others);
  }

  /** Finds out what other ways there are here. */
  async load(): Promise<void> {
    const own = this.account.identity.login?.person.id;
    const keys = (await this.account.keysHere()).filter((key) => key.personId !== own);
    const providers = await this.account.providers();
    this.others.replaceChildren(...keys.map((key) => this.keyButton(key)), ...providers.map((one) => this.providerButton(one)));
  }

  private codeForm(): HTMLElement {
    const s = this.speech;
    const field = make('input', {
      id: 'recovery-field', class: 'field', maxlength: 80, autocomplete: 'off', autocapitalize: 'characters', spellcheck: 'false',
    });
    const send = make('button', { type: 'submit', class: 'quiet' }, s.say('signInCode'));
    const form = make('form', { class: 'inline', novalidate: true }, make('label', { for: 'recovery-field' }, s.say('recovery')), field, send);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (field.value.trim() === '') {
        this.announcer.warn(s.say('codeMissing'));
        field.focus();
        return;
      }
      act(s, this.announcer, send, async () => {
        this.listener.signedIn(await this.account.recover(field.value.trim()));
      });
    });
    return form;
  }

  private keyButton(key: KeptKey): HTMLElement {
    const s = this.speech;
    const one = button(s.say('signInKey', { name: key.name }), 'quiet', () => {
      act(s, this.announcer, one, async () => {
        this.listener.signedIn(await this.account.signInWithKey(key));
      });
    });
    return one;
  }

  private providerButton(provider: Provider): HTMLElement {
    const name = provider.title === '' ? provider.id : provider.title;
    return button(this.speech.say('signInProvider', { name }), 'quiet', () => {
      location.assign(this.account.providerAddress(provider, location.pathname + location.search));
    });
  }
}

/** The way out of this device. */
export function signOutBlock(speech: Speech, account: Account, announcer: Announcer, listener: SignInListener): HTMLElement {
  const isGuest = account.identity.login?.person.kind === 'guest';
  const out = twice(speech.say('signOut'), speech.say('signOutSure'), 'quiet', (pressed) => {
    act(speech, announcer, pressed, async () => {
      await account.signOut();
      listener.signedOut();
    });
  });
  return make('div', { class: 'account-block' }, ...(isGuest ? [hint(speech.say('signOutGuest'))] : []), out);
}
