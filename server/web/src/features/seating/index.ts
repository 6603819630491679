/** Sitting down on benches and standing up, by the button and by walking away. */
import { Gait } from '../../wire/generated/parvis/v1/avatar_pb';
import type { Feature } from '../../ui/page';
import { WORDS } from './words';

/** The answer takes a moment; so long nothing is asked again, ms. */
const ASK_AGAIN_MS = 500;

export const seating: Feature = {
  id: 'seating',
  install(page) {
    const say = page.words(WORDS);
    const isSeated = (): boolean => page.around.walker.gait === Gait.SIT;
    page.addVerb({ verb: 'stand', label: () => say('stand'), isOffered: isSeated });
    page.addVerb({ verb: 'sit', label: () => say('sit'), isOffered: () => !isSeated() });
    let askedAtMs = Number.NEGATIVE_INFINITY;
    page.onMoveWhileSeated(() => {
      const fixture = page.around.fixtureInReach();
      const nowMs = performance.now();
      if (fixture?.verbs.includes('stand') === true && nowMs - askedAtMs > ASK_AGAIN_MS) {
        askedAtMs = nowMs;
        page.act({ case: 'interact', value: { fixture: fixture.id, verb: 'stand' } });
      }
    });
  },
};
