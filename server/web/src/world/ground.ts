/** Where one can walk on a floor, for predicting the own avatar. The server decides; this only spares corrections. */
import type { Building, Floor, Ring, VenueContent, Wall } from './venue';

const BUCKET_M = 8;
const NONE: readonly number[] = [];
/** A solid building stands on a floor when the floor passes through it, give or take this, metres. */
const STEP_M = 0.5;
/** A wall that begins this high above the floor is walked under; one that ends this low is stepped over. */
const HEADROOM_M = 2;
const SILL_M = 0.3;

/** A place that is changed in place. */
export interface MutablePoint {
  x: number;
  z: number;
}

/** The obstacles of one floor: edges as x1, z1, x2, z2 and circles as x, z, radius, found by buckets. */
export class Ground {
  private readonly edges: number[] = [];
  private readonly circles: number[] = [];
  private readonly edgeBuckets = new Map<number, number[]>();
  private readonly circleBuckets = new Map<number, number[]>();
  /** Edges of barriers that are closed now, by id: few, so they are gone through one by one. */
  private readonly barriers = new Map<string, number[]>();

  /** @param bodyRadiusM radius of a body as the server says, metres */
  constructor(private readonly bodyRadiusM: number) {}

  /** Adds a closed or open line of points. */
  addLine(points: Ring, closed: boolean): void {
    const n = points.length;
    for (let i = closed ? 0 : 1; i < n; i++) {
      const a = points[(i + n - 1) % n]!;
      const b = points[i]!;
      this.addEdge(a[0], a[1], b[0], b[1]);
    }
  }

  addEdge(x1: number, z1: number, x2: number, z2: number): void {
    const index = this.edges.length;
    this.edges.push(x1, z1, x2, z2);
    const r = this.bodyRadiusM + 0.2;
    this.fill(this.edgeBuckets, index, Math.min(x1, x2) - r, Math.min(z1, z2) - r, Math.max(x1, x2) + r, Math.max(z1, z2) + r);
  }

  /** Closes a barrier along a line, or with no points opens it. */
  setBarrier(id: string, points: Ring): void {
    const edges: number[] = [];
    for (let i = 1; i < points.length; i++) {
      edges.push(...points[i - 1]!, ...points[i]!);
    }
    if (edges.length === 0) {
      this.barriers.delete(id);
    } else {
      this.barriers.set(id, edges);
    }
  }

  addCircle(x: number, z: number, radius: number): void {
    const index = this.circles.length;
    this.circles.push(x, z, radius);
    const r = radius + this.bodyRadiusM + 0.2;
    this.fill(this.circleBuckets, index, x - r, z - r, x + r, z + r);
  }

  /**
   * Moves a body in steps smaller than itself and slides it along what it meets.
   * @returns true when something was in the way
   */
  move(at: MutablePoint, dx: number, dz: number): boolean {
    const steps = Math.max(1, Math.ceil(Math.hypot(dx, dz) / Math.max(0.05, this.bodyRadiusM * 0.5)));
    let touched = false;
    for (let i = 0; i < steps; i++) {
      at.x += dx / steps;
      at.z += dz / steps;
      touched = this.pushOut(at) || touched;
    }
    return touched;
  }

  /** Moves a body out of the obstacles it overlaps. */
  pushOut(at: MutablePoint): boolean {
    let touched = false;
    for (let round = 0; round < 3; round++) {
      const moved = this.pushFromEdges(at);
      if (!this.pushFromCircles(at) && !moved) {
        break;
      }
      touched = true;
    }
    return touched;
  }

  private pushFromEdges(at: MutablePoint): boolean {
    let touched = false;
    for (const i of this.edgeBuckets.get(bucketKey(at.x, at.z)) ?? NONE) {
      touched = this.pushFromEdge(at, this.edges, i) || touched;
    }
    for (const edges of this.barriers.values()) {
      for (let i = 0; i < edges.length; i += 4) {
        touched = this.pushFromEdge(at, edges, i) || touched;
      }
    }
    return touched;
  }

