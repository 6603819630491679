/** Talking: a panel that keeps what was said, bubbles over heads, and a mark for what has not been read. */
import { ICON } from '../../ui/icons';
import type { Feature } from '../../ui/page';
import { Bubbles } from './bubbles';
import { Conversation } from './conversation';
import { ChatPanel } from './panel';
import { WORDS } from './words';

/** The speaker's own bubble, whatever number their avatar has. */
const OWN = -1;
/** Beside a window so wide the panel is open from the start, rem. */
const OPEN_FROM_REM = 64;

export const chat: Feature = {
  id: 'chat',
  install(page) {
    const say = page.words(WORDS);
    const conversation = new Conversation(page, say);
    const bubbles = new Bubbles();
    page.addOverlay(bubbles.element);
    page.addPanel({
      id: 'chat',
      icon: ICON.chat,
      title: () => say('chat'),
      openLabel: () => (conversation.unread.value > 0 ? say('openUnread', { n: conversation.unread.value }) : say('open')),
      closeLabel: () => say('close'),
      unread: conversation.unread,
      render: () => <ChatPanel conversation={conversation} say={say} />,
      opened: () => { conversation.opened(); },
      closed: () => { page.focusPicture(); },
    });
    page.addKey({
      codes: ['Enter', 'NumpadEnter'],
      press: () => { page.openPanel('chat'); },
      help: { what: () => say('help'), keys: () => say('helpKeys') },
    });
    page.onMessage('chat', (message) => {
      const own = message.avatar === page.around.welcome?.avatar;
      conversation.heard(message.avatar, message.name, message.text, own);
      bubbles.say(own ? OWN : message.avatar, message.text, performance.now());
    });
    page.onAnnounced((text, own) => { conversation.happened(text, own); });
    page.onEntered((_welcome, elsewhere) => {
      if (elsewhere) {
        // What was said belongs to numbers that mean others now.
        bubbles.clear();
        conversation.begin();
      }
    });
    page.onLeft(() => {
      bubbles.clear();
      conversation.end();
    });
    page.onMoment(() => { conversation.lookAround(); });
    page.onFrame((frame) => {
      bubbles.place(frame.camera, frame.width, frame.height, frame.nowMs, (avatar, out) => page.headOf(avatar === OWN ? (page.around.welcome?.avatar ?? 0) : avatar, out));
    });
    page.onEntered(() => {
      const remPx = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      if (innerWidth / remPx >= OPEN_FROM_REM && !matchMedia('(pointer: coarse)').matches && !conversation.wasOpened) {
        page.showPanel('chat');
      }
    });
  },
};
