/** Gestures of the body: a row of buttons, the keys 1 to 4, and the space bar for the jump. */
import type { JSX } from 'preact';
import { EmoteKind } from '../../wire/generated/parvis/v1/avatar_pb';
import { ICON } from '../../ui/icons';
import { Icon } from '../../ui/kit';
import type { Feature } from '../../ui/page';
import { WORDS } from './words';

const GESTURES = [
  { kind: EmoteKind.WAVE, word: 'wave', icon: ICON.wave },
  { kind: EmoteKind.DANCE, word: 'dance', icon: ICON.dance },
  { kind: EmoteKind.APPLAUD, word: 'applaud', icon: ICON.applaud },
  { kind: EmoteKind.JUMP, word: 'jump', icon: ICON.jump },
] as const;

export const gestures: Feature = {
  id: 'gestures',
  install(page) {
    const say = page.words(WORDS);
    const make = (kind: EmoteKind | undefined): void => {
      if (kind !== undefined) {
        page.act({ case: 'emote', value: { kind } });
      }
    };
    const Gestures = (): JSX.Element => (
      <div class="emotes" role="toolbar" aria-label={say('gestures')}>
        {GESTURES.map(({ kind, word, icon }, i) => (
          <button key={word} type="button" class="emote" title={say(word)} onClick={() => { make(kind); }}>
            <Icon path={icon} />
            <span class="emote-word">{say(word)}</span>
            <kbd aria-hidden="true">{i + 1}</kbd>
          </button>
        ))}
      </div>
    );
    page.addBar({ id: 'gestures', render: () => <Gestures /> });
    page.addKey({ codes: ['Space'], press: () => { make(EmoteKind.JUMP); }, help: { what: () => say('helpJump'), keys: () => say('helpJumpKeys') } });
    page.addKey({
      codes: ['Digit1', 'Digit2', 'Digit3', 'Digit4', 'Numpad1', 'Numpad2', 'Numpad3', 'Numpad4'],
      press: (code) => { make(GESTURES[Number(code.slice(-1)) - 1]?.kind); },
      help: { what: () => say('help'), keys: () => say('helpKeys') },
    });
  },
};
