/** The small stage on the entry page that shows how one will look. */
import { AmbientLight, CircleGeometry, DirectionalLight, Mesh, MeshBasicMaterial, NeutralToneMapping, PerspectiveCamera, Scene, WebGLRenderer } from 'three';
import { EmoteKind } from '../wire/generated/parvis/v1/avatar_pb';
import { AvatarTroops } from '../scene/avatars';
import { Detail } from '../scene/detail';
import type { Pose } from '../scene/pose';
import type { Appearance } from '../wire/look';

const DRAW_EVERY_MS = 30;

/** Draws until disposed of. */
export class Preview {
  readonly canvas = document.createElement('canvas');
  private readonly renderer: WebGLRenderer;
  private readonly scene = new Scene();
  private readonly camera = new PerspectiveCamera(30, 1, 0.1, 20);
  private readonly avatars = new AvatarTroops();
  private readonly pose: Pose = { x: 0, y: 0, z: 0, yaw: Math.PI, stride: 0, speed: 0, seated: 0, emote: 0, emoteSeconds: 0, away: 0, seed: 0.3 };
  private waveAtMs = performance.now() + 500;
  private drawnAtMs = Number.NEGATIVE_INFINITY;
  private running = true;

  constructor(
    private readonly look: () => Appearance,
    private readonly still: () => boolean,
  ) {
    this.canvas.className = 'preview';
    this.renderer = new WebGLRenderer({ canvas: this.canvas, antialias: true, alpha: true });
    this.renderer.toneMapping = NeutralToneMapping;
    this.renderer.setPixelRatio(Math.min(devicePixelRatio, 2));
    const sun = new DirectionalLight(0xfff0dd, 2.4);
    sun.position.set(1.5, 3, 3);
    const floor = new Mesh(new CircleGeometry(0.62, 40).rotateX(-Math.PI / 2), new MeshBasicMaterial({ color: 0x000000, transparent: true, opacity: 0.16 }));
    this.scene.add(this.avatars.group, sun, new AmbientLight(0xdfe8ff, 1.7), floor);
    this.camera.position.set(0, 1.25, 5.2);
    this.camera.lookAt(0, 0.93, 0);
    requestAnimationFrame(this.draw);
  }

  /** Greets, after a change of look for instance. */
  greet(): void {
    this.waveAtMs = performance.now();
  }

  dispose(): void {
    this.running = false;
    this.avatars.dispose();
    this.renderer.dispose();
    this.renderer.forceContextLoss();
    this.canvas.remove();
  }

  private readonly draw = (nowMs: number): void => {
    if (!this.running) {
      return;
    }
    requestAnimationFrame(this.draw);
    // Half the usual rate is smooth enough for a greeting, and spares weak machines.
    if (nowMs - this.drawnAtMs < DRAW_EVERY_MS) {
      return;
    }
    this.drawnAtMs = nowMs;
    const { clientWidth, clientHeight } = this.canvas;
    const ratio = this.renderer.getPixelRatio();
    if (this.canvas.width !== Math.floor(clientWidth * ratio) || this.canvas.height !== Math.floor(clientHeight * ratio)) {
      this.renderer.setSize(clientWidth, clientHeight, false);
      this.camera.aspect = clientWidth / Math.max(1, clientHeight);
      this.camera.updateProjectionMatrix();
    }
    const still = this.still();
    this.pose.yaw = Math.PI + (still ? 0.35 : 0.5 * Math.sin(nowMs / 1600));
    const seconds = (nowMs - this.waveAtMs) / 1000;
    this.pose.emote = !still && seconds > 0 && seconds < 2 ? EmoteKind.WAVE : 0;
    this.pose.emoteSeconds = Math.max(0, seconds);
    this.avatars.begin(still ? 0 : nowMs / 1000);
    this.avatars.add(this.pose, this.look(), Detail.FINE);
    this.avatars.end();
    this.renderer.render(this.scene, this.camera);
  };
}
