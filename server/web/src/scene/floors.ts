/** Floors, their surfaces and walls, and the stairs and lifts between them. */
import { Color, Group, Matrix4, BoxGeometry, Mesh, Vector3 } from 'three';
import type { Floor, Link, LinkEnd, Venue } from '../world/venue';
import { colorOf } from './palette';
import { Shape, flatten } from './shape';
import type { Surfaces } from './surfaces';

const GROUND_MARGIN_M = 400;
const EARTH = new Color(0x9c9a8c);
const STREET = new Color(0x9d9b98);
/** Ceilings look down, away from the sky, and would be darker than rooms are. */
const CEILING_LIGHT = 1.35;
const WALL_THICKNESS_M = 0.22;
const SLAB_M = 0.3;
const shade = new Color();
const matrix = new Matrix4();
const scaleScratch = new Vector3();
const box = new BoxGeometry(1, 1, 1);

/** Everything that belongs to floors. */
export function buildFloors(venue: Venue, surfaces: Surfaces): Group {
  const ground = new Shape();
  const solid = new Shape();
  const facade = new Shape();
  const { minX, minZ, maxX, maxZ } = venue.bounds;
  const g = GROUND_MARGIN_M;
  ground.flat([minX - g, minZ - g, minX - g, maxZ + g, maxX + g, maxZ + g, maxX + g, minZ - g], [], -0.06, EARTH);
  for (const floor of venue.floors) {
    addFloor(floor, ground, solid);
    for (const wall of floor.walls ?? []) {
      const y0 = floor.heightM + (wall.baseM ?? 0);
      for (let i = 1; i < wall.points.length; i++) {
        const a = wall.points[i - 1]!;
        const b = wall.points[i]!;
        addWall(solid, a[0], a[1], b[0], b[1], y0, y0 + wall.heightM, colorOf(wall.material));
      }
    }
  }
  for (const link of venue.links) {
    addLink(link, venue, solid);
  }
  const group = new Group();
  for (const [shape, material] of [[ground, surfaces.ground], [solid, surfaces.twoSided], [facade, surfaces.facade]] as const) {
    if (!shape.isEmpty) {
      const mesh = new Mesh(shape.build(), material);
      mesh.receiveShadow = true;
      mesh.castShadow = shape !== ground;
      group.add(mesh);
    }
  }
  return group;
}

/** What lies under a floor's surfaces. Nobody says what the ground between imported buildings is: streets, mostly. */
function baseOf(floor: Floor): Color {
  if (floor.storey !== 0) {
    return colorOf('wood');
  }
  return (floor.surfaces ?? []).length > 0 ? colorOf('paving') : STREET;
}

function addFloor(floor: Floor, ground: Shape, solid: Shape): void {
  const outline = flatten(floor.outline);
  const holes = (floor.holes ?? []).map(flatten);
  const y = floor.heightM;
  ground.flat(outline, holes, y, baseOf(floor));
  if (typeof floor.ceilingM === 'number' && y > 0.5) {
    shade.copy(colorOf('white')).multiplyScalar(CEILING_LIGHT);
    solid.flat(outline, holes, y + floor.ceilingM, shade, false);
  }
  if (y > 0.5) {
    shade.copy(colorOf('plaster')).multiplyScalar(0.8);
    solid.flat(outline, holes, y - SLAB_M, shade, false);
    addEdge(solid, outline, y);
  }
  let layer = 1;
  for (const surface of floor.surfaces ?? []) {
    // Later surfaces lie on earlier ones by a hair, so that they never fight for the same depth.
    ground.flat(flatten(surface.polygon), (surface.holes ?? []).map(flatten), y + 0.012 * layer++, colorOf(surface.material));
  }
}

function addEdge(solid: Shape, ring: readonly number[], y: number): void {
  const n = ring.length;
  for (let i = 0; i < n; i += 2) {
    const j = (i + 2) % n;
    solid.wall(ring[i]!, ring[i + 1]!, ring[j]!, ring[j + 1]!, y - SLAB_M, y, colorOf('stone'));
  }
}

