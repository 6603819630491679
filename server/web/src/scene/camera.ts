/** The camera behind the own avatar: turned by dragging, kept out of walls and the ground. */
import { PerspectiveCamera, Vector3 } from 'three';
import type { Ground } from '../world/ground';

const EYE_M = 1.55;
const NEAREST_M = 1.2;
const FURTHEST_M = 14;
const LOWEST_RAD = -0.35;
const HIGHEST_RAD = 1.35;

const eye = new Vector3();
const back = new Vector3();
const wanted = new Vector3();

/** Third-person camera. */
export class FollowCamera {
  readonly camera = new PerspectiveCamera(58, 1, 0.15, 3_500);
  /** Direction of view, counter-clockwise from -z, radians. */
  yaw = 0;
  /** Looking down is positive, radians. */
  pitch = 0.24;
  private distance = 5.2;
  private shown = 5.2;

  /** Turns by a drag of so many pixels. */
  turn(dx: number, dy: number): void {
    this.yaw -= dx * 0.0052;
    this.pitch = Math.max(LOWEST_RAD, Math.min(HIGHEST_RAD, this.pitch + dy * 0.0042));
  }

  /** Moves nearer (below 1) or further (above 1). */
  zoom(factor: number): void {
    this.distance = Math.max(NEAREST_M, Math.min(FURTHEST_M, this.distance * factor));
  }

  /** Places the camera behind a body. */
  follow(x: number, y: number, z: number, elapsedMs: number, ground: Ground | undefined): void {
    eye.set(x, y + EYE_M, z);
    back.set(Math.sin(this.yaw) * Math.cos(this.pitch), Math.sin(this.pitch), Math.cos(this.yaw) * Math.cos(this.pitch));
    const flat = Math.cos(this.pitch);
    const seen = ground?.freeWay(x, z, Math.sin(this.yaw), Math.cos(this.yaw), this.distance * flat + 0.4) ?? Infinity;
    const allowed = Math.min(this.distance, Math.max(0.7, (seen - 0.35) / flat));
    this.shown += (allowed - this.shown) * (1 - Math.exp(-elapsedMs / (allowed < this.shown ? 60 : 260)));
    wanted.copy(eye).addScaledVector(back, this.shown);
    wanted.y = Math.max(wanted.y, y + 0.25);
    this.camera.position.copy(wanted);
    this.camera.lookAt(eye.x, eye.y + 0.1, eye.z);
    this.camera.updateMatrixWorld();
  }
}
