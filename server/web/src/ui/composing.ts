/**
 * Input methods: while somebody composes Chinese, Japanese or Korean, every key is the method's own. The page's shortcuts,
 * dialogues and forms must not hear of it, whichever field it is typed into.
 */

/** The code of keys that an input method has taken; Safari's last key of a composition is told by it alone. */
const TAKEN_BY_INPUT_METHOD = 229;

let composing = false;

/** Whether an input method composes in some field just now. */
export function isComposing(): boolean {
  return composing;
}

/** Whether a key belongs to the input method. */
export function isOfInputMethod(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === TAKEN_BY_INPUT_METHOD;
}

/** Keeps such keys from everything else on the page; call once, before anything listens. */
export function guardComposition(target: Window): void {
  target.addEventListener('compositionstart', () => { composing = true; }, { capture: true });
  target.addEventListener('compositionend', () => { composing = false; }, { capture: true });
  // A field that goes away while composing ends without a word.
  target.addEventListener('focusout', () => { composing = false; }, { capture: true });
  target.addEventListener('keydown', (event) => {
    if (isOfInputMethod(event)) {
      event.stopImmediatePropagation();
      if (event.code === 'Escape' || event.key === 'Escape') {
        // Or the browser would close the dialogue that the field is in.
        event.preventDefault();
      }
    }
  }, { capture: true });
  target.addEventListener('submit', (event) => {
    if (composing) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, { capture: true });
}
