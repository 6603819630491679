/** Sun, sky and haze. */
import {
  BackSide,
  Color,
  DirectionalLight,
  Fog,
  Group,
  HemisphereLight,
  Mesh,
  type Object3D,
  ShaderMaterial,
  SphereGeometry,
  Vector3,
} from 'three';
import type { SunPlace } from '../world/sun';

const SKY_RADIUS_M = 3_000;
const SHADOW_REACH_M = 70;

const VERTEX = /* glsl */ `
varying vec3 vWay;
void main() {
  vWay = normalize(position);
  gl_Position = projectionMatrix * viewMatrix * vec4(position + cameraPosition, 1.0);
  gl_Position.z = gl_Position.w * 0.999999;
}`;

const FRAGMENT = /* glsl */ `
uniform vec3 zenith;
uniform vec3 horizon;
uniform vec3 glow;
uniform vec3 sunWay;
uniform float clouds;
uniform float night;
varying vec3 vWay;
float chance(vec2 p) { return fract(sin(dot(p, vec2(127.1, 311.7))) * 43758.5453); }
float noise(vec2 p) {
  vec2 i = floor(p), f = fract(p);
  f = f * f * (3.0 - 2.0 * f);
  return mix(mix(chance(i), chance(i + vec2(1, 0)), f.x), mix(chance(i + vec2(0, 1)), chance(i + vec2(1, 1)), f.x), f.y);
}
void main() {
  vec3 way = normalize(vWay);
  float up = clamp(way.y, 0.0, 1.0);
  vec3 color = mix(horizon, zenith, pow(up, 0.52));
  float toSun = max(dot(way, sunWay), 0.0);
  color += glow * (pow(toSun, 6.0) * 0.22 + pow(toSun, 60.0) * 0.3);
  color += glow * smoothstep(0.99945, 0.9998, toSun) * 3.0 * (1.0 - night);
  if (clouds > 0.0 && way.y > 0.02) {
    vec2 p = way.xz / (way.y + 0.16) * 1.6;
    float n = noise(p) * 0.5 + noise(p * 2.1 + 3.1) * 0.27 + noise(p * 4.3 + 9.2) * 0.15 + noise(p * 8.7) * 0.08;
    float cover = smoothstep(0.52, 0.8, n) * smoothstep(0.02, 0.22, way.y);
    color = mix(color, mix(horizon, vec3(1.0), 0.62) + glow * pow(toSun, 4.0) * 0.2, cover * 0.72 * (1.0 - night * 0.8));
  }
  if (night > 0.0 && way.y > 0.0) {
    vec2 field = vec2(atan(way.x, way.z) * 90.0, way.y * 130.0);
    vec2 q = floor(field);
    float near = length(fract(field) - 0.5);
    color += step(0.985, chance(q)) * (1.0 - smoothstep(0.05, 0.16, near)) * night * (0.2 + chance(q + 2.0) * 0.7);
  }
  gl_FragColor = vec4(color, 1.0);
  #include <tonemapping_fragment>
  #include <colorspace_fragment>
}`;

const DAY_ZENITH = new Color(0x2f74c8);
const DAY_HORIZON = new Color(0xbcdcf2);
const DUSK_ZENITH = new Color(0x35508f);
const DUSK_HORIZON = new Color(0xf2a877);
const NIGHT_ZENITH = new Color(0x0d1838);
const NIGHT_HORIZON = new Color(0x34426b);
const NOON_LIGHT = new Color(0xfff3e0);
const LOW_LIGHT = new Color(0xffb070);
const MOON_LIGHT = new Color(0x9fb6ea);
/** What surfaces get from the sky when the sun is low or away: more than is there, so that people stay readable. */
const DUSK_SHADE = new Color(0xffe2cc);
const NIGHT_SHADE = new Color(0x7f90c4);

