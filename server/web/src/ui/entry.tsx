/** The first page: where one is, who one is, and the way in. */
import { type JSX, render } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { wholeLook } from '../wire/look';
import { inLanguage, type Words } from '../world/venue';
import { make } from './dom';
import { LookFields } from './look-fields';
import { Observed, useObserved } from './observed';
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

/** A message: what is wrong, or what was done. */
interface Message {
  readonly wrong: string;
  readonly done: string;
}

/** Shown until the person is in, and again after a refusal. */
export class EntryPage {
  readonly element = make('main', { class: 'entry' });
  readonly message = new Observed<Message>({ wrong: '', done: '' });
  readonly isBusy = new Observed(false);
  readonly venues = new Observed<readonly VenueChoice[]>([]);
  readonly chosen = new Observed('');
  readonly preview: Preview | undefined;

  constructor(
    readonly speech: Speech,
    readonly preferences: Preferences,
    readonly listener: EntryListener,
  ) {
    this.preview = this.makePreview();
    render(<Entry page={this} />, this.element);
    void this.listVenues();
  }

  focus(): void {
    this.element.querySelector<HTMLElement>('#name')?.focus({ preventScroll: true });
  }

  /** Says what is wrong, or nothing, where it is seen at once. */
  say(text: string): void {
    this.message.value = { wrong: text, done: '' };
    if (text !== '') {
      this.element.scrollTop = 0;
    }
  }

  /** Says what was done. */
  tell(text: string): void {
    this.message.value = { wrong: '', done: text };
    this.element.scrollTop = 0;
  }

  busy(busy: boolean): void {
    this.isBusy.value = busy;
  }

  dispose(): void {
    this.preview?.dispose();
    render(null, this.element);
    this.element.remove();
  }

  titleOf(venue: VenueChoice): string {
    return typeof venue.title === 'string' ? venue.title : inLanguage(venue.title, this.speech.language);
  }

  /** @param typed what is in the name's field */
  submit(typed: string): boolean {
    const name = tidyName(typed);
    if (name === '') {
      this.say(this.speech.say('refusedName'));
      return false;
    }
    this.preferences.name = name;
    this.listener.changed();
    this.say('');
    this.listener.entered(this.chosen.value);
    return true;
  }

  private makePreview(): Preview | undefined {
    try {
      return new Preview(() => wholeLook(this.preferences), () => this.preferences.reduceMotion);
    } catch {
      this.say(this.speech.say('noGraphics'));
      return undefined;
    }
  }

  private async listVenues(): Promise<void> {
    let list: VenueChoice[];
    try {
      list = ((await (await fetch('/v1/venues')).json()) as { venues: VenueChoice[] }).venues;
    } catch {
      return;
    }
    if (!Array.isArray(list) || list.length === 0) {
      return;
    }
    const wished = new URLSearchParams(location.search).get('venue');
    const first = list.find((one) => one.id === wished) ?? list.find((one) => one.default === true) ?? list[0]!;
    this.chosen.value = list.length > 1 ? first.id : '';
    this.venues.value = list;
  }
}

function Languages({ page }: { readonly page: EntryPage }): JSX.Element {
  return (
    <nav class="languages" aria-label={page.speech.say('language')}>
      {Object.entries(LANGUAGES).map(([tag, { name }]) => (
        <button key={tag} type="button" class="quiet" lang={tag} aria-pressed={tag === page.speech.language} onClick={() => { page.listener.languageChosen(tag as Language); }}>{name}</button>
      ))}
    </nav>
  );
}

/** Where one will be; a choice where there is one. */
function Head({ page }: { readonly page: EntryPage }): JSX.Element {
  const { speech } = page;
  const venues = useObserved(page.venues);
  const chosen = useObserved(page.chosen);
  const venue = venues.find((one) => one.id === chosen) ?? venues[0];
  return (
    <div class="entry-head">
      <p class="brand">{speech.say('title')}</p>
      <h1>{venue === undefined ? speech.say('title') : page.titleOf(venue)}</h1>
      <p class="lead">{speech.say('lead')}{venue?.people !== undefined && venue.people > 0 ? ` ${speech.say('peopleInside', { n: venue.people })}` : ''}</p>
    </div>
  );
}

function VenueField({ page }: { readonly page: EntryPage }): JSX.Element | null {
  const { speech } = page;
  const venues = useObserved(page.venues);
  const chosen = useObserved(page.chosen);
  if (venues.length < 2) {
    return null;
  }
  return (
    <div class="venue-choice">
      <label for="venue" class="label">{speech.say('venue')}</label>
      <select id="venue" class="field" value={chosen} onChange={(event) => { page.chosen.value = event.currentTarget.value; }}>
        {venues.map((one) => {
          const people = one.people === undefined ? '' : ` · ${speech.say('venuePeople', { n: one.people })}`;
          return <option key={one.id} value={one.id} selected={one.id === chosen}>{page.titleOf(one) + people}</option>;
        })}
      </select>
    </div>
  );
}

function Messages({ page }: { readonly page: EntryPage }): JSX.Element {
  const { wrong, done } = useObserved(page.message);
  return (
    <>
      <p class="message" role="alert">{wrong}</p>
      <p class="said" role="status">{done}</p>
    </>
  );
}

function EntryForm({ page }: { readonly page: EntryPage }): JSX.Element {
  const { speech, preferences, listener } = page;
  const [, redraw] = useState(0);
  const isBusy = useObserved(page.isBusy);
  const name = useRef<HTMLInputElement>(null);
  const looks = (change: object): void => {
    Object.assign(preferences, change);
    page.preview?.greet();
    listener.changed();
    redraw((n) => n + 1);
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    if (!page.submit(name.current?.value ?? '')) {
      name.current?.focus();
    }
  };
  return (
    <form class="entry-form" noValidate onSubmit={submit}>
      <VenueField page={page} />
      <label for="name" class="label">{speech.say('name')}</label>
      <div class="entry-name">
        <input
          ref={name} id="name" class="field" maxLength={60} autocomplete="nickname" spellcheck={false} required aria-describedby="name-hint" defaultValue={preferences.name}
          onInput={(event) => { preferences.name = event.currentTarget.value; listener.changed(); }}
        />
        <button type="submit" class="primary" disabled={isBusy}>{speech.say(isBusy ? 'joining' : 'enter')}</button>
      </div>
      <p id="name-hint" class="hint">{speech.say('nameHint')}</p>
      <fieldset class="looks">
        <legend class="label">{speech.say('look')}</legend>
        <LookFields speech={speech} look={preferences} prefix="look" chosen={(key, value) => { looks({ [key]: value }); }} />
        <button type="button" class="quiet" onClick={() => { looks(randomLook()); }}>{speech.say('shuffle')}</button>
      </fieldset>
    </form>
  );
}

function Figure({ page }: { readonly page: EntryPage }): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (page.preview !== undefined) {
      place.current?.append(page.preview.canvas);
    }
  }, []);
  return <div class="entry-figure" aria-hidden="true" ref={place} />;
}

function Entry({ page }: { readonly page: EntryPage }): JSX.Element {
  return (
    <div class="entry-page">
      <div class="entry-top">
        <button type="button" class="quiet" onClick={() => { page.listener.openAccount(); }}>{page.speech.say('account')}</button>
        <Languages page={page} />
      </div>
      <div class="card">
        <div class="entry-side">
          <Messages page={page} />
          <Head page={page} />
          <EntryForm page={page} />
        </div>
        <Figure page={page} />
      </div>
    </div>
  );
}
