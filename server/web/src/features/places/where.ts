/** Which places of a venue have names, which of them are near, and where somebody is. Pure. */
import type { Point, Ring, Venue, Words } from '../../world/venue';

/** Somebody so near to a point of interest is at it, metres. */
const AT_M = 9;

/** Kinds of zones that people look for. What else has a title is named to those only who stand in it: some places are to be found. */
const SIGNED_KINDS: ReadonlySet<string> = new Set(['stage', 'shop', 'exhibition', 'gate', 'toilet']);

/** A place with a name. */
export interface Place {
  readonly number: number;
  readonly floor: string;
  readonly x: number;
  readonly z: number;
  readonly title: Words;
}

function middleOf(ring: Ring): Point {
  const sum = ring.reduce<[number, number]>(([sx, sz], [x, z]) => [sx + x, sz + z], [0, 0]);
  return [sum[0] / ring.length, sum[1] / ring.length];
}

/** Whether two titles say the same in some language. */
function isSame(a: Words, b: Words | undefined): boolean {
  return Object.entries(a).some(([tag, text]) => b?.[tag] === text);
}

/** Points of interest, and zones that people look for, with a title that no point of interest within them or elsewhere has told. */
export function placesOf(venue: Venue): Place[] {
  const places: Place[] = venue.pointsOfInterest.map(({ floor, x, z, title }, number) => ({ number, floor, x, z, title }));
  for (const { floor, polygon, title } of venue.zones.filter(({ kind }) => SIGNED_KINDS.has(kind))) {
    const isNamed = places.some((p) => p.floor === floor && (contains(polygon, p.x, p.z) || isSame(p.title, title)));
    if (title !== undefined && polygon.length > 2 && !isNamed) {
      const [x, z] = middleOf(polygon);
      places.push({ number: places.length, floor, x, z, title });
    }
  }
  return places;
}

/** The nearest of a floor, at most so many, nearest first. */
export function nearestPlaces(places: readonly Place[], floor: string, at: { readonly x: number; readonly z: number }, withinM: number, most: number): Place[] {
  return places
    .filter((place) => place.floor === floor && Math.hypot(place.x - at.x, place.z - at.z) <= withinM)
    .sort((a, b) => Math.hypot(a.x - at.x, a.z - at.z) - Math.hypot(b.x - at.x, b.z - at.z))
    .slice(0, most);
}

/** The name of where somebody is: the smallest zone with a title around them, or a point of interest at hand. */
export function whereIs(venue: Venue, places: readonly Place[], who: { readonly at: { readonly x: number; readonly z: number }; readonly floor: number }): Words | undefined {
  const floor = venue.floors[who.floor]?.id ?? '';
  const zones = venue.zones
    .filter((zone) => zone.floor === floor && zone.title !== undefined && contains(zone.polygon, who.at.x, who.at.z))
    .sort((a, b) => areaOf(a.polygon) - areaOf(b.polygon));
  return zones[0]?.title ?? nearestPlaces(places, floor, who.at, AT_M, 1)[0]?.title;
}

/** Whether a point lies in a ring. */
export function contains(ring: Ring, x: number, z: number): boolean {
  let inside = false;
  ring.forEach(([xi, zi], i) => {
    const [xj, zj] = ring[(i + ring.length - 1) % ring.length]!;
    if (zi > z !== zj > z && x < ((xj - xi) * (z - zi)) / (zj - zi) + xi) {
      inside = !inside;
    }
  });
  return inside;
}

function areaOf(ring: Ring): number {
  return Math.abs(ring.reduce((sum, [x, z], i) => {
    const [nx, nz] = ring[(i + 1) % ring.length]!;
    return sum + x * nz - nx * z;
  }, 0)) / 2;
}
