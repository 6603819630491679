/** Who is here: a count at the upper left, and a list of those in sight. */
import type { JSX } from 'preact';
import type { Badge, Body } from '../../world/crowd';
import { inLanguage } from '../../world/venue';
import { NameWithBadge } from '../../ui/badge';
import { ICON } from '../../ui/icons';
import { Observed, useObserved } from '../../ui/observed';
import type { Feature, Page } from '../../ui/page';
import { WORDS } from './words';

/** The list is for reading; a crowd's end nobody reads. */
const MOST_LISTED = 100;

/** Somebody in the list. */
interface Listed {
  readonly id: number;
  readonly name: string;
  readonly badge: Badge | undefined;
  readonly away: boolean;
  /** Title of their floor; empty when it is the person's own. */
  readonly floor: string;
  readonly metres: number;
}

/** The nearest of those in sight, people of the own floor first. */
function nearest(page: Page): Listed[] {
  const { crowd, walker, content } = page.around;
  const distance = (body: Body): number => Math.hypot(body.track.shown.x - walker.at.x, body.track.shown.z - walker.at.z);
  return [...crowd.bodies.values()]
    .filter((body) => body.cell >= 0 && body.name !== '')
    .map((body) => ({ body, metres: distance(body), elsewhere: body.floor === walker.floor ? 0 : 1 }))
    .sort((a, b) => a.elsewhere - b.elsewhere || a.metres - b.metres)
    .slice(0, MOST_LISTED)
    .map(({ body, metres, elsewhere }) => ({
      id: body.id,
      name: body.name,
      badge: body.badge,
      away: body.away,
      floor: elsewhere === 0 ? '' : inLanguage(content?.venue.floors[body.floor]?.title, page.language),
      metres: Math.round(metres),
    }));
}

export const people: Feature = {
  id: 'people',
  install(page) {
    const say = page.words(WORDS);
    const count = new Observed('');
    const listed = new Observed<readonly Listed[]>([]);
    const beyond = new Observed(0);
    page.addStatus({ id: 'people', text: count });
    const List = (): JSX.Element => {
      const list = useObserved(listed);
      const further = useObserved(beyond);
      return (
        <>
          <h2 class="panel-title">{say('people')}</h2>
          {list.length === 0 && further === 0 && <p class="hint">{say('nobody')}</p>}
          <ul class="people-list" tabIndex={0} aria-label={say('nearestFirst')}>
            {list.map((one) => (
              <li key={one.id}>
                <span><NameWithBadge name={one.name} badge={one.badge} language={page.language} /></span>
                <span class="hint">
                  {[...(one.away ? [say('away')] : []), ...(one.floor === '' ? [] : [say('floor', { floor: one.floor })]), say('metres', { n: one.metres })].join(' · ')}
                </span>
              </li>
            ))}
          </ul>
          {further > 0 && <p class="hint">{say('beyond', { n: further })}</p>}
        </>
      );
    };
    page.addPanel({
      id: 'who',
      icon: ICON.people,
      title: () => say('people'),
      openLabel: () => say('open'),
      closeLabel: () => say('close'),
      render: () => <List />,
    });
    page.onMoment(() => {
      const { inSight, beyondSight } = page.around.crowd;
      const n = inSight + beyondSight + 1;
      count.value = beyondSight > 0 ? say('countMore', { n, m: beyondSight }) : say('count', { n });
      if (page.isPanelOpen('who')) {
        listed.value = nearest(page);
        beyond.value = beyondSight + Math.max(0, inSight - MOST_LISTED);
      }
    });
  },
};
