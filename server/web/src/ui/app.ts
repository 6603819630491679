/** The page: entry, then the venue, then perhaps the entry again with a reason. */
import { ActionCode, type ActionReply, type BellRung, type ChatMessage, type ReactionKind } from '../wire/generated/parvis/v1/action_pb';
import type { EmoteKind } from '../wire/generated/parvis/v1/avatar_pb';
import { ClientKind, NoticeCode, type Notice, type Welcome } from '../wire/generated/parvis/v1/session_pb';
import { PROTOCOL_VERSION } from '../wire/messages';
import type { SessionState, Wish } from '../net/session';
import { wholeLook } from '../world/crowd';
import type { FreshReaction } from '../world/reactions';
import { inLanguage, type VenueContent } from '../world/venue';
import { BellSound } from './bell';
import { helpDialog, settingsDialog } from './dialogs';
import { EntryPage } from './entry';
import { replyWord, stateWords } from './faults';
import { Game, type GameListener } from './game';
import { loadPreferences, savePreferences, type Preferences } from './preferences';
import { Visit } from './visit';
import { type Language, Speech } from './words';

const LOUD_WITHIN_M = 15;
const SILENT_BEYOND_M = 160;

/** Owns everything on the page. */
export class App implements GameListener {
  readonly game: Game;
  readonly preferences: Preferences = loadPreferences();
  visit: Visit | undefined;
  private speech = new Speech(this.preferences.language);
  private entry: EntryPage | undefined;
  private readonly bell = new BellSound();
  private venueId = '';
  private retryTimer = 0;

  constructor(private readonly root: HTMLElement) {
    this.game = new Game(`${location.origin.replace(/^http/, 'ws')}/v1/join`, this);
    this.applyPreferences();
    document.addEventListener('visibilitychange', () => {
      this.game.session.setAway(document.hidden);
    });
    addEventListener('offline', () => {
      this.game.session.networkLost();
    });
    addEventListener('online', () => {
      this.game.session.retryNow();
    });
    this.showEntry('');
    if (this.game.session.canResume) {
      this.game.join(this.wish());
    }
  }

  stateChanged(state: SessionState): void {
    clearInterval(this.retryTimer);
    this.entry?.busy(state.kind === 'joining');
    const words = stateWords(this.speech, state, this.visit !== undefined, performance.now());
    switch (state.kind) {
      case 'joined':
      case 'joining':
        this.visit?.hud.setBanner(words, false);
        break;
      case 'waiting':
        this.tellWaiting(words);
        this.retryTimer = window.setInterval(() => {
          this.tellWaiting(stateWords(this.speech, state, this.visit !== undefined, performance.now()));
        }, 1_000);
        break;
      case 'refused':
      case 'ended':
      case 'new':
        this.endVisit(words);
        break;
    }
  }

  entered(welcome: Welcome): void {
    this.entry?.dispose();
    this.entry = undefined;
    this.venueId = welcome.venue?.id ?? '';
    if (this.visit === undefined) {
      this.openVisit(welcome);
    } else if (welcome.resumed) {
      this.visit.hud.say(this.speech.say('back'));
    }
    this.visit?.wear(wholeLook(welcome.look), welcome.name);
    this.visit?.reacted([]);
  }

  venueReady(content: VenueContent): void {
    this.visit?.show(content);
    const venue = inLanguage(content.venue.title, this.speech.language);
    document.title = `${venue} · Parvis`;
    this.visit?.hud.say(this.speech.say('welcomeTo', { venue }));
  }

  venueFailed(): void {
    this.visit?.hud.loaded();
    this.visit?.hud.setBanner(this.speech.say('venueFailed'), false);
  }

  said(message: ChatMessage): void {
    this.visit?.said(message, message.avatar === this.game.welcome?.avatar);
  }

  rung(bell: BellRung): void {
    const own = bell.avatar === this.game.welcome?.avatar;
    const words = own ? this.speech.say('rungByYou') : this.speech.say('rang', { name: bell.name });
    this.visit?.hud.addLine('', words, own);
    this.visit?.hud.say(words);
    if (this.preferences.sound) {
      const at = this.game.content?.venue.fixtures.find((f) => f.id === bell.fixture);
      const { x, z } = this.game.walker.at;
      const away = at === undefined ? 0 : Math.hypot(at.x - x, at.z - z);
      this.bell.ring(Math.max(0.12, Math.min(1, 1 - (away - LOUD_WITHIN_M) / SILENT_BEYOND_M)));
    }
  }

