/** Settings and help. All dialogues are the browser's own, which keeps the focus inside and closes them with Esc. */
import type { GraphicsLevel, LightChoice } from '../scene/view';
import type { Venue } from '../world/venue';
import { ICON, iconButton, make } from './dom';
import type { Preferences } from './preferences';
import { LANGUAGES, type Language, type Speech, type WordKey } from './words';

/** Told after each change. */
export interface SettingsListener {
  changed(): void;
  languageChosen(language: Language): void;
}

/** An empty dialogue with its title and a way out. */
export function dialog(speech: Speech, title: WordKey, ...content: Node[]): HTMLDialogElement {
  const id = `dialog-${title}`;
  const element = make('dialog', { class: 'dialog', 'aria-labelledby': id });
  const close = iconButton(ICON.close, speech.say('close'), 'icon-button', () => {
    element.close();
  });
  element.append(make('header', { class: 'dialog-head' }, make('h2', { id }, speech.say(title)), close), ...content);
  return element;
}

function selectRow<T extends string>(speech: Speech, label: WordKey, value: T, choices: readonly (readonly [T, string])[], chosen: (value: T) => void): HTMLElement {
  const id = `setting-${label}`;
  const select = make('select', { id, class: 'field' });
  for (const [key, name] of choices) {
    select.append(make('option', { value: key, selected: key === value }, name));
  }
  select.addEventListener('change', () => {
    chosen(select.value as T);
  });
  return make('div', { class: 'row' }, make('label', { for: id }, speech.say(label)), select);
}

function rangeRow(speech: Speech, label: WordKey, value: number, min: number, max: number, chosen: (value: number) => void): HTMLElement {
  const id = `setting-${label}`;
  const range = make('input', { id, type: 'range', min, max, step: 0.1, value });
  range.addEventListener('input', () => {
    chosen(Number(range.value));
  });
  return make('div', { class: 'row' }, make('label', { for: id }, speech.say(label)), range);
}

function checkRow(speech: Speech, label: WordKey, value: boolean, chosen: (value: boolean) => void): HTMLElement {
  const id = `setting-${label}`;
  const box = make('input', { id, type: 'checkbox', checked: value });
  box.addEventListener('change', () => {
    chosen(box.checked);
  });
  return make('div', { class: 'row' }, make('label', { for: id }, speech.say(label)), box);
}

/** Changes apply at once. */
export function settingsDialog(speech: Speech, p: Preferences, listener: SettingsListener): HTMLDialogElement {
  const set = <K extends keyof Preferences>(key: K) => (value: Preferences[K]): void => {
    p[key] = value;
    listener.changed();
  };
  const levels = (['low', 'medium', 'high'] as const).map((v): [GraphicsLevel, string] => [v, speech.say(v)]);
  const lights = (['live', 'dawn', 'day', 'evening', 'night'] as const).map((v): [LightChoice, string] => [v, speech.say(v)]);
  const languages = Object.entries(LANGUAGES).map(([tag, { name }]): [Language, string] => [tag as Language, name]);
  return dialog(
    speech,
    'settings',
    selectRow(speech, 'graphics', p.graphics, levels, set('graphics')),
    selectRow(speech, 'light', p.light, lights, set('light')),
    rangeRow(speech, 'pace', p.pace, 0.4, 1, set('pace')),
    rangeRow(speech, 'textSize', p.textSize, 1, 1.6, set('textSize')),
    checkRow(speech, 'reduceMotion', p.reduceMotion, set('reduceMotion')),
    checkRow(speech, 'sound', p.sound, set('sound')),
    selectRow(speech, 'language', p.language, languages, (language) => {
      listener.languageChosen(language);
    }),
  );
}

const HELP: readonly (readonly [WordKey, WordKey])[] = [
  ['helpMove', 'helpMoveKeys'], ['helpRun', 'helpRunKeys'], ['helpJump', 'helpJumpKeys'], ['helpLook', 'helpLookKeys'],
  ['helpZoom', 'helpZoomKeys'], ['helpGo', 'helpGoKeys'], ['helpUse', 'helpUseKeys'], ['helpEmote', 'helpEmoteKeys'],
  ['helpReact', 'helpReactKeys'], ['helpChat', 'helpChatKeys'], ['helpAccount', 'helpAccountKeys'],
  ['helpTouch', 'helpTouchKeys'],
];

/** Keys, and where the venue's data comes from. */
export function helpDialog(speech: Speech, venue: Venue | undefined): HTMLDialogElement {
  const list = make('dl', { class: 'keys' });
  for (const [what, how] of HELP) {
    list.append(make('div', {}, make('dt', {}, speech.say(what)), make('dd', {}, speech.say(how))));
  }
  const element = dialog(speech, 'help', list);
  const sources = venue?.attributions ?? [];
  if (sources.length > 0) {
    const ul = make('ul', { class: 'sources' });
    for (const { text, url, license } of sources) {
      const words = license === undefined ? text : `${text} (${license})`;
      const safe = url !== undefined && /^https?:\/\//.test(url);
      ul.append(make('li', {}, safe ? make('a', { href: url, rel: 'noopener noreferrer', target: '_blank' }, words) : words));
    }
    element.append(make('h3', {}, speech.say('sources')), ul);
  }
  return element;
}
