/** The first page: name, look, venue, and the way in. */
import { wholeLook } from '../world/crowd';
import { inLanguage, type Words } from '../world/venue';
import { button, make } from './dom';
import { LookFields } from './look-fields';
import { type Preferences, randomLook, tidyName } from './preferences';
import { Preview } from './preview';
import { LANGUAGES, type Language, type Speech } from './words';

/** What the entry page asks for. */
export interface EntryListener {
  entered(venue: string): void;
  changed(): void;
  languageChosen(language: Language): void;
  openAccount(): void;
}

interface VenueChoice {
  readonly id: string;
  readonly title: Words | string;
  readonly people?: number;
  readonly default?: boolean;
}

/** Shown until the person is in, and again after a refusal. */
export class EntryPage {
  readonly element = make('main', { class: 'entry' });
  private readonly preview: Preview | undefined;
  private readonly message = make('p', { class: 'message', role: 'alert' });
  private readonly news = make('p', { class: 'said', role: 'status' });
  private readonly nameField = make('input', {
    id: 'name', class: 'field', maxlength: 60, autocomplete: 'nickname', spellcheck: 'false', required: true, 'aria-describedby': 'name-hint',
  });
  private readonly enterButton: HTMLButtonElement;
  private readonly form = make('form', { class: 'entry-form', novalidate: true });
  private readonly venues = make('div', { class: 'venue-choice' });
  private venue = '';

  constructor(
    private readonly speech: Speech,
    private readonly preferences: Preferences,
    private readonly listener: EntryListener,
  ) {
    this.preview = this.makePreview();
    this.nameField.value = preferences.name;
    this.nameField.addEventListener('input', () => {
      preferences.name = this.nameField.value;
      listener.changed();
    });
    this.enterButton = make('button', { type: 'submit', class: 'primary' }, speech.say('enter'));
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.submit();
    });
    this.layOut();
    void this.listVenues();
  }

  focus(): void {
    this.nameField.focus({ preventScroll: true });
  }

  /** Says what is wrong, or nothing. */
  say(text: string): void {
    this.news.textContent = '';
    this.message.textContent = text;
  }

  /** Says what was done. */
  tell(text: string): void {
    this.message.textContent = '';
    this.news.textContent = text;
  }

  busy(busy: boolean): void {
    this.enterButton.disabled = busy;
    this.enterButton.textContent = this.speech.say(busy ? 'joining' : 'enter');
  }

  dispose(): void {
    this.preview?.dispose();
    this.element.remove();
  }

  private makePreview(): Preview | undefined {
    try {
      return new Preview(() => wholeLook(this.preferences), () => this.preferences.reduceMotion);
    } catch {
      this.say(this.speech.say('noGraphics'));
      return undefined;
    }
  }

  private layOut(): void {
    const s = this.speech;
    const p = this.preferences;
    const figure = make('div', { class: 'entry-figure', 'aria-hidden': 'true' });
    if (this.preview !== undefined) {
      figure.append(this.preview.canvas);
    }
    const shuffle = button(s.say('shuffle'), 'quiet', () => {
      Object.assign(p, randomLook());
      this.lookChanged();
      looks.show();
    });
    const looks = new LookFields(s, p, 'look', () => {
      this.lookChanged();
    });
    this.form.append(
      make('label', { for: 'name', class: 'label' }, s.say('name')),
      this.nameField,
      make('p', { id: 'name-hint', class: 'hint' }, s.say('nameHint')),
      make('fieldset', { class: 'looks' }, make('legend', { class: 'label' }, s.say('look')), looks.element, shuffle),
      this.venues,
      this.message,
      this.news,
      this.enterButton,
    );
    const head = make('div', { class: 'entry-head' }, make('h1', {}, s.say('title')), make('p', { class: 'lead' }, s.say('lead')));
    const card = make('div', { class: 'card' }, figure, make('div', { class: 'entry-side' }, head, this.form));
    const account = button(s.say('account'), 'quiet', () => {
      this.listener.openAccount();
    });
    this.element.append(make('div', { class: 'entry-top' }, account, this.languages()), card);
  }

  private languages(): HTMLElement {
    const row = make('nav', { class: 'languages', 'aria-label': this.speech.say('language') });
    for (const [tag, { name }] of Object.entries(LANGUAGES)) {
      const chosen = tag === this.speech.language;
      const one = button(name, 'quiet', () => {
        this.listener.languageChosen(tag as Language);
      });
      one.lang = tag;
      one.setAttribute('aria-pressed', String(chosen));
      row.append(one);
    }
    return row;
  }

  private lookChanged(): void {
    this.preview?.greet();
    this.listener.changed();
  }

  private submit(): void {
    const name = tidyName(this.nameField.value);
    if (name === '') {
      this.say(this.speech.say('refusedName'));
      this.nameField.focus();
      return;
    }
    this.preferences.name = name;
    this.listener.changed();
    this.say('');
    this.listener.entered(this.venue);
  }

  /** A choice appears only where there is one. */
  private async listVenues(): Promise<void> {
    let list: VenueChoice[];
    try {
      list = ((await (await fetch('/v1/venues')).json()) as { venues: VenueChoice[] }).venues;
    } catch {
      return;
    }
    if (!Array.isArray(list) || list.length < 2) {
      return;
    }
    const wished = new URLSearchParams(location.search).get('venue');
    const select = make('select', { id: 'venue', class: 'field' });
    for (const one of list) {
      const title = typeof one.title === 'string' ? one.title : inLanguage(one.title, this.speech.language);
      const people = one.people === undefined ? '' : ` · ${this.speech.say('venuePeople', { n: one.people })}`;
      const selected = wished === null ? one.default === true : one.id === wished;
      select.append(make('option', { value: one.id, selected }, title + people));
    }
    this.venue = select.value;
    select.addEventListener('change', () => {
      this.venue = select.value;
    });
    this.venues.append(make('label', { for: 'venue', class: 'label' }, this.speech.say('venue')), select);
  }
}
