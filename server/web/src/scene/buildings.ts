/** Buildings out of footprints: walls, roofs, grouped by tiles so that what is behind the camera costs nothing. */
import { Color, Group, type Material, Mesh } from 'three';
import type { Building } from '../world/venue';
import { chanceOf, colorOf } from './palette';
import { Shape, turning } from './shape';

const TILE_M = 192;
const SLATE_ROOF = new Color(0x59616d);
const FLAT_ROOF = new Color(0xa7a49e);
/** Tones of house fronts, for imported buildings whose material is a guess. */
const FRONTS = [0xd8cfc0, 0xb9b4ab, 0xc9a98a, 0x9fa8ad, 0xe6e0d4, 0xa98b78, 0x8f9aa3, 0xcfc3a6].map((c) => new Color(c));
const GUESSED = 'concrete';
const shade = new Color();
const foot = new Color();
const top = new Color();

interface Tile {
  readonly walls: Shape;
  readonly roofs: Shape;
}

/** Materials of walls and roofs. */
export interface BuildingMaterials {
  readonly facade: Material;
  readonly solid: Material;
}

/** Meshes of all buildings. */
export function buildBuildings(buildings: readonly Building[], materials: BuildingMaterials): Group {
  const tiles = new Map<string, Tile>();
  for (const building of buildings) {
    const key = `${Math.floor(building.outer[0]! / TILE_M)},${Math.floor(building.outer[1]! / TILE_M)}`;
    let tile = tiles.get(key);
    if (tile === undefined) {
      tile = { walls: new Shape(), roofs: new Shape() };
      tiles.set(key, tile);
    }
    addBuilding(tile, building);
  }
  const group = new Group();
  for (const tile of tiles.values()) {
    for (const [shape, material] of [[tile.walls, materials.facade], [tile.roofs, materials.solid]] as const) {
      if (!shape.isEmpty) {
        const mesh = new Mesh(shape.build(), material);
        mesh.castShadow = true;
        mesh.receiveShadow = true;
        mesh.matrixAutoUpdate = false;
        group.add(mesh);
      }
    }
  }
  return group;
}

function addBuilding(tile: Tile, b: Building): void {
  const chance = chanceOf(b.id);
  // Neighbours of one material should still be told apart.
  shade.copy(colorOf(b.material));
  if (b.material === GUESSED) {
    shade.lerp(FRONTS[Math.floor(chance * 997) % FRONTS.length]!, 0.75);
  }
  shade.multiplyScalar(0.9 + 0.2 * chance);
  foot.copy(shade).multiplyScalar(0.8);
  const y1 = b.baseM + b.heightM;
  addRing(tile.walls, b.outer, turning(b.outer) > 0, b.baseM, y1, chance);
  const holes = b.holes ?? [];
  for (const hole of holes) {
    addRing(tile.walls, hole, turning(hole) < 0, b.baseM, y1, chance);
  }
  if (b.roof === undefined || b.roof === 'flat') {
    top.copy(FLAT_ROOF).lerp(shade, 0.35);
  } else {
    top.copy(b.roof === 'slate' ? SLATE_ROOF : colorOf(b.roof));
  }
  tile.roofs.flat(b.outer, holes, y1, top);
}

/** Walls around a ring; counter-clockwise rings have the building on their left, so their outside is on the right. */
function addRing(shape: Shape, ring: readonly number[], counterClockwise: boolean, y0: number, y1: number, chance: number): void {
  const n = ring.length;
  let u = Math.floor(chance * 64) * 16;
  for (let k = 0; k < n; k += 2) {
    const i = counterClockwise ? k : n - 2 - k;
    const j = counterClockwise ? (k + 2) % n : (2 * n - 4 - k) % n;
    const x1 = ring[i]!;
    const z1 = ring[i + 1]!;
    const x2 = ring[j]!;
    const z2 = ring[j + 1]!;
    shape.wall(x1, z1, x2, z2, y0, y1, shade, u, foot);
    u += 512;
  }
}
