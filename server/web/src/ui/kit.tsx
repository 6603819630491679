/** Parts that all panels and dialogues are made of. */
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { isComposing } from './composing';
import { ICON } from './icons';
import type { Speech, WordKey } from './words';

/** A drawn sign; its words are elsewhere. */
export function Icon({ path }: { readonly path: string }): JSX.Element {
  return <svg viewBox="0 0 24 24" aria-hidden="true"><path d={path} /></svg>;
}

/** What an icon button is. */
export interface IconButtonProps {
  readonly icon: string;
  readonly label: string;
  readonly pressed: () => void;
  /** Whether what it opens is open; absent when it opens nothing. */
  readonly expanded?: boolean;
  /** A number at its corner, when above 0. */
  readonly count?: number;
  readonly extraClass?: string;
}

/** A button with a drawn sign; its words are for ears and tooltips. */
export function IconButton({ icon, label, pressed, expanded, count = 0, extraClass = '' }: IconButtonProps): JSX.Element {
  return (
    <button type="button" class={`icon-button ${extraClass}`} aria-label={label} title={label} aria-expanded={expanded} onClick={pressed}>
      <Icon path={icon} />
      {count > 0 && <span class="count" aria-hidden="true">{count > 99 ? '99+' : count}</span>}
    </button>
  );
}

/** A dialogue. */
export interface DialogProps {
  readonly speech: Speech;
  readonly title: WordKey;
  readonly extraClass?: string;
  readonly closed: () => void;
  /** Says no to closing it, for a reason that it tells itself. */
  readonly mayClose?: () => boolean;
  readonly children: ComponentChildren;
}

/** The browser's own dialogue, which keeps the focus inside and closes with Esc, but not while an input method composes. */
export function Dialog({ speech, title, extraClass = '', closed, mayClose, children }: DialogProps): JSX.Element {
  const element = useRef<HTMLDialogElement>(null);
  const id = `dialog-${title}`;
  useEffect(() => {
    element.current?.showModal();
  }, []);
  const close = (): void => {
    if (mayClose?.() !== false) {
      closed();
    }
  };
  return (
    <dialog
      ref={element}
      class={`dialog ${extraClass}`}
      aria-labelledby={id}
      onCancel={(event) => {
        // A file field's cancel bubbles up as well.
        if (event.target === element.current) {
          event.preventDefault();
          if (!isComposing()) {
            close();
          }
        }
      }}
      onClose={closed}
    >
      <header class="dialog-head">
        <h2 id={id}>{speech.say(title)}</h2>
        <IconButton icon={ICON.close} label={speech.say('close')} pressed={close} />
      </header>
      {children}
    </dialog>
  );
}

/** A label with its field beside it. */
function Row({ id, label, children }: { readonly id: string; readonly label: string; readonly children: ComponentChildren }): JSX.Element {
  return <div class="row"><label for={id}>{label}</label>{children}</div>;
}

/** A choice out of a list. */
export function SelectRow<T extends string>({ id, label, value, choices, chosen }: {
  readonly id: string; readonly label: string; readonly value: T; readonly choices: readonly (readonly [T, string])[]; readonly chosen: (value: T) => void;
}): JSX.Element {
  return (
    <Row id={id} label={label}>
      <select id={id} class="field" value={value} onChange={(event) => { chosen(event.currentTarget.value as T); }}>
        {choices.map(([key, name]) => <option key={key} value={key} selected={key === value}>{name}</option>)}
      </select>
    </Row>
  );
}

/** A number between two others. */
export function RangeRow({ id, label, value, min, max, chosen }: {
  readonly id: string; readonly label: string; readonly value: number; readonly min: number; readonly max: number; readonly chosen: (value: number) => void;
}): JSX.Element {
  return (
    <Row id={id} label={label}>
      <input id={id} type="range" min={min} max={max} step={0.1} value={value} onInput={(event) => { chosen(Number(event.currentTarget.value)); }} />
    </Row>
  );
}

/** Yes or no. */
export function CheckRow({ id, label, value, chosen }: {
  readonly id: string; readonly label: string; readonly value: boolean; readonly chosen: (value: boolean) => void;
}): JSX.Element {
  return (
    <Row id={id} label={label}>
      <input id={id} type="checkbox" checked={value} onChange={(event) => { chosen(event.currentTarget.checked); }} />
    </Row>
  );
}

const SURE_MS = 6_000;

/** A button that does something only when pressed a second time. */
export function TwiceButton({ label, sure, title, disabled, pressed }: {
  readonly label: string; readonly sure: string; readonly title?: string; readonly disabled?: boolean; readonly pressed: () => void;
}): JSX.Element {
  const [isSure, setSure] = useState(false);
  useEffect(() => {
    if (!isSure) {
      return undefined;
    }
    const timer = setTimeout(() => { setSure(false); }, SURE_MS);
    return () => { clearTimeout(timer); };
  }, [isSure]);
  const press = (): void => {
    setSure(!isSure);
    if (isSure) {
      pressed();
    }
  };
  return <button type="button" class={isSure ? 'quiet sure' : 'quiet'} title={title} disabled={disabled} onClick={press}>{isSure ? sure : label}</button>;
}

/** Small print. */
export function Hint({ children }: { readonly children: ComponentChildren }): JSX.Element {
  return <p class="hint">{children}</p>;
}
