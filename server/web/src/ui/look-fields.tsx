/** The fields by which a look is chosen. */
import type { JSX } from 'preact';
import { COLORS, HAIRS, type LookChoice, SKINS } from './preferences';
import type { Speech, WordKey } from './words';

const BODIES: readonly WordKey[] = ['body0', 'body1', 'body2', 'body3'];
const OUTFITS: readonly WordKey[] = ['outfit0', 'outfit1', 'outfit2', 'outfit3'];

function hex(color: number): string {
  return `#${color.toString(16).padStart(6, '0')}`;
}

/** A look and what to do when one of its choices becomes another. */
export interface LookFieldsProps {
  readonly speech: Speech;
  readonly look: Readonly<LookChoice>;
  /** Keeps ids and names apart where two of these are on the page. */
  readonly prefix: string;
  readonly chosen: (key: keyof LookChoice, value: number) => void;
}

function Choice({ speech, look, prefix, chosen, field, words }: LookFieldsProps & { readonly field: 'body' | 'outfit'; readonly words: readonly WordKey[] }): JSX.Element {
  const id = `${prefix}-${field}`;
  return (
    <div class="look-row">
      <label for={id}>{speech.say(field)}</label>
      <select id={id} class="field" value={look[field]} onChange={(event) => { chosen(field, Number(event.currentTarget.value)); }}>
        {words.map((word, i) => <option key={word} value={i} selected={look[field] === i}>{speech.say(word)}</option>)}
      </select>
    </div>
  );
}

function Swatches({ speech, look, prefix, chosen, field, colors }: LookFieldsProps & { readonly field: 'color' | 'skin' | 'hair'; readonly colors: readonly number[] }): JSX.Element {
  return (
    <fieldset class="look-row">
      <legend>{speech.say(field)}</legend>
      <div class="swatches">
        {colors.map((color, i) => (
          <input
            key={color}
            type="radio"
            name={`${prefix}-${field}`}
            value={color}
            checked={look[field] === color}
            aria-label={`${speech.say(field)} ${i + 1}`}
            style={{ backgroundColor: hex(color) }}
            onChange={() => { chosen(field, color); }}
          />
        ))}
      </div>
    </fieldset>
  );
}

/** Hair style, outfit and three colours. */
export function LookFields(props: LookFieldsProps): JSX.Element {
  return (
    <div class="look-grid">
      <Choice {...props} field="body" words={BODIES} />
      <Choice {...props} field="outfit" words={OUTFITS} />
      <Swatches {...props} field="color" colors={COLORS} />
      <Swatches {...props} field="skin" colors={SKINS} />
      <Swatches {...props} field="hair" colors={HAIRS} />
    </div>
  );
}
