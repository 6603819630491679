/** Names of places: over them in the picture, on the map, and at the upper left where one is. */
import { inLanguage } from '../../world/venue';
import { Observed } from '../../ui/observed';
import type { Feature, WorldObject } from '../../ui/page';
import { NameTags, PLACES } from '../../scene/name-tags';
import { type Place, nearestPlaces, placesOf, whereIs } from './where';
import { WORDS } from './words';

/** Names in the picture, and on the map, at once. */
const MOST_IN_PICTURE = 14;
const MOST_ON_MAP = 10;
const SHOWN_WITHIN_M = 64;
const OVER_FLOOR_M = 2.9;
/** Who stands at a place reads its name at the upper left, and need not have the sign before their eyes. */
const AT_M = 4;
const MAP_FONT_PX = 20;

export const places: Feature = {
  id: 'places',
  install(page) {
    const say = page.words(WORDS);
    const here = new Observed('');
    let known: readonly Place[] = [];
    page.addStatus({ id: 'floor', text: here });
    page.onVenue((content) => { known = placesOf(content.venue); });
    page.onMoment(() => {
      const { content, walker } = page.around;
      if (content === undefined) {
        here.value = say('loading');
        return;
      }
      const floor = inLanguage(content.venue.floors[walker.floor]?.title, page.language);
      const place = inLanguage(whereIs(content.venue, known, walker), page.language);
      here.value = place === '' || place === floor ? floor : say('onFloor', { place, floor });
    });
    page.addMapLayer((context, toMap, floor) => {
      context.font = `600 ${MAP_FONT_PX}px system-ui, "Noto Sans CJK TC", "Noto Sans CJK JP", sans-serif`;
      context.textAlign = 'center';
      context.textBaseline = 'middle';
      context.lineWidth = 5;
      context.strokeStyle = '#10161e';
      context.fillStyle = '#ffe6b0';
      const { at } = page.around.walker;
      const written: (readonly [number, number, number])[] = [];
      for (const place of nearestPlaces(known, floor, at, SHOWN_WITHIN_M, MOST_ON_MAP)) {
        const name = inLanguage(place.title, page.language);
        const [x, y] = toMap(place.x, place.z);
        const half = context.measureText(name).width / 2;
        const isFree = written.every(([ox, oy, other]) => Math.abs(oy - y) > MAP_FONT_PX || Math.abs(ox - x) > half + other);
        if (isFree && x - half > 0 && x + half < context.canvas.width) {
          written.push([x, y, half]);
          context.strokeText(name, x, y);
          context.fillText(name, x, y);
        }
      }
    });
    page.addWorldObject((): WorldObject => {
      const tags = new NameTags(PLACES);
      return {
        object: tags.mesh,
        update(frame) {
          const { walker, content } = page.around;
          const floor = content?.venue.floors[walker.floor];
          tags.setScale(page.preferences.textSize);
          tags.begin(frame.camera, frame.height);
          if (floor !== undefined) {
            const { x, y, z } = frame.camera.position;
            for (const place of nearestPlaces(known, floor.id, walker.at, SHOWN_WITHIN_M, MOST_IN_PICTURE)) {
              const over = floor.heightM + OVER_FLOOR_M;
              if (Math.hypot(place.x - walker.at.x, place.z - walker.at.z) < AT_M) {
                continue;
              }
              tags.add(place.number, page.versionOfLanguage, inLanguage(place.title, page.language), '', place.x, over, place.z, Math.hypot(place.x - x, over - y, place.z - z));
            }
          }
          tags.end(frame.nowMs);
        },
        dispose: () => { tags.dispose(); },
      };
    });
  },
};
