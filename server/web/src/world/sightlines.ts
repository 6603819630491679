/**
 * What stands in the way of a look: walls, buildings, ceilings and floors, and things large enough to hide somebody. The
 * camera stays where a body could see from, so it asks how far a look goes. Metres, in the venue's frame.
 */
import type { Floor, Prop, Ring, VenueContent } from './venue';

const BUCKET_M = 8;
/** Slabs so near to the height that one stands on are that floor itself. */
const OWN_FLOOR_M = 0.4;
/** A floor is so thick. */
const SLAB_M = 0.3;
/** The frame of a stage: its roof is so far above its boards. */
const STAGE_ROOF_M = 4.8;
/** Things smaller than this hide nobody. */
const LEAST_HEIGHT_M = 0.5;
const LEAST_WIDTH_M = 0.6;
/** Things that one sees through or over. */
const SEE_THROUGH: ReadonlySet<string> = new Set(['lamp', 'tree', 'bench', 'bell', 'bollard', 'table', 'planter', 'fountain']);

/** A direction of length 1. */
export interface Direction {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** An upright face over a line. */
interface Face {
  readonly x1: number;
  readonly z1: number;
  readonly x2: number;
  readonly z2: number;
  readonly y0: number;
  readonly y1: number;
}

/** A level plate: its rim, then its holes. */
interface Plate {
  readonly y: number;
  readonly rings: readonly (readonly number[])[];
}

/** An upright box turned about its middle. */
interface Block {
  readonly x: number;
  readonly z: number;
  readonly sin: number;
  readonly cos: number;
  readonly halfWidth: number;
  readonly halfDepth: number;
  readonly y0: number;
  readonly y1: number;
}

/** Things by the squares of ground that they touch. */
class Buckets<T> {
  private readonly squares = new Map<number, T[]>();

  add(one: T, minX: number, minZ: number, maxX: number, maxZ: number): void {
    for (let bx = Math.floor(minX / BUCKET_M); bx <= Math.floor(maxX / BUCKET_M); bx++) {
      for (let bz = Math.floor(minZ / BUCKET_M); bz <= Math.floor(maxZ / BUCKET_M); bz++) {
        const key = squareKey(bx, bz);
        const list = this.squares.get(key);
        if (list === undefined) {
          this.squares.set(key, [one]);
        } else {
          list.push(one);
        }
      }
    }
  }

  at(x: number, z: number): readonly T[] {
    return this.squares.get(squareKey(Math.floor(x / BUCKET_M), Math.floor(z / BUCKET_M))) ?? [];
  }
}

function squareKey(bx: number, bz: number): number {
  return (bx + 32768) * 65536 + (bz + 32768);
}

/** Built once for a venue, then only read. */
export class Sightlines {
  private readonly faces = new Buckets<Face>();
  private readonly plates = new Buckets<Plate>();
  private readonly blocks = new Buckets<Block>();
  /** Plates as large as a venue: few, so each is looked at. */
  private readonly floors: Plate[] = [];

  addFace(x1: number, z1: number, x2: number, z2: number, y0: number, y1: number): void {
    this.faces.add({ x1, z1, x2, z2, y0, y1 }, Math.min(x1, x2), Math.min(z1, z2), Math.max(x1, x2), Math.max(z1, z2));
  }

  /** @param rings flat lists of x, z: the rim, then the holes */
  addPlate(y: number, rings: readonly (readonly number[])[], isLarge: boolean): void {
    const rim = rings[0] ?? [];
    if (isLarge) {
      this.floors.push({ y, rings });
    } else if (rim.length > 0) {
      const xs = rim.filter((_, i) => i % 2 === 0);
      const zs = rim.filter((_, i) => i % 2 === 1);
      this.plates.add({ y, rings }, Math.min(...xs), Math.min(...zs), Math.max(...xs), Math.max(...zs));
    }
  }

  /** A box of a size around a middle, standing on y0. */
  addBlock(x: number, z: number, yaw: number, size: readonly [number, number, number], y0: number): void {
    const [width, height, depth] = size;
    const block: Block = { x, z, sin: Math.sin(yaw), cos: Math.cos(yaw), halfWidth: width / 2, halfDepth: depth / 2, y0, y1: y0 + height };
    const reach = Math.hypot(block.halfWidth, block.halfDepth);
    this.blocks.add(block, x - reach, z - reach, x + reach, z + reach);
  }

  /**
   * How far a look goes, at most `most` metres.
   * @param ownY height of the floor that the one who looks stands on, which is never in the way
   */
  free(x: number, y: number, z: number, way: Direction, most: number, ownY: number): number {
    let free = most;
    for (const plate of this.floors) {
      free = Math.min(free, throughPlate(plate, x, y, z, way, ownY));
    }
    const flat = Math.hypot(way.x, way.z);
    const step = flat < 1e-6 ? Infinity : BUCKET_M / 2 / flat;
    for (let along = 0; along <= free + step; along += step) {
      free = this.throughSquare(x, y, z, way, Math.min(along, most), free, ownY);
      if (step === Infinity) {
        break;
      }
    }
    return free;
  }

