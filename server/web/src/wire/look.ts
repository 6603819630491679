/** How an avatar looks, with what a message lacks filled in. */

/** Appearance: indices of choices, and colours as 0xRRGGBB. */
export interface Appearance {
  readonly body: number;
  readonly outfit: number;
  readonly color: number;
  readonly skin: number;
  readonly hair: number;
}

/** How somebody looks before being introduced. */
export const PLAIN: Appearance = { body: 0, outfit: 0, color: 0x7b8794, skin: 0xd9a47c, hair: 0x4a3527 };

/** A look with what it lacks filled in, and nothing else. */
export function wholeLook(look: Partial<Appearance> | undefined): Appearance {
  const { body, outfit, color, skin, hair } = { ...PLAIN, ...look };
  return { body, outfit, color, skin, hair };
}
