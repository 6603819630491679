/** The fields by which a look is chosen. */
import { make } from './dom';
import { COLORS, HAIRS, type LookChoice, SKINS } from './preferences';
import type { Speech, WordKey } from './words';

function hex(color: number): string {
  return `#${color.toString(16).padStart(6, '0')}`;
}

/** Writes each choice into the look at once. */
export class LookFields {
  readonly element = make('div', { class: 'look-grid' });

  /** @param prefix keeps ids and names apart where two of these are on the page */
  constructor(
    private readonly speech: Speech,
    private readonly look: LookChoice,
    private readonly prefix: string,
    private readonly changed: () => void,
  ) {
    this.element.append(
      this.choice('body', ['body0', 'body1', 'body2', 'body3']),
      this.choice('outfit', ['outfit0', 'outfit1', 'outfit2', 'outfit3']),
      this.swatches('color', COLORS),
      this.swatches('skin', SKINS),
      this.swatches('hair', HAIRS),
    );
  }

  /** After the look was changed by something else. */
  show(): void {
    for (const key of ['body', 'outfit'] as const) {
      this.element.querySelector<HTMLSelectElement>(`#${this.prefix}-${key}`)!.value = String(this.look[key]);
    }
    for (const key of ['color', 'skin', 'hair'] as const) {
      for (const radio of this.element.querySelectorAll<HTMLInputElement>(`[name=${this.prefix}-${key}]`)) {
        radio.checked = Number(radio.value) === this.look[key];
      }
    }
  }

  private choice(key: 'body' | 'outfit', words: readonly WordKey[]): HTMLElement {
    const id = `${this.prefix}-${key}`;
    const select = make('select', { id, class: 'field' });
    words.forEach((word, i) => {
      select.append(make('option', { value: i, selected: this.look[key] === i }, this.speech.say(word)));
    });
    select.addEventListener('change', () => {
      this.look[key] = Number(select.value);
      this.changed();
    });
    return make('div', { class: 'look-row' }, make('label', { for: id }, this.speech.say(key)), select);
  }

  private swatches(key: 'color' | 'skin' | 'hair', colors: readonly number[]): HTMLElement {
    const row = make('div', { class: 'swatches' });
    colors.forEach((color, i) => {
      const radio = make('input', { type: 'radio', name: `${this.prefix}-${key}`, value: color, checked: this.look[key] === color, 'aria-label': `${this.speech.say(key)} ${i + 1}` });
      radio.style.backgroundColor = hex(color);
      radio.addEventListener('change', () => {
        this.look[key] = color;
        this.changed();
      });
      row.append(radio);
    });
    return make('fieldset', { class: 'look-row' }, make('legend', {}, this.speech.say(key)), row);
  }
}
