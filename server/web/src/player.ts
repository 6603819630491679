/** The player page. */
import './player.css';
import { EmoteKind } from './wire/generated/parvis/v1/avatar_pb';
import { PROTOCOL_VERSION } from './wire/messages';
import { People, wholeLook } from './scene/people';
import { VenueView } from './scene/view';
import { Controls } from './ui/controls';
import { Game } from './ui/game';

const canvas = document.createElement('canvas');
canvas.className = 'picture';
document.body.append(canvas);
const view = new VenueView(canvas);
const people = new People(view);
const game = new Game(`${location.origin.replace(/^http/, 'ws')}/v1/join`, {
  stateChanged: (s) => { console.log(s.kind); },
  entered: () => undefined,
  venueReady: (content) => { view.show(content); },
  venueFailed: () => undefined,
  said: () => undefined, rung: () => undefined, noticed: () => undefined, replied: () => undefined,
});
const controls = new Controls(canvas, {
  look: (dx, dy) => { view.follow.turn(dx, dy); },
  zoom: (f) => { view.follow.zoom(f); },
  pointAt: (x, y) => {
    const out = { x: 0, z: 0 };
    if (view.groundUnder(x, y, game.ownHeight, out)) game.walker.goTo(out.x, out.z);
  },
  jump: () => { game.emote(EmoteKind.JUMP); },
  interact: () => { game.interact(); },
  emote: (n) => { game.emote(n); },
  openChat: () => undefined,
  escape: () => undefined,
});
controls.enabled = true;
addEventListener('resize', () => { view.resize(); });
view.resize();
view.setLight('day');
game.join({ protocolVersion: PROTOCOL_VERSION, guestName: 'Ada', look: { color: 0x3377bb, skin: 0xd9a47c, hair: 0x332211 } });
let last = performance.now();
const own = { look: wholeLook({ color: 0x3377bb }), name: 'Ada' };
const draw = (now: number): void => {
  const elapsed = now - last;
  last = now;
  controls.read(elapsed);
  const { right, forward, run } = controls.wish;
  game.advance(now, elapsed, right, forward, run, view.follow.yaw);
  people.place(game.crowd, game.walker, own, game.session.clock.serverTime(now), now, (f) => game.floorHeight(f), false);
  view.draw(game.walker.at.x, game.ownHeight, game.walker.at.z, now, elapsed, Date.now(), game.ground);
  requestAnimationFrame(draw);
};
requestAnimationFrame(draw);
