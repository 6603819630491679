/** What figures are told about a person, frame by frame. */

/** What one avatar looks like at this moment. */
export interface Pose {
  x: number;
  y: number;
  z: number;
  yaw: number;
  /** Metres walked. */
  stride: number;
  speed: number;
  /** 0 standing .. 1 seated. */
  seated: number;
  emote: number;
  emoteSeconds: number;
  away: number;
  seed: number;
}

/** Where in its stride somebody is, 0..2π; the length of a full stride grows with speed. */
export function stridePhase({ stride, speed }: Pose): number {
  return ((stride / (speed > 3.4 ? 2.5 : 1.55)) * Math.PI * 2) % (Math.PI * 2);
}

/** The remainder, never negative. */
export function mod(value: number, n: number): number {
  return ((Math.floor(value) % n) + n) % n;
}
