/** The light of lamps by night: a pool on the ground and a halo around the head, added to the picture. */
import { AdditiveBlending, Group, InstancedMesh, Matrix4, PlaneGeometry, ShaderMaterial } from 'three';
import type { Venue } from '../world/venue';
import type { LightState } from './surfaces';

const POOL_M = 15;
const HALO_M = 2.6;
/** Over the surfaces of a floor, which lie on each other by a hair. */
const POOL_LIFT_M = 0.14;

/** By day everything collapses behind the eye, so that nothing is drawn. */
const ONLY_BY_NIGHT = 'if (night < 0.01) gl_Position = vec4(0.0, 0.0, 2.0, 1.0);';

const POOL_VERTEX = /* glsl */ `
uniform float night;
varying vec2 vFrom;
void main() {
  vFrom = uv * 2.0 - 1.0;
  gl_Position = projectionMatrix * modelViewMatrix * instanceMatrix * vec4(position, 1.0);
  ${ONLY_BY_NIGHT}
}`;

const HALO_VERTEX = /* glsl */ `
uniform float night;
varying vec2 vFrom;
void main() {
  vFrom = uv * 2.0 - 1.0;
  vec4 centre = modelViewMatrix * instanceMatrix * vec4(0.0, 0.0, 0.0, 1.0);
  centre.xy += position.xy;
  gl_Position = projectionMatrix * centre;
  ${ONLY_BY_NIGHT}
}`;

const FRAGMENT = /* glsl */ `
uniform float night;
uniform float strength;
varying vec2 vFrom;
void main() {
  float fade = max(0.0, 1.0 - dot(vFrom, vFrom));
  gl_FragColor = vec4(vec3(1.0, 0.68, 0.36) * fade * fade * strength * night, 1.0);
}`;

function glow(vertexShader: string, strength: number, light: LightState): ShaderMaterial {
  return new ShaderMaterial({
    vertexShader,
    fragmentShader: FRAGMENT,
    uniforms: { night: light.night, strength: { value: strength } },
    blending: AdditiveBlending,
    transparent: true,
    depthWrite: false,
  });
}

/** Two draw calls for all lamps of a venue. */
export function buildLamplight(venue: Venue, light: LightState): Group {
  const group = new Group();
  const lamps = venue.props.filter((p) => p.kind === 'lamp');
  if (lamps.length === 0) {
    return group;
  }
  const pools = new InstancedMesh(new PlaneGeometry(POOL_M, POOL_M).rotateX(-Math.PI / 2), glow(POOL_VERTEX, 0.34, light), lamps.length);
  const halos = new InstancedMesh(new PlaneGeometry(HALO_M, HALO_M), glow(HALO_VERTEX, 0.4, light), lamps.length);
  const at = new Matrix4();
  lamps.forEach((lamp, i) => {
    const foot = (venue.floors.find((f) => f.id === lamp.floor)?.heightM ?? 0) + (lamp.y ?? 0);
    pools.setMatrixAt(i, at.makeTranslation(lamp.x, foot + POOL_LIFT_M, lamp.z));
    halos.setMatrixAt(i, at.makeTranslation(lamp.x, foot + lamp.size[1] - 0.35, lamp.z));
  });
  for (const mesh of [pools, halos]) {
    mesh.frustumCulled = false;
    mesh.renderOrder = 2;
    group.add(mesh);
  }
  return group;
}
