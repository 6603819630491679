/**
 * The avatar's body: a rounded figure of a few hundred triangles in one geometry. Each vertex knows the limb it belongs
 * to, the colour it takes and the bodies and outfits it is shown for; the vertex shader poses the limbs.
 */
import {
  BufferAttribute,
  type BufferGeometry,
  CapsuleGeometry,
  ConeGeometry,
  CylinderGeometry,
  InstancedBufferGeometry,
  LatheGeometry,
  Matrix4,
  SphereGeometry,
  TorusGeometry,
  Vector2,
  Vector3,
} from 'three';

/** Limbs, as numbered in the shader. */
export const Limb = {
  TORSO: 0,
  HEAD: 1,
  THIGH_L: 2,
  THIGH_R: 3,
  SHIN_L: 4,
  SHIN_R: 5,
  ARM_L: 6,
  ARM_R: 7,
  FOREARM_L: 8,
  FOREARM_R: 9,
  SKIRT: 10,
} as const;

/** Which of the avatar's colours a vertex takes. */
export const Dye = { MAIN: 0, SKIN: 1, HAIR: 2, SECOND: 3, SHOE: 4, EYE: 5, WHITE: 6 } as const;

/** How many bodies and outfits there are; looks count modulo these. */
export const BODIES = 4;
export const OUTFITS = 4;

/** Heights of joints in metres; the shader uses the same. */
export const JOINT = { HIP: 0.86, KNEE: 0.45, SHOULDER: 1.32, ELBOW: 1.06, NECK: 1.42, HIP_X: 0.095, SHOULDER_X: 0.228 } as const;

const ALL = 15;
const SHIRT = 1;
const DRESS = 2;
const COAT = 4;
const HOODIE = 8;

const move = new Matrix4();
const p = new Vector3();

/** Collects the parts. */
class Parts {
  readonly positions: number[] = [];
  readonly normals: number[] = [];
  readonly tags: number[] = [];
  readonly indices: number[] = [];

  add(geometry: BufferGeometry, at: Matrix4, limb: number, dye: number, bodies = ALL, outfits = ALL): void {
    const first = this.positions.length / 3;
    const position = geometry.getAttribute('position');
    const normal = geometry.getAttribute('normal');
    for (let i = 0; i < position.count; i++) {
      p.fromBufferAttribute(position, i).applyMatrix4(at);
      this.positions.push(p.x, p.y, p.z);
      p.fromBufferAttribute(normal, i).transformDirection(at);
      this.normals.push(p.x, p.y, p.z);
      this.tags.push(limb, dye, bodies, outfits);
    }
    const index = geometry.getIndex()!;
    for (let i = 0; i < index.count; i++) {
      this.indices.push(first + index.getX(i));
    }
    geometry.dispose();
  }

  geometry(): InstancedBufferGeometry {
    const geometry = new InstancedBufferGeometry();
    geometry.setAttribute('position', new BufferAttribute(new Float32Array(this.positions), 3));
    geometry.setAttribute('normal', new BufferAttribute(new Float32Array(this.normals), 3));
    geometry.setAttribute('tag', new BufferAttribute(new Uint8Array(this.tags), 4));
    geometry.setIndex(this.indices);
    return geometry;
  }
}

function at(x: number, y: number, z: number, sx = 1, sy = 1, sz = 1): Matrix4 {
  return move.makeScale(sx, sy, sz).setPosition(x, y, z);
}

/** A limb from one height down to another. */
function tube(top: number, bottom: number, radius: number, segments: number): BufferGeometry {
  return new CapsuleGeometry(radius, Math.max(0.01, top - bottom - radius), 2, segments);
}

