/** Gathers triangles of many things into one geometry, so that they cost one draw call. */
import { BufferAttribute, BufferGeometry, type Color, Matrix4, ShapeUtils, Vector2, Vector3 } from 'three';

const corner = new Vector3();

/** A growing list of numbers without boxing. */
class Numbers {
  private items = new Float32Array(1024);
  length = 0;

  push2(a: number, b: number): void {
    this.room(2);
    this.items[this.length++] = a;
    this.items[this.length++] = b;
  }

  push3(a: number, b: number, c: number): void {
    this.room(3);
    this.items[this.length++] = a;
    this.items[this.length++] = b;
    this.items[this.length++] = c;
  }

  done(): Float32Array {
    return this.items.slice(0, this.length);
  }

  private room(n: number): void {
    if (this.length + n > this.items.length) {
      const bigger = new Float32Array(this.items.length * 2);
      bigger.set(this.items);
      this.items = bigger;
    }
  }
}

/** Triangles with normals, colours and a position on their wall in metres. */
export class Shape {
  private readonly positions = new Numbers();
  private readonly normals = new Numbers();
  private readonly colors = new Numbers();
  private readonly uvs = new Numbers();
  private readonly indices: number[] = [];

  get isEmpty(): boolean {
    return this.indices.length === 0;
  }

  get vertices(): number {
    return this.positions.length / 3;
  }

  vertex(x: number, y: number, z: number, nx: number, ny: number, nz: number, color: Color, u = 0, v = 0): number {
    const index = this.positions.length / 3;
    this.positions.push3(x, y, z);
    this.normals.push3(nx, ny, nz);
    this.colors.push3(color.r, color.g, color.b);
    this.uvs.push2(u, v);
    return index;
  }

  triangle(a: number, b: number, c: number): void {
    this.indices.push(a, b, c);
  }

  /** An upright rectangle over the line from (x1, z1) to (x2, z2); its face looks to the right of that direction. */
  wall(x1: number, z1: number, x2: number, z2: number, y0: number, y1: number, color: Color, u0 = 0, foot?: Color): void {
    const dx = x2 - x1;
    const dz = z2 - z1;
    const length = Math.hypot(dx, dz);
    if (length < 1e-4) {
      return;
    }
    const nx = -dz / length;
    const nz = dx / length;
    const low = foot ?? color;
    const a = this.vertex(x1, y0, z1, nx, 0, nz, low, u0, 0);
    this.vertex(x2, y0, z2, nx, 0, nz, low, u0 + length, 0);
    this.vertex(x2, y1, z2, nx, 0, nz, color, u0 + length, y1 - y0);
    this.vertex(x1, y1, z1, nx, 0, nz, color, u0, y1 - y0);
    this.triangle(a, a + 1, a + 2);
    this.triangle(a, a + 2, a + 3);
  }

  /** A flat polygon, facing up or down. Rings are flat x, z lists of either direction. */
  flat(outer: readonly number[], holes: readonly (readonly number[])[], y: number, color: Color, up = true): void {
    const contour = toVectors(outer);
    const holeRings = holes.map(toVectors);
    let faces: number[][];
    try {
      faces = ShapeUtils.triangulateShape(contour, holeRings);
    } catch {
      return;
    }
    const all = contour.concat(...holeRings);
    const first = this.positions.length / 3;
    for (const p of all) {
      this.vertex(p.x, y, p.y, 0, up ? 1 : -1, 0, color, p.x, p.y);
    }
    for (const face of faces) {
      const a = face[0]!;
      let b = face[1]!;
      let c = face[2]!;
      const pa = all[a]!;
      const pb = all[b]!;
      const pc = all[c]!;
      // Positive area in (x, z) with z pointing south is clockwise from above.
      const clockwise = (pb.x - pa.x) * (pc.y - pa.y) - (pb.y - pa.y) * (pc.x - pa.x) > 0;
      if (clockwise === up) {
        [b, c] = [c, b];
      }
      this.triangle(first + a, first + b, first + c);
    }
  }

  /** All triangles of a geometry, moved. */
  add(geometry: BufferGeometry, matrix: Matrix4, color: Color): void {
    const position = geometry.getAttribute('position');
    const normal = geometry.getAttribute('normal');
    const first = this.positions.length / 3;
    for (let i = 0; i < position.count; i++) {
      corner.fromBufferAttribute(position, i).applyMatrix4(matrix);
      const { x, y, z } = corner;
      corner.fromBufferAttribute(normal, i).transformDirection(matrix);
      this.vertex(x, y, z, corner.x, corner.y, corner.z, color);
    }
    const index = geometry.getIndex();
    const count = index === null ? position.count : index.count;
    for (let i = 0; i < count; i++) {
      this.indices.push(first + (index === null ? i : index.getX(i)));
    }
  }

  /** The geometry; the shape is not to be used afterwards. */
  build(): BufferGeometry {
    const geometry = new BufferGeometry();
    geometry.setAttribute('position', new BufferAttribute(this.positions.done(), 3));
    geometry.setAttribute('normal', new BufferAttribute(this.normals.done(), 3));
    geometry.setAttribute('color', new BufferAttribute(this.colors.done(), 3));
    geometry.setAttribute('uv', new BufferAttribute(this.uvs.done(), 2));
    const wide = this.positions.length / 3 > 65535;
    geometry.setIndex(new BufferAttribute(wide ? new Uint32Array(this.indices) : new Uint16Array(this.indices), 1));
    geometry.computeBoundingSphere();
    return geometry;
  }
}

function toVectors(flat: readonly number[]): Vector2[] {
  const out: Vector2[] = [];
  for (let i = 0; i + 1 < flat.length; i += 2) {
    out.push(new Vector2(flat[i], flat[i + 1]));
  }
  return out;
}

/** Twice the area of a flat x, z ring with its sign: positive when counter-clockwise seen from above. */
export function turning(ring: readonly number[]): number {
  let sum = 0;
  for (let i = 0, n = ring.length; i < n; i += 2) {
    const j = (i + 2) % n;
    sum += ring[j]! * ring[i + 1]! - ring[i]! * ring[j + 1]!;
  }
  return sum;
}

/** Points of a ring as a flat list. */
export function flatten(ring: readonly (readonly [number, number])[]): number[] {
  return ring.flatMap((p) => [p[0], p[1]]);
}
