/** Settings, help, and the question who comes in by a second window. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { GraphicsLevel, LightChoice } from '../scene/view';
import type { Venue } from '../world/venue';
import { CheckRow, Dialog, Hint, RangeRow, SelectRow } from './kit';
import type { KeyBinding } from './page';
import type { Preferences } from './preferences';
import { LANGUAGES, type Language, type Speech, type WordKey } from './words';

/** Changes apply at once. */
export function SettingsDialog({ speech, preferences, changed, languageChosen, closed }: {
  readonly speech: Speech; readonly preferences: Preferences; readonly changed: () => void; readonly languageChosen: (language: Language) => void; readonly closed: () => void;
}): JSX.Element {
  const [, redraw] = useState(0);
  const p = preferences;
  const set = <K extends keyof Preferences>(key: K) => (value: Preferences[K]): void => {
    p[key] = value;
    changed();
    redraw((n) => n + 1);
  };
  const levels = (['low', 'medium', 'high'] as const).map((v): [GraphicsLevel, string] => [v, speech.say(v)]);
  const lights = (['live', 'dawn', 'day', 'evening', 'night'] as const).map((v): [LightChoice, string] => [v, speech.say(v)]);
  const languages = Object.entries(LANGUAGES).map(([tag, { name }]): [Language, string] => [tag as Language, name]);
  return (
    <Dialog speech={speech} title="settings" closed={closed}>
      <SelectRow id="setting-graphics" label={speech.say('graphics')} value={p.graphics} choices={levels} chosen={set('graphics')} />
      <SelectRow id="setting-light" label={speech.say('light')} value={p.light} choices={lights} chosen={set('light')} />
      <RangeRow id="setting-pace" label={speech.say('pace')} value={p.pace} min={0.4} max={1} chosen={set('pace')} />
      <RangeRow id="setting-textSize" label={speech.say('textSize')} value={p.textSize} min={1} max={2} chosen={set('textSize')} />
      <CheckRow id="setting-reduceMotion" label={speech.say('reduceMotion')} value={p.reduceMotion} chosen={set('reduceMotion')} />
      <CheckRow id="setting-sound" label={speech.say('sound')} value={p.sound} chosen={set('sound')} />
      <SelectRow id="setting-language" label={speech.say('language')} value={speech.language} choices={languages} chosen={languageChosen} />
    </Dialog>
  );
}

const HELP: readonly (readonly [WordKey, WordKey])[] = [
  ['helpMove', 'helpMoveKeys'], ['helpRun', 'helpRunKeys'], ['helpLook', 'helpLookKeys'], ['helpZoom', 'helpZoomKeys'],
  ['helpGo', 'helpGoKeys'], ['helpUse', 'helpUseKeys'], ['helpAccount', 'helpAccountKeys'], ['helpTouch', 'helpTouchKeys'],
];

/** Keys, and where the venue's data comes from. */
export function HelpDialog({ speech, keys, venue, closed }: {
  readonly speech: Speech; readonly keys: readonly KeyBinding[]; readonly venue: Venue | undefined; readonly closed: () => void;
}): JSX.Element {
  const lines = [
    ...HELP.map(([what, how]) => [speech.say(what), speech.say(how)] as const),
    ...keys.flatMap(({ help }) => (help === undefined ? [] : [[help.what(), help.keys()] as const])),
  ];
  const sources = venue?.attributions ?? [];
  return (
    <Dialog speech={speech} title="help" closed={closed}>
      <dl class="keys">
        {lines.map(([what, how]) => <div key={what}><dt>{what}</dt><dd>{how}</dd></div>)}
      </dl>
      {sources.length > 0 && <h3>{speech.say('sources')}</h3>}
      {sources.length > 0 && <ul class="sources">{sources.map((source) => <Source key={source.text} {...source} />)}</ul>}
    </Dialog>
  );
}

function Source({ text, url, license }: NonNullable<Venue['attributions']>[number]): JSX.Element {
  const words = license === undefined ? text : `${text} (${license})`;
  const isSafe = url !== undefined && /^https?:\/\//.test(url);
  return <li>{isSafe ? <a href={url} rel="noopener noreferrer" target="_blank">{words}</a> : words}</li>;
}

/** Somebody is inside in another window of this browser: who comes in by this one? */
export function ElsewhereDialog({ speech, name, goOn, anotherGuest, closed }: {
  readonly speech: Speech; readonly name: string; readonly goOn: () => void; readonly anotherGuest: () => void; readonly closed: () => void;
}): JSX.Element {
  return (
    <Dialog speech={speech} title="elsewhere" closed={closed}>
      <p>{speech.say('elsewhereWords', { name })}</p>
      <div class="buttons">
        <button type="button" class="primary small go-on" onClick={goOn}>{speech.say('goOnHere', { name })}</button>
        <button type="button" class="quiet another" onClick={anotherGuest}>{speech.say('anotherGuest')}</button>
      </div>
      <Hint>{speech.say('anotherGuestHint')}</Hint>
    </Dialog>
  );
}
