/**
 * Everybody far away. Their figures are so small that one instance each would cost more than what is drawn, on a card and
 * much more so without one; an instance therefore is a batch of them, and who they are comes out of a texture.
 */
import {
  BufferAttribute,
  DataTexture,
  FloatType,
  InstancedBufferGeometry,
  Mesh,
  type MeshDepthMaterial,
  type MeshLambertMaterial,
  RGBAFormat,
  FrontSide,
} from 'three';
import { EmoteKind } from '../wire/generated/parvis/v1/avatar_pb';
import type { Appearance } from '../wire/look';
import { BODIES, OUTFITS } from './figure';
import { depthMaterial, dyedMaterial } from './figure-material';
import { COAT_TROUSERS, DENIM, type Posing, THRONG_BATCH, THRONG_POSING, THRONG_TEXELS } from './figure-shader';
import { type Pose, mod, stridePhase } from './pose';

const FIRST_ROWS = 4;
const FLOATS = THRONG_TEXELS * 4;
const BEAT = 6.2;
const APPLAUD_S = 3;
const WAVE_S = 2;
const JUMP_S = 0.6;
/** Colours as they are written, to amounts of light. */
const LIGHT = Float32Array.from({ length: 256 }, (_, byte) => (byte / 255) ** 2.2);

function smoothstep(from: number, to: number, value: number): number {
  const t = Math.max(0, Math.min(1, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}

/** How far somebody is above where they stand, metres: jumping, dancing, or below it, seated. */
function lift(pose: Pose): number {
  const hop = pose.emote === EmoteKind.JUMP && pose.emoteSeconds < JUMP_S ? pose.emoteSeconds / JUMP_S : 0;
  const bounce = pose.emote === EmoteKind.DANCE ? 0.05 * Math.abs(Math.sin(pose.emoteSeconds * BEAT)) : 0;
  return 2.2 * hop * (1 - hop) + bounce - 0.4 * pose.seated;
}

function batchOf(one: InstancedBufferGeometry): InstancedBufferGeometry {
  const batch = new InstancedBufferGeometry();
  const count = one.getAttribute('position').count;
  for (const name of ['position', 'normal', 'tag'] as const) {
    const { array, itemSize } = one.getAttribute(name) as BufferAttribute;
    const all = array instanceof Uint8Array ? new Uint8Array(array.length * THRONG_BATCH) : new Float32Array(array.length * THRONG_BATCH);
    for (let i = 0; i < THRONG_BATCH; i++) {
      all.set(array, i * array.length);
    }
    batch.setAttribute(name, new BufferAttribute(all, itemSize));
  }
  batch.setAttribute('slot', new BufferAttribute(Uint8Array.from({ length: count * THRONG_BATCH }, (_, i) => i / count), 1));
  const index = one.getIndex()!;
  batch.setIndex(new BufferAttribute(Uint16Array.from(
    { length: index.count * THRONG_BATCH },
    (_, i) => index.getX(i % index.count) + Math.floor(i / index.count) * count,
  ), 1));
  one.dispose();
  return batch;
}

/** Call begin, add for each, end, once a frame. */
export class Throng {
  readonly mesh: Mesh<InstancedBufferGeometry, MeshLambertMaterial>;
  private readonly texture = { value: new DataTexture() };
  private readonly size = { value: 0 };
  private data = new Float32Array(0);
  private rows = 0;
  private count = 0;

  /** @param figure one of the figures without joints; taken over */
  constructor(figure: InstancedBufferGeometry, time: { value: number }) {
    const posing: Posing = { ...THRONG_POSING, uniforms: { throng: this.texture, throngSize: this.size } };
    this.mesh = new Mesh(batchOf(figure), dyedMaterial(posing, time));
    // All its parts are round, so nobody sees them from within.
    this.mesh.material.side = FrontSide;
    this.mesh.customDepthMaterial = depthMaterial(posing, time);
    this.mesh.castShadow = true;
    this.mesh.receiveShadow = true;
    this.mesh.frustumCulled = false;
    this.grow(FIRST_ROWS);
  }

  begin(): void {
    this.count = 0;
  }

  add(pose: Pose, look: Appearance): void {
    if (this.count === this.rows * THRONG_BATCH) {
      this.grow(this.rows * 2);
    }
    const i = this.count++ * FLOATS;
    this.data[i] = pose.x;
    this.data[i + 1] = pose.y + lift(pose);
    this.data[i + 2] = pose.z;
    this.data[i + 3] = mod(look.body, BODIES);
    this.data[i + 4] = Math.sin(pose.yaw);
    this.data[i + 5] = Math.cos(pose.yaw);
    this.swing(i + 6, pose);
    this.paint(i + 12, pose, look);
  }

  end(): void {
    this.mesh.geometry.instanceCount = Math.ceil(this.count / THRONG_BATCH);
    this.mesh.visible = this.count > 0;
    this.size.value = this.count;
    if (this.count > 0) {
      this.texture.value.needsUpdate = true;
    }
  }

  dispose(): void {
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
    (this.mesh.customDepthMaterial as MeshDepthMaterial).dispose();
    this.texture.value.dispose();
  }

  /** Turns of legs and arms, as {@link THRONG_POSING} wants them. */
  private swing(at: number, pose: Pose): void {
    const { data } = this;
    const t = pose.emoteSeconds;
    const walk = smoothstep(0.15, 1.3, pose.speed);
    const step = Math.sin(stridePhase(pose)) * (0.46 * walk + 0.34 * smoothstep(3.3, 5.2, pose.speed)) * (1 - pose.seated);
    const dance = pose.emote === EmoteKind.DANCE ? 1 - walk : 0;
    const beat = Math.sin(t * BEAT);
    const claps = pose.emote === EmoteKind.APPLAUD && t < APPLAUD_S;
    const waves = pose.emote === EmoteKind.WAVE && t < WAVE_S;
    const forward = 0.15 + 0.4 * pose.seated;
    const out = claps ? -0.3 + 0.2 * Math.sin(t * 21) : 0.09;
    data[at] = step + 1.48 * pose.seated + dance * Math.max(0, -beat) * 0.4;
    data[at + 1] = -step + 1.48 * pose.seated + dance * Math.max(0, beat) * 0.4;
    data[at + 2] = claps ? 1.2 : forward - 0.85 * step;
    data[at + 3] = out + dance * (1.1 - 0.7 * beat);
    data[at + 4] = claps ? 1.2 : waves ? 0 : forward + 0.85 * step;
    data[at + 5] = waves ? 2.6 + 0.3 * Math.sin(t * 11) : out + dance * (1.1 + 0.7 * beat);
  }

  private paint(at: number, pose: Pose, look: Appearance): void {
    this.dye(at, look.color, pose.away);
    this.dye(at + 4, look.skin, pose.away);
    this.dye(at + 8, look.hair, pose.away);
    const outfit = mod(look.outfit, OUTFITS);
    const { data } = this;
    const second = at + 12;
    for (let c = 0; c < 3; c++) {
      data[second + c] = outfit === 0 ? DENIM[c]! : outfit === 1 ? data[at + 4 + c]! : outfit === 2 ? COAT_TROUSERS[c]! : data[at + c]! * 0.21 + 0.048;
    }
  }

  /** Writes a colour, paler for whoever is away. */
  private dye(at: number, color: number, away: number): void {
    const r = LIGHT[(color >> 16) & 0xff]!;
    const g = LIGHT[(color >> 8) & 0xff]!;
    const b = LIGHT[color & 0xff]!;
    const grey = (0.3 * r + 0.6 * g + 0.1 * b) * 0.8 + 0.08;
    const part = 0.75 * away;
    this.data[at] = r + (grey - r) * part;
    this.data[at + 1] = g + (grey - g) * part;
    this.data[at + 2] = b + (grey - b) * part;
  }

  private grow(rows: number): void {
    const bigger = new Float32Array(rows * THRONG_BATCH * FLOATS);
    bigger.set(this.data);
    this.data = bigger;
    this.rows = rows;
    this.texture.value.dispose();
    this.texture.value = new DataTexture(bigger, THRONG_BATCH * THRONG_TEXELS, rows, RGBAFormat, FloatType);
  }
}
