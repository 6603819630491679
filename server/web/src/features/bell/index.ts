/** The bell: rung at its rope, heard by everybody in the venue, louder to those who are near. */
import type { Feature } from '../../ui/page';
import { BellSound } from './sound';
import { WORDS } from './words';

const LOUD_WITHIN_M = 15;
const SILENT_BEYOND_M = 160;
const FAINTEST = 0.12;

export const bell: Feature = {
  id: 'bell',
  install(page) {
    const say = page.words(WORDS);
    const sound = new BellSound();
    page.addVerb({ verb: 'ring', label: () => say('ring'), isOffered: () => true });
    page.onMessage('bellRung', (rung) => {
      const own = rung.avatar === page.around.welcome?.avatar;
      page.announce(own ? say('rungByYou') : say('rang', { name: rung.name }), own);
      if (page.preferences.sound) {
        const { walker, content } = page.around;
        const at = content?.venue.fixtures.find((f) => f.id === rung.fixture);
        const away = at === undefined ? 0 : Math.hypot(at.x - walker.at.x, at.z - walker.at.z);
        sound.ring(Math.max(FAINTEST, Math.min(1, 1 - (away - LOUD_WITHIN_M) / SILENT_BEYOND_M)));
      }
    });
  },
};
