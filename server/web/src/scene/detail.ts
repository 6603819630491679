/** Which figure stands for somebody: fine near by, coarse further off, small and tiny where few pixels are left of them. */

/** Figures from the finest on. */
export const Detail = { FINE: 0, COARSE: 1, SMALL: 2, TINY: 3 } as const;
export type Detail = (typeof Detail)[keyof typeof Detail];

/** At most so many fine and coarse figures; everybody else is small or tiny. */
export interface DetailCaps {
  readonly fine: number;
  readonly coarse: number;
}

/** Heights on the screen from which on a figure is fine, or coarse, pixels drawn. */
const FINE_PX = 80;
const COARSE_PX = 40;
/** Below this height a body is tiny, and its soft shadow a pixel or two. */
const TINY_PX = 24;
const BODY_M = 1.8;
/** Below this part of its cap a ring may grow again. */
const AMPLE = 0.8;
const GROWTH = 1.05;

/** A distance that gives way to a crowd: it shrinks at once when too many are within, and comes back little by little. */
class Reach {
  metres = Number.POSITIVE_INFINITY;
  count = 0;

  begin(fullM: number, most: number): void {
    if (this.count > most) {
      // People within go by the area.
      this.metres *= Math.sqrt(most / this.count);
    } else if (this.count < AMPLE * most) {
      this.metres *= GROWTH;
    }
    this.metres = Math.min(fullM, this.metres);
    this.count = 0;
  }

  takes(distanceM: number): boolean {
    if (distanceM >= this.metres) {
      return false;
    }
    this.count++;
    return true;
  }
}

/** Chooses for everybody, frame by frame. Counts only what it is asked for. */
export class DetailChoice {
  private readonly fine = new Reach();
  private readonly coarse = new Reach();
  private tinyFromM = 0;

  /**
   * Begins a frame.
   *
   * @param fovRad vertical angle of the camera
   * @param heightPx pixels drawn from top to bottom
   */
  begin(fovRad: number, heightPx: number, caps: DetailCaps): void {
    const pxOfBodyAtOneM = (BODY_M * heightPx) / (2 * Math.tan(fovRad / 2));
    this.fine.begin(pxOfBodyAtOneM / FINE_PX, caps.fine);
    this.tinyFromM = pxOfBodyAtOneM / TINY_PX;
    this.coarse.begin(pxOfBodyAtOneM / COARSE_PX, caps.coarse);
  }

  /** The figure for somebody so far from the camera. */
  of(distanceM: number): Detail {
    if (this.fine.takes(distanceM)) {
      return Detail.FINE;
    }
    if (this.coarse.takes(distanceM)) {
      return Detail.COARSE;
    }
    return distanceM < this.tinyFromM ? Detail.SMALL : Detail.TINY;
  }

  /** Whether a soft shadow under somebody so far away can be seen. */
  hasShadow(distanceM: number): boolean {
    return distanceM < this.tinyFromM;
  }
}
