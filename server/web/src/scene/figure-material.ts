/** Materials whose vertices are posed and dyed by the figures' shader text. */
import { DoubleSide, MeshDepthMaterial, MeshLambertMaterial, RGBADepthPacking, type WebGLProgramParametersWithUniforms } from 'three';
import type { Posing } from './figure-shader';

function declare(shader: WebGLProgramParametersWithUniforms, posing: Posing, time: { value: number }): void {
  shader.uniforms['parvisTime'] = time;
  Object.assign(shader.uniforms, posing.uniforms);
  shader.vertexShader = shader.vertexShader
    .replace('void main() {', `uniform float parvisTime;\n${posing.declarations}\nvoid main() {\n${posing.begin}`)
    .replace('#include <beginnormal_vertex>', posing.normal);
}

/** What figures are drawn with. */
export function dyedMaterial(posing: Posing, time: { value: number }): MeshLambertMaterial {
  const material = new MeshLambertMaterial({ side: DoubleSide });
  material.onBeforeCompile = (shader) => {
    declare(shader, posing, time);
    shader.vertexShader = `varying vec3 vDye;\n${shader.vertexShader}`.replace('#include <begin_vertex>', posing.vertex + posing.dye);
    shader.fragmentShader = `varying vec3 vDye;\n${shader.fragmentShader}`.replace('#include <color_fragment>', 'diffuseColor.rgb *= vDye;');
  };
  material.customProgramCacheKey = () => `avatar ${posing.name}`;
  return material;
}

/** What their shadows are drawn with. */
export function depthMaterial(posing: Posing, time: { value: number }): MeshDepthMaterial {
  const material = new MeshDepthMaterial({ depthPacking: RGBADepthPacking });
  material.onBeforeCompile = (shader) => {
    declare(shader, posing, time);
    shader.vertexShader = shader.vertexShader.replace('#include <begin_vertex>', posing.vertex);
  };
  material.customProgramCacheKey = () => `avatar depth ${posing.name}`;
  return material;
}
