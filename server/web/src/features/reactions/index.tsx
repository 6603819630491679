/** Reactions: counted for the whole venue, shown as totals and as symbols that fly up. */
import type { JSX } from 'preact';
import { ReactionKind } from '../../wire/generated/parvis/v1/action_pb';
import { ICON } from '../../ui/icons';
import { Icon } from '../../ui/kit';
import { Observed, useObserved } from '../../ui/observed';
import type { Feature } from '../../ui/page';
import { Flight } from './flight';
import { type KnownReaction, REACTIONS, ReactionTotals } from './totals';
import { WORDS } from './words';

/** Keys of reactions follow those of gestures. */
const FIRST_KEY = 5;

/** Drawn, so that they look alike everywhere and need no font for emoji. */
const SYMBOLS: Readonly<Record<KnownReaction, readonly [string, 'applause' | 'heart' | 'laugh' | 'cheer']>> = {
  [ReactionKind.APPLAUSE]: [ICON.applaud, 'applause'],
  [ReactionKind.HEART]: [ICON.heart, 'heart'],
  [ReactionKind.LAUGH]: [ICON.laugh, 'laugh'],
  [ReactionKind.CHEER]: [ICON.cheer, 'cheer'],
};

export const reactions: Feature = {
  id: 'reactions',
  install(page) {
    const say = page.words(WORDS);
    const totals = new Observed(new ReactionTotals());
    const flight = new Flight((kind) => SYMBOLS[kind][0]);
    const react = (kind: KnownReaction | undefined): void => {
      if (kind !== undefined) {
        page.act({ case: 'reaction', value: { kind } });
      }
    };
    page.addOverlay(flight.element);
    page.onEntered((_welcome, elsewhere) => {
      if (elsewhere) {
        totals.value.reset();
        totals.touch();
      }
    });
    page.onMessage('reactions', (message) => {
      const fresh = totals.value.take(message);
      totals.touch();
      if (!page.preferences.reduceMotion) {
        flight.launch(fresh);
      }
    });
    const Reactions = (): JSX.Element => {
      const now = useObserved(totals);
      const numbers = new Intl.NumberFormat(page.language, { notation: 'compact', maximumFractionDigits: 1 });
      return (
        <div class="reactions" role="toolbar" aria-label={say('reactions')}>
          {REACTIONS.map((kind, i) => {
            const [path, word] = SYMBOLS[kind];
            const total = now.of(kind);
            return (
              <button key={word} type="button" class={`reaction ${word}`} title={say(word)} onClick={() => { react(kind); }}>
                <Icon path={path} />
                <span class="reaction-word">{say(word)}</span>{' '}
                <span class="reaction-total">{total > 0n ? numbers.format(total) : ''}</span>
                <kbd aria-hidden="true">{FIRST_KEY + i}</kbd>
              </button>
            );
          })}
        </div>
      );
    };
    page.addBar({ id: 'reactions', render: () => <Reactions /> });
    page.addKey({
      codes: ['Digit5', 'Digit6', 'Digit7', 'Digit8', 'Numpad5', 'Numpad6', 'Numpad7', 'Numpad8'],
      press: (code) => { react(REACTIONS[Number(code.slice(-1)) - FIRST_KEY]); },
      help: { what: () => say('help'), keys: () => say('helpKeys') },
    });
  },
};
