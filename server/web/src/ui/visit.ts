/** Being inside: the picture, what lies over it, the controls, and the loop that ties them together. */
import { Vector3 } from 'three';
import type { ChatMessage, ReactionKind } from '../wire/generated/parvis/v1/action_pb';
import { EmoteKind, Gait } from '../wire/generated/parvis/v1/avatar_pb';
import { type OwnLook, People } from '../scene/people';
import { VenueView } from '../scene/view';
import { type Appearance, PLAIN } from '../world/crowd';
import { type FreshReaction, REACTIONS } from '../world/reactions';
import { inLanguage, type VenueContent } from '../world/venue';
import { Bubbles } from './bubbles';
import { Controls } from './controls';
import { make } from './dom';
import type { Game } from './game';
import { Hud } from './hud';
import { Minimap } from './minimap';
import type { Preferences } from './preferences';
import { touchStick } from './stick';
import type { Speech, WordKey } from './words';

/** What a visit asks of the page. */
export interface VisitListener {
  emote(kind: EmoteKind): void;
  react(kind: ReactionKind): void;
  leave(): void;
  openSettings(): void;
  openHelp(): void;
  openAccount(): void;
}

const HUD_EVERY_MS = 250;
const EMOTE_ORDER = [EmoteKind.WAVE, EmoteKind.DANCE, EmoteKind.APPLAUD, EmoteKind.JUMP] as const;
const VERB_WORDS: Readonly<Record<string, WordKey>> = { sit: 'interactSit', stand: 'interactStand', ring: 'interactRing' };
const pointed = { x: 0, z: 0 };

/** Lives from welcome to farewell. */
export class Visit {
  readonly view: VenueView;
  readonly people: People;
  readonly hud: Hud;
  readonly controls: Controls;
  /** Pictures drawn. */
  frames = 0;
  /** True once the venue is in the picture. */
  ready = false;
  private readonly canvas = make('canvas', { class: 'picture', tabindex: 0 });
  private readonly minimap = new Minimap();
  private readonly bubbles = new Bubbles();
  private readonly own: OwnLook = { look: PLAIN, name: '' };
  private readonly sized = new ResizeObserver(() => { this.view.resize(); });
  private lastMs = performance.now();
  private hudAtMs = Number.NEGATIVE_INFINITY;
  private paused = false;
  private running = true;
  private calm = false;
  private floor: number;

  constructor(
    root: HTMLElement,
    private readonly game: Game,
    private readonly speech: Speech,
    preferences: Preferences,
    private readonly listener: VisitListener,
  ) {
    this.canvas.setAttribute('aria-label', speech.say('venue'));
    root.append(this.canvas);
    this.view = new VenueView(this.canvas, preferences.graphics !== 'low');
    this.people = new People(this.view);
    this.view.follow.yaw = game.walker.yaw;
    this.floor = game.walker.floor;
    this.controls = new Controls(this.canvas, {
      look: (dx, dy) => { this.view.follow.turn(dx, dy); },
      zoom: (factor) => { this.view.follow.zoom(factor); },
      pointAt: (x, y) => { this.pointAt(x, y); },
      jump: () => { this.emote(4); },
      interact: () => { game.interact(); },
      emote: (number) => { this.emote(number); },
      react: (number) => { this.react(number); },
      openChat: () => { this.hud.openChat(); },
      openAccount: () => { listener.openAccount(); },
      escape: () => { this.escape(); },
    });
    const limits = game.limits;
    const coarse = matchMedia('(pointer: coarse)').matches;
    this.hud = new Hud(
      speech,
      {
        say: (text) => { game.say(text); },
        emote: (number) => { this.emote(number); },
        react: (number) => { this.react(number); },
        interact: () => { game.interact(); },
        openSettings: () => { listener.openSettings(); },
        openHelp: () => { listener.openHelp(); },
        openAccount: () => { listener.openAccount(); },
        leave: () => { listener.leave(); },
        retryNow: () => { game.session.retryNow(); },
        typing: () => { this.controls.release(); },
      },
      this.minimap.canvas,
      limits?.chatCodePoints ?? 280,
      (limits?.hearingRadiusCm ?? 3_000) / 100,
      coarse ? touchStick(speech.say('stick'), this.controls.stick) : undefined,
    );
    this.minimap.canvas.setAttribute('aria-label', speech.say('map'));
    root.append(this.bubbles.element, this.hud.element);
    this.hud.reactions.show(game.reactions);
    this.controls.enabled = true;
    this.sized.observe(this.canvas);
    this.apply(preferences);
    this.canvas.focus({ preventScroll: true });
    requestAnimationFrame(this.draw);
  }

  /** What the person's own avatar looks like, as the server accepted it. */
  wear(look: Appearance, name: string): void {
    this.own.look = look;
    this.own.name = name;
  }

  /** What was said belongs to numbers that mean others now. */
  forgetOthers(): void {
    this.bubbles.clear();
  }

  /** The picture so far is of a venue that is no more. */
  awaitVenue(): void {
    this.ready = false;
    this.hud.expect();
  }

