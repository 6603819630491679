/** The few materials of a venue. Patterns are drawn by the graphics card, so no picture has to be loaded. */
import { DoubleSide, MeshLambertMaterial, type MeshLambertMaterialParameters, type WebGLProgramParametersWithUniforms } from 'three';

/** Numbers shared by all materials, changed with the light. */
export interface LightState {
  /** 0 by day, 1 by night: windows and lamps are lit. */
  readonly night: { value: number };
}

const NOISE = /* glsl */ `
float parvisChance(vec2 p) { return fract(sin(dot(p, vec2(127.1, 311.7))) * 43758.5453); }
`;

/** Windows in rows of storeys; far away they melt into an even tone instead of flickering. */
const WINDOWS = /* glsl */ `
{
  float storey = 3.3;
  float bay = 2.7;
  vec2 cell = vec2(vUv.x / bay, vUv.y / storey);
  vec2 id = floor(cell);
  vec2 p = fract(cell);
  vec2 soft = fwidth(cell) * 0.8 + 0.004;
  vec2 lo = smoothstep(vec2(0.27, 0.24) - soft, vec2(0.27, 0.24) + soft, p);
  vec2 hi = 1.0 - smoothstep(vec2(0.73, 0.80) - soft, vec2(0.73, 0.80) + soft, p);
  float pane = lo.x * lo.y * hi.x * hi.y;
  vec2 frameLo = smoothstep(vec2(0.21, 0.19) - soft, vec2(0.21, 0.19) + soft, p);
  vec2 frameHi = 1.0 - smoothstep(vec2(0.79, 0.85) - soft, vec2(0.79, 0.85) + soft, p);
  float frame = frameLo.x * frameLo.y * frameHi.x * frameHi.y - pane;
  float bar = (1.0 - smoothstep(0.012, 0.02 + soft.x, abs(p.x - 0.5))) * pane;
  float coarse = clamp(max(soft.x, soft.y) * 2.5 - 0.35, 0.0, 1.0);
  float chance = parvisChance(id);
  vec3 glass = mix(vec3(0.05, 0.075, 0.10), vec3(0.16, 0.22, 0.28), chance * 0.6 + p.y * 0.4);
  float lit = step(0.62, chance) * parvisNight;
  float upper = smoothstep(-0.02, 0.02, vUv.y - 0.2);
  float amount = mix(pane, 0.27, coarse) * upper;
  diffuseColor.rgb *= 1.0 + 0.13 * frame * (1.0 - coarse);
  diffuseColor.rgb = mix(diffuseColor.rgb, glass, amount * 0.88);
  diffuseColor.rgb = mix(diffuseColor.rgb, vec3(0.8), bar * 0.5 * (1.0 - coarse));
  parvisGlow = vec3(1.0, 0.70, 0.36) * (amount * lit * (0.45 + 0.5 * parvisChance(id + 7.0)) * mix(1.0, 0.7, coarse));
  // A line of stone under each storey.
  float ledge = 1.0 - smoothstep(0.0, 0.035 + soft.y, p.y);
  diffuseColor.rgb *= 1.0 + ledge * 0.10 * (1.0 - coarse) * upper;
}
`;

/** Slabs with joints and a little unevenness, measured in metres of the ground. */
const SLABS = /* glsl */ `
{
  vec2 q = vec2(vUv.x, vUv.y + floor(mod(vUv.x / 0.9, 2.0)) * 0.3);
  vec2 cell = vec2(q.x / 0.9, q.y / 0.6);
  vec2 p = fract(cell);
  vec2 soft = fwidth(cell) + 0.006;
  vec2 joint = smoothstep(vec2(0.0), soft + vec2(0.012), p) * (1.0 - smoothstep(vec2(0.988) - soft, vec2(1.0), p));
  float near = 1.0 - clamp(max(soft.x, soft.y) * 2.2 - 0.2, 0.0, 1.0);
  float tone = parvisChance(floor(cell)) - 0.5;
  float broad = sin(vUv.x * 0.21) * sin(vUv.y * 0.17) * 0.5 + sin(vUv.x * 0.047 + vUv.y * 0.061) * 0.5;
  diffuseColor.rgb *= 1.0 + tone * 0.10 * near + broad * 0.035;
  diffuseColor.rgb *= mix(1.0, joint.x * joint.y * 0.16 + 0.84, near);
}
`;

function patterned(parameters: MeshLambertMaterialParameters, light: LightState, pattern: string): MeshLambertMaterial {
  const material = new MeshLambertMaterial({ vertexColors: true, ...parameters });
  Object.assign(material, { defines: { USE_UV: '' } });
  material.onBeforeCompile = (shader: WebGLProgramParametersWithUniforms) => {
    shader.uniforms['parvisNight'] = light.night;
    shader.fragmentShader = shader.fragmentShader
      .replace('void main() {', `uniform float parvisNight;\n${NOISE}\nvoid main() {\nvec3 parvisGlow = vec3(0.0);`)
      .replace('#include <color_fragment>', `#include <color_fragment>\n${pattern}`)
      .replace('#include <emissivemap_fragment>', '#include <emissivemap_fragment>\ntotalEmissiveRadiance += parvisGlow;');
  };
  material.customProgramCacheKey = () => pattern;
  return material;
}

/** Materials for everything that stands still. */
export interface Surfaces {
  readonly facade: MeshLambertMaterial;
  readonly ground: MeshLambertMaterial;
  readonly solid: MeshLambertMaterial;
  readonly twoSided: MeshLambertMaterial;
  readonly glow: MeshLambertMaterial;
  dispose(): void;
}

/** Makes the materials. */
export function makeSurfaces(light: LightState): Surfaces {
  const facade = patterned({}, light, WINDOWS);
  const ground = patterned({}, light, SLABS);
  const solid = new MeshLambertMaterial({ vertexColors: true });
  const twoSided = new MeshLambertMaterial({ vertexColors: true, side: DoubleSide });
  const glow = patterned({}, light, '{ parvisGlow = diffuseColor.rgb * parvisNight * 1.6; }');
  return {
    facade,
    ground,
    solid,
    twoSided,
    glow,
    dispose: () => {
      for (const material of [facade, ground, solid, twoSided, glow]) {
        material.dispose();
      }
    },
  };
}
