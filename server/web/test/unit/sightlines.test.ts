/** What the camera may see past, and what it may not; where a body's eyes are at 1.55 m. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Sightlines, sightlinesOf } from '../../src/world/sightlines';
import type { VenueContent } from '../../src/world/venue';
import { seeded } from './chance';

const EYE_M = 1.55;
const SQUARE = [[-10, -10], [10, -10], [10, 10], [-10, 10]] as const;

/** A hall of two floors with a wall, a shelf, a lamp and a stage on the lower one, in a block with a passage under it. */
const HALL: VenueContent = {
  venue: {
    id: 'hall', title: {}, origin: { longitude: 0, latitude: 0 }, bounds: { minX: -20, minZ: -20, maxX: 20, maxZ: 20 },
    floors: [
      { id: 'low', title: {}, storey: 0, heightM: 0, outline: SQUARE, ceilingM: 3.5, walls: [{ points: [[-3, 2], [3, 2]], heightM: 3, material: 'stone' }] },
      { id: 'high', title: {}, storey: 1, heightM: 4, outline: SQUARE, holes: [[[-1, -9], [1, -9], [1, -7], [-1, -7]]], ceilingM: 3 },
    ],
    zones: [], links: [], fixtures: [], pointsOfInterest: [],
    props: [
      { id: 'shelf', kind: 'shelf', floor: 'low', x: 6, z: 0, yaw: Math.PI / 2, size: [4, 2.2, 0.6] },
      { id: 'lamp', kind: 'lamp', floor: 'low', x: -6, z: 0, size: [0.5, 4, 0.5] },
      { id: 'stage', kind: 'stage', floor: 'low', x: -6, z: -6, size: [6, 0.12, 4] },
    ],
  },
  buildings: [{ id: 'over', baseM: 5, heightM: 6, outer: [14, -4, 20, -4, 20, 4, 14, 4] }],
  meshes: [],
};

function free(x: number, y: number, z: number, way: readonly [number, number, number], most: number, ownY: number): number {
  const length = Math.hypot(...way);
  return sightlinesOf(HALL).free(x, y, z, { x: way[0] / length, y: way[1] / length, z: way[2] / length }, most, ownY);
}

const near = (actual: number, wanted: number): void => { assert.ok(Math.abs(actual - wanted) < 1e-6, `${actual}, not ${wanted}`); };

test('a look ends at a wall, and goes past its end and over its top', () => {
  near(free(0, EYE_M, 0, [0, 0, 1], 9, 0), 2);
  near(free(4, EYE_M, 0, [0, 0, 1], 9, 0), 9);
  near(free(0, 3.2, 0, [0, 0, 1], 9, 0), 9);
});

test('a ceiling and the floor above end it, a hole in the floor does not', () => {
  const up = Math.SQRT1_2;
  near(free(0, EYE_M, 0, [up, up, 0], 9, 0), (3.5 - EYE_M) / up);
  // On the upper floor: its own boards are not in the way, its ceiling is.
  near(free(0, 4 + EYE_M, 0, [0, 1, 0], 9, 4), 3 - EYE_M);
  near(free(5, 4 + EYE_M, 5, [0, -1, 0], 1.2, 4), 1.2);
  // Through the stairwell down to the lower floor's ceiling.
  near(free(0, 4 + EYE_M, -8, [0, -1, 0], 9, 4), 4 + EYE_M - 3.5);
});

test('things that hide somebody end it, thin ones do not, and nobody is shut in by what they stand in', () => {
  near(free(0, EYE_M, 0, [1, 0, 0], 9, 0), 6 - 0.3);
  near(free(0, 2.5, 0, [1, 0, 0], 9, 0), 9);
  near(free(0, EYE_M, 0, [-1, 0, 0], 9, 0), 9);
  near(free(6, EYE_M, 0, [1, 0, 0], 3, 0), 3);
  // The curtain behind the stage.
  near(free(-6, EYE_M, -7, [0, 0, 1], 9, 0), 7 - 4 + 0.25 - 0);
});

test('a passage under a building: its underside and its sides', () => {
  near(free(17, EYE_M, 0, [0, 1, 0], 9, 0), 5 - EYE_M);
  near(free(17, EYE_M, 0, [0, 0, 1], 9, 0), 9);
  near(free(17, 7, 0, [0, 0, 1], 9, 0), 4);
});

const SEED = 41;
test(`no look passes a closed room's walls, floor or ceiling, from wherever it begins (seed ${SEED})`, () => {
  const random = seeded(SEED);
  const room = new Sightlines();
  const ring = SQUARE.flatMap(([x, z]) => [x, z]);
  SQUARE.forEach(([x, z], i) => {
    const [nx, nz] = SQUARE[(i + 1) % 4]!;
    room.addFace(x, z, nx, nz, 0, 3);
  });
  room.addPlate(0, [ring], true);
  room.addPlate(3, [ring], false);
  for (let i = 0; i < 5_000; i++) {
    const [x, y, z] = [random() * 19 - 9.5, 0.1 + random() * 2.8, random() * 19 - 9.5];
    const [a, b] = [random() * 7, (random() - 0.5) * 3];
    const way = { x: Math.cos(a) * Math.cos(b), y: Math.sin(b), z: Math.sin(a) * Math.cos(b) };
    const far = room.free(x, y, z, way, 60, -9);
    const [ex, ey, ez] = [x + way.x * far, y + way.y * far, z + way.z * far];
    assert.ok(Math.abs(ex) < 10.001 && Math.abs(ez) < 10.001 && ey > -0.001 && ey < 3.001, `out at ${ex}, ${ey}, ${ez} from ${x}, ${y}, ${z}`);
  }
});
