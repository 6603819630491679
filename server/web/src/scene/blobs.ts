/** Soft shadows under people, where there are no real ones: squares in one draw call, their corners set each frame. */
import { BufferAttribute, BufferGeometry, CanvasTexture, DynamicDrawUsage, Mesh, MeshBasicMaterial } from 'three';

const MOST = 2_048;
const HALF_M = 0.525;
/** Above the floor, so that it does not shine through. */
const LIFT_M = 0.05;

function blobTexture(): CanvasTexture {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 64;
  const context = canvas.getContext('2d')!;
  const fade = context.createRadialGradient(32, 32, 2, 32, 32, 31);
  fade.addColorStop(0, 'rgba(0,0,0,.42)');
  fade.addColorStop(0.5, 'rgba(0,0,0,.24)');
  fade.addColorStop(1, 'rgba(0,0,0,0)');
  context.fillStyle = fade;
  context.fillRect(0, 0, 64, 64);
  return new CanvasTexture(canvas);
}

/** Call begin, add for each, end, once a frame. */
export class Blobs {
  readonly mesh: Mesh<BufferGeometry, MeshBasicMaterial>;
  private readonly corners = new Float32Array(MOST * 12);
  private readonly position = new BufferAttribute(this.corners, 3).setUsage(DynamicDrawUsage);
  private count = 0;

  constructor() {
    const geometry = new BufferGeometry();
    const uv = Float32Array.from({ length: MOST * 8 }, (_, i) => [0, 0, 0, 1, 1, 1, 1, 0][i % 8]!);
    const index = Uint16Array.from({ length: MOST * 6 }, (_, i) => Math.floor(i / 6) * 4 + [0, 1, 2, 0, 2, 3][i % 6]!);
    geometry.setAttribute('position', this.position);
    geometry.setAttribute('uv', new BufferAttribute(uv, 2));
    geometry.setIndex(new BufferAttribute(index, 1));
    this.mesh = new Mesh(geometry, new MeshBasicMaterial({ map: blobTexture(), transparent: true, depthWrite: false }));
    this.mesh.frustumCulled = false;
    this.mesh.renderOrder = 2;
  }

  begin(isShown: boolean): void {
    this.count = 0;
    this.mesh.visible = isShown;
  }

  /** Under somebody whose feet are there. */
  add(x: number, y: number, z: number): void {
    if (this.count === MOST || !this.mesh.visible) {
      return;
    }
    const { corners } = this;
    let i = this.count++ * 12;
    for (let corner = 0; corner < 4; corner++) {
      corners[i++] = x + (corner < 2 ? -HALF_M : HALF_M);
      corners[i++] = y + LIFT_M;
      corners[i++] = z + (corner === 0 || corner === 3 ? -HALF_M : HALF_M);
    }
  }

  end(): void {
    this.mesh.geometry.setDrawRange(0, this.count * 6);
    this.position.clearUpdateRanges();
    this.position.addUpdateRange(0, this.count * 12);
    this.position.needsUpdate = true;
  }

  dispose(): void {
    this.mesh.material.map?.dispose();
    this.mesh.material.dispose();
    this.mesh.geometry.dispose();
  }
}
