/** Vertex shader text that poses the figure. Angles in radians, times in seconds, +angle about x swings forward. */
import { JOINT } from './figure';

const f = (value: number): string => value.toFixed(4);
const vec = (rgb: readonly number[]): string => `vec3(${rgb.map(f).join(', ')})`;

/** Trousers that do not take the person's colour, amounts of light. */
export const DENIM = [0.055, 0.085, 0.16] as const;
export const COAT_TROUSERS = [0.05, 0.048, 0.05] as const;

/** Shader text that poses a figure and colours it. */
export interface Posing {
  readonly name: string;
  /** Goes before main(). */
  readonly declarations: string;
  /** Goes first in main(). */
  readonly begin: string;
  /** Sets `objectNormal`. */
  readonly normal: string;
  /** Sets `transformed`. */
  readonly vertex: string;
  /** Sets `vDye`, behind the vertex. */
  readonly dye: string;
  readonly uniforms: Readonly<Record<string, { value: unknown }>>;
}

const TURNS = /* glsl */ `
vec3 turnX(vec3 p, float a) { float s = sin(a), c = cos(a); return vec3(p.x, c * p.y - s * p.z, s * p.y + c * p.z); }
vec3 turnY(vec3 p, float a) { float s = sin(a), c = cos(a); return vec3(c * p.x + s * p.z, p.y, c * p.z - s * p.x); }
vec3 turnZ(vec3 p, float a) { float s = sin(a), c = cos(a); return vec3(c * p.x - s * p.y, s * p.x + c * p.y, p.z); }

vec3 bodyScale(float body) {
  return body < 0.5 ? vec3(1.0) : body < 1.5 ? vec3(0.93, 0.97, 0.94) : body < 2.5 ? vec3(0.99, 0.92, 1.0) : vec3(1.08, 1.03, 1.1);
}

`;