  reacted(fresh: readonly FreshReaction[]): void {
    this.visit?.reacted(fresh);
  }

  noticed(notice: Notice): void {
    const known = notice.code === NoticeCode.SLOW_DOWN ? 'slowDown' : notice.code === NoticeCode.DRAINING ? 'drainingSoon' : undefined;
    this.visit?.hud.say(known === undefined ? notice.message : this.speech.say(known));
  }

  replied(reply: ActionReply): void {
    const word = replyWord(reply.code);
    if (word !== undefined) {
      const general = reply.code === ActionCode.UNSPECIFIED && reply.message !== '';
      this.visit?.hud.say(general ? reply.message : this.speech.say(word, { n: Math.ceil((reply.retryAfterMs ?? 1_000) / 1_000) }));
    }
  }

  private wish(): Wish {
    const coarse = matchMedia('(pointer: coarse)').matches;
    return {
      protocolVersion: PROTOCOL_VERSION,
      guestName: this.preferences.name,
      venue: this.venueId,
      look: wholeLook(this.preferences),
      kind: coarse ? ClientKind.PHONE : ClientKind.DESKTOP,
      clientVersion: `parvis-web ${PARVIS_VERSION}`,
      languages: [...new Set([this.preferences.language, ...navigator.languages])].slice(0, 8),
    };
  }

  private showEntry(reason: string): void {
    this.entry?.dispose();
    this.entry = new EntryPage(this.speech, this.preferences, {
      entered: (venue) => {
        this.venueId = venue === '' ? (new URLSearchParams(location.search).get('venue') ?? '') : venue;
        this.game.join(this.wish());
      },
      changed: () => {
        savePreferences(this.preferences);
      },
      languageChosen: (language) => {
        this.speak(language);
        this.showEntry('');
      },
    });
    this.root.append(this.entry.element);
    this.entry.say(reason);
    this.entry.focus();
  }

  private openVisit(welcome: Welcome): void {
    this.visit = new Visit(this.root, this.game, this.speech, this.preferences, {
      emote: (kind: EmoteKind) => {
        this.game.emote(kind);
      },
      react: (kind: ReactionKind) => {
        this.game.react(kind);
      },
      leave: () => {
        this.game.session.leave();
      },
      openSettings: () => {
        this.openDialog(settingsDialog(this.speech, this.preferences, {
          changed: () => {
            this.applyPreferences();
          },
          languageChosen: (language) => {
            this.speak(language);
            this.reopenVisit(welcome);
          },
        }));
      },
      openHelp: () => {
        this.openDialog(helpDialog(this.speech, this.game.content?.venue));
      },
    });
    this.applyPreferences();
  }

  /** Builds the HUD anew in another language; the session goes on. */
  private reopenVisit(welcome: Welcome): void {
    this.visit?.dispose();
    this.visit = undefined;
    this.openVisit(welcome);
    const { content } = this.game;
    const visit = this.visit as Visit | undefined;
    visit?.wear(wholeLook(welcome.look), welcome.name);
    if (content !== undefined) {
      visit?.show(content);
    }
  }

  private openDialog(dialog: HTMLDialogElement): void {
    this.visit?.pauseControls(true);
    dialog.addEventListener('close', () => {
      dialog.remove();
      this.visit?.pauseControls(false);
    });
    this.root.append(dialog);
    dialog.showModal();
  }

  private tellWaiting(words: string): void {
    this.visit?.hud.setBanner(words, true);
    this.entry?.say(words);
  }

  private endVisit(reason: string): void {
    this.visit?.dispose();
    this.visit = undefined;
    for (const dialog of this.root.querySelectorAll('dialog')) {
      dialog.close();
    }
    this.game.forgetVenue();
    document.title = 'Parvis';
    this.showEntry(reason);
  }

  private speak(language: Language): void {
    this.preferences.language = language;
    this.speech = new Speech(language);
    this.applyPreferences();
  }

  private applyPreferences(): void {
    const p = this.preferences;
    savePreferences(p);
    document.documentElement.lang = p.language;
    document.documentElement.style.fontSize = `${Math.round(16 * p.textSize)}px`;
    document.documentElement.classList.toggle('calm', p.reduceMotion);
    this.game.walker.pace = p.pace;
    this.visit?.apply(p);
  }
}