function addTorso(parts: Parts, n: number): void {
  const profile = [
    [0.0, 0.79], [0.12, 0.795], [0.168, 0.85], [0.158, 0.95], [0.142, 1.05], [0.168, 1.2], [0.192, 1.3], [0.172, 1.365], [0.085, 1.415], [0.0, 1.43],
  ].map((q) => new Vector2(q[0], q[1]));
  const torso = new LatheGeometry(profile, n + 2);
  parts.add(torso, at(0, 0, 0, 1.12, 1, 0.74), Limb.TORSO, Dye.MAIN);
  // Below the belt the trousers begin, also where no leg is.
  const hips = new LatheGeometry([[0, 0.775], [0.13, 0.782], [0.171, 0.845], [0.168, 0.87]].map((q) => new Vector2(q[0], q[1])), n + 2);
  parts.add(hips, at(0, 0, 0, 1.12, 1, 0.75), Limb.TORSO, Dye.SECOND, ALL, SHIRT | HOODIE);
  // A belt of the second colour, and a collar or a hood that tell outfits apart.
  parts.add(new CylinderGeometry(0.17, 0.174, 0.05, n + 2, 1, true), at(0, 0.865, 0, 1.12, 1, 0.75), Limb.TORSO, Dye.SHOE, ALL, SHIRT);
  parts.add(new SphereGeometry(0.11, n, 5, 0, Math.PI * 2, Math.PI * 0.35, Math.PI * 0.5), at(0, 1.4, 0.055, 1.15, 0.8, 1), Limb.TORSO, Dye.SECOND, ALL, HOODIE);
  parts.add(new CylinderGeometry(0.075, 0.1, 0.07, n, 1, true), at(0, 1.42, 0), Limb.TORSO, Dye.WHITE, ALL, SHIRT | COAT);
}

function addHead(parts: Parts, n: number, hasFace: boolean): void {
  parts.add(new CylinderGeometry(0.05, 0.06, 0.12, n, 1, true), at(0, 1.455, 0), Limb.HEAD, Dye.SKIN);
  parts.add(new SphereGeometry(0.132, n + 5, n + 1), at(0, 1.612, -0.003, 0.95, 1.05, 1), Limb.HEAD, Dye.SKIN);
  if (hasFace) {
    addFace(parts);
  }
  addHair(parts, n);
}

function addFace(parts: Parts): void {
  parts.add(new SphereGeometry(0.019, 6, 4), at(0, 1.598, -0.136), Limb.HEAD, Dye.SKIN);
  for (const side of [-1, 1]) {
    parts.add(new SphereGeometry(0.017, 6, 5), at(side * 0.047, 1.632, -0.12, 1, 1.3, 0.7), Limb.HEAD, Dye.EYE);
    parts.add(new SphereGeometry(0.025, 6, 4), at(side * 0.126, 1.608, 0, 0.5, 1.2, 1), Limb.HEAD, Dye.SKIN);
  }
  // A smile: a piece of a ring, its ends turned up.
  const smile = new TorusGeometry(0.042, 0.0065, 4, 8, Math.PI * 0.72);
  smile.rotateZ(Math.PI + Math.PI * 0.14).rotateY(Math.PI);
  parts.add(smile, at(0, 1.572, -0.116), Limb.HEAD, Dye.EYE);
}

function addHair(parts: Parts, n: number): void {
  const cap = (): BufferGeometry => new SphereGeometry(0.143, n + 5, 6, 0, Math.PI * 2, 0, Math.PI * 0.5);
  // All have a cap, tilted to the back of the head.
  const tilt = new Matrix4().makeRotationX(0.42).setPosition(0, 1.63, 0.008);
  parts.add(cap(), tilt, Limb.HEAD, Dye.HAIR);
  // Long hair, a bun, a tuft.
  parts.add(new CapsuleGeometry(0.115, 0.16, 3, n), at(0, 1.52, 0.07, 1, 1, 0.52), Limb.HEAD, Dye.HAIR, 2);
  parts.add(new SphereGeometry(0.062, n, 6), at(0, 1.76, 0.075), Limb.HEAD, Dye.HAIR, 4);
  parts.add(new SphereGeometry(0.09, n, 6), at(0, 1.735, -0.03, 1.25, 0.6, 1.1), Limb.HEAD, Dye.HAIR, 8);
}

