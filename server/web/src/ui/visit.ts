/** Being inside: the picture, what lies over it, the controls, and the loop that ties them together. */
import { h, render } from 'preact';
import type { Vector3 } from 'three';
import { type Appearance, PLAIN } from '../wire/look';
import { type OwnLook, People } from '../scene/people';
import { VenueView } from '../scene/view';
import { inLanguage, type VenueContent } from '../world/venue';
import { badgeWord } from './badge';
import { Controls } from './controls';
import { make } from './dom';
import type { Game } from './game';
import { Hud, type HudListener, HudState } from './hud';
import { Minimap } from './minimap';
import type { Frame, WorldObject } from './page';
import type { Preferences } from './preferences';
import type { Registry } from './registry';
import { touchStick } from './stick';
import type { Speech } from './words';

/** What a visit asks of the page. */
export type VisitListener = Omit<HudListener, 'interact' | 'retryNow'>;

const MOMENT_MS = 250;
const ACCOUNT_KEY = 'KeyP';
const USE_KEY = 'KeyE';
const pointed = { x: 0, z: 0 };
const body = { x: 0, y: 0, z: 0, floorY: 0 };

/** Lives from welcome to farewell. */
export class Visit {
  readonly view: VenueView;
  readonly people: People;
  readonly hud = new HudState();
  readonly controls: Controls;
  /** Pictures drawn. */
  frames = 0;
  /** True once the venue is in the picture. */
  ready = false;
  private readonly element = make('main', { class: 'inside' });
  private readonly canvas = make('canvas', { class: 'picture', tabindex: 0, role: 'img' });
  private readonly overlays = make('div', { class: 'overlays', 'aria-hidden': 'true' });
  private readonly hudPlace = make('div', { class: 'hud' });
  private readonly minimap: Minimap;
  private readonly stick: HTMLElement | undefined;
  private readonly objects: readonly WorldObject[];
  private readonly own: OwnLook = { look: PLAIN, name: '' };
  private readonly sized = new ResizeObserver(() => { this.view.resize(); });
  private lastMs = performance.now();
  private momentAtMs = Number.NEGATIVE_INFINITY;
  private paused = false;
  private running = true;
  private calm = false;
  private floor: number;

  constructor(
    root: HTMLElement,
    private readonly game: Game,
    private readonly registry: Registry,
    private readonly speech: Speech,
    preferences: Preferences,
    private readonly listener: VisitListener,
  ) {
    root.append(this.element);
    this.overlays.append(...registry.overlays);
    this.element.append(this.canvas, this.overlays, this.hudPlace);
    this.view = new VenueView(this.canvas, preferences.graphics !== 'low');
    this.people = new People(this.view, (badge) => badgeWord(badge, speech.language));
    this.view.follow.yaw = game.walker.yaw;
    this.floor = game.walker.floor;
    this.minimap = new Minimap(registry.mapLayers);
    this.controls = new Controls(this.canvas, {
      look: (dx, dy) => { this.view.follow.turn(dx, dy); },
      zoom: (factor) => { this.view.follow.zoom(factor); },
      pointAt: (x, y) => { this.pointAt(x, y); },
      key: (code) => this.key(code),
      escape: () => { this.escape(); },
    });
    this.stick = matchMedia('(pointer: coarse)').matches ? touchStick(speech.say('stick'), this.controls.stick) : undefined;
    this.objects = registry.worldObjects.map((makeObject) => makeObject(this.view.scene));
    this.view.scene.add(...this.objects.map(({ object }) => object));
    this.controls.enabled = true;
    this.sized.observe(this.canvas);
    this.apply(preferences);
    this.speak();
    this.focus();
    requestAnimationFrame(this.draw);
  }

  /** Writes everything anew, in the language that the person reads now. */
  speak(): void {
    const { game, speech } = this;
    const listener: HudListener = {
      ...this.listener,
      interact: () => { this.interact(); },
      retryNow: () => { game.session.retryNow(); },
    };
    this.canvas.setAttribute('aria-label', speech.say('venue'));
    this.minimap.canvas.setAttribute('aria-label', speech.say('map'));
    this.stick?.setAttribute('aria-label', speech.say('stick'));
    // Another key makes all parts anew; words are not watched one by one.
    render(h(Hud, { key: speech.language, state: this.hud, registry: this.registry, speech, listener, map: this.minimap.canvas, stick: this.stick }), this.hudPlace);
    if (game.content !== undefined) {
      this.show(game.content);
    }
    this.momentAtMs = Number.NEGATIVE_INFINITY;
  }

  /** What the person's own avatar looks like, as the server accepted it. */
  wear(look: Appearance, name: string): void {
    this.own.look = look;
    this.own.name = name;
  }

  /** The picture so far is of a venue that is no more. */
  awaitVenue(): void {
    this.ready = false;
    this.hud.isLoading.value = true;
  }

