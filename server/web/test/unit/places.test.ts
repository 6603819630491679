/** Names of places: which there are, which are near, and where one is. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearestPlaces, placesOf, whereIs } from '../../src/features/places/where';
import type { Venue } from '../../src/world/venue';

const square = (x: number, z: number, half: number) => [[x - half, z - half], [x + half, z - half], [x + half, z + half], [x - half, z + half]] as const;
const VENUE: Venue = {
  id: 'v', title: {}, origin: { longitude: 0, latitude: 0 }, bounds: { minX: -50, minZ: -50, maxX: 50, maxZ: 50 },
  floors: [{ id: 'g', title: { en: 'Ground' }, storey: 0, heightM: 0, outline: square(0, 0, 50) }, { id: 'u', title: { en: 'Upper' }, storey: 1, heightM: 4, outline: square(0, 0, 50) }],
  zones: [
    { id: 'all', kind: 'area', floor: 'g', polygon: square(0, 0, 40), title: { en: 'Square' } },
    { id: 'shop', kind: 'shop', floor: 'g', polygon: square(20, 20, 4), title: { en: 'Bakery' } },
    { id: 'secret', kind: 'courtyard', floor: 'g', polygon: square(-20, 20, 4), title: { en: 'Hidden court' } },
    { id: 'front', kind: 'gate', floor: 'g', polygon: square(30, 30, 4), title: { en: 'Gate' } },
    { id: 'dull', kind: 'area', floor: 'g', polygon: square(-20, -20, 4) },
    { id: 'hall', kind: 'exhibition', floor: 'u', polygon: square(0, 0, 10), title: { en: 'Hall' } },
  ],
  links: [], fixtures: [], props: [],
  pointsOfInterest: [{ id: 'statue', kind: 'monument', floor: 'g', x: 0, z: 0, title: { en: 'Statue' } }, { id: 'far', kind: 'gate', floor: 'g', x: 45, z: 0, title: { en: 'Gate' } }],
};
const places = placesOf(VENUE);
const at = (x: number, z: number, floor = 0): string => whereIs(VENUE, places, { at: { x, z }, floor })?.['en'] ?? '';

test('a zone with a title is a place unless a point of interest within it is one', () => {
  assert.deepEqual(places.map((p) => p.title['en']), ['Statue', 'Gate', 'Bakery', 'Hall']);
  assert.equal(new Set(places.map((p) => p.number)).size, places.length);
});

test('one is in the smallest zone around one, else at what is at hand, else nowhere in particular', () => {
  assert.equal(at(21, 19), 'Bakery');
  assert.equal(at(-20, 20), 'Hidden court', 'who has found it is told');
  assert.equal(at(0, 1), 'Square');
  assert.equal(at(44, 2), 'Gate');
  assert.equal(at(48, 40), '');
  assert.equal(at(0, 0, 1), 'Hall');
});

test('the nearest of the own floor, nearest first, and no more than asked for', () => {
  assert.deepEqual(nearestPlaces(places, 'g', { x: 30, z: 5 }, 64, 2).map((p) => p.title['en']), ['Gate', 'Bakery']);
  assert.deepEqual(nearestPlaces(places, 'g', { x: 30, z: 5 }, 16, 9).map((p) => p.title['en']), ['Gate']);
  assert.deepEqual(nearestPlaces(places, 'u', { x: 0, z: 0 }, 64, 9).map((p) => p.title['en']), ['Hall']);
});
