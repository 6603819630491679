/** What the server holds about the person: taking it out, and deleting it. */
import type { Account } from '../identity/account';
import { type Announcer, act, hint, part } from './account-parts';
import { button, make } from './dom';
import type { Speech } from './words';

/** Hands a text to the browser as a file to be saved. */
function save(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = make('a', { href: address, download: name });
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 10_000);
}

/** @param erased told once everything is deleted */
export function dataPart(speech: Speech, account: Account, announcer: Announcer, erased: () => void): HTMLElement {
  const take = button(speech.say('exportIt'), 'quiet', () => {
    act(speech, announcer, take, async () => {
      save(await account.exportAll(), `parvis-${new Date().toISOString().slice(0, 10)}.json`);
      announcer.tell(speech.say('exported'));
    });
  });
  const word = speech.say('eraseWord');
  const field = make('input', { id: 'erase-field', class: 'field', autocomplete: 'off', spellcheck: 'false' });
  const erase = make('button', { type: 'submit', class: 'danger', disabled: true }, speech.say('erase'));
  field.addEventListener('input', () => {
    erase.disabled = field.value.trim() !== word;
  });
  const form = make('form', { class: 'inline', novalidate: true }, make('label', { for: 'erase-field' }, speech.say('eraseType', { word })), field, erase);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!erase.disabled) {
      act(speech, announcer, erase, async () => {
        await account.erase();
        erased();
      });
    }
  });
  return part(speech, 'data', false, hint(speech.say('exportHint')), take, make('div', { class: 'account-block' }, hint(speech.say('eraseHint')), form));
}
