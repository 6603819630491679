/** The venue as its bundle describes it: metres, x east, y up, z south of the origin; yaw counter-clockwise from -z. */

/** A text in several languages, by BCP 47 tag. */
export type Words = Readonly<Record<string, string>>;
/** A point [x, z]. */
export type Point = readonly [number, number];
/** A closed ring of points; the last is not the first. */
export type Ring = readonly Point[];

export interface Wall {
  readonly points: Ring;
  readonly heightM: number;
  readonly material: string;
  readonly baseM?: number;
}

export interface Surface {
  readonly polygon: Ring;
  readonly holes?: readonly Ring[];
  readonly material: string;
}

export interface Floor {
  readonly id: string;
  readonly title: Words;
  readonly storey: number;
  readonly heightM: number;
  readonly outline: Ring;
  readonly holes?: readonly Ring[];
  readonly ceilingM?: number | null;
  readonly walls?: readonly Wall[];
  readonly surfaces?: readonly Surface[];
}

export interface Zone {
  readonly id: string;
  readonly kind: string;
  readonly floor: string;
  readonly polygon: Ring;
  readonly title?: Words;
}

export interface LinkEnd {
  readonly floor: string;
  readonly polygon: Ring;
  readonly arrival: { readonly x: number; readonly z: number; readonly yaw: number };
}

export interface Link {
  readonly id: string;
  readonly kind: string;
  readonly title?: Words;
  readonly ends: readonly [LinkEnd, LinkEnd];
}

export interface Fixture {
  readonly id: string;
  readonly kind: string;
  readonly floor: string;
  readonly x: number;
  readonly z: number;
  readonly yaw?: number;
  readonly verbs: readonly string[];
  readonly seats?: number;
  readonly title?: Words;
}

export interface Prop {
  readonly id: string;
  readonly kind: string;
  readonly floor: string;
  readonly x: number;
  readonly z: number;
  readonly y?: number;
  readonly yaw?: number;
  readonly size: readonly [number, number, number];
  readonly material?: string;
  readonly collisionRadiusM?: number;
  readonly text?: Words;
}

export interface PointOfInterest {
  readonly id: string;
  readonly kind: string;
  readonly floor: string;
  readonly x: number;
  readonly z: number;
  readonly title: Words;
}

export interface Bounds {
  readonly minX: number;
  readonly minZ: number;
  readonly maxX: number;
  readonly maxZ: number;
}

/** venue.json. */
export interface Venue {
  readonly id: string;
  readonly title: Words;
  readonly origin: { readonly longitude: number; readonly latitude: number; readonly heightM?: number };
  readonly attributions?: readonly { readonly text: string; readonly url?: string; readonly license?: string }[];
  readonly bounds: Bounds;
  readonly floors: readonly Floor[];
  readonly zones: readonly Zone[];
  readonly links: readonly Link[];
  readonly fixtures: readonly Fixture[];
  readonly props: readonly Prop[];
  readonly pointsOfInterest: readonly PointOfInterest[];
  readonly buildings?: string;
  readonly meshes?: string;
}

/** One of buildings.json; rings are flat x, z lists. */
export interface Building {
  readonly id: string;
  readonly baseM: number;
  readonly heightM: number;
  readonly outer: readonly number[];
  readonly holes?: readonly (readonly number[])[];
  readonly material?: string;
  readonly roof?: string;
  readonly solid?: boolean;
}

/** One of meshes.json. */
export interface VenueMesh {
  readonly id: string;
  readonly kind: string;
  readonly material?: string;
  readonly positions: readonly number[];
  readonly indices: readonly number[];
}

/** Everything of a bundle that a picture needs. */
export interface VenueContent {
  readonly venue: Venue;
  readonly buildings: readonly Building[];
  readonly meshes: readonly VenueMesh[];
}

async function getJson(url: string): Promise<unknown> {
  const reply = await fetch(url);
  if (!reply.ok) {
    throw new Error(`${url}: ${reply.status}`);
  }
  return reply.json();
}

/** A file name inside the bundle, never a way out of it. */
function inside(base: string, file: string): string {
  const safe = file.split('/').filter((part) => part !== '..' && part !== '').map(encodeURIComponent);
  return base + safe.join('/');
}

/** What a bundle may leave out is filled in with the defaults of the schema; the server has validated the rest. */
function complete(raw: unknown): Venue {
  const lists = { zones: [], links: [], fixtures: [], props: [], pointsOfInterest: [] };
  const venue = { ...lists, ...(raw as Venue) };
  const fixtures = venue.fixtures.map((fixture) => ({ ...fixture, verbs: (fixture as Partial<Fixture>).verbs ?? [] }));
  return { ...venue, fixtures };
}

/** A building stands on the ground unless its bundle says otherwise. */
function completeBuilding(raw: Building): Building {
  return { ...raw, baseM: (raw as Partial<Building>).baseM ?? 0 };
}

/** Loads a bundle from the server's path for it, which ends in a slash. */
export async function loadVenue(base: string): Promise<VenueContent> {
  const venue = complete(await getJson(inside(base, 'venue.json')));
  const [buildings, meshes] = await Promise.all([
    venue.buildings === undefined ? undefined : getJson(inside(base, venue.buildings)),
    venue.meshes === undefined ? undefined : getJson(inside(base, venue.meshes)),
  ]);
  return {
    venue,
    buildings: ((buildings as { buildings: Building[] } | undefined)?.buildings ?? []).map(completeBuilding),
    meshes: (meshes as { meshes: VenueMesh[] } | undefined)?.meshes ?? [],
  };
}

/** The words in the best language: exact tag, same language, English, anything. */
export function inLanguage(words: Words | undefined, language: string): string {
  if (words === undefined) {
    return '';
  }
  const exact = words[language];
  if (exact !== undefined) {
    return exact;
  }
  const primary = language.split('-')[0];
  for (const [tag, text] of Object.entries(words)) {
    if (tag.split('-')[0] === primary) {
      return text;
    }
  }
  return words['en'] ?? Object.values(words)[0] ?? '';
}
