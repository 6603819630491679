/** Names over heads: one texture with a cell for each name in sight, one draw call for all. */
import {
  BufferAttribute,
  CanvasTexture,
  DynamicDrawUsage,
  InstancedBufferAttribute,
  InstancedBufferGeometry,
  LinearFilter,
  Mesh,
  type PerspectiveCamera,
  ShaderMaterial,
} from 'three';

const COLUMNS = 4;
const ROWS = 32;
const CELLS = COLUMNS * ROWS;
const CELL_W = 256;
const CELL_H = 32;
/** Height of a tag in the venue, metres. */
const TAG_M = 0.24;

const VERTEX = /* glsl */ `
attribute vec4 place;  // x, y, z, cell
varying vec2 vUv;
varying float vFade;
uniform float scale;
void main() {
  float cell = place.w;
  vec2 origin = vec2(mod(cell, ${COLUMNS}.0), floor(cell / ${COLUMNS}.0));
  vUv = (origin + vec2(uv.x, 1.0 - uv.y)) / vec2(${COLUMNS}.0, ${ROWS}.0);
  vUv.y = 1.0 - vUv.y;
  vec4 centre = viewMatrix * vec4(place.xyz, 1.0);
  float away = -centre.z;
  vFade = (1.0 - smoothstep(24.0, 31.0, away)) * smoothstep(0.7, 1.6, away);
  // Nearly the same size on the screen at any distance.
  float grown = scale * clamp(away / 9.0, 0.3, 2.4);
  centre.xy += position.xy * vec2(${(TAG_M * CELL_W) / CELL_H}, ${TAG_M}) * grown;
  gl_Position = projectionMatrix * centre;
}`;

const FRAGMENT = /* glsl */ `
uniform sampler2D names;
varying vec2 vUv;
varying float vFade;
void main() {
  vec4 color = texture2D(names, vUv);
  if (color.a * vFade < 0.02) discard;
  gl_FragColor = vec4(color.rgb, color.a * vFade);
}`;

/** Call begin, add for each, end, once a frame. */
export class NameTags {
  readonly mesh: Mesh<InstancedBufferGeometry, ShaderMaterial>;
  private readonly canvas = document.createElement('canvas');
  private readonly texture: CanvasTexture;
  private readonly places = new Float32Array(CELLS * 4);
  private readonly cellOf = new Map<number, number>();
  private readonly owner = new Int32Array(CELLS).fill(-1);
  private readonly version = new Int32Array(CELLS);
  private readonly usedMs = new Float64Array(CELLS);
  private readonly scale = { value: 1 };
  private count = 0;
  private drawnThisFrame = 0;

  constructor() {
    this.canvas.width = COLUMNS * CELL_W;
    this.canvas.height = ROWS * CELL_H;
    this.texture = new CanvasTexture(this.canvas);
    this.texture.minFilter = LinearFilter;
    this.texture.generateMipmaps = false;
    const geometry = new InstancedBufferGeometry();
    geometry.setAttribute('position', new BufferAttribute(new Float32Array([-0.5, -0.5, 0, 0.5, -0.5, 0, 0.5, 0.5, 0, -0.5, 0.5, 0]), 3));
    geometry.setAttribute('uv', new BufferAttribute(new Float32Array([0, 0, 1, 0, 1, 1, 0, 1]), 2));
    geometry.setAttribute('place', new InstancedBufferAttribute(this.places, 4).setUsage(DynamicDrawUsage));
    geometry.setIndex([0, 1, 2, 0, 2, 3]);
    const material = new ShaderMaterial({
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      uniforms: { names: { value: this.texture }, scale: this.scale },
      transparent: true,
      depthWrite: false,
      toneMapped: false,
    });
    this.mesh = new Mesh(geometry, material);
    this.mesh.frustumCulled = false;
    this.mesh.renderOrder = 10;
  }

  /** Text size chosen by the person, 1 is normal. */
  setScale(scale: number): void {
    this.scale.value = scale;
  }

  begin(_camera: PerspectiveCamera): void {
    this.count = 0;
    this.drawnThisFrame = 0;
  }

  /** Shows a name unless all cells are taken by others in sight. */
  add(id: number, version: number, name: string, x: number, y: number, z: number, _distance: number, nowMs: number): void {
    const cell = this.cell(id, version, name, nowMs);
    if (cell < 0 || this.count >= CELLS) {
      return;
    }
    const i = this.count++ * 4;
    this.places[i] = x;
    this.places[i + 1] = y;
    this.places[i + 2] = z;
    this.places[i + 3] = cell;
  }

  end(): void {
    const geometry = this.mesh.geometry;
    geometry.instanceCount = this.count;
    this.mesh.visible = this.count > 0;
    geometry.getAttribute('place').needsUpdate = true;
    if (this.drawnThisFrame > 0) {
      this.texture.needsUpdate = true;
    }
  }

  dispose(): void {
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
    this.texture.dispose();
  }

  private cell(id: number, version: number, name: string, nowMs: number): number {
    let cell = this.cellOf.get(id);
    if (cell === undefined) {
      // Few new names a frame, so that entering a crowd does not stutter.
      if (this.drawnThisFrame >= 6) {
        return -1;
      }
      cell = this.freeCell(nowMs);
      if (cell < 0) {
        return -1;
      }
      this.cellOf.delete(this.owner[cell]!);
      this.owner[cell] = id;
      this.cellOf.set(id, cell);
      this.write(cell, name);
      this.version[cell] = version;
    } else if (this.version[cell] !== version) {
      this.write(cell, name);
      this.version[cell] = version;
    }
    this.usedMs[cell] = nowMs;
    return cell;
  }

  /** The cell unused for longest, or -1 when all were used just now. */
  private freeCell(nowMs: number): number {
    let best = -1;
    let oldest = nowMs;
    for (let i = 0; i < CELLS; i++) {
      const used = this.owner[i] === -1 ? Number.NEGATIVE_INFINITY : this.usedMs[i]!;
      if (used < oldest) {
        oldest = used;
        best = i;
      }
    }
    return best;
  }

  private write(cell: number, name: string): void {
    const context = this.canvas.getContext('2d')!;
    const x = (cell % COLUMNS) * CELL_W;
    const y = Math.floor(cell / COLUMNS) * CELL_H;
    this.drawnThisFrame++;
    context.clearRect(x, y, CELL_W, CELL_H);
    context.font = '600 18px system-ui, "Noto Sans", "Noto Sans CJK TC", "Noto Sans CJK JP", sans-serif';
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    const width = Math.min(CELL_W - 20, context.measureText(name).width);
    context.fillStyle = 'rgba(16,22,30,.62)';
    context.beginPath();
    context.roundRect(x + CELL_W / 2 - width / 2 - 9, y + 3, width + 18, CELL_H - 6, 9);
    context.fill();
    context.fillStyle = '#fff';
    context.fillText(name, x + CELL_W / 2, y + CELL_H / 2 + 1, CELL_W - 20);
  }
}
