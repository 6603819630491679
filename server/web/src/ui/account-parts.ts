/** What the parts of the account dialogue share: acting with faults told in words, asking twice, copying. */
import { button, make } from './dom';
import { faultWords } from './faults';
import type { Speech, WordKey } from './words';

/** Where a part says what came of something. */
export interface Announcer {
  /** Something was done. */
  tell(text: string): void;
  /** Something could not be done. */
  warn(text: string): void;
}

/** Does something that takes a while: meanwhile the button rests; faults are told in words. */
export function act(speech: Speech, announcer: Announcer, pressed: HTMLButtonElement, what: () => Promise<void>): void {
  pressed.disabled = true;
  announcer.tell(speech.say('accountWait'));
  what().then(
    () => {
      pressed.disabled = false;
    },
    (fault: unknown) => {
      console.info('the account said no:', fault);
      pressed.disabled = false;
      announcer.warn(faultWords(speech, fault));
      pressed.focus();
    },
  );
}

const SURE_MS = 6_000;

/** A button that does something only when pressed a second time. */
export function twice(label: string, sure: string, className: string, pressed: (element: HTMLButtonElement) => void): HTMLButtonElement {
  let timer = 0;
  const calm = (): void => {
    clearTimeout(timer);
    timer = 0;
    element.textContent = label;
    element.classList.remove('sure');
  };
  const element = button(label, className, () => {
    if (timer !== 0) {
      calm();
      pressed(element);
      return;
    }
    element.textContent = sure;
    element.classList.add('sure');
    timer = window.setTimeout(calm, SURE_MS);
  });
  return element;
}

/** A part that can be opened and closed. */
export function part(speech: Speech, title: WordKey, open: boolean, ...content: (Node | string)[]): HTMLDetailsElement {
  return make('details', { class: 'account-part', open }, make('summary', {}, speech.say(title)), ...content);
}

/** A line of small print. */
export function hint(text: string): HTMLElement {
  return make('p', { class: 'hint' }, text);
}

/** Puts a text where it can be pasted from; where the browser does not allow it, the person does the last step. */
export async function copy(speech: Speech, announcer: Announcer, element: HTMLElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(element.textContent ?? '');
    announcer.tell(speech.say('copied'));
  } catch {
    getSelection()?.selectAllChildren(element);
    announcer.tell(speech.say('copyByHand'));
  }
}

/** A day in the words of a language; empty for what is none. */
export function day(speech: Speech, time: string): string {
  const date = new Date(time);
  return time === '' || Number.isNaN(date.getTime()) ? '' : date.toLocaleDateString(speech.language, { dateStyle: 'medium' });
}
