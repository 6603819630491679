/** What the server holds about the person: taking it out, and deleting it. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Part, type PartProps, useAct } from './account-parts';
import { Hint } from './kit';

/** Hands a text to the browser as a file to be saved. */
function save(text: string, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(link.href);
  }, 10_000);
}

/** @param props with `erased`, told once everything is deleted */
export function DataPart({ speech, account, announcer, erased }: PartProps & { readonly erased: () => void }): JSX.Element {
  const [isTaking, take] = useAct(speech, announcer);
  const [isErasing, erase] = useAct(speech, announcer);
  const [typed, setTyped] = useState('');
  const word = speech.say('eraseWord');
  const isSure = typed.trim() === word;
  return (
    <Part speech={speech} title="data" isOpen={false}>
      <Hint>{speech.say('exportHint')}</Hint>
      <button
        type="button"
        class="quiet"
        disabled={isTaking}
        onClick={() => {
          take(async () => {
            save(await account.exportAll(), `parvis-${new Date().toISOString().slice(0, 10)}.json`);
            announcer.tell(speech.say('exported'));
          });
        }}
      >
        {speech.say('exportIt')}
      </button>
      <div class="account-block">
        <Hint>{speech.say('eraseHint')}</Hint>
        <form
          class="inline"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (isSure) {
              erase(async () => {
                await account.erase();
                erased();
              });
            }
          }}
        >
          <label for="erase-field">{speech.say('eraseType', { word })}</label>
          <input id="erase-field" class="field" autocomplete="off" spellcheck={false} onInput={(event) => { setTyped(event.currentTarget.value); }} />
          <button type="submit" class="danger" disabled={!isSure || isErasing}>{speech.say('erase')}</button>
        </form>
      </div>
    </Part>
  );
}
