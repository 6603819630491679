/** What a person says about themselves, here and at the server, and how the two come together. Pure. */
import { type Appearance, wholeLook } from '../wire/look';

/** Choices that go with the person from device to device. */
export type Settings = Readonly<Record<string, string | number | boolean>>;

/** What a person may change about themselves. */
export interface Profile {
  readonly name: string;
  readonly look: Appearance;
  /** The language of the page, BCP 47. */
  readonly language: string;
  readonly settings: Settings;
}

/** Somebody as the server knows them. */
export interface Person {
  readonly id: string;
  /** Guests come back on this device only. */
  readonly kind: 'guest' | 'account';
  readonly profile: Profile;
}

const NOBODY: Profile = { name: '', look: wholeLook(undefined), language: '', settings: {} };

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function lookOf(value: unknown): Appearance {
  const look: Record<string, number> = {};
  for (const [key, number] of Object.entries(isRecord(value) ? value : {})) {
    if (typeof number === 'number') {
      look[key] = number;
    }
  }
  return wholeLook(look);
}

function settingsOf(value: unknown): Settings {
  const settings: Record<string, string | number | boolean> = {};
  for (const [key, one] of Object.entries(isRecord(value) ? value : {})) {
    if (typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean') {
      settings[key] = one;
    }
  }
  return settings;
}

/** Reads what the server says about somebody; undefined when that is nobody. */
export function personOf(json: unknown): Person | undefined {
  if (!isRecord(json) || typeof json['id'] !== 'string') {
    return undefined;
  }
  const languages = Array.isArray(json['languages']) ? (json['languages'] as unknown[]) : [];
  return {
    id: json['id'],
    kind: json['kind'] === 'account' ? 'account' : 'guest',
    profile: {
      name: typeof json['name'] === 'string' ? json['name'] : '',
      look: lookOf(json['look']),
      language: typeof languages[0] === 'string' ? languages[0] : '',
      settings: settingsOf(json['settings']),
    },
  };
}

function sameLook(a: Appearance, b: Appearance): boolean {
  return a.body === b.body && a.outfit === b.outfit && a.color === b.color && a.skin === b.skin && a.hair === b.hair;
}

function keys(...all: Settings[]): string[] {
  return [...new Set(all.flatMap((s) => Object.keys(s)))];
}

/** Whether two profiles say the same. */
export function sameProfile(a: Profile, b: Profile): boolean {
  return a.name === b.name && a.language === b.language && sameLook(a.look, b.look)
    && keys(a.settings, b.settings).every((key) => a.settings[key] === b.settings[key]);
}

/**
 * Brings together what was changed here and what was changed elsewhere since both were the same. What was changed here
 * wins, thing by thing; an empty name is no change but a field not filled in yet.
 * @param base what both were
 */
export function merged(base: Profile, mine: Profile, theirs: Profile): Profile {
  const settings: Record<string, string | number | boolean> = {};
  for (const key of keys(base.settings, mine.settings, theirs.settings)) {
    const value = mine.settings[key] !== undefined && mine.settings[key] !== base.settings[key] ? mine.settings[key] : theirs.settings[key];
    if (value !== undefined) {
      settings[key] = value;
    }
  }
  return {
    name: mine.name !== '' && mine.name !== base.name ? mine.name : theirs.name,
    look: sameLook(mine.look, base.look) ? theirs.look : mine.look,
    language: mine.language !== base.language ? mine.language : theirs.language,
    settings,
  };
}

/** A profile out of storage, with what is missing filled in. */
export function keptProfile(value: unknown): Profile {
  if (!isRecord(value)) {
    return NOBODY;
  }
  return {
    name: typeof value['name'] === 'string' ? value['name'] : '',
    look: lookOf(value['look']),
    language: typeof value['language'] === 'string' ? value['language'] : '',
    settings: settingsOf(value['settings']),
  };
}
