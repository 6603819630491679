/** Everything laid over the picture while inside. */
import { make, button, ICON, icon, iconButton } from './dom';
import { ReactionBar } from './reactions';
import type { Speech, WordKey } from './words';

/** What the person does on the HUD. */
export interface HudListener {
  say(text: string): void;
  emote(number: number): void;
  react(number: number): void;
  interact(): void;
  openSettings(): void;
  openHelp(): void;
  openAccount(): void;
  leave(): void;
  retryNow(): void;
  typing(active: boolean): void;
}

const EMOTES: readonly (readonly [WordKey, string])[] = [
  ['wave', ICON.wave], ['dance', ICON.dance], ['applaud', ICON.applaud], ['jump', ICON.jump],
];
const LINES = 80;

/** Elements only; what they say is told to them. */
export class Hud {
  readonly element = make('div', { class: 'hud' });
  readonly reactions: ReactionBar;
  private readonly log: HTMLOListElement;
  private readonly field: HTMLInputElement;
  private readonly chat: HTMLElement;
  private readonly people = make('p', { class: 'people' });
  private readonly floor = make('p', { class: 'floor' });
  private readonly banner = make('div', { class: 'banner', role: 'status', 'aria-live': 'polite', hidden: true });
  private readonly bannerWords = make('span');
  private readonly retry: HTMLButtonElement;
  private readonly toast = make('div', { class: 'toast', role: 'status', 'aria-live': 'polite' });
  private readonly loading: HTMLElement;
  private readonly hint: HTMLButtonElement;
  private readonly emotes: HTMLElement;
  private readonly chatButton: HTMLButtonElement;
  private toastTimer = 0;
  private readonly written = new Map<HTMLElement, string>();

  constructor(
    private readonly speech: Speech,
    private readonly listener: HudListener,
    minimap: HTMLElement,
    private chatCodePoints: number,
    hearingM: number,
    private readonly touch: HTMLElement | undefined,
  ) {
    this.log = make('ol', { class: 'chat-log', role: 'log', 'aria-live': 'polite', 'aria-label': speech.say('chat'), tabindex: 0 });
    this.field = make('input', { class: 'field', id: 'chat-field', autocomplete: 'off', placeholder: speech.say('chatPlaceholder'), 'aria-label': speech.say('chatPlaceholder'), enterkeyhint: 'send' });
    this.chat = this.makeChat(hearingM);
    this.retry = button(speech.say('retry'), 'quiet', () => { listener.retryNow(); });
    this.banner.append(this.bannerWords, this.retry);
    this.loading = make('p', { class: 'loading', role: 'status' }, speech.say('loading'));
    this.hint = button('', 'hint-button', () => { listener.interact(); });
    this.hint.hidden = true;
    this.emotes = this.makeEmotes();
    this.reactions = new ReactionBar(speech, (number) => { listener.react(number); });
    this.chatButton = iconButton(ICON.chat, speech.say('chatOpen'), 'icon-button', () => { this.toggleChat(); });
    this.chatButton.setAttribute('aria-expanded', 'false');
    const top = make('div', { class: 'top-left' }, this.people, this.floor);
    const tools = make(
      'div',
      { class: 'tools', role: 'toolbar', 'aria-label': speech.say('title') },
      this.chatButton,
      iconButton(ICON.account, speech.say('account'), 'icon-button', () => { listener.openAccount(); }),
      iconButton(ICON.settings, speech.say('settings'), 'icon-button', () => { listener.openSettings(); }),
      iconButton(ICON.help, speech.say('help'), 'icon-button', () => { listener.openHelp(); }),
      iconButton(ICON.leave, speech.say('leave'), 'icon-button', () => { listener.leave(); }),
    );
    const corner = make('aside', { class: 'top-right', 'aria-label': speech.say('map') }, minimap);
    this.element.append(tools, top, corner, this.chat, this.hint, this.emotes, this.reactions.element, this.banner, this.toast, this.loading);
    if (touch !== undefined) {
      this.element.append(touch);
    }
  }

  /** Opens the chat and puts the cursor there. */
  openChat(): void {
    this.chat.hidden = false;
    this.chatButton.setAttribute('aria-expanded', 'true');
    this.chatButton.setAttribute('aria-label', this.speech.say('chatClose'));
    this.field.focus();
  }

