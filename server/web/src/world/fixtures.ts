/** What one can use where one stands: fixtures of the venue, and those that features place while people are there. */
import type { FixtureChanges } from '../wire/generated/parvis/v1/instance_pb';
import { codeToYaw } from '../wire/grid';
import type { Fixture, Venue } from './venue';
import type { Walker } from './walker';

/** Room that somebody takes on a bench, metres; seats widen the reach. */
const SEAT_WIDTH_M = 0.6;

/** Owned by the page's only thread. */
export class FixturesInReach {
  private readonly placed = new Map<string, { readonly floor: number; readonly fixture: Fixture }>();

  change(changes: FixtureChanges): void {
    for (const id of changes.removed) {
      this.placed.delete(id);
    }
    for (const { id, kind, floor, xCm, zCm, yaw, verbs, title } of changes.placed) {
      this.placed.set(id, { floor, fixture: { id, kind, floor: '', x: xCm / 100, z: zCm / 100, yaw: codeToYaw(yaw), verbs, title } });
    }
  }

  /** Another instance has others. */
  clear(): void {
    this.placed.clear();
  }

  /** @param reachM how near one must be, metres */
  nearest(venue: Venue, walker: Walker, reachM: number): Fixture | undefined {
    const { at, floor } = walker;
    const floorId = venue.floors[floor]?.id;
    let best: Fixture | undefined;
    let least = Infinity;
    const consider = (fixture: Fixture): void => {
      const away = Math.hypot(fixture.x - at.x, fixture.z - at.z);
      if (away < least && away < reachM + ((fixture.seats ?? 0) * SEAT_WIDTH_M) / 2) {
        least = away;
        best = fixture;
      }
    };
    for (const fixture of venue.fixtures) {
      if (fixture.floor === floorId) {
        consider(fixture);
      }
    }
    for (const one of this.placed.values()) {
      if (one.floor === floor) {
        consider(one.fixture);
      }
    }
    return best;
  }
}
