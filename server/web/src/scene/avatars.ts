/** All avatars in four draw calls at most: fine figures near the camera, coarser ones further off. */
import { DynamicDrawUsage, Group, InstancedBufferAttribute, type InstancedBufferGeometry, Mesh, type MeshDepthMaterial, type MeshLambertMaterial } from 'three';
import type { Appearance } from '../wire/look';
import type { Detail } from './detail';
import { BODIES, OUTFITS, figureGeometry, smallFigureGeometry, tinyFigureGeometry } from './figure';
import { depthMaterial, dyedMaterial } from './figure-material';
import { JOINTED_POSING } from './figure-shader';
import { type Pose, mod, stridePhase } from './pose';
import { Throng } from './throng';

const FIRST_ROOM = 256;

/** Instances of one figure. */
class Troop {
  readonly mesh: Mesh<InstancedBufferGeometry, MeshLambertMaterial>;
  private room = 0;
  private count = 0;
  private place: Float32Array = new Float32Array(0);
  private motion: Float32Array = new Float32Array(0);
  private gesture: Float32Array = new Float32Array(0);
  private dyes: readonly [Uint8Array, Uint8Array, Uint8Array] = [new Uint8Array(0), new Uint8Array(0), new Uint8Array(0)];

  constructor(geometry: InstancedBufferGeometry, time: { value: number }) {
    this.mesh = new Mesh(geometry, dyedMaterial(JOINTED_POSING, time));
    this.mesh.customDepthMaterial = depthMaterial(JOINTED_POSING, time);
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
    motion[i] = stridePhase(pose);
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
    this.mesh.material.dispose();
    (this.mesh.customDepthMaterial as MeshDepthMaterial).dispose();
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
  /** By {@link Detail}. */
  private readonly troops: readonly [Troop, Troop, Throng, Throng] = [
    new Troop(figureGeometry(7, true), this.time),
    new Troop(figureGeometry(4, false), this.time),
    new Throng(smallFigureGeometry(), this.time),
    new Throng(tinyFigureGeometry(), this.time),
  ];

  constructor() {
    this.group.add(...this.troops.map((troop) => troop.mesh));
  }

  begin(seconds: number): void {
    this.time.value = seconds;
    for (const troop of this.troops) {
      troop.begin();
    }
  }

  add(pose: Pose, look: Appearance, detail: Detail): void {
    this.troops[detail].add(pose, look);
  }

  end(): void {
    for (const troop of this.troops) {
      troop.end();
    }
  }

  dispose(): void {
    for (const troop of this.troops) {
      troop.dispose();
    }
  }
}
