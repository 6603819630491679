/** Symbols that fly up when people react. */
import { make } from '../../ui/dom';
import { type FreshReaction, type KnownReaction, REACTIONS, flying } from './totals';

/** Symbols in the air at most, all kinds together. */
const MOST_IN_THE_AIR = 40;
const SVG = 'http://www.w3.org/2000/svg';

/** Lies over the picture. */
export class Flight {
  readonly element = make('div', { class: 'flight' });
  private inTheAir = 0;

  /** @param pathOf the drawn sign of a kind */
  constructor(private readonly pathOf: (kind: KnownReaction) => string) {}

  launch(fresh: readonly FreshReaction[]): void {
    for (const { kind, count } of fresh) {
      for (let i = flying(count); i > 0 && this.inTheAir < MOST_IN_THE_AIR; i--) {
        this.one(kind, i);
      }
    }
  }

  private one(kind: KnownReaction, number: number): void {
    const symbol = make('span', { class: `flying kind-${kind}` }, this.sign(kind));
    symbol.style.setProperty('--from', `${((REACTIONS.indexOf(kind) - 1.5) * 4).toFixed(2)}rem`);
    symbol.style.setProperty('--drift', `${((Math.random() - 0.5) * 5).toFixed(2)}rem`);
    symbol.style.animationDelay = `${((number - 1) * 60).toFixed(0)}ms`;
    symbol.addEventListener('animationend', () => {
      this.inTheAir--;
      symbol.remove();
    });
    this.inTheAir++;
    this.element.append(symbol);
  }

  private sign(kind: KnownReaction): SVGSVGElement {
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('viewBox', '0 0 24 24');
    const shape = document.createElementNS(SVG, 'path');
    shape.setAttribute('d', this.pathOf(kind));
    svg.append(shape);
    return svg;
  }
}
