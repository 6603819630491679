/** The reactions on offer with their totals, and the symbols that fly up when people react. */
import { ReactionKind } from '../wire/generated/parvis/v1/action_pb';
import { type FreshReaction, type KnownReaction, REACTIONS, type ReactionTotals, flying } from '../world/reactions';
import { button, make } from './dom';
import type { Speech, WordKey } from './words';

const FACES: Readonly<Record<KnownReaction, readonly [string, WordKey]>> = {
  [ReactionKind.APPLAUSE]: ['👏', 'applause'],
  [ReactionKind.HEART]: ['❤️', 'heart'],
  [ReactionKind.LAUGH]: ['😂', 'laugh'],
  [ReactionKind.CHEER]: ['🎉', 'cheer'],
};
/** Symbols in the air at most, all kinds together. */
const MOST_IN_THE_AIR = 40;
/** Keys of reactions follow those of gestures. */
const FIRST_KEY = 5;

/** A row of buttons, numbered from 1. */
export class ReactionBar {
  readonly element: HTMLElement;
  private readonly totals = new Map<KnownReaction, HTMLElement>();
  private readonly starts = new Map<KnownReaction, HTMLElement>();
  private readonly numbers: Intl.NumberFormat;
  private inTheAir = 0;

  constructor(speech: Speech, pressed: (number: number) => void) {
    this.numbers = new Intl.NumberFormat(speech.language, { notation: 'compact', maximumFractionDigits: 1 });
    this.element = make('div', { class: 'reactions', role: 'toolbar', 'aria-label': speech.say('reactions') });
    REACTIONS.forEach((kind, i) => {
      const [symbol, word] = FACES[kind];
      const total = make('span', { class: 'reaction-total' });
      const start = make('span', { class: 'reaction-symbol', 'aria-hidden': 'true' }, symbol);
      const one = button('', 'reaction', () => { pressed(i + 1); });
      one.title = speech.say(word);
      one.append(start, make('span', { class: 'reaction-word' }, speech.say(word)), ' ', total, make('kbd', { 'aria-hidden': 'true' }, String(FIRST_KEY + i)));
      this.totals.set(kind, total);
      this.starts.set(kind, start);
      this.element.append(one);
    });
  }

  /** Writes the totals; a kind that nobody has used yet shows none. */
  show(totals: ReactionTotals): void {
    for (const [kind, element] of this.totals) {
      const total = totals.of(kind);
      const text = total > 0n ? this.numbers.format(total) : '';
      if (element.textContent !== text) {
        element.textContent = text;
      }
    }
  }

  /** Lets symbols fly up for what is fresh. */
  fly(fresh: readonly FreshReaction[]): void {
    for (const { kind, count } of fresh) {
      for (let i = flying(count); i > 0 && this.inTheAir < MOST_IN_THE_AIR; i--) {
        this.launch(kind, i);
      }
    }
  }

  private launch(kind: KnownReaction, number: number): void {
    const symbol = make('span', { class: 'flying', 'aria-hidden': 'true' }, FACES[kind][0]);
    symbol.style.setProperty('--drift', `${((Math.random() - 0.5) * 5).toFixed(2)}rem`);
    symbol.style.animationDelay = `${((number - 1) * 60).toFixed(0)}ms`;
    symbol.addEventListener('animationend', () => {
      this.inTheAir--;
      symbol.remove();
    });
    this.inTheAir++;
    this.starts.get(kind)!.append(symbol);
  }
}