  private throughSquare(x: number, y: number, z: number, way: Direction, along: number, most: number, ownY: number): number {
    const atX = x + way.x * along;
    const atZ = z + way.z * along;
    let free = most;
    for (const face of this.faces.at(atX, atZ)) {
      free = Math.min(free, throughFace(face, x, y, z, way));
    }
    for (const block of this.blocks.at(atX, atZ)) {
      free = Math.min(free, throughBlock(block, x, y, z, way));
    }
    for (const plate of this.plates.at(atX, atZ)) {
      free = Math.min(free, throughPlate(plate, x, y, z, way, ownY));
    }
    return free;
  }
}

function throughFace(f: Face, x: number, y: number, z: number, way: Direction): number {
  const ex = f.x2 - f.x1;
  const ez = f.z2 - f.z1;
  const cross = way.x * ez - way.z * ex;
  if (Math.abs(cross) < 1e-9) {
    return Infinity;
  }
  const qx = f.x1 - x;
  const qz = f.z1 - z;
  const along = (qx * ez - qz * ex) / cross;
  const on = (qx * way.z - qz * way.x) / cross;
  const height = y + way.y * along;
  return along >= 0 && on >= 0 && on <= 1 && height >= f.y0 && height <= f.y1 ? along : Infinity;
}

function throughPlate(plate: Plate, x: number, y: number, z: number, way: Direction, ownY: number): number {
  const along = (plate.y - y) / way.y;
  if (!(along >= 0 && along < Infinity) || Math.abs(plate.y - ownY) < OWN_FLOOR_M) {
    return Infinity;
  }
  const atX = x + way.x * along;
  const atZ = z + way.z * along;
  let inside = false;
  for (const ring of plate.rings) {
    inside = inRing(ring, atX, atZ) !== inside;
  }
  return inside ? along : Infinity;
}

/** A look that begins inside is not stopped: one stands in what has no walls of its own. */
function throughBlock(b: Block, x: number, y: number, z: number, way: Direction): number {
  const px = (x - b.x) * b.cos - (z - b.z) * b.sin;
  const pz = (x - b.x) * b.sin + (z - b.z) * b.cos;
  const dx = way.x * b.cos - way.z * b.sin;
  const dz = way.x * b.sin + way.z * b.cos;
  let from = -Infinity;
  let to = Infinity;
  for (const [p, d, low, high] of [[px, dx, -b.halfWidth, b.halfWidth], [y, way.y, b.y0, b.y1], [pz, dz, -b.halfDepth, b.halfDepth]] as const) {
    if (Math.abs(d) < 1e-9) {
      if (p < low || p > high) {
        return Infinity;
      }
    } else {
      const a = (low - p) / d;
      const c = (high - p) / d;
      from = Math.max(from, Math.min(a, c));
      to = Math.min(to, Math.max(a, c));
    }
  }
  return from <= to && from >= 0 ? from : Infinity;
}

function inRing(ring: readonly number[], x: number, z: number): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const zi = ring[i + 1]!;
    const zj = ring[j + 1]!;
    if (zi > z !== zj > z && x < ((ring[j]! - ring[i]!) * (z - zi)) / (zj - zi) + ring[i]!) {
      inside = !inside;
    }
  }
  return inside;
}

function flat(ring: Ring): number[] {
  return ring.flatMap(([x, z]) => [x, z]);
}

function addFloor(sightlines: Sightlines, floor: Floor): void {
  const rings = [floor.outline, ...(floor.holes ?? [])].map(flat);
  sightlines.addPlate(floor.heightM, rings, true);
  sightlines.addPlate(floor.heightM - SLAB_M, rings, true);
  if (typeof floor.ceilingM === 'number') {
    sightlines.addPlate(floor.heightM + floor.ceilingM, rings, true);
  }
  for (const wall of floor.walls ?? []) {
    const y0 = floor.heightM + (wall.baseM ?? 0);
    for (let i = 1; i < wall.points.length; i++) {
      sightlines.addFace(...wall.points[i - 1]!, ...wall.points[i]!, y0, y0 + wall.heightM);
    }
  }
}

function addProp(sightlines: Sightlines, prop: Prop, floorY: number): void {
  const [w, h, d] = prop.size;
  const yaw = prop.yaw ?? 0;
  const y = floorY + (prop.y ?? 0);
  if (prop.kind === 'stage') {
    // Its roof, and the curtain behind its boards.
    sightlines.addBlock(prop.x, prop.z, yaw, [w, 0.4, d], y + h + STAGE_ROOF_M);
    const behind = d / 2 + 0.3;
    sightlines.addBlock(prop.x + Math.sin(yaw) * behind, prop.z + Math.cos(yaw) * behind, yaw, [w, STAGE_ROOF_M, 0.1], y + h);
  }
  if (!SEE_THROUGH.has(prop.kind) && h >= LEAST_HEIGHT_M && Math.max(w, d) >= LEAST_WIDTH_M) {
    sightlines.addBlock(prop.x, prop.z, yaw, prop.size, y);
  }
}

/** Everything of a venue that looks end at. */
export function sightlinesOf(content: VenueContent): Sightlines {
  const sightlines = new Sightlines();
  const { venue, buildings } = content;
  const heights = new Map(venue.floors.map((floor) => [floor.id, floor.heightM]));
  for (const floor of venue.floors) {
    addFloor(sightlines, floor);
  }
  for (const b of buildings) {
    const rings = [b.outer, ...(b.holes ?? [])];
    for (const ring of rings) {
      for (let i = 0, n = ring.length; i < n; i += 2) {
        const j = (i + 2) % n;
        sightlines.addFace(ring[i]!, ring[i + 1]!, ring[j]!, ring[j + 1]!, b.baseM, b.baseM + b.heightM);
      }
    }
    sightlines.addPlate(b.baseM, rings, false);
    sightlines.addPlate(b.baseM + b.heightM, rings, false);
  }
  for (const prop of venue.props) {
    addProp(sightlines, prop, heights.get(prop.floor) ?? 0);
  }
  return sightlines;
}