function addWall(solid: Shape, x1: number, z1: number, x2: number, z2: number, y0: number, y1: number, color: Color): void {
  const length = Math.hypot(x2 - x1, z2 - z1);
  if (length < 0.01) {
    return;
  }
  matrix.makeRotationY(Math.atan2(-(z2 - z1), x2 - x1));
  matrix.scale(scaleOf(length + WALL_THICKNESS_M, y1 - y0, WALL_THICKNESS_M));
  matrix.setPosition((x1 + x2) / 2, (y0 + y1) / 2, (z1 + z2) / 2);
  solid.add(box, matrix, color);
}

interface Extent {
  x: number;
  z: number;
  width: number;
  depth: number;
}

function extentOf(end: LinkEnd): Extent {
  const xs = end.polygon.map((p) => p[0]);
  const zs = end.polygon.map((p) => p[1]);
  const minX = Math.min(...xs);
  const maxX = Math.max(...xs);
  const minZ = Math.min(...zs);
  const maxZ = Math.max(...zs);
  return { x: (minX + maxX) / 2, z: (minZ + maxZ) / 2, width: maxX - minX, depth: maxZ - minZ };
}

function addLink(link: Link, venue: Venue, solid: Shape): void {
  const heights = link.ends.map((end) => venue.floors.find((f) => f.id === end.floor)?.heightM ?? 0);
  const lowFirst = heights[0]! <= heights[1]!;
  const low = extentOf(link.ends[lowFirst ? 0 : 1]);
  const high = extentOf(link.ends[lowFirst ? 1 : 0]);
  const y0 = Math.min(heights[0]!, heights[1]!);
  const y1 = Math.max(heights[0]!, heights[1]!);
  if (link.kind === 'lift') {
    addLiftDoor(solid, low, y0);
    addLiftDoor(solid, high, y1);
  } else {
    addSteps(solid, low, high, y0, y1, link.kind === 'ramp');
  }
}

function put(solid: Shape, x: number, y: number, z: number, w: number, h: number, d: number, color: Color, yaw = 0): void {
  matrix.makeRotationY(yaw);
  matrix.scale(scaleOf(w, h, d));
  matrix.setPosition(x, y + h / 2, z);
  solid.add(box, matrix, color);
}

function addLiftDoor(solid: Shape, e: Extent, y: number): void {
  const metal = colorOf('metal');
  put(solid, e.x, y + 2.3, e.z, e.width, 0.25, e.depth, metal);
  for (const sx of [-1, 1]) {
    for (const sz of [-1, 1]) {
      put(solid, e.x + (sx * e.width) / 2, y, e.z + (sz * e.depth) / 2, 0.14, 2.4, 0.14, metal);
    }
  }
  put(solid, e.x, y + 0.005, e.z, e.width, 0.03, e.depth, colorOf('dark'));
}

/** Steps from the lower end towards the upper one; when both lie over each other they rise across the longer side. */
function addSteps(solid: Shape, low: Extent, high: Extent, y0: number, y1: number, ramp: boolean): void {
  const apart = Math.hypot(high.x - low.x, high.z - low.z) > 1;
  const alongX = low.width > low.depth;
  const from = apart ? low : { x: low.x - (alongX ? low.width / 2 : 0), z: low.z - (alongX ? 0 : low.depth / 2) };
  const to = apart ? high : { x: low.x + (alongX ? low.width / 2 : 0), z: low.z + (alongX ? 0 : low.depth / 2) };
  const run = Math.hypot(to.x - from.x, to.z - from.z);
  const yaw = Math.atan2(-(to.z - from.z), to.x - from.x);
  const width = Math.max(1.2, Math.min(low.width, low.depth));
  const count = ramp ? 40 : Math.max(3, Math.round((y1 - y0) / 0.17));
  for (let i = 0; i < count; i++) {
    const f = (i + 0.5) / count;
    const y = y0 + ((y1 - y0) * (i + 1)) / count;
    put(solid, from.x + (to.x - from.x) * f, y - 0.14, from.z + (to.z - from.z) * f, run / count + 0.03, 0.14, width, colorOf('stone'), yaw);
  }
}

function scaleOf(x: number, y: number, z: number): Vector3 {
  return scaleScratch.set(x, y, z);
}
