/** Everything laid over the picture while inside. What features bring is shown without knowing what it is. */
import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { ICON } from './icons';
import { IconButton } from './kit';
import { Observed, useObserved } from './observed';
import type { Panel, StatusLine } from './page';
import type { Registry } from './registry';
import type { Speech } from './words';

/** What the person does on the HUD. */
export interface HudListener {
  interact(): void;
  openSettings(): void;
  openHelp(): void;
  openAccount(): void;
  leave(): void;
  retryNow(): void;
}

/** The connection's state; an empty text when all is well. */
export interface Banner {
  readonly text: string;
  readonly canRetry: boolean;
}

const TOAST_MS = 4_500;

/** What the HUD shows. Owned by the page's only thread. */
export class HudState {
  readonly banner = new Observed<Banner>({ text: '', canRetry: false });
  readonly toast = new Observed('');
  readonly isToastShown = new Observed(false);
  readonly isLoading = new Observed(true);
  /** What E, or a press of the button, would do now; empty for nothing. */
  readonly hint = new Observed('');
  readonly title = new Observed('');
  /** Whether a small window shows the rows of buttons that it folds. */
  readonly isUnfolded = new Observed(false);
  private toastTimer = 0;

  /** A short message that goes by itself. */
  say(text: string): void {
    clearTimeout(this.toastTimer);
    this.toast.value = text;
    this.isToastShown.value = true;
    this.toastTimer = window.setTimeout(() => { this.isToastShown.value = false; }, TOAST_MS);
  }

  setBanner(text: string, canRetry: boolean): void {
    const { value } = this.banner;
    if (value.text !== text || value.canRetry !== canRetry) {
      this.banner.value = { text, canRetry };
    }
  }

  dispose(): void {
    clearTimeout(this.toastTimer);
  }
}

/** What the HUD is made of. */
export interface HudProps {
  readonly state: HudState;
  readonly registry: Registry;
  readonly speech: Speech;
  readonly listener: HudListener;
  readonly map: HTMLCanvasElement;
  /** The joystick, where the pointer is coarse. */
  readonly stick: HTMLElement | undefined;
}

/** Holds an element that is not made by panels. */
function Held({ element, extraClass }: { readonly element: HTMLElement; readonly extraClass: string }): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    place.current?.replaceChildren(element);
  }, [element]);
  return <div class={extraClass} ref={place} />;
}

function Status({ line }: { readonly line: StatusLine }): JSX.Element | null {
  const text = useObserved(line.text);
  return text === '' ? null : <p class={line.id}>{text}</p>;
}

function PanelButton({ panel, registry }: { readonly panel: Panel; readonly registry: Registry }): JSX.Element {
  const isOpen = useObserved(registry.open) === panel.id;
  const unread = useObserved(panel.unread ?? NOTHING_UNREAD);
  return (
    <IconButton
      icon={panel.icon}
      label={isOpen ? panel.closeLabel() : panel.openLabel()}
      expanded={isOpen}
      count={unread}
      pressed={() => { registry.toggle(panel); }}
    />
  );
}

const NOTHING_UNREAD = new Observed(0);

function Panels({ registry }: { readonly registry: Registry }): JSX.Element {
  const open = useObserved(registry.open);
  return (
    <>
      {registry.panels.map((panel) => (
        <section key={panel.id} class={`panel ${panel.id}`} aria-label={panel.title()} hidden={open !== panel.id}>{panel.render()}</section>
      ))}
    </>
  );
}

function Tools({ state, registry, speech, listener }: HudProps): JSX.Element {
  const isUnfolded = useObserved(state.isUnfolded);
  return (
    <div class="tools" role="toolbar" aria-label={speech.say('tools')}>
      {registry.panels.map((panel) => <PanelButton key={panel.id} panel={panel} registry={registry} />)}
      {registry.bars.length > 0 && (
        <IconButton icon={ICON.express} label={speech.say('express')} extraClass="unfold" expanded={isUnfolded} pressed={() => { state.isUnfolded.value = !isUnfolded; }} />
      )}
      <IconButton icon={ICON.account} label={speech.say('account')} pressed={() => { listener.openAccount(); }} />
      <IconButton icon={ICON.settings} label={speech.say('settings')} pressed={() => { listener.openSettings(); }} />
      <IconButton icon={ICON.help} label={speech.say('help')} pressed={() => { listener.openHelp(); }} />
      <IconButton icon={ICON.leave} label={speech.say('leave')} pressed={() => { listener.leave(); }} />
    </div>
  );
}

function BannerLine({ state, speech, listener }: HudProps): JSX.Element {
  const { text, canRetry } = useObserved(state.banner);
  return (
    <div class="banner" role="status" aria-live="polite" hidden={text === ''}>
      <span>{text}</span>
      <button type="button" class="quiet" hidden={!canRetry} onClick={() => { listener.retryNow(); }}>{speech.say('retry')}</button>
    </div>
  );
}

function Toast({ state }: { readonly state: HudState }): JSX.Element {
  const text = useObserved(state.toast);
  const isShown = useObserved(state.isToastShown);
  return <div class={isShown ? 'toast shown' : 'toast'} role="status" aria-live="polite">{text}</div>;
}

function HintButton({ state, listener, stick }: HudProps): JSX.Element {
  const hint = useObserved(state.hint);
  return (
    <button type="button" class="hint-button" hidden={hint === ''} onClick={() => { listener.interact(); }}>
      {hint}{stick === undefined && hint !== '' ? ' · E' : ''}
    </button>
  );
}

/** The whole HUD; its places are a grid, so that nothing can lie on anything else. */
export function Hud(props: HudProps): JSX.Element {
  const { state, registry, speech, map, stick } = props;
  const isLoading = useObserved(state.isLoading);
  const open = useObserved(registry.open);
  const isUnfolded = useObserved(state.isUnfolded);
  const title = useObserved(state.title);
  const classes = ['hud-grid', ...(open === undefined ? [] : ['with-panel']), ...(isUnfolded ? ['unfolded'] : []), ...(stick === undefined ? [] : ['with-stick'])];
  return (
    <div class={classes.join(' ')}>
      <h1 class="for-ears">{title}</h1>
      <div class="status">{registry.statuses.map((line) => <Status key={line.id} line={line} />)}</div>
      <div class="middle">
        <BannerLine {...props} />
        <Toast state={state} />
        {isLoading && <p class="loading" role="status">{speech.say('loading')}</p>}
      </div>
      <div class="corner">
        <Held element={map} extraClass="map" />
        <Tools {...props} />
      </div>
      <div class="side">
        <Panels registry={registry} />
        {stick !== undefined && <Held element={stick} extraClass="stick-place" />}
      </div>
      <div class="lower">
        <HintButton {...props} />
        <div class="bars">{registry.bars.map((bar) => <div key={bar.id}>{bar.render()}</div>)}</div>
      </div>
    </div>
  );
}
