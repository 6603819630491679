/** The picture of a venue: what stands still is built once, what moves is set each frame. */
import { Group, InstancedMesh, type Material, NeutralToneMapping, PCFSoftShadowMap, Plane, Raycaster, Scene, Vector2, Vector3, WebGLRenderer } from 'three';
import type { Sightlines } from '../world/sightlines';
import { sunAt } from '../world/sun';
import type { VenueContent } from '../world/venue';
import { AvatarTroops } from './avatars';
import { buildBuildings } from './buildings';
import type { DetailCaps } from './detail';
import { FollowCamera } from './camera';
import { buildFloors } from './floors';
import { buildLamplight } from './lamplight';
import { buildMeshes } from './meshes';
import { buildProps } from './props';
import { buildSigns } from './signs';
import { Sky } from './sky';
import { type Surfaces, makeSurfaces } from './surfaces';

/** How much the graphics card is asked for. */
export type GraphicsLevel = 'low' | 'medium' | 'high';
/** Light as at the venue now, or always that of an hour. */
export type LightChoice = 'live' | 'dawn' | 'day' | 'evening' | 'night';

const LIGHT_HOURS: Readonly<Record<Exclude<LightChoice, 'live'>, { altitude: number; azimuth: number }>> = {
  dawn: { altitude: -0.005, azimuth: 1.35 },
  day: { altitude: 0.72, azimuth: 3.9 },
  evening: { altitude: 0.07, azimuth: 4.75 },
  night: { altitude: -0.5, azimuth: 5 },
};
const DETAIL_CAPS: Readonly<Record<GraphicsLevel, DetailCaps>> = {
  low: { fine: 2, coarse: 6 },
  medium: { fine: 40, coarse: 150 },
  high: { fine: 120, coarse: 600 },
};
const SUN_EVERY_MS = 20_000;
const pointer = new Vector2();
const hit = new Vector3();
const plane = new Plane(new Vector3(0, 1, 0), 0);

/** Owns the canvas, the scene and all that the graphics card holds. */
export class VenueView {
  readonly follow = new FollowCamera();
  readonly avatars = new AvatarTroops();
  readonly scene = new Scene();
  readonly renderer: WebGLRenderer;
  private readonly sky = new Sky();
  private readonly surfaces: Surfaces;
  private readonly picker = new Raycaster();
  private still: Group | undefined;
  private content: VenueContent | undefined;
  private level: GraphicsLevel = 'medium';
  private choice: LightChoice = 'live';
  private sunSetAtMs = Number.NEGATIVE_INFINITY;

  /** @param smooth whether edges are smoothed, which cannot be chosen later */
  constructor(readonly canvas: HTMLCanvasElement, smooth: boolean) {
    this.renderer = new WebGLRenderer({ canvas, antialias: smooth, powerPreference: 'high-performance' });
    this.renderer.toneMapping = NeutralToneMapping;
    this.renderer.shadowMap.type = PCFSoftShadowMap;
    this.surfaces = makeSurfaces(this.sky);
    this.scene.fog = this.sky.fog;
    this.scene.add(this.sky.group, this.avatars.group);
    this.setLevel('medium');
  }

  /** Shows a venue instead of the one before, its writing in one language. */
  show(content: VenueContent, language: string): void {
    this.clear();
    this.content = content;
    const { venue } = content;
    const still = new Group();
    still.add(
      buildFloors(venue, this.surfaces),
      buildProps(venue, this.surfaces),
      buildBuildings(content.buildings, this.surfaces),
      buildMeshes(content.meshes, this.surfaces),
      buildSigns(venue, language),
      buildLamplight(venue, this.sky),
    );
    still.updateMatrixWorld(true);
    this.still = still;
    this.scene.add(still);
    this.sunSetAtMs = Number.NEGATIVE_INFINITY;
  }

  setLevel(level: GraphicsLevel): void {
    this.level = level;
    const shadows = level === 'high';
    this.renderer.shadowMap.enabled = shadows;
    this.sky.sun.castShadow = shadows;
    this.sky.clouds(level !== 'low');
    this.renderer.setPixelRatio(level === 'low' ? 0.75 : Math.min(devicePixelRatio, level === 'high' ? 2 : 1.25));
    this.resize();
  }

  setLight(choice: LightChoice): void {
    this.choice = choice;
    this.sunSetAtMs = Number.NEGATIVE_INFINITY;
  }

  /** Whether blob shadows should stand in for real ones. */
  get hasShadows(): boolean {
    return this.level === 'high';
  }

  /** How many figures may be drawn with care. */
  get detailCaps(): DetailCaps {
    return DETAIL_CAPS[this.level];
  }

  /** Fits the picture to the canvas's size on the page. */
  resize(): void {
    const { clientWidth, clientHeight } = this.canvas;
    if (clientWidth > 0 && clientHeight > 0) {
      this.renderer.setSize(clientWidth, clientHeight, false);
      this.follow.camera.aspect = clientWidth / clientHeight;
      this.follow.camera.fov = clientWidth < clientHeight ? 68 : 58;
      this.follow.camera.updateProjectionMatrix();
    }
  }

  /** The place on a plane of height y under a point of the page; false when it points at the sky. */
  groundUnder(clientX: number, clientY: number, y: number, out: { x: number; z: number }): boolean {
    const box = this.canvas.getBoundingClientRect();
    pointer.set(((clientX - box.left) / box.width) * 2 - 1, 1 - ((clientY - box.top) / box.height) * 2);
    this.picker.setFromCamera(pointer, this.follow.camera);
    plane.constant = -y;
    if (this.picker.ray.intersectPlane(plane, hit) === null) {
      return false;
    }
    out.x = hit.x;
    out.z = hit.z;
    return true;
  }

  /** Draws what somebody sees whose feet are at `body`, on a floor of height `floorY`; `utcMs` is the time of day. */
  draw(body: { x: number; y: number; z: number; floorY: number }, nowMs: number, elapsedMs: number, utcMs: number, sightlines: Sightlines): void {
    const { x, y, z, floorY } = body;
    if (nowMs - this.sunSetAtMs > SUN_EVERY_MS && this.content !== undefined) {
      this.sunSetAtMs = nowMs;
      const { longitude, latitude } = this.content.venue.origin;
      this.sky.light(this.choice === 'live' ? sunAt(utcMs, longitude, latitude) : LIGHT_HOURS[this.choice]);
      this.renderer.toneMappingExposure = this.sky.exposure;
    }
    this.follow.follow(x, y, z, floorY, elapsedMs, sightlines);
    this.sky.follow(hit.set(x, y, z));
    this.renderer.render(this.scene, this.follow.camera);
  }

  dispose(): void {
    this.clear();
    this.avatars.dispose();
    this.sky.dispose();
    this.surfaces.dispose();
    this.renderer.dispose();
  }

  private clear(): void {
    if (this.still === undefined) {
      return;
    }
    this.scene.remove(this.still);
    this.still.traverse((object) => {
      if ('geometry' in object) {
        (object.geometry as { dispose(): void }).dispose();
      }
      if (object instanceof InstancedMesh) {
        // Unlike the surfaces, its material is the venue's own.
        (object.material as Material).dispose();
        object.dispose();
      }
    });
    this.still = undefined;
  }
}