const POSE_DECLARATIONS = /* glsl */ `
attribute vec4 tag;        // limb, dye, bodies, outfits
attribute vec4 placeYaw;   // x, y, z, yaw
attribute vec4 motion;     // phase of the stride, speed m/s, seated 0..1, seed 0..1
attribute vec4 gesture;    // emote, seconds since it began, away 0..1, unused
attribute vec4 dyeMain;    // rgb, body
attribute vec4 dyeSkin;    // rgb, outfit
attribute vec4 dyeHair;    // rgb, unused
${TURNS}
bool isShown(float mask, float choice) { return mod(floor(mask / exp2(choice)), 2.0) > 0.5; }

// Poses a point (w = 1) or a direction (w = 0).
vec3 posed(vec3 p, float w) {
  float limb = tag.x;
  float phase = motion.x;
  float walk = smoothstep(0.15, 1.3, motion.y);
  float run = smoothstep(3.3, 5.2, motion.y);
  float sit = motion.z;
  float t = gesture.y;
  float breath = sin(t * 0.0 + motion.w * 40.0 + parvisTime * 1.7);
  float still = (1.0 - walk) * (1.0 - sit);

  float wave = gesture.x == 1.0 ? smoothstep(0.0, 0.22, t) * (1.0 - smoothstep(1.75, 2.0, t)) : 0.0;
  float dance = gesture.x == 2.0 ? smoothstep(0.0, 0.3, t) * (1.0 - walk) : 0.0;
  float clap = gesture.x == 3.0 ? smoothstep(0.0, 0.2, t) * (1.0 - smoothstep(2.75, 3.0, t)) : 0.0;
  float hop = gesture.x == 4.0 && t < 0.6 ? t / 0.6 : 0.0;
  float air = 4.0 * hop * (1.0 - hop);
  float beat = t * 6.2;

  bool left = limb == 2.0 || limb == 4.0 || limb == 6.0 || limb == 8.0;
  float side = left ? -1.0 : 1.0;
  float swing = phase + (left ? 0.0 : 3.14159265);
  float step = sin(swing) * (0.46 * walk + 0.34 * run);

  if (limb >= 2.0 && limb <= 5.0) {
    float knee = (0.55 * walk + 0.75 * run) * max(0.0, cos(swing)) + 0.12 * run;
    float bounce = dance * (0.28 + 0.28 * sin(beat + (left ? 0.0 : 3.14)));
    float thigh = step * (1.0 - sit) + 1.48 * sit + bounce * 0.6 + air * 0.5;
    knee = knee * (1.0 - sit) + 1.5 * sit + bounce + air * 0.9;
    vec3 hip = vec3(side * ${f(JOINT.HIP_X)}, ${f(JOINT.HIP)}, 0.0) * w;
    if (limb >= 4.0) {
      vec3 kneeAt = vec3(side * ${f(JOINT.HIP_X)}, ${f(JOINT.KNEE)}, 0.0) * w;
      p = turnX(p - kneeAt, -knee) + kneeAt;
    }
    p = turnX(p - hip, thigh) + hip;
  } else if (limb >= 6.0 && limb <= 9.0) {
    float elbow = 0.18 + 0.2 * walk + 1.05 * run + 0.5 * sit;
    float forward = -step * 0.85 + 0.42 * sit;
    float out_ = 0.09 + 0.012 * breath * still;
    elbow = mix(elbow, 0.75 + 0.5 * sin(beat * 0.5 + side), dance);
    out_ = mix(out_, 1.15 + 0.75 * sin(beat + side * 1.57), dance);
    forward = mix(forward, 0.35, dance);
    forward = mix(forward, 0.95, clap);
    elbow = mix(elbow, 1.05, clap);
    out_ += air * 1.1;
    if (!left) {
      out_ = mix(out_, 2.55, wave);
      elbow = mix(elbow, 0.1, wave);
      forward *= 1.0 - wave;
    }
    vec3 shoulder = vec3(side * ${f(JOINT.SHOULDER_X)}, ${f(JOINT.SHOULDER)}, 0.0) * w;
    if (limb >= 8.0) {
      vec3 elbowAt = vec3(side * ${f(JOINT.SHOULDER_X)}, ${f(JOINT.ELBOW)}, 0.0) * w;
      p -= elbowAt;
      p = turnX(p, elbow);
      if (!left) p = turnZ(p, wave * (0.25 + 0.55 * sin(t * 11.0)));
      p += elbowAt;
    }
    p -= shoulder;
    p = turnX(p, forward);
    p = turnY(p, side * clap * (0.34 + 0.16 * sin(t * 21.0)));
    p = turnZ(p, side * out_ * (1.0 - clap));
    p += shoulder;
  } else if (limb == 1.0) {
    vec3 neck = vec3(0.0, ${f(JOINT.NECK)}, 0.0) * w;
    p -= neck;
    p = turnY(p, still * 0.28 * sin(parvisTime * 0.37 + motion.w * 50.0) * sin(parvisTime * 0.23 + motion.w * 9.0));
    p = turnX(p, gesture.z * -0.45 + dance * 0.12 * sin(beat * 2.0));
    p += neck;
  } else if (limb == 10.0) {
    // A skirt follows the hips and opens with the stride; seated it folds over the thighs.
    vec3 hip = vec3(0.0, ${f(JOINT.HIP)}, 0.0) * w;
    p -= hip;
    float low = clamp(-p.y * 2.2, 0.0, 1.0) * w;
    p.z += low * sin(phase) * 0.05 * walk - sit * low * 0.32;
    p.y += sit * low * 0.26;
    p.x *= 1.0 + dance * low * 0.18;
    p += hip;
  }

  // The whole upper body leans and sways about the hips.
  if (limb < 2.0 || limb >= 6.0) {
    vec3 hip = vec3(0.0, ${f(JOINT.HIP)}, 0.0) * w;
    p -= hip;
    float lean = -(0.03 * walk + 0.17 * run) + 0.05 * sit;
    p = turnX(p, lean);
    p = turnZ(p, dance * 0.13 * sin(beat) + walk * 0.02 * sin(phase));
    p = turnY(p, walk * 0.10 * sin(phase) + dance * 0.2 * sin(beat * 0.5));
    p += hip;
    p.y += w * 0.006 * breath * still;
  }
  p.y += w * (walk * 0.022 * cos(2.0 * phase) + run * 0.035 * cos(2.0 * phase) + dance * 0.05 * abs(sin(beat)));
  p.y += w * (air * 0.55 - sit * 0.40);
  p = turnY(p, dance * 0.35 * sin(beat * 0.25));
  return p;
}

vec3 inVenue(vec3 p, float w) {
  return turnY(p * bodyScale(floor(dyeMain.w * 255.0 + 0.5)), placeYaw.w) + placeYaw.xyz * w;
}
`;

