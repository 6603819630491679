/** Colours of the materials that bundles name. */
import { Color } from 'three';

const NAMED: Readonly<Record<string, number>> = {
  stone: 0xcdc2ae,
  brick: 0xb4644a,
  plaster: 0xece2cf,
  ochre: 0xd9a75c,
  granite: 0x9c9a97,
  glass: 0x9fc3d4,
  metal: 0x8d949b,
  wood: 0x9a6b42,
  slate: 0x5d6673,
  tile: 0xb1583c,
  paving: 0xbfb09a,
  asphalt: 0x62656b,
  grass: 0x7fa35a,
  water: 0x5c9fc0,
  soil: 0x8a6f54,
  sand: 0xdcc89c,
  concrete: 0xb4b3ae,
  fabric: 0xb8433f,
  white: 0xf3f1ec,
  dark: 0x3a3d42,
};

const cache = new Map<string, Color>();

/** Linear colour of a material name or "#rrggbb"; unknown names look like plaster. */
export function colorOf(material: string | undefined): Color {
  const key = material ?? 'plaster';
  let color = cache.get(key);
  if (color === undefined) {
    color = new Color(/^#[0-9a-f]{6}$/i.test(key) ? key : (NAMED[key] ?? NAMED['plaster']!));
    cache.set(key, color);
  }
  return color;
}

/** A number in 0..1 that stays the same for the same text. */
export function chanceOf(text: string): number {
  let h = 2166136261;
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 16777619);
  }
  h ^= h >>> 15;
  return ((Math.imul(h, 2246822519) >>> 8) & 0xffff) / 0xffff;
}
