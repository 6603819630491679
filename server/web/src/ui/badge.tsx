/** Marks beside names that nobody can give themselves. */
import type { JSX } from 'preact';
import type { Badge } from '../world/crowd';
import { LANGUAGES, type Language, type WordKey } from './words';

const WORD: Readonly<Record<Badge, WordKey>> = { staff: 'badgeStaff', puppet: 'badgePuppet' };

/** The badge in words; empty for people without one. */
export function badgeWord(badge: Badge | undefined, language: Language): string {
  return badge === undefined ? '' : LANGUAGES[language].words[WORD[badge]];
}

/** A name, whatever direction it is written in, and its badge. */
export function NameWithBadge({ name, badge, language }: { readonly name: string; readonly badge: Badge | undefined; readonly language: Language }): JSX.Element {
  return <><bdi>{name}</bdi>{badge !== undefined && <span class={`badge ${badge}`}> {badgeWord(badge, language)}</span>}</>;
}
