/** A feature as an experiment, and a template: a door that only its owner opens. This folder and a line in the list is all it takes. */
import type { JSX } from 'preact';
import { ActionCode } from '../../../src/wire/generated/parvis/v1/action_pb';
import { ICON } from '../../../src/ui/icons';
import { Observed, useObserved } from '../../../src/ui/observed';
import type { Feature } from '../../../src/ui/page';

const WORDS = {
  en: { doors: 'Doors', open: 'Open the doors', close: 'Close the doors', opened: '{name} opened the door.', use: 'Open', notYours: 'This door is {owner}’s.' },
  ja: { doors: 'ドア', open: 'ドアの一覧を開く', close: 'ドアの一覧を閉じる', opened: '{name} さんがドアを開けました。', use: '開ける', notYours: 'このドアは {owner} さんのものです。' },
  'zh-Hant': { doors: '門', open: '開啟門的清單', close: '關閉門的清單', opened: '{name}打開了門。', use: '打開', notYours: '這扇門是{owner}的。' },
} as const;

/** Who opened which door, newest last. */
export const door: Feature = {
  id: 'door',
  install(page) {
    const say = page.words(WORDS);
    const opened = new Observed<readonly string[]>([]);
    const Doors = (): JSX.Element => <ul>{useObserved(opened).map((name) => <li key={name}>{say('opened', { name })}</li>)}</ul>;
    page.addVerb({ verb: 'open', label: () => say('use'), isOffered: () => true });
    page.addPanel({ id: 'doors', icon: ICON.leave, title: () => say('doors'), openLabel: () => say('open'), closeLabel: () => say('close'), render: () => <Doors /> });
    page.addKey({
      codes: ['KeyO'],
      press: () => {
        page.act({ case: 'feature', value: { kind: 'door.open', content: new Uint8Array([7]) } }, (reply) => {
          if (reply.code === ActionCode.FORBIDDEN) {
            page.say(say('notYours', { owner: reply.message }));
            return true;
          }
          return false;
        });
      },
    });
    page.onFeatureMessage('door.opened', (content) => {
      const name = new TextDecoder().decode(content);
      opened.value = [...opened.value, name];
      page.announce(say('opened', { name }), false);
    });
    page.onEntered((_welcome, elsewhere) => {
      if (elsewhere) {
        opened.value = [];
      }
    });
  },
};
