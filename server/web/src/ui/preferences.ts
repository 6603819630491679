/** What a person chose on this device. */
import { type Profile, type Settings } from '../identity/profile';
import { wholeLook } from '../wire/look';
import type { GraphicsLevel, LightChoice } from '../scene/view';
import { type Language, LANGUAGES, chooseLanguage } from './words';

/** How an avatar looks: indices, and colours as 0xRRGGBB. */
export interface LookChoice {
  body: number;
  outfit: number;
  color: number;
  skin: number;
  hair: number;
}

/** Kept in the browser, and but for the graphics, which are the device's, in the person's profile. */
export interface Preferences extends LookChoice {
  name: string;
  graphics: GraphicsLevel;
  light: LightChoice;
  /** 0.4..1 of the speed the server allows. */
  pace: number;
  /** 1..2 times the size chosen in the browser. */
  textSize: number;
  reduceMotion: boolean;
  sound: boolean;
  language: Language;
}

const KEY = 'parvis.preferences';

/** Colours on offer, each a list of 0xRRGGBB. */
export const COLORS = [0xd1495b, 0xe07a3f, 0xedae49, 0x66a182, 0x2e86ab, 0x4059ad, 0x7b5ea7, 0xf0ece2, 0x8d99a6, 0x2f3640] as const;
export const SKINS = [0xf6d5b8, 0xe8b58f, 0xd09a6c, 0xa8714a, 0x7d4e33, 0x53341f] as const;
export const HAIRS = [0x1d1512, 0x4a3020, 0x8a5a32, 0xc9974f, 0xa33f26, 0x9a9a9a, 0xe9e4da, 0x4667a8] as const;

function pick<T>(list: readonly T[], random: () => number): T {
  return list[Math.floor(random() * list.length)]!;
}

/** A look by chance. */
export function randomLook(random: () => number = Math.random): LookChoice {
  return {
    body: Math.floor(random() * 4),
    outfit: Math.floor(random() * 4),
    color: pick(COLORS, random),
    skin: pick(SKINS, random),
    hair: pick(HAIRS, random),
  };
}

function isPhone(): boolean {
  return matchMedia('(pointer: coarse)').matches;
}

function defaults(): Preferences {
  return {
    name: '',
    ...randomLook(),
    graphics: isPhone() ? 'low' : 'medium',
    light: 'live',
    pace: 1,
    textSize: 1,
    reduceMotion: matchMedia('(prefers-reduced-motion: reduce)').matches,
    sound: true,
    language: chooseLanguage(navigator.languages),
  };
}

function oneOf<T extends string>(value: unknown, allowed: readonly T[], otherwise: T): T {
  return allowed.includes(value as T) ? (value as T) : otherwise;
}

function inRange(value: unknown, min: number, max: number, otherwise: number): number {
  return typeof value === 'number' && value >= min && value <= max ? value : otherwise;
}

type Kept = Partial<Record<keyof Preferences, unknown>>;

/** What is valid of it, and otherwise what was before. */
function valid(kept: Kept, base: Preferences): Preferences {
  return {
    name: typeof kept.name === 'string' ? kept.name.slice(0, 60) : base.name,
    body: inRange(kept.body, 0, 3, base.body),
    outfit: inRange(kept.outfit, 0, 3, base.outfit),
    color: inRange(kept.color, 0, 0xffffff, base.color),
    skin: inRange(kept.skin, 0, 0xffffff, base.skin),
    hair: inRange(kept.hair, 0, 0xffffff, base.hair),
    graphics: oneOf(kept.graphics, ['low', 'medium', 'high'], base.graphics),
    light: oneOf(kept.light, ['live', 'dawn', 'day', 'evening', 'night'], base.light),
    pace: inRange(kept.pace, 0.4, 1, base.pace),
    textSize: inRange(kept.textSize, 1, 2, base.textSize),
    reduceMotion: typeof kept.reduceMotion === 'boolean' ? kept.reduceMotion : base.reduceMotion,
    sound: typeof kept.sound === 'boolean' ? kept.sound : base.sound,
    language: oneOf(kept.language, Object.keys(LANGUAGES) as Language[], base.language),
  };
}

/** Where choices are kept: for all windows of this browser, or for a window whose guest is another. */
function shelf(): Storage {
  return sessionStorage.getItem(KEY) === null ? localStorage : sessionStorage;
}

/** What was kept, with defaults for what is missing or no longer valid. */
export function loadPreferences(): Preferences {
  const base = defaults();
  try {
    return valid((JSON.parse(shelf().getItem(KEY) ?? '{}') as Kept | null) ?? {}, base);
  } catch {
    return base;
  }
}

/** Name as it will be sent: white space at the ends and doubled inside is a slip of the hand. */
export function tidyName(name: string): string {
  return name.normalize('NFC').trim().replace(/\s+/gu, ' ');
}

/** What of the choices goes with the person from device to device. */
export function profileOf(p: Preferences): Profile {
  const settings: Settings = { light: p.light, pace: p.pace, textSize: p.textSize, reduceMotion: p.reduceMotion, sound: p.sound };
  return { name: tidyName(p.name), look: wholeLook(p), language: p.language, settings };
}

/**
 * Takes over a profile, as far as this page understands it.
 * @return whether anything became different
 */
export function adoptProfile(p: Preferences, profile: Profile): boolean {
  const { name, look, language, settings } = profile;
  const before = JSON.stringify(p);
  const graphics = p.graphics;
  const typed = name === '' || name === tidyName(p.name) ? p.name : name;
  Object.assign(p, valid({ ...settings, ...look, language, name: typed }, p), { graphics });
  return JSON.stringify(p) !== before;
}

/** Keeps the choices where the browser allows. */
export function savePreferences(preferences: Preferences): void {
  try {
    shelf().setItem(KEY, JSON.stringify(preferences));
  } catch {
    // Private windows may refuse; the choices then last as long as the page.
  }
}

/** From now on the choices of this window are its own, and go with it. */
export function separatePreferences(preferences: Preferences): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // Then they last as long as the page.
  }
}

/** Everything as for somebody who has never been here; the language is kept, so that the page stays readable. */
export function resetPreferences(p: Preferences): void {
  Object.assign(p, defaults(), { language: p.language });
}

/** Forgets what was kept. */
export function forgetPreferences(): void {
  try {
    shelf().removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
}