  show(content: VenueContent): void {
    this.view.show(content, this.speech.language);
    this.minimap.show(content);
    this.hud.title.value = inLanguage(content.venue.title, this.speech.language);
    this.ready = true;
    this.hud.isLoading.value = false;
  }

  apply(preferences: Preferences): void {
    this.view.setLevel(preferences.graphics);
    this.view.setLight(preferences.light);
    this.people.tags.setScale(preferences.textSize);
    this.calm = preferences.reduceMotion;
  }

  /** While a dialogue is open, keys belong to it. */
  pauseControls(paused: boolean): void {
    this.paused = paused;
    this.controls.enabled = !paused;
    this.controls.release();
    if (!paused) {
      this.focus();
    }
  }

  focus(): void {
    this.canvas.focus({ preventScroll: true });
  }

  /** Fills `out` with the place over an avatar's head, or returns false when it is not in sight. */
  headOf(avatar: number, out: Vector3): boolean {
    const { game } = this;
    if (avatar === game.welcome?.avatar) {
      out.set(game.walker.at.x, game.ownHeight + 2.05, game.walker.at.z);
      return true;
    }
    const other = game.crowd.bodies.get(avatar);
    if (other === undefined) {
      return false;
    }
    const { x, z, height } = other.track.shown;
    out.set(x, game.floorHeight(other.floor) + height + 2.3, z);
    return true;
  }

  dispose(): void {
    this.running = false;
    this.sized.disconnect();
    this.controls.dispose();
    this.hud.dispose();
    render(null, this.hudPlace);
    for (const one of this.objects) {
      this.view.scene.remove(one.object);
      one.dispose();
    }
    this.people.dispose();
    this.view.dispose();
    this.element.remove();
  }

  private key(code: string): boolean {
    if (code === USE_KEY) {
      this.interact();
      return true;
    }
    if (code === ACCOUNT_KEY) {
      this.listener.openAccount();
      return true;
    }
    const binding = this.registry.keys.find((one) => one.codes.includes(code));
    binding?.press(code);
    return binding !== undefined;
  }

  /** Does what the fixture in reach is for. */
  private interact(): void {
    const fixture = this.game.fixtureInReach();
    const offer = this.registry.offered(fixture?.verbs ?? []);
    if (fixture !== undefined && offer !== undefined) {
      this.game.act({ case: 'interact', value: { fixture: fixture.id, verb: offer.verb } });
    }
  }

  private escape(): void {
    if (this.paused) {
      return;
    }
    const { activeElement } = document;
    if (activeElement !== null && activeElement !== document.body && activeElement !== this.canvas && this.hudPlace.contains(activeElement)) {
      if (activeElement.closest('.panel') !== null) {
        this.registry.close();
      }
      this.focus();
    } else {
      this.game.walker.goal.active = false;
    }
    this.hud.isUnfolded.value = false;
  }

  private pointAt(x: number, y: number): void {
    this.focus();
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
    this.people.place(game.crowd, game.walker, this.own, game.serverTime(), nowMs, this.heightOf, this.calm);
    const frame: Frame = { camera: view.follow.camera, width: this.canvas.clientWidth, height: this.canvas.clientHeight, nowMs };
    for (const one of this.objects) {
      one.update?.(frame);
    }
    body.x = game.walker.at.x;
    body.y = game.ownHeight;
    body.z = game.walker.at.z;
    body.floorY = game.floorHeight(game.walker.floor);
    view.draw(body, nowMs, elapsedMs, Date.now(), game.sightlines);
    for (const heard of this.registry.frame) {
      heard(frame);
    }
    this.minimap.draw(game.walker, game.crowd, view.follow.yaw, nowMs);
    this.frames++;
    if (nowMs - this.momentAtMs > MOMENT_MS) {
      this.momentAtMs = nowMs;
      this.moment();
    }
  };

  private readonly heightOf = (floor: number): number => this.game.floorHeight(floor);

  /** Stairs and lifts let people out facing the floor; looking back, the next step would lead down again. */
  private faceNewFloor(): void {
    const { walker } = this.game;
    if (walker.floor !== this.floor) {
      this.floor = walker.floor;
      this.view.follow.yaw = walker.yaw;
    }
  }

  private moment(): void {
    const { game, hud, speech } = this;
    for (const heard of this.registry.moment) {
      heard();
    }
    if (this.ready) {
      const floor = inLanguage(game.content?.venue.floors[game.walker.floor]?.title, speech.language);
      this.minimap.canvas.setAttribute('aria-label', speech.say('mapHint', { floor }));
    }
    const fixture = game.fixtureInReach();
    const offer = this.registry.offered(fixture?.verbs ?? []);
    hud.hint.value = offer === undefined ? '' : (offer.label?.() ?? verbWords(inLanguage(fixture?.title, speech.language), speech));
  }
}

/** What a verb that no feature knows is called. */
function verbWords(title: string, speech: Speech): string {
  const use = speech.say('interactUse');
  return title === '' ? use : `${use} · ${title}`;
}
