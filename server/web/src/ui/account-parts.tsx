/** What the parts of the account dialogue share: acting with faults told in words, and copying. */
import type { ComponentChildren, JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Account } from '../identity/account';
import { faultWords } from './faults';
import type { Speech, WordKey } from './words';

/** Where a part says what came of something. */
export interface Announcer {
  /** Something was done. */
  tell(text: string): void;
  /** Something could not be done. */
  warn(text: string): void;
}

/** What every part needs. */
export interface PartProps {
  readonly speech: Speech;
  readonly account: Account;
  readonly announcer: Announcer;
}

/**
 * Does something that takes a while: meanwhile its button rests; faults are told in words, with the focus back on what was pressed.
 * @returns whether it is being done, and what does it
 */
export function useAct(speech: Speech, announcer: Announcer): readonly [boolean, (what: () => Promise<void>) => void] {
  const [isBusy, setBusy] = useState(false);
  const busy = useRef(false);
  const act = (what: () => Promise<void>): void => {
    if (busy.current) {
      return;
    }
    const pressed = document.activeElement;
    const rest = (): void => {
      busy.current = false;
      setBusy(false);
    };
    busy.current = true;
    setBusy(true);
    announcer.tell(speech.say('accountWait'));
    what().then(rest, (fault: unknown) => {
      console.info('the account said no:', fault);
      rest();
      announcer.warn(faultWords(speech, fault));
      requestAnimationFrame(() => {
        if (pressed instanceof HTMLElement) {
          pressed.focus();
        }
      });
    });
  };
  return [isBusy, act];
}

/** A part that can be opened and closed. */
export function Part({ speech, title, isOpen, children }: {
  readonly speech: Speech; readonly title: WordKey; readonly isOpen: boolean; readonly children: ComponentChildren;
}): JSX.Element {
  // The person opens and closes it from then on.
  const [open] = useState(isOpen);
  return <details class="account-part" open={open}><summary>{speech.say(title)}</summary>{children}</details>;
}

/** Puts a text where it can be pasted from; where the browser does not allow it, the person does the last step. */
export async function copy(speech: Speech, announcer: Announcer, element: HTMLElement | null): Promise<void> {
  if (element === null) {
    return;
  }
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
