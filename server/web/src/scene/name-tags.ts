/** Names over heads: one texture with a cell for each name in sight, one draw call for all, no name over another. */
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
  Vector2,
  Vector3,
} from 'three';

const COLUMNS = 4;
const ROWS = 24;
const CELLS = COLUMNS * ROWS;
const CELL_W = 384;
const CELL_H = 48;
/** Height of a tag on the screen at normal text size, CSS pixels. */
const TAG_PX = 25;
/** Names at once; beyond this they hide the people. */
const MOST = 48;
/** New names are written together, so often at most: each time the whole texture goes to the card. */
const WRITE_EVERY_MS = 400;
const MOST_WRITTEN = 24;
const MARGIN_PX = 14;
/** How much of a tag may be covered before it gives way, when it was shown and when it was not. */
const SLACK = { shown: 0.3, hidden: 0 } as const;
const NAME_FONT = '600 27px system-ui, "Noto Sans", "Noto Sans CJK TC", "Noto Sans CJK JP", sans-serif';
const BADGE_FONT = '700 19px system-ui, "Noto Sans", "Noto Sans CJK TC", "Noto Sans CJK JP", sans-serif';
const BADGE_GAP_PX = 8;
const onScreen = new Vector3();

/** How tags look, and how far they are seen. */
export interface TagStyle {
  readonly back: string;
  readonly ink: string;
  /** Beyond this they fade, and at the other they are gone, metres. */
  readonly fadeFromM: number;
  readonly goneAtM: number;
  /** Whether things in front hide them. */
  readonly hidden: boolean;
}

/** Names of people. */
export const NAMES: TagStyle = { back: 'rgba(16,22,30,.66)', ink: '#fff', fadeFromM: 24, goneAtM: 31, hidden: true };
/** Names of places: seen from further off, and through walls, as signs on a map would be. */
export const PLACES: TagStyle = { back: 'rgba(64,44,12,.78)', ink: '#ffe6b0', fadeFromM: 50, goneAtM: 64, hidden: false };

