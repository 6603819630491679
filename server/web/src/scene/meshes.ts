/** Meshes that importers made of detailed city models: roofs, roads, water, bridges. */
import { Group, Mesh, Vector3 } from 'three';
import type { VenueMesh } from '../world/venue';
import { colorOf } from './palette';
import { Shape } from './shape';
import type { Surfaces } from './surfaces';

const KIND_MATERIALS: Readonly<Record<string, string>> = {
  roof: 'tile', wall: 'plaster', ground: 'paving', water: 'water', road: 'asphalt', green: 'grass', bridge: 'concrete', tree: 'grass',
};
const TILE_M = 192;
const a = new Vector3();
const b = new Vector3();
const c = new Vector3();

/** One mesh per tile of the venue; faces keep their own flat normals. */
export function buildMeshes(meshes: readonly VenueMesh[], surfaces: Surfaces): Group {
  const tiles = new Map<string, Shape>();
  for (const mesh of meshes) {
    const key = `${Math.floor((mesh.positions[0] ?? 0) / TILE_M)},${Math.floor((mesh.positions[2] ?? 0) / TILE_M)}`;
    let shape = tiles.get(key);
    if (shape === undefined) {
      shape = new Shape();
      tiles.set(key, shape);
    }
    addMesh(shape, mesh);
  }
  const group = new Group();
  for (const shape of tiles.values()) {
    if (!shape.isEmpty) {
      const mesh = new Mesh(shape.build(), surfaces.twoSided);
      mesh.castShadow = true;
      mesh.receiveShadow = true;
      group.add(mesh);
    }
  }
  return group;
}

function addMesh(shape: Shape, mesh: VenueMesh): void {
  const color = colorOf(mesh.material ?? KIND_MATERIALS[mesh.kind]);
  const { positions, indices } = mesh;
  for (let i = 0; i + 2 < indices.length; i += 3) {
    corner(positions, indices[i]!, a);
    corner(positions, indices[i + 1]!, b);
    corner(positions, indices[i + 2]!, c);
    const ux = b.x - a.x, uy = b.y - a.y, uz = b.z - a.z;
    const vx = c.x - a.x, vy = c.y - a.y, vz = c.z - a.z;
    const nx = uy * vz - uz * vy, ny = uz * vx - ux * vz, nz = ux * vy - uy * vx;
    const length = Math.hypot(nx, ny, nz);
    if (length > 1e-9) {
      const first = shape.vertex(a.x, a.y, a.z, nx / length, ny / length, nz / length, color);
      shape.vertex(b.x, b.y, b.z, nx / length, ny / length, nz / length, color);
      shape.vertex(c.x, c.y, c.z, nx / length, ny / length, nz / length, color);
      shape.triangle(first, first + 1, first + 2);
    }
  }
}

function corner(positions: readonly number[], index: number, out: Vector3): void {
  out.set(positions[3 * index]!, positions[3 * index + 1]!, positions[3 * index + 2]!);
}
