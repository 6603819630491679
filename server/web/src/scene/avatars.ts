/** All avatars in two draw calls: a finer figure near the camera, a coarser one further off. */
import {
  DoubleSide,
  DynamicDrawUsage,
  Group,
  InstancedBufferAttribute,
  type InstancedBufferGeometry,
  Mesh,
  MeshDepthMaterial,
  MeshLambertMaterial,
  RGBADepthPacking,
  type WebGLProgramParametersWithUniforms,
} from 'three';
import type { Appearance } from '../world/crowd';
import { BODIES, OUTFITS, figureGeometry } from './figure';
import { DYE_VERTEX, POSE_DECLARATIONS, POSE_NORMAL, POSE_VERTEX } from './figure-shader';

/** What one avatar looks like at this moment. */
export interface Pose {
  x: number;
  y: number;
  z: number;
  yaw: number;
  /** Metres walked. */
  stride: number;
  speed: number;
  /** 0 standing .. 1 seated. */
  seated: number;
  emote: number;
  emoteSeconds: number;
  away: number;
  seed: number;
}

/** Length of a full stride in metres grows with speed. */
function strideLength(speed: number): number {
  return speed > 3.4 ? 2.5 : 1.55;
}

const FIRST_ROOM = 256;

function mod(value: number, n: number): number {
  return ((Math.floor(value) % n) + n) % n;
}

/** Instances of one figure. */
class Troop {
  readonly mesh: Mesh<InstancedBufferGeometry, MeshLambertMaterial>;
  private room = 0;
  private count = 0;
  private place: Float32Array = new Float32Array(0);
  private motion: Float32Array = new Float32Array(0);
  private gesture: Float32Array = new Float32Array(0);
  private dyes: readonly [Uint8Array, Uint8Array, Uint8Array] = [new Uint8Array(0), new Uint8Array(0), new Uint8Array(0)];

  constructor(detail: number, material: MeshLambertMaterial, depth: MeshDepthMaterial) {
    this.mesh = new Mesh(figureGeometry(detail), material);
    this.mesh.customDepthMaterial = depth;
    this.mesh.castShadow = true;
    this.mesh.receiveShadow = true;
    // Its own bounds say nothing about where the instances are.
    this.mesh.frustumCulled = false;
    this.grow(FIRST_ROOM);
  }

  begin(): void {
    this.count = 0;
  }

  add(pose: Pose, look: Appearance): void {
    if (this.count === this.room) {
      this.grow(this.room * 2);
    }
    const i = this.count++ * 4;
    const { place, motion, gesture } = this;
    place[i] = pose.x;
    place[i + 1] = pose.y;
    place[i + 2] = pose.z;
    place[i + 3] = pose.yaw;
    motion[i] = ((pose.stride / strideLength(pose.speed)) * Math.PI * 2) % (Math.PI * 2);
    motion[i + 1] = pose.speed;
    motion[i + 2] = pose.seated;
    motion[i + 3] = pose.seed;
    gesture[i] = pose.emote;
    gesture[i + 1] = pose.emoteSeconds;
    gesture[i + 2] = pose.away;
    paint(this.dyes[0], i, look.color, mod(look.body, BODIES));
    paint(this.dyes[1], i, look.skin, mod(look.outfit, OUTFITS));
    paint(this.dyes[2], i, look.hair, 0);
  }

  end(): void {
    const geometry = this.mesh.geometry;
    geometry.instanceCount = this.count;
    this.mesh.visible = this.count > 0;
    for (const name of ['placeYaw', 'motion', 'gesture', 'dyeMain', 'dyeSkin', 'dyeHair'] as const) {
      const attribute = geometry.getAttribute(name) as InstancedBufferAttribute;
      attribute.clearUpdateRanges();
      attribute.addUpdateRange(0, this.count * 4);
      attribute.needsUpdate = true;
    }
  }

  dispose(): void {
    this.mesh.geometry.dispose();
  }

  private grow(room: number): void {
    const geometry = this.mesh.geometry;
    const floats = (name: string, old: Float32Array): Float32Array => {
      const bigger = new Float32Array(room * 4);
      bigger.set(old);
      geometry.setAttribute(name, new InstancedBufferAttribute(bigger, 4).setUsage(DynamicDrawUsage));
      return bigger;
    };
    const bytes = (name: string, old: Uint8Array): Uint8Array => {
      const bigger = new Uint8Array(room * 4);
      bigger.set(old);
      geometry.setAttribute(name, new InstancedBufferAttribute(bigger, 4, true).setUsage(DynamicDrawUsage));
      return bigger;
    };
    // New attributes need new buffers on the card; the old ones go with dispose.
    geometry.dispose();
    this.room = room;
    this.place = floats('placeYaw', this.place);
    this.motion = floats('motion', this.motion);
    this.gesture = floats('gesture', this.gesture);
    this.dyes = [bytes('dyeMain', this.dyes[0]), bytes('dyeSkin', this.dyes[1]), bytes('dyeHair', this.dyes[2])];
  }
}

function paint(dyes: Uint8Array, i: number, color: number, fourth: number): void {
  dyes[i] = (color >> 16) & 0xff;
  dyes[i + 1] = (color >> 8) & 0xff;
  dyes[i + 2] = color & 0xff;
  dyes[i + 3] = fourth;
}

/** The avatars' part of the scene. Call begin, add for each, end, once a frame. */
export class AvatarTroops {
  readonly group = new Group();
  private readonly time = { value: 0 };
  private readonly material = new MeshLambertMaterial({ side: DoubleSide });
  private readonly depth = new MeshDepthMaterial({ depthPacking: RGBADepthPacking });
  private readonly near: Troop;
  private readonly far: Troop;

  constructor() {
    this.material.onBeforeCompile = (shader) => {
      this.pose(shader);
      shader.vertexShader = shader.vertexShader
        .replace('void main() {', 'varying vec3 vDye;\nvoid main() {')
        .replace('#include <beginnormal_vertex>', POSE_NORMAL)
        .replace('#include <begin_vertex>', POSE_VERTEX + DYE_VERTEX);
      shader.fragmentShader = shader.fragmentShader
        .replace('void main() {', 'varying vec3 vDye;\nvoid main() {')
        .replace('#include <color_fragment>', 'diffuseColor.rgb *= vDye;');
    };
    this.depth.onBeforeCompile = (shader) => {
      this.pose(shader);
      shader.vertexShader = shader.vertexShader.replace('#include <begin_vertex>', POSE_VERTEX);
    };
    this.near = new Troop(7, this.material, this.depth);
    this.far = new Troop(4, this.material, this.depth);
    this.group.add(this.near.mesh, this.far.mesh);
  }

  begin(seconds: number): void {
    this.time.value = seconds;
    this.near.begin();
    this.far.begin();
  }

  add(pose: Pose, look: Appearance, isNear: boolean): void {
    (isNear ? this.near : this.far).add(pose, look);
  }

  end(): void {
    this.near.end();
    this.far.end();
  }

  castShadows(cast: boolean): void {
    this.near.mesh.castShadow = cast;
    this.far.mesh.castShadow = cast;
  }

  dispose(): void {
    this.near.dispose();
    this.far.dispose();
    this.material.dispose();
    this.depth.dispose();
  }

  private pose(shader: WebGLProgramParametersWithUniforms): void {
    shader.uniforms['parvisTime'] = this.time;
    shader.vertexShader = shader.vertexShader.replace(
      'void main() {',
      `uniform float parvisTime;\n${POSE_DECLARATIONS}\nvoid main() {`,
    );
  }
}