/** How much of its way something is between two bounds, smoothly. */
function rise(from: number, to: number, value: number): number {
  const t = Math.max(0, Math.min(1, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}

/** Light for a whole venue. */
export class Sky {
  readonly group = new Group();
  readonly fog = new Fog(0xffffff, 120, 1_400);
  /** 0 by day, 1 by night; shared with materials. */
  readonly night = { value: 0 };
  /** How far the picture's eye opens: 1 by day, more in the dark. */
  exposure = 1;
  readonly sun = new DirectionalLight(0xffffff, 3);
  private readonly ambient = new HemisphereLight(0xffffff, 0x998877, 1.2);
  private readonly way = new Vector3(0.4, 0.8, 0.3);
  private readonly dome: ShaderMaterial;
  private readonly uniforms = {
    zenith: { value: new Color() },
    horizon: { value: new Color() },
    glow: { value: new Color() },
    sunWay: { value: new Vector3() },
    clouds: { value: 1 },
    night: this.night,
  };

  constructor() {
    this.dome = new ShaderMaterial({
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      uniforms: this.uniforms,
      side: BackSide,
      depthWrite: false,
      fog: false,
    });
    const mesh = new Mesh(new SphereGeometry(SKY_RADIUS_M, 24, 12), this.dome);
    mesh.frustumCulled = false;
    mesh.renderOrder = 1;
    this.group.add(mesh, this.sun, this.sun.target, this.ambient);
    const shadow = this.sun.shadow;
    shadow.mapSize.set(2048, 2048);
    shadow.camera.left = shadow.camera.bottom = -SHADOW_REACH_M;
    shadow.camera.right = shadow.camera.top = SHADOW_REACH_M;
    shadow.camera.near = 1;
    shadow.camera.far = 400;
    shadow.bias = -0.0006;
    shadow.normalBias = 0.06;
  }

  /** Sets the light for a place of the sun. */
  light(place: SunPlace): void {
    const altitude = (place.altitude * 180) / Math.PI;
    const day = rise(-4, 14, altitude);
    const dark = 1 - rise(-11, 1, altitude);
    this.night.value = 1 - rise(-5, 4, altitude);
    const u = this.uniforms;
    u.zenith.value.copy(DUSK_ZENITH).lerp(DAY_ZENITH, day).lerp(NIGHT_ZENITH, dark);
    u.horizon.value.copy(DUSK_HORIZON).lerp(DAY_HORIZON, day).lerp(NIGHT_HORIZON, dark);
    u.glow.value.copy(LOW_LIGHT).lerp(NOON_LIGHT, day).multiplyScalar(0.9 * (1 - dark));
    // By night the same lamp is a high moon, so that forms stay readable.
    const shown = altitude > -3 ? Math.max(place.altitude, 0.06) : 0.9;
    const bearing = altitude > -3 ? place.azimuth : place.azimuth + 2.4;
    this.way.set(Math.sin(bearing) * Math.cos(shown), Math.sin(shown), -Math.cos(bearing) * Math.cos(shown));
    u.sunWay.value.copy(this.way);
    this.sun.color.copy(LOW_LIGHT).lerp(NOON_LIGHT, day).lerp(MOON_LIGHT, dark);
    const dusk = (1 - day) * (1 - dark);
    this.exposure = 1 + 0.22 * dusk + 0.3 * dark;
    this.sun.intensity = 0.8 * dark + (1 - dark) * (1.3 + 1.9 * rise(-2, 18, altitude));
    this.ambient.color.copy(u.horizon.value).lerp(u.zenith.value, 0.45).lerp(new Color(0xffffff), 0.35 * (1 - dark) + 0.12).lerp(DUSK_SHADE, 0.45 * dusk).lerp(NIGHT_SHADE, 0.55 * dark);
    this.ambient.groundColor.set(0x8d8272).multiplyScalar(1 - 0.6 * dark);
    this.ambient.intensity = 1.95 + 0.35 * dusk - 0.35 * dark;
    this.fog.color.copy(u.horizon.value).lerp(u.zenith.value, 0.12);
  }

  /** Keeps the shadow's window around what is looked at. */
  follow(target: Object3D['position']): void {
    const step = (2 * SHADOW_REACH_M) / 2048;
    // In whole texels, so that edges do not crawl.
    this.sun.target.position.set(Math.round(target.x / step) * step, target.y, Math.round(target.z / step) * step);
    this.sun.position.copy(this.sun.target.position).addScaledVector(this.way, 180);
    this.sun.target.updateMatrixWorld();
  }

  clouds(on: boolean): void {
    this.uniforms.clouds.value = on ? 1 : 0;
  }

  dispose(): void {
    this.dome.dispose();
    this.sun.dispose();
  }
}