  closeChat(): void {
    this.chat.hidden = true;
    this.field.blur();
    this.chatButton.setAttribute('aria-expanded', 'false');
    this.chatButton.setAttribute('aria-label', this.speech.say('chatOpen'));
  }

  get chatHasFocus(): boolean {
    return document.activeElement === this.field;
  }

  /** Adds a line somebody said, or with an empty name something that happened. */
  addLine(name: string, text: string, own: boolean): void {
    const atEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 30;
    const line = make('li', { class: name === '' ? 'event' : own ? 'own' : '' });
    if (name !== '') {
      line.append(make('b', {}, make('bdi', {}, name)), ' ');
    }
    line.append(make('span', { dir: 'auto' }, text));
    this.log.append(line);
    while (this.log.childElementCount > LINES) {
      this.log.firstElementChild!.remove();
    }
    if (atEnd) {
      this.log.scrollTop = this.log.scrollHeight;
    }
    if (this.chat.hidden && !own && name !== '') {
      this.say(`${name}: ${text}`);
    }
  }

  /** Another venue is on its way. */
  expect(): void {
    this.element.append(this.loading);
  }

  /** The venue is there, or will not come. */
  loaded(): void {
    this.loading.remove();
  }

  /**
   * How many people there are.
   *
   * @param here everybody, this person too
   * @param beyond how many of them are too far away to be sent
   */
  setPeople(here: number, beyond: number): void {
    const { speech } = this;
    this.write(this.people, beyond > 0 ? speech.say('peopleMore', { n: here, m: beyond }) : speech.say('peopleCount', { n: here }));
  }

  setFloor(title: string): void {
    this.write(this.floor, title);
  }

  /** What E, or a press of the button, would do now; or nothing. */
  setHint(word: WordKey | undefined): void {
    this.hint.hidden = word === undefined;
    if (word !== undefined) {
      // Thumbs press the button itself.
      this.write(this.hint, this.speech.say(word) + (this.touch === undefined ? ' · E' : ''));
    }
  }

  /** The connection's state; empty when all is well. */
  setBanner(text: string, canRetry: boolean): void {
    this.banner.hidden = text === '';
    this.retry.hidden = !canRetry;
    this.write(this.bannerWords, text);
  }

  /** A short message that goes by itself. */
  say(text: string): void {
    clearTimeout(this.toastTimer);
    this.toast.textContent = text;
    this.toast.classList.add('shown');
    this.toastTimer = window.setTimeout(() => {
      this.toast.classList.remove('shown');
    }, 4_500);
  }

  dispose(): void {
    clearTimeout(this.toastTimer);
    this.element.remove();
  }

  private toggleChat(): void {
    if (this.chat.hidden) {
      this.openChat();
    } else {
      this.closeChat();
    }
  }

  private makeChat(hearingM: number): HTMLElement {
    const { speech, field, listener } = this;
    const form = make('form', { class: 'chat-form' }, field, make('button', { type: 'submit', class: 'primary small' }, speech.say('chatSend')));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const text = field.value.trim();
      if ([...text].length > this.chatCodePoints) {
        this.say(speech.say('chatTooLong', { n: this.chatCodePoints }));
        return;
      }
      if (text !== '') {
        listener.say(text);
      }
      field.value = '';
    });
    field.addEventListener('focus', () => { listener.typing(true); });
    field.addEventListener('blur', () => { listener.typing(false); });
    const near = make('p', { class: 'hint' }, speech.say('chatNear', { n: Math.round(hearingM) }));
    return make('section', { class: 'chat', 'aria-label': speech.say('chat'), hidden: true }, this.log, near, form);
  }

  private makeEmotes(): HTMLElement {
    const bar = make('div', { class: 'emotes', role: 'toolbar', 'aria-label': this.speech.say('emotes') });
    EMOTES.forEach(([word, path], i) => {
      const one = button('', 'emote', () => { this.listener.emote(i + 1); });
      one.append(icon(path), make('span', { class: 'emote-word' }, this.speech.say(word)), make('kbd', { 'aria-hidden': 'true' }, String(i + 1)));
      bar.append(one);
    });
    return bar;
  }

  /** Only what changed touches the page. */
  private write(element: HTMLElement, text: string): void {
    if (this.written.get(element) !== text) {
      this.written.set(element, text);
      element.textContent = text;
    }
  }
}
