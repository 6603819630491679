/** Puts everybody into the picture: figures, soft shadows under them, names over them. */
import { Mesh, MeshBasicMaterial, type PerspectiveCamera, RingGeometry, Vector3 } from 'three';
import { EmoteKind, Gait } from '../wire/generated/parvis/v1/avatar_pb';
import type { Appearance } from '../wire/look';
import type { Badge, Body, Crowd } from '../world/crowd';
import type { Walker } from '../world/walker';
import { Blobs } from './blobs';
import { Detail, DetailChoice } from './detail';
import { NameTags } from './name-tags';
import type { Pose } from './pose';
import type { VenueView } from './view';

const NAMES_WITHIN_M = 32;
const DRAW_WITHIN_M = 260;
const GOLDEN = 0.618034;
const toBody = new Vector3();
const forward = new Vector3();

/** What a person's own avatar looks like and is called. */
export interface OwnLook {
  look: Appearance;
  name: string;
}

/** The people's part of the picture. */
export class People {
  readonly tags = new NameTags();
  /** Figures drawn in the last frame. */
  drawn = 0;
  private readonly blobs = new Blobs();
  private readonly marker: Mesh<RingGeometry, MeshBasicMaterial>;
  private readonly pose: Pose = { x: 0, y: 0, z: 0, yaw: 0, stride: 0, speed: 0, seated: 0, emote: 0, emoteSeconds: 0, away: 0, seed: 0 };
  private readonly details = new DetailChoice();
  private seated = new Map<number, number>();

  /** @param badgeWords what is written beside the names of those who have a badge */
  constructor(
    private readonly view: VenueView,
    private readonly badgeWords: (badge: Badge | undefined) => string,
  ) {
    const ring = new RingGeometry(0.32, 0.44, 32).rotateX(-Math.PI / 2);
    this.marker = new Mesh(ring, new MeshBasicMaterial({ color: 0xffd166, transparent: true, opacity: 0.9, depthWrite: false }));
    this.marker.renderOrder = 3;
    this.marker.visible = false;
    view.scene.add(this.blobs.mesh, this.marker, this.tags.mesh);
  }

  /**
   * Sets everybody for this frame.
   * @param serverMs the server's time now
   * @param heightOf height of a floor in the venue, metres
   */
  place(crowd: Crowd, walker: Walker, own: OwnLook, serverMs: number, nowMs: number, heightOf: (floor: number) => number, reduceMotion: boolean): void {
    const { avatars, follow } = this.view;
    const camera = follow.camera;
    camera.getWorldDirection(forward);
    avatars.begin(reduceMotion ? 0 : nowMs / 1000);
    this.details.begin((camera.fov * Math.PI) / 180, this.view.canvas.height, this.view.detailCaps);
    this.tags.begin(camera, this.view.canvas.clientHeight);
    this.blobs.begin(!this.view.hasShadows);
    this.drawn = 0;
    this.placeOwn(crowd, walker, own, serverMs, heightOf(walker.floor));
    for (const body of crowd.bodies.values()) {
      this.placeBody(body, serverMs, heightOf(body.floor), camera);
    }
    avatars.end();
    this.tags.end(nowMs);
    this.blobs.end();
    this.placeMarker(walker, heightOf(walker.floor), reduceMotion ? 0 : nowMs);
  }

  private placeOwn(crowd: Crowd, walker: Walker, own: OwnLook, serverMs: number, floorY: number): void {
    const pose = this.pose;
    pose.x = walker.at.x;
    pose.y = floorY + walker.height;
    pose.z = walker.at.z;
    pose.yaw = walker.yaw;
    pose.stride = walker.stride;
    pose.speed = walker.speed;
    pose.seated = this.ease(0, walker.gait === Gait.SIT);
    pose.emote = crowd.own.emote;
    pose.emoteSeconds = Math.max(0, serverMs - crowd.own.emoteAtMs) / 1000;
    pose.away = 0;
    pose.seed = 0.3;
    if (this.view.follow.isInside) {
      return;
    }
    this.drawn++;
    this.view.avatars.add(pose, own.look, Detail.FINE);
    this.blobs.add(pose.x, pose.y, pose.z);
  }

  private placeBody(body: Body, serverMs: number, floorY: number, camera: PerspectiveCamera): void {
    const shown = body.track.shown;
    const y = floorY + shown.height;
    toBody.set(shown.x, y + 1, shown.z).sub(camera.position);
    const distance = toBody.length();
    if (distance > DRAW_WITHIN_M || toBody.dot(forward) < -3) {
      return;
    }
    const pose = this.pose;
    pose.x = shown.x;
    pose.y = y;
    pose.z = shown.z;
    pose.yaw = shown.yaw;
    pose.stride = body.stride;
    pose.speed = body.speed;
    pose.seated = this.ease(body.id + 1, body.gait === Gait.SIT);
    pose.emote = body.emote;
    pose.emoteSeconds = Math.max(0, serverMs - body.track.delayMs - body.emoteAtMs) / 1000;
    pose.away = body.away ? 1 : 0;
    pose.seed = (body.id * GOLDEN) % 1;
    this.drawn++;
    this.view.avatars.add(pose, body.look, this.details.of(distance));
    if (this.details.hasShadow(distance)) {
      this.blobs.add(shown.x, y, shown.z);
    }
    if (distance < NAMES_WITHIN_M && body.name !== '') {
      const jump = body.emote === EmoteKind.JUMP && pose.emoteSeconds < 0.6 ? 0.3 : 0;
      this.tags.add(body.id, body.version, body.name, this.badgeWords(body.badge), shown.x, y + 2.02 + jump - 0.45 * pose.seated, shown.z, distance);
    }
  }

  /** Sitting down and standing up take a moment. */
  private ease(key: number, sits: boolean): number {
    const before = this.seated.get(key) ?? 0;
    if (!sits && before === 0) {
      return 0;
    }
    const after = sits ? Math.min(1, before + 0.12) : Math.max(0, before - 0.12);
    if (after === 0) {
      this.seated.delete(key);
    } else {
      this.seated.set(key, after);
    }
    return after;
  }

  private placeMarker(walker: Walker, floorY: number, nowMs: number): void {
    this.marker.visible = walker.goal.active;
    if (walker.goal.active) {
      this.marker.position.set(walker.goal.x, floorY + 0.07, walker.goal.z);
      this.marker.scale.setScalar(1 + 0.15 * Math.sin(nowMs / 180));
    }
  }

  dispose(): void {
    this.view.scene.remove(this.blobs.mesh, this.marker, this.tags.mesh);
    this.blobs.dispose();
    this.marker.geometry.dispose();
    this.marker.material.dispose();
    this.tags.dispose();
  }
}
