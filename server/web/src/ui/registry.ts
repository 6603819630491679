/** What features have brought. The page's parts read it and so need to know no feature. */
import type { Welcome } from '../wire/generated/parvis/v1/session_pb';
import type { Incoming } from '../wire/messages';
import type { VenueContent } from '../world/venue';
import { Observed } from './observed';
import type { Bar, Frame, KeyBinding, MapLayer, MessageKind, Panel, StatusLine, Verb, WorldObject } from './page';
import type { Scene } from 'three';

/** Owned by the page's only thread; filled while features install, then only read. */
export class Registry {
  readonly verbs: Verb[] = [];
  readonly keys: KeyBinding[] = [];
  readonly panels: Panel[] = [];
  readonly bars: Bar[] = [];
  readonly statuses: StatusLine[] = [];
  readonly mapLayers: MapLayer[] = [];
  readonly overlays: HTMLElement[] = [];
  readonly worldObjects: ((scene: Scene) => WorldObject)[] = [];
  readonly entered: ((welcome: Welcome, elsewhere: boolean) => void)[] = [];
  readonly left: (() => void)[] = [];
  readonly venue: ((content: VenueContent) => void)[] = [];
  readonly frame: ((frame: Frame) => void)[] = [];
  readonly moment: (() => void)[] = [];
  readonly movedWhileSeated: (() => void)[] = [];
  readonly announced: ((text: string, own: boolean) => void)[] = [];
  /** Id of the panel that is open. */
  readonly open = new Observed<string | undefined>(undefined);
  private readonly messages = new Map<string, ((message: never) => void)[]>();
  private readonly featureMessages = new Map<string, ((content: Uint8Array) => void)[]>();

  onMessage(kind: MessageKind, heard: (message: never) => void): void {
    put(this.messages, kind, heard);
  }

  onFeatureMessage(kind: string, heard: (content: Uint8Array) => void): void {
    put(this.featureMessages, kind, heard);
  }

  /** Hands a message to whoever hears its kind; one that nobody knows is of a later version and passed over. */
  told(message: Incoming): void {
    if (message.case === 'feature') {
      for (const heard of this.featureMessages.get(message.value.kind) ?? []) {
        heard(message.value.content);
      }
    }
    for (const heard of this.messages.get(message.case ?? '') ?? []) {
      heard(message.value as never);
    }
  }

  /** What is on offer of what a fixture is for: a feature's verb, or one that no feature knows, whose label is undefined. */
  offered(verbs: readonly string[]): { readonly verb: string; readonly label: (() => string) | undefined } | undefined {
    for (const verb of verbs) {
      const known = this.verbs.find((one) => one.verb === verb);
      if (known === undefined || known.isOffered()) {
        return { verb, label: known?.label };
      }
    }
    return undefined;
  }

  toggle(panel: Panel): void {
    if (this.open.value === panel.id) {
      this.close();
    } else {
      this.openAsked(panel.id);
    }
  }

  /** Opens a panel as its button does. */
  openAsked(id: string): void {
    this.show(id);
    this.panels.find((one) => one.id === id)?.opened?.();
  }

  /** Opens a panel in place of the one that is open. */
  show(id: string): void {
    if (this.open.value !== id && this.panels.some((one) => one.id === id)) {
      this.close();
      this.open.value = id;
    }
  }

  close(): void {
    const panel = this.panels.find((one) => one.id === this.open.value);
    this.open.value = undefined;
    panel?.closed?.();
  }
}

function put<T>(lists: Map<string, T[]>, key: string, one: T): void {
  const list = lists.get(key);
  if (list === undefined) {
    lists.set(key, [one]);
  } else {
    list.push(one);
  }
}