  private pushFromEdge(at: MutablePoint, e: readonly number[], i: number): boolean {
    const x1 = e[i]!;
    const z1 = e[i + 1]!;
    const ex = e[i + 2]! - x1;
    const ez = e[i + 3]! - z1;
    const length2 = ex * ex + ez * ez;
    const f = length2 === 0 ? 0 : Math.max(0, Math.min(1, ((at.x - x1) * ex + (at.z - z1) * ez) / length2));
    return pushFrom(at, x1 + ex * f, z1 + ez * f, this.bodyRadiusM);
  }

  private pushFromCircles(at: MutablePoint): boolean {
    const near = this.circleBuckets.get(bucketKey(at.x, at.z));
    if (near === undefined) {
      return false;
    }
    let touched = false;
    const c = this.circles;
    for (const i of near) {
      touched = pushFrom(at, c[i]!, c[i + 1]!, c[i + 2]! + this.bodyRadiusM) || touched;
    }
    return touched;
  }

  private fill(buckets: Map<number, number[]>, index: number, minX: number, minZ: number, maxX: number, maxZ: number): void {
    for (let bx = Math.floor(minX / BUCKET_M); bx <= Math.floor(maxX / BUCKET_M); bx++) {
      for (let bz = Math.floor(minZ / BUCKET_M); bz <= Math.floor(maxZ / BUCKET_M); bz++) {
        const key = pairKey(bx, bz);
        const list = buckets.get(key);
        if (list === undefined) {
          buckets.set(key, [index]);
        } else {
          list.push(index);
        }
      }
    }
  }
}

function pairKey(bx: number, bz: number): number {
  return (bx + 32768) * 65536 + (bz + 32768);
}

function bucketKey(x: number, z: number): number {
  return pairKey(Math.floor(x / BUCKET_M), Math.floor(z / BUCKET_M));
}

function pushFrom(at: MutablePoint, x: number, z: number, distance: number): boolean {
  const dx = at.x - x;
  const dz = at.z - z;
  const d = Math.hypot(dx, dz);
  if (d >= distance - 1e-6) {
    return false;
  }
  if (d < 1e-6) {
    at.x += distance;
    return true;
  }
  at.x = x + (dx / d) * distance;
  at.z = z + (dz / d) * distance;
  return true;
}

/** Whether people bump into a wall; the server goes by the same rule. One walks under lintels and over sills. */
export function wallBlocks(wall: Wall): boolean {
  const baseM = wall.baseM ?? 0;
  return baseM < HEADROOM_M && baseM + wall.heightM > SILL_M;
}

function stands(building: Building, floor: Floor): boolean {
  return building.baseM <= floor.heightM + STEP_M && floor.heightM + STEP_M < building.baseM + building.heightM;
}

function addFlatRing(ground: Ground, ring: readonly number[]): void {
  for (let i = 0, n = ring.length; i < n; i += 2) {
    const j = (i + 2) % n;
    ground.addEdge(ring[i]!, ring[i + 1]!, ring[j]!, ring[j + 1]!);
  }
}

/**
 * Obstacles of every floor of a venue, in its order.
 * @param bodyRadiusM radius of a body as the server says, metres
 */
export function groundsOf(content: VenueContent, bodyRadiusM: number): Ground[] {
  return content.venue.floors.map((floor) => {
    const ground = new Ground(bodyRadiusM);
    ground.addLine(floor.outline, true);
    for (const hole of floor.holes ?? []) {
      ground.addLine(hole, true);
    }
    for (const wall of floor.walls ?? []) {
      if (wallBlocks(wall)) {
        ground.addLine(wall.points, false);
      }
    }
    for (const building of content.buildings) {
      if (building.solid !== false && stands(building, floor)) {
        addFlatRing(ground, building.outer);
        for (const hole of building.holes ?? []) {
          addFlatRing(ground, hole);
        }
      }
    }
    for (const prop of content.venue.props) {
      if (prop.floor === floor.id && prop.collisionRadiusM !== undefined) {
        ground.addCircle(prop.x, prop.z, prop.collisionRadiusM);
      }
    }
    return ground;
  });
}