/** A figure of its own instance, with joints. */
export const JOINTED_POSING: Posing = {
  name: 'jointed',
  declarations: POSE_DECLARATIONS,
  begin: '',
  normal: 'vec3 objectNormal = inVenue(posed(normal, 0.0), 0.0);',
  vertex: /* glsl */ `
float parvisBody = floor(dyeMain.w * 255.0 + 0.5);
float parvisOutfit = floor(dyeSkin.w * 255.0 + 0.5);
bool parvisShown = isShown(tag.z, parvisBody) && isShown(tag.w, parvisOutfit);
vec3 transformed = inVenue(posed(parvisShown ? position : vec3(0.0, 0.9, 0.0), 1.0), 1.0);
`,
  dye: /* glsl */ `
{
  vec3 main = pow(dyeMain.rgb, vec3(2.2));
  vec3 skin = pow(dyeSkin.rgb, vec3(2.2));
  vec3 hair = pow(dyeHair.rgb, vec3(2.2));
  vec3 denim = ${vec(DENIM)};
  vec3 second = parvisOutfit < 0.5 ? denim : parvisOutfit < 1.5 ? skin : parvisOutfit < 2.5 ? ${vec(COAT_TROUSERS)} : mix(main * 0.35, vec3(0.12), 0.4);
  float dye = tag.y;
  vDye = dye < 0.5 ? main : dye < 1.5 ? skin : dye < 2.5 ? hair : dye < 3.5 ? second : dye < 4.5 ? vec3(0.07, 0.05, 0.04) : dye < 5.5 ? vec3(0.015) : vec3(0.82);
  vDye = mix(vDye, vec3(dot(vDye, vec3(0.3, 0.6, 0.1))) * 0.8 + 0.08, gesture.z * 0.75);
}
`,
  uniforms: {},
};

/** Figures of a throng in one instance, and texels of the texture for each: see {@link THRONG_POSING}. */
export const THRONG_BATCH = 64;
export const THRONG_TEXELS = 7;

/**
 * A small figure in a batch of them: limbs without joints, lit as if they did not swing. What does not differ from vertex
 * to vertex comes reckoned. Texels: x, y, z, body; sine and cosine of the yaw, left and right leg forward; left arm
 * forward and out, right arm forward and out; then the colours MAIN, SKIN, HAIR and SECOND. Angles in radians.
 */
export const THRONG_POSING: Omit<Posing, 'uniforms'> = {
  name: 'throng',
  declarations: /* glsl */ `
attribute vec4 tag;    // limb, dye, unused
attribute float slot;  // which of the batch
uniform highp sampler2D throng;
uniform float throngSize;
${TURNS}
vec4 throngTexel(int i) { return texelFetch(throng, ivec2(int(slot) * ${THRONG_TEXELS} + i, gl_InstanceID), 0); }

// legs: left and right leg forward. arms: left arm forward and out, right arm forward and out.
vec3 swung(vec3 p, vec2 legs, vec4 arms) {
  float limb = tag.x;
  if (limb < 2.0) return p;
  bool left = limb == 2.0 || limb == 6.0;
  float side = left ? -1.0 : 1.0;
  if (limb < 6.0) {
    vec3 hip = vec3(side * ${f(JOINT.HIP_X)}, ${f(JOINT.HIP)}, 0.0);
    return turnX(p - hip, left ? legs.x : legs.y) + hip;
  }
  vec3 shoulder = vec3(side * ${f(JOINT.SHOULDER_X)}, ${f(JOINT.SHOULDER)}, 0.0);
  vec2 turns = left ? arms.xy : arms.zw;
  return turnZ(turnX(p - shoulder, turns.x), side * turns.y) + shoulder;
}
`,
  begin: /* glsl */ `
vec4 parvisPlace = throngTexel(0);
vec4 parvisTurn = throngTexel(1);
vec4 parvisArms = throngTexel(2);
`,
  normal: 'vec3 objectNormal = vec3(parvisTurn.y * normal.x + parvisTurn.x * normal.z, normal.y, parvisTurn.y * normal.z - parvisTurn.x * normal.x);',
  // The last batch is seldom full.
  vertex: /* glsl */ `
vec3 transformed = vec3(0.0);
if (float(gl_InstanceID * ${THRONG_BATCH}) + slot < throngSize) {
  vec3 p = swung(position, parvisTurn.zw, parvisArms) * bodyScale(parvisPlace.w);
  transformed = parvisPlace.xyz + vec3(parvisTurn.y * p.x + parvisTurn.x * p.z, p.y, parvisTurn.y * p.z - parvisTurn.x * p.x);
}
`,
  dye: 'vDye = throngTexel(3 + int(tag.y)).rgb;',
};