  show(content: VenueContent): void {
    this.view.show(content, this.speech.language);
    this.minimap.show(content);
    this.ready = true;
    this.hud.loaded();
  }

  apply(preferences: Preferences): void {
    this.view.setLevel(preferences.graphics);
    this.view.setLight(preferences.light);
    this.people.tags.setScale(preferences.textSize);
    this.calm = preferences.reduceMotion;
  }

  said(message: ChatMessage, own: boolean): void {
    this.hud.addLine(message.name, message.text, own);
    this.bubbles.say(own ? -1 : message.avatar, message.text, performance.now());
  }

  /** Shows the totals, and what is fresh unless motion is unwelcome. */
  reacted(fresh: readonly FreshReaction[]): void {
    this.hud.reactions.show(this.game.reactions);
    if (!this.calm) {
      this.hud.reactions.fly(fresh);
    }
  }

  /** While a dialogue is open, keys belong to it. */
  pauseControls(paused: boolean): void {
    this.paused = paused;
    this.controls.enabled = !paused;
    this.controls.release();
    if (!paused) {
      this.canvas.focus({ preventScroll: true });
    }
  }

  dispose(): void {
    this.running = false;
    this.sized.disconnect();
    this.controls.dispose();
    this.bubbles.element.remove();
    this.hud.dispose();
    this.people.dispose();
    this.view.dispose();
    this.canvas.remove();
  }

  private emote(number: number): void {
    const kind = EMOTE_ORDER[number - 1];
    if (kind !== undefined) {
      this.listener.emote(kind);
    }
  }

  private react(number: number): void {
    const kind = REACTIONS[number - 1];
    if (kind !== undefined) {
      this.listener.react(kind);
    }
  }

  private escape(): void {
    if (this.hud.chatHasFocus) {
      this.hud.closeChat();
      this.canvas.focus({ preventScroll: true });
    } else {
      this.game.walker.goal.active = false;
    }
  }

  private pointAt(x: number, y: number): void {
    this.canvas.focus({ preventScroll: true });
    if (this.view.groundUnder(x, y, this.game.ownHeight, pointed)) {
      this.game.walker.goTo(pointed.x, pointed.z);
    }
  }

  private readonly draw = (nowMs: number): void => {
    if (!this.running) {
      return;
    }
    requestAnimationFrame(this.draw);
    const elapsedMs = Math.max(0, nowMs - this.lastMs);
    this.lastMs = nowMs;
    const { game, view, controls } = this;
    controls.read(elapsedMs);
    this.faceNewFloor();
    const { right, forward, run } = controls.wish;
    const yawBefore = view.follow.yaw;
    game.advance(performance.now(), elapsedMs, this.paused ? 0 : right, this.paused ? 0 : forward, run, yawBefore);
    const serverMs = game.session.clock.serverTime(performance.now());
    this.people.place(game.crowd, game.walker, this.own, serverMs, nowMs, this.heightOf, this.calm);
    const { x, z } = game.walker.at;
    view.draw(x, game.ownHeight, z, nowMs, elapsedMs, Date.now(), game.ground);
    this.bubbles.place(view.follow.camera, this.canvas.clientWidth, this.canvas.clientHeight, nowMs, this.findHead);
    this.minimap.draw(game.walker, game.crowd, view.follow.yaw, nowMs);
    this.frames++;
    if (nowMs - this.hudAtMs > HUD_EVERY_MS) {
      this.hudAtMs = nowMs;
      this.tellHud();
    }
  };

  private readonly heightOf = (floor: number): number => this.game.floorHeight(floor);

  private readonly findHead = (avatar: number, out: Vector3): boolean => {
    const { game } = this;
    if (avatar === -1) {
      out.set(game.walker.at.x, game.ownHeight + 2.05, game.walker.at.z);
      return true;
    }
    const body = game.crowd.bodies.get(avatar);
    if (body === undefined) {
      return false;
    }
    const { x, z, height } = body.track.shown;
    out.set(x, this.heightOf(body.floor) + height + 2.3, z);
    return true;
  };

  /** Stairs and lifts let people out facing the floor; looking back, the next step would lead down again. */
  private faceNewFloor(): void {
    const { walker } = this.game;
    if (walker.floor !== this.floor) {
      this.floor = walker.floor;
      this.view.follow.yaw = walker.yaw;
    }
  }

  private tellHud(): void {
    const { game, hud, speech } = this;
    const { inSight, beyondSight } = game.crowd;
    hud.setPeople(inSight + beyondSight + 1, beyondSight);
    const floor = inLanguage(game.content?.venue.floors[game.walker.floor]?.title, speech.language);
    hud.setFloor(this.ready ? floor : speech.say('loading'));
    if (this.ready) {
      this.minimap.canvas.setAttribute('aria-label', speech.say('mapHint', { floor }));
    }
    const fixture = game.fixtureInReach();
    if (game.walker.gait === Gait.SIT) {
      hud.setHint('interactStand');
    } else {
      const verb = fixture?.verbs.find((v) => v !== 'stand');
      hud.setHint(verb === undefined ? undefined : (VERB_WORDS[verb] ?? 'interactUse'));
    }
  }
}