function addLimbs(parts: Parts, n: number): void {
  for (const side of [-1, 1]) {
    const left = side < 0;
    const hip = side * JOINT.HIP_X;
    const shoulder = side * JOINT.SHOULDER_X;
    const thigh = left ? Limb.THIGH_L : Limb.THIGH_R;
    const shin = left ? Limb.SHIN_L : Limb.SHIN_R;
    const arm = left ? Limb.ARM_L : Limb.ARM_R;
    const forearm = left ? Limb.FOREARM_L : Limb.FOREARM_R;
    parts.add(tube(0.88, 0.44, 0.085, n), at(hip, 0.66, 0), thigh, Dye.SECOND);
    parts.add(tube(0.46, 0.09, 0.066, n), at(hip, 0.275, 0), shin, Dye.SECOND, ALL, ALL ^ DRESS);
    parts.add(tube(0.46, 0.09, 0.058, n), at(hip, 0.275, 0), shin, Dye.SKIN, ALL, DRESS);
    parts.add(new SphereGeometry(0.075, n, 6), at(hip, 0.055, -0.04, 0.9, 0.72, 1.55), shin, Dye.SHOE);
    parts.add(tube(1.37, 1.05, 0.06, n), at(shoulder - side * 0.006, 1.21, 0), arm, Dye.MAIN);
    parts.add(tube(1.08, 0.84, 0.05, n), at(shoulder, 0.955, 0), forearm, Dye.MAIN, ALL, COAT | HOODIE);
    parts.add(tube(1.08, 0.84, 0.046, n), at(shoulder, 0.955, 0), forearm, Dye.SKIN, ALL, SHIRT | DRESS);
    parts.add(new SphereGeometry(0.056, n, 5), at(shoulder, 0.815, -0.005, 0.85, 1.15, 1), forearm, Dye.SKIN);
  }
  parts.add(new CylinderGeometry(0.165, 0.30, 0.42, n + 4, 2, true), at(0, 0.72, 0, 1.08, 1, 0.86), Limb.SKIRT, Dye.MAIN, ALL, DRESS);
  parts.add(new CylinderGeometry(0.175, 0.225, 0.38, n + 4, 2, true), at(0, 0.74, 0, 1.12, 1, 0.86), Limb.SKIRT, Dye.MAIN, ALL, COAT);
}

/**
 * The figure, facing -z with its feet at the origin, 1.78 m tall.
 * @param detail segments of a limb's girth: 7 near by, 4 further off
 * @param hasFace whether eyes, nose, ears and mouth can be seen
 */
export function figureGeometry(detail: number, hasFace: boolean): InstancedBufferGeometry {
  const parts = new Parts();
  addTorso(parts, detail + 2);
  addHead(parts, detail + 1, hasFace);
  addLimbs(parts, detail);
  return parts.geometry();
}

/** The same figure for a crowd far away: some forty triangles, limbs without joints. */
export function smallFigureGeometry(): InstancedBufferGeometry {
  const parts = new Parts();
  parts.add(new CylinderGeometry(0.2, 0.165, 0.62, 4, 1, true), at(0, 1.11, 0, 1.15, 1, 0.8), Limb.TORSO, Dye.MAIN);
  for (const side of [-1, 1]) {
    const left = side < 0;
    parts.add(new CylinderGeometry(0.1, 0.075, 0.86, 3, 1, true), at(side * JOINT.HIP_X, 0.43, 0), left ? Limb.THIGH_L : Limb.THIGH_R, Dye.SECOND);
    parts.add(new CylinderGeometry(0.07, 0.055, 0.58, 3, 1, true), at(side * JOINT.SHOULDER_X, 1.08, 0), left ? Limb.ARM_L : Limb.ARM_R, Dye.MAIN);
  }
  parts.add(new CylinderGeometry(0.14, 0.07, 0.24, 4, 1, true), at(0, 1.53, -0.01), Limb.HEAD, Dye.SKIN);
  parts.add(new ConeGeometry(0.165, 0.17, 4, 1, true), at(0, 1.69, 0.015), Limb.HEAD, Dye.HAIR);
  // The shoulders, which are all that is seen of the torso from above.
  parts.add(new ConeGeometry(0.2, 0.1, 4, 1, true), at(0, 1.47, 0, 1.15, 1, 0.8), Limb.TORSO, Dye.MAIN);
  return parts.geometry();
}

/** The same where it is but a few pixels high: eighteen triangles. */
export function tinyFigureGeometry(): InstancedBufferGeometry {
  const parts = new Parts();
  parts.add(new CylinderGeometry(0.24, 0.17, 0.64, 3, 1, true), at(0, 1.12, 0, 1.1, 1, 0.8), Limb.TORSO, Dye.MAIN);
  for (const side of [-1, 1]) {
    const leg = new ConeGeometry(0.13, 1, 3, 1, true).rotateX(Math.PI);
    parts.add(leg, at(side * JOINT.HIP_X, 0.4, 0), side < 0 ? Limb.THIGH_L : Limb.THIGH_R, Dye.SECOND);
  }
  parts.add(new ConeGeometry(0.16, 0.36, 3, 1, true).rotateX(Math.PI), at(0, 1.5, 0), Limb.HEAD, Dye.SKIN);
  parts.add(new ConeGeometry(0.17, 0.14, 3, 1, true), at(0, 1.7, 0.015), Limb.HEAD, Dye.HAIR);
  return parts.geometry();
}