const VERTEX = /* glsl */ `
attribute vec4 place;  // x, y, z, cell
varying vec2 vUv;
varying float vFade;
uniform float scale;
uniform float metresPerPx;  // of something a metre away
uniform vec2 fading;
void main() {
  float cell = place.w;
  vec2 origin = vec2(mod(cell, ${COLUMNS}.0), floor(cell / ${COLUMNS}.0));
  vUv = (origin + vec2(uv.x, 1.0 - uv.y)) / vec2(${COLUMNS}.0, ${ROWS}.0);
  vUv.y = 1.0 - vUv.y;
  vec4 centre = viewMatrix * vec4(place.xyz, 1.0);
  float away = -centre.z;
  vFade = (1.0 - smoothstep(fading.x, fading.y, away)) * smoothstep(0.7, 1.6, away);
  // Nearly the same size on the screen at any distance.
  float high = scale * ${TAG_PX}.0 * metresPerPx * max(away, 2.0) * mix(1.0, 0.72, smoothstep(9.0, 28.0, away));
  centre.xy += position.xy * vec2(${CELL_W / CELL_H}.0, 1.0) * high;
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

/** Somebody whose name might be shown. */
interface Candidate {
  id: number;
  version: number;
  name: string;
  badge: string;
  x: number;
  y: number;
  z: number;
  distance: number;
}

/** A tag on the screen, CSS pixels. */
interface Box {
  readonly x: number;
  readonly y: number;
  readonly halfWidth: number;
  readonly halfHeight: number;
}

function shrunk(distance: number): number {
  const t = Math.max(0, Math.min(1, (distance - 9) / 19));
  return 1 - 0.28 * t * t * (3 - 2 * t);
}

/** Call begin, add for each, end, once a frame. */
export class NameTags {
  readonly mesh: Mesh<InstancedBufferGeometry, ShaderMaterial>;
  private readonly canvas = document.createElement('canvas');
  // Read whole each time it changes, so it is best kept where it is read.
  private readonly context = this.canvas.getContext('2d', { willReadFrequently: true })!;
  private readonly texture: CanvasTexture;
  private readonly places = new Float32Array(CELLS * 4);
  private readonly cellOf = new Map<number, number>();
  private readonly owner = new Int32Array(CELLS).fill(-1);
  private readonly version = new Int32Array(CELLS);
  private readonly usedMs = new Float64Array(CELLS);
  /** Part of a cell's width that its name takes. */
  private readonly widths = new Float32Array(CELLS);
  private readonly scale = { value: 1 };
  private readonly metresPerPx = { value: 0.002 };
  private readonly candidates: Candidate[] = [];
  private readonly boxes: Box[] = [];
  private shown = new Set<number>();
  private shownBefore = new Set<number>();
  private camera: PerspectiveCamera | undefined;
  private heightPx = 1;
  private drawnThisFrame = 0;
  private drawnAtMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly style: TagStyle = NAMES) {
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
      uniforms: { names: { value: this.texture }, scale: this.scale, metresPerPx: this.metresPerPx, fading: { value: new Vector2(style.fadeFromM, style.goneAtM) } },
      transparent: true,
      depthWrite: false,
      depthTest: style.hidden,
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

  /** @param heightPx height of the picture, CSS pixels */
  begin(camera: PerspectiveCamera, heightPx: number): void {
    this.camera = camera;
    this.heightPx = heightPx;
    this.metresPerPx.value = (2 * Math.tan((camera.fov * Math.PI) / 360)) / Math.max(1, heightPx);
    this.candidates.length = 0;
    this.boxes.length = 0;
    this.drawnThisFrame = 0;
    [this.shown, this.shownBefore] = [this.shownBefore, this.shown];
    this.shown.clear();
  }

  /** Somebody in sight, so far from the camera; the badge is empty for those who have none. */
  add(id: number, version: number, name: string, badge: string, x: number, y: number, z: number, distance: number): void {
    this.candidates.push({ id, version, name, badge, x, y, z, distance });
  }

  /** Shows the names nearest to the camera that have room. */
  end(nowMs: number): void {
    let count = 0;
    this.candidates.sort((a, b) => a.distance - b.distance);
    for (const one of this.candidates) {
      if (count >= MOST) {
        break;
      }
      const cell = this.cell(one, nowMs);
      if (cell >= 0 && this.hasRoom(one, cell)) {
        // From the back, since what is drawn last lies on top.
        this.places.set([one.x, one.y, one.z, cell], (MOST - ++count) * 4);
        this.shown.add(one.id);
      }
    }
    this.places.copyWithin(0, (MOST - count) * 4, MOST * 4);
    const geometry = this.mesh.geometry;
    geometry.instanceCount = count;
    this.mesh.visible = count > 0;
    geometry.getAttribute('place').needsUpdate = true;
    if (this.drawnThisFrame > 0) {
      this.drawnAtMs = nowMs;
      this.texture.needsUpdate = true;
    }
  }

  dispose(): void {
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
    this.texture.dispose();
  }

  /** Whether a name fits between those that are nearer; then it takes the room. */
  private hasRoom(one: Candidate, cell: number): boolean {
    const camera = this.camera!;
    onScreen.set(one.x, one.y, one.z).project(camera);
    if (onScreen.z > 1) {
      return false;
    }
    const high = TAG_PX * this.scale.value * shrunk(one.distance);
    const box: Box = {
      x: (onScreen.x / 2) * this.heightPx * camera.aspect,
      y: (-onScreen.y / 2) * this.heightPx,
      halfWidth: ((high * CELL_W) / CELL_H / 2) * this.widths[cell]!,
      halfHeight: high / 2,
    };
    const tight = 1 - (this.shownBefore.has(one.id) ? SLACK.shown : SLACK.hidden);
    for (const other of this.boxes) {
      const apartX = Math.abs(box.x - other.x) / (box.halfWidth + other.halfWidth);
      const apartY = Math.abs(box.y - other.y) / (box.halfHeight + other.halfHeight);
      if (apartX < tight && apartY < tight) {
        return false;
      }
    }
    this.boxes.push(box);
    return true;
  }

  private cell({ id, version, name, badge }: Candidate, nowMs: number): number {
    let cell = this.cellOf.get(id);
    if (cell === undefined) {
      // Few new names at once, so that entering a crowd does not stutter.
      if (this.drawnThisFrame >= MOST_WRITTEN || nowMs - this.drawnAtMs < WRITE_EVERY_MS) {
        return -1;
      }
      cell = this.freeCell(nowMs);
      if (cell < 0) {
        return -1;
      }
      this.cellOf.delete(this.owner[cell]!);
      this.owner[cell] = id;
      this.cellOf.set(id, cell);
      this.write(cell, name, badge);
      this.version[cell] = version;
    } else if (this.version[cell] !== version) {
      this.write(cell, name, badge);
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

  private write(cell: number, name: string, badge: string): void {
    const context = this.context;
    const x = (cell % COLUMNS) * CELL_W;
    const y = Math.floor(cell / COLUMNS) * CELL_H;
    this.drawnThisFrame++;
    context.clearRect(x, y, CELL_W, CELL_H);
    context.textBaseline = 'middle';
    context.textAlign = 'left';
    context.font = BADGE_FONT;
    const badgeWidth = badge === '' ? 0 : context.measureText(badge).width + 3 * BADGE_GAP_PX;
    context.font = NAME_FONT;
    const nameWidth = Math.min(CELL_W - 2 * MARGIN_PX - badgeWidth, context.measureText(name).width);
    const width = nameWidth + badgeWidth;
    this.widths[cell] = (width + 2 * MARGIN_PX) / CELL_W;
    const left = x + CELL_W / 2 - width / 2;
    context.fillStyle = this.style.back;
    context.beginPath();
    context.roundRect(left - MARGIN_PX, y + 4, width + 2 * MARGIN_PX, CELL_H - 8, 14);
    context.fill();
    context.fillStyle = this.style.ink;
    context.fillText(name, left, y + CELL_H / 2 + 1, nameWidth);
    if (badge !== '') {
      this.writeBadge(badge, left + nameWidth + BADGE_GAP_PX, y + CELL_H / 2, badgeWidth - BADGE_GAP_PX);
    }
  }

  private writeBadge(badge: string, left: number, middle: number, width: number): void {
    const context = this.context;
    context.fillStyle = '#f2c879';
    context.beginPath();
    context.roundRect(left, middle - 14, width, 28, 8);
    context.fill();
    context.fillStyle = '#23190a';
    context.font = BADGE_FONT;
    context.fillText(badge, left + BADGE_GAP_PX, middle + 1, width);
  }
}
