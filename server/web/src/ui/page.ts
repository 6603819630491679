/**
 * The page's seam. A feature is a folder below `features`: its `install` hands the page what it brings, and the page
 * knows it by that alone. Everything here runs on the page's only thread.
 */
import type { ComponentChildren } from 'preact';
import type { Object3D, PerspectiveCamera, Scene, Vector3 } from 'three';
import type { Crowd } from '../world/crowd';
import type { Fixture, VenueContent } from '../world/venue';
import type { Walker } from '../world/walker';
import type { ActionReply } from '../wire/generated/parvis/v1/action_pb';
import type { Limits, Welcome } from '../wire/generated/parvis/v1/session_pb';
import type { Incoming, Outgoing } from '../wire/messages';
import type { Observed } from './observed';
import type { Preferences } from './preferences';
import type { Blanks, Language } from './words';

/** A part of the page that the rest does not know by name. */
export interface Feature {
  /** Name of its folder. */
  readonly id: string;
  /** Called once, before anything is shown. */
  install(page: Page): void;
}

/** Kinds of messages that features hear: all but those by which the session itself lives. */
export type MessageKind = Exclude<NonNullable<Incoming['case']>, 'welcome' | 'refusal' | 'farewell' | 'clockPong' | 'introductions' | 'correction' | 'actionReply' | 'frame' | 'notice' | 'waiting' | 'barriers' | 'fixtures' | 'feature'>;
/** The content of a kind of message. */
export type MessageOf<K extends MessageKind> = Extract<Incoming, { case: K }>['value'];
/** What a person does, as the server takes it. */
export type ActionKind = NonNullable<Extract<Outgoing, { case: 'action' }>['value']['kind']>;
/** Words of a feature in every language of the page; a unit test proves that none is missing. */
export type FeatureWords<K extends string> = Readonly<Record<Language, Readonly<Record<K, string>>>>;
/** Says a word in the person's language, with its blanks filled. */
export type Say<K extends string> = (key: K, blanks?: Blanks) => string;

/** What can be done with a fixture. */
export interface Verb {
  /** As in venue.json. */
  readonly verb: string;
  readonly label: () => string;
  /** Whether it is on offer now; the first that is wins. */
  readonly isOffered: () => boolean;
}

/** A key of the keyboard that does something while nobody types. */
export interface KeyBinding {
  /** Values of KeyboardEvent.code. */
  readonly codes: readonly string[];
  readonly press: (code: string) => void;
  /** A line of the help dialogue; absent when another binding's line covers it. */
  readonly help?: { readonly what: () => string; readonly keys: () => string };
}

/** A panel at the side, opened and closed by a button of the HUD; one is open at a time. */
export interface Panel {
  /** Also its CSS class. */
  readonly id: string;
  /** Path of the button's sign on a field of 24 by 24. */
  readonly icon: string;
  readonly title: () => string;
  readonly openLabel: () => string;
  readonly closeLabel: () => string;
  /** So many things in it have not been seen. */
  readonly unread?: Observed<number>;
  readonly render: () => ComponentChildren;
  /** After it was opened by a person. */
  readonly opened?: () => void;
  readonly closed?: () => void;
}

/** A row of buttons at the lower edge; small windows fold all rows behind one button. */
export interface Bar {
  readonly id: string;
  readonly render: () => ComponentChildren;
}

/** A line at the upper left: who is here, where one is. */
export interface StatusLine {
  readonly id: string;
  readonly text: Observed<string>;
  /** What a press does; without it the line is no button. */
  readonly pressed?: () => void;
}

/** Something in the picture that lives as long as a visit. */
export interface WorldObject {
  readonly object: Object3D;
  /** Before each picture. */
  update?(frame: Frame): void;
  dispose(): void;
}

/** One picture about to be drawn. */
export interface Frame {
  readonly camera: PerspectiveCamera;
  /** Of the canvas, CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Milliseconds of the page's clock. */
  readonly nowMs: number;
}

/** Draws on the map: the context, and where a place of the venue is on it. */
export type MapLayer = (context: CanvasRenderingContext2D, toMap: (x: number, z: number) => readonly [number, number], floor: string) => void;

/** Where the person is and who is about; to be read, not changed. */
export interface Surroundings {
  /** Undefined before the first welcome. */
  readonly welcome: Welcome | undefined;
  readonly limits: Limits | undefined;
  /** Undefined until the venue's files are here. */
  readonly content: VenueContent | undefined;
  readonly crowd: Crowd;
  readonly walker: Walker;
  /** The server's instance time, milliseconds. */
  serverTime(): number;
  /** The fixture in reach, if any. */
  fixtureInReach(): Fixture | undefined;
  /** Height of a floor in the venue, metres. */
  floorHeight(floor: number): number;
}

/** What a feature may ask of the page. */
export interface Page {
  readonly around: Surroundings;
  readonly preferences: Readonly<Preferences>;
  readonly language: Language;
  /** Another number after each change of the language, for what is written into pictures. */
  readonly versionOfLanguage: number;
  words<K extends string>(words: FeatureWords<K>): Say<K>;
  /** Hears a kind of message. */
  onMessage<K extends MessageKind>(kind: K, heard: (message: MessageOf<K>) => void): void;
  /** Hears a feature's own messages: the kind in their envelope, and their bytes. */
  onFeatureMessage(kind: string, heard: (content: Uint8Array) => void): void;
  /**
   * Does something. The answer comes once, perhaps after a lost connection; the page tells a refusal in words unless
   * `answered` returns true.
   * @returns false when nothing was sent because the line is down
   */
  act(kind: ActionKind, answered?: (reply: ActionReply) => boolean): boolean;
  /** A refusal in the person's words; empty when it was done. */
  replyWords(reply: ActionReply): string;
  /** The person is in; `elsewhere` is true when what was shown so far belongs to another instance. */
  onEntered(heard: (welcome: Welcome, elsewhere: boolean) => void): void;
  /** The person is out. */
  onLeft(heard: () => void): void;
  onVenue(heard: (content: VenueContent) => void): void;
  /** Before each picture. */
  onFrame(heard: (frame: Frame) => void): void;
  /** A few times a second, for what is read rather than looked at. */
  onMoment(heard: () => void): void;
  /** The person wishes to move while the body sits. */
  onMoveWhileSeated(heard: () => void): void;
  addVerb(verb: Verb): void;
  addKey(key: KeyBinding): void;
  addPanel(panel: Panel): void;
  /** Opens a panel as its button does, with the focus where it belongs. */
  openPanel(id: string): void;
  /** Opens a panel without taking the keys from walking. */
  showPanel(id: string): void;
  closePanel(): void;
  isPanelOpen(id: string): boolean;
  addBar(bar: Bar): void;
  addStatus(line: StatusLine): void;
  addMapLayer(layer: MapLayer): void;
  /** Puts an element over the picture, hidden from ears, that takes no presses. */
  addOverlay(element: HTMLElement): void;
  addWorldObject(make: (scene: Scene) => WorldObject): void;
  /** Says something that goes by itself. */
  say(text: string): void;
  /** Says something that happened and is worth keeping. */
  announce(text: string, own: boolean): void;
  onAnnounced(heard: (text: string, own: boolean) => void): void;
  /** Shows a dialogue in place of the one that is open. */
  openDialog(render: () => ComponentChildren): void;
  closeDialog(): void;
  /** Fills `out` with the place over an avatar's head, or returns false when it is not in sight. */
  headOf(avatar: number, out: Vector3): boolean;
  /** Gives the keys back to walking. */
  focusPicture(): void;
}
