/** What a person chose on this device. */
import type { GraphicsLevel, LightChoice } from '../scene/view';
import { type Language, LANGUAGES, chooseLanguage } from './words';

/** Kept in the browser; nothing of it is sent but name and look. */
export interface Preferences {
  name: string;
  body: number;
  outfit: number;
  color: number;
  skin: number;
  hair: number;
  graphics: GraphicsLevel;
  light: LightChoice;
  /** 0.4..1 of the speed the server allows. */
  pace: number;
  /** 1..1.6 times the normal size. */
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
export function randomLook(random: () => number = Math.random): Pick<Preferences, 'body' | 'outfit' | 'color' | 'skin' | 'hair'> {
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

/** What was kept, with defaults for what is missing or no longer valid. */
export function loadPreferences(): Preferences {
  const base = defaults();
  let kept: Partial<Record<keyof Preferences, unknown>>;
  try {
    kept = (JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Record<keyof Preferences, unknown>> | null) ?? {};
  } catch {
    return base;
  }
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
    textSize: inRange(kept.textSize, 1, 1.6, base.textSize),
    reduceMotion: typeof kept.reduceMotion === 'boolean' ? kept.reduceMotion : base.reduceMotion,
    sound: typeof kept.sound === 'boolean' ? kept.sound : base.sound,
    language: oneOf(kept.language, Object.keys(LANGUAGES) as Language[], base.language),
  };
}

/** Keeps the choices where the browser allows. */
export function savePreferences(preferences: Preferences): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // Private windows may refuse; the choices then last as long as the page.
  }
}
