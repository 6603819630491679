/** A window for tests: reads what the page knows and can send the avatar walking, nothing else. */
import type { App } from './app';

/** A person as this page shows them. */
export interface SeenPerson {
  readonly id: number;
  readonly name: string;
  readonly x: number;
  readonly z: number;
  readonly yaw: number;
  readonly floor: number;
  readonly gait: number;
  readonly emote: number;
  readonly away: boolean;
  readonly look: object;
}

/** `window.parvis`. */
export interface Probe {
  readonly state: string;
  readonly venueReady: boolean;
  readonly self: { id: number; name: string; x: number; z: number; yaw: number; floor: number; height: number; gait: number; emote: number; corrections: number };
  readonly others: readonly SeenPerson[];
  readonly framesReceived: number;
  readonly framesDrawn: number;
  readonly figuresDrawn: number;
  readonly drawCalls: number;
  readonly triangles: number;
  readonly clock: { samples: number; roundTripMs: number };
  walkTo(x: number, z: number): void;
  lookTowards(yaw: number, pitch: number, zoom: number): void;
}

/** Puts the probe where tests find it. */
export function installProbe(app: App): void {
  const { game } = app;
  const probe: Probe = {
    get state() {
      return game.session.state.kind;
    },
    get venueReady() {
      return app.visit?.ready ?? false;
    },
    get self() {
      const w = game.walker;
      return {
        id: game.welcome?.avatar ?? 0,
        name: game.welcome?.name ?? '',
        x: w.at.x,
        z: w.at.z,
        yaw: w.yaw,
        floor: w.floor,
        height: w.height,
        gait: w.gait,
        emote: game.crowd.own.emote,
        corrections: w.corrections,
      };
    },
    get others() {
      return [...game.crowd.bodies.values()].map((b) => {
        const { x, z, yaw } = b.track.shown;
        return { id: b.id, name: b.name, x, z, yaw, floor: b.floor, gait: b.gait, emote: b.emote, away: b.away, look: { ...b.look } };
      });
    },
    get framesReceived() {
      return game.crowd.frames;
    },
    get framesDrawn() {
      return app.visit?.frames ?? 0;
    },
    get figuresDrawn() {
      return app.visit?.people.drawn ?? 0;
    },
    get drawCalls() {
      return app.visit?.view.renderer.info.render.calls ?? 0;
    },
    get triangles() {
      return app.visit?.view.renderer.info.render.triangles ?? 0;
    },
    get clock() {
      return { samples: game.session.clock.samples, roundTripMs: game.session.clock.roundTripMs };
    },
    walkTo(x, z) {
      game.walker.goTo(x, z);
    },
    lookTowards(yaw, pitch, zoom) {
      const follow = app.visit?.view.follow;
      if (follow !== undefined) {
        follow.yaw = yaw;
        follow.pitch = pitch;
        follow.zoom(zoom);
      }
    },
  };
  Object.defineProperty(window, 'parvis', { value: Object.freeze(probe), configurable: false });
}
