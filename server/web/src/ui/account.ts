/** The account dialogue: who one is, and everything one can do about it. */
import type { Account } from '../identity/account';
import { dataPart } from './account-data';
import { SignInPart, signOutBlock } from './account-enter';
import { KeepPart } from './account-keep';
import { type Announcer, act, copy, hint, part } from './account-parts';
import { dialog } from './dialogs';
import { button, make } from './dom';
import { faultWords } from './faults';
import { LookFields } from './look-fields';
import { type LookChoice, type Preferences, tidyName } from './preferences';
import type { Person } from '../identity/profile';
import type { Speech } from './words';

/** What the page does after the dialogue changed something. */
export interface AccountListener {
  /** Name or look are others now. */
  profileChanged(): void;
  signedIn(person: Person): void;
  signedOut(): void;
  erased(): void;
}

/** Made anew each time it is opened. */
export class AccountDialog implements Announcer {
  readonly element: HTMLDialogElement;
  private readonly said = make('p', { class: 'said', role: 'status', 'aria-live': 'polite' });
  private readonly warning = make('p', { class: 'message', role: 'alert' });
  private readonly who = make('div', { class: 'account-who' });
  private readonly points = make('p', { hidden: true });
  private readonly keep: KeepPart | undefined;

  /** @param isInside whether others see the person now; at the entry the fields for name and look are beside */
  constructor(
    private readonly speech: Speech,
    private readonly account: Account,
    private readonly preferences: Preferences,
    private readonly listener: AccountListener,
    isInside: boolean,
  ) {
    const isKnown = account.identity.login !== undefined;
    this.element = dialog(speech, 'account', this.who, make('div', { class: 'account-news' }, this.said, this.warning));
    this.element.classList.add('account');
    this.showWho();
    const signIn = new SignInPart(speech, account, this, listener);
    if (isKnown) {
      this.keep = new KeepPart(speech, account, this, () => {
        this.showWho();
      });
      this.element.append(
        ...(isInside ? [this.profilePart()] : []),
        this.keep.element,
        signIn.element,
        dataPart(speech, account, this, () => {
          listener.erased();
        }),
        signOutBlock(speech, account, this, listener),
      );
    } else {
      this.element.append(signIn.element);
    }
    this.element.addEventListener('cancel', (event) => {
      this.holdBack(event);
    });
    this.element.querySelector('.dialog-head button')?.addEventListener('click', (event) => {
      this.holdBack(event);
    }, { capture: true });
    void this.load(signIn);
  }

  tell(text: string): void {
    this.warning.textContent = '';
    this.said.textContent = text;
  }

  warn(text: string): void {
    this.said.textContent = '';
    this.warning.textContent = text;
  }

  /** A code that nobody saved would be lost with the dialogue. */
  private holdBack(event: Event): void {
    if (this.keep?.isUnsaved === true) {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.warn(this.speech.say('recoveryNotYet'));
    }
  }

  private async load(signIn: SignInPart): Promise<void> {
    try {
      await Promise.all([this.keep?.load(), signIn.load(), this.keep === undefined ? undefined : this.loadPoints()]);
    } catch (fault) {
      this.warn(faultWords(this.speech, fault));
    }
  }

  private async loadPoints(): Promise<void> {
    const points = await this.account.points();
    this.points.hidden = points === undefined;
    this.points.textContent = `${this.speech.say('points')}: ${(points ?? 0).toLocaleString(this.speech.language)}`;
  }

  private showWho(): void {
    const s = this.speech;
    const person = this.account.identity.login?.person;
    if (person === undefined) {
      this.who.replaceChildren(make('p', {}, s.say('accountNobody')));
      return;
    }
    const isGuest = person.kind === 'guest';
    const id = make('span', { class: 'person-id', translate: 'no' }, person.id);
    this.who.replaceChildren(
      make('p', { class: 'account-name' }, make('b', {}, make('bdi', {}, person.profile.name)), ' ', make('span', { class: 'badge' }, s.say(isGuest ? 'accountGuest' : 'accountKept'))),
      hint(s.say(isGuest ? 'accountGuestHint' : 'accountKeptHint')),
      this.points,
      make('p', { class: 'hint' }, `${s.say('accountId')}: `, id, ' ', button(s.say('copy'), 'quiet tiny', () => void copy(s, this, id))),
      hint(s.say('accountIdHint')),
    );
  }

  private profilePart(): HTMLElement {
    const s = this.speech;
    const p = this.preferences;
    const look: LookChoice = { body: p.body, outfit: p.outfit, color: p.color, skin: p.skin, hair: p.hair };
    const name = make('input', { id: 'account-name', class: 'field', maxlength: 60, value: p.name, autocomplete: 'nickname', spellcheck: 'false' });
    const save = make('button', { type: 'submit', class: 'primary small' }, s.say('save'));
    const fields = new LookFields(s, look, 'own', () => undefined);
    const form = make('form', { class: 'profile', novalidate: true }, make('label', { for: 'account-name' }, s.say('name')), name, fields.element, save);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (tidyName(name.value) === '') {
        this.warn(s.say('refusedName'));
        name.focus();
        return;
      }
      act(s, this, save, () => this.saveProfile(tidyName(name.value), look));
    });
    return part(s, 'profile', false, form);
  }

  private async saveProfile(name: string, look: LookChoice): Promise<void> {
    const p = this.preferences;
    const before: LookChoice & { name: string } = { name: p.name, body: p.body, outfit: p.outfit, color: p.color, skin: p.skin, hair: p.hair };
    Object.assign(p, look, { name });
    try {
      await this.account.identity.push();
    } catch (fault) {
      Object.assign(p, before);
      throw fault;
    }
    this.listener.profileChanged();
    this.showWho();
    this.tell(this.speech.say('profileInside'));
  }
}
