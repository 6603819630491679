/** The camera behind the own avatar: turned by dragging, kept where a body could see from. */
import { PerspectiveCamera, Vector3 } from 'three';
import type { Sightlines } from '../world/sightlines';

const EYE_M = 1.55;
const NEAREST_M = 1.2;
const FURTHEST_M = 14;
const LOWEST_RAD = -0.35;
const HIGHEST_RAD = 1.35;
/** So far before what is in the way it stops, or its picture would be cut. */
const BEFORE_M = 0.35;
/** Nearer than this it looks out of the body's own eyes, metres. */
const INSIDE_M = 0.75;
const BACK_IN_MS = 260;

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

  /** True while it is so near that the own figure would fill the picture. */
  get isInside(): boolean {
    return this.shown < INSIDE_M;
  }

  /** Places the camera behind a body that stands at a height y on a floor. */
  follow(x: number, y: number, z: number, floorY: number, elapsedMs: number, sightlines: Sightlines): void {
    eye.set(x, y + EYE_M, z);
    back.set(Math.sin(this.yaw) * Math.cos(this.pitch), Math.sin(this.pitch), Math.cos(this.yaw) * Math.cos(this.pitch));
    const seen = sightlines.free(eye.x, eye.y, eye.z, back, this.distance + BEFORE_M, floorY);
    const allowed = Math.max(0, Math.min(this.distance, seen - BEFORE_M));
    // In at once, so that no picture is of the inside of a wall; out again gently.
    this.shown = allowed < this.shown ? allowed : this.shown + (allowed - this.shown) * (1 - Math.exp(-elapsedMs / BACK_IN_MS));
    wanted.copy(eye).addScaledVector(back, this.shown);
    wanted.y = Math.max(wanted.y, y + 0.25);
    this.camera.position.copy(wanted);
    this.camera.lookAt(eye.x - back.x, eye.y - back.y + 0.1, eye.z - back.z);
    this.camera.updateMatrixWorld();
  }
}
