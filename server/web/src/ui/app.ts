/** The page: entry, then the venue, then perhaps the entry again with a reason. */
import { ActionCode, type ActionReply, type BellRung, type ChatMessage, type ReactionKind } from '../wire/generated/parvis/v1/action_pb';
import type { EmoteKind } from '../wire/generated/parvis/v1/avatar_pb';
import { ClientKind, CloseReason, NoticeCode, type Notice, type Welcome } from '../wire/generated/parvis/v1/session_pb';
import { PROTOCOL_VERSION } from '../wire/messages';
import { Account } from '../identity/account';
import { browserTokens } from '../identity/browser';
import { browserShelf } from '../identity/device-key';
import { Identity } from '../identity/identity';
import type { Profile } from '../identity/profile';
import type { SessionState, Wish } from '../net/session';
import { wholeLook } from '../world/crowd';
import type { FreshReaction } from '../world/reactions';
import { inLanguage, type VenueContent } from '../world/venue';
import { AccountDialog } from './account';
import { BellSound } from './bell';
import { helpDialog, settingsDialog } from './dialogs';
import { EntryPage } from './entry';
import { replyWord, stateWords } from './faults';
import { Game, type GameListener } from './game';
import { adoptProfile, forgetPreferences, loadPreferences, profileOf, resetPreferences, savePreferences, type Preferences } from './preferences';
import { Visit } from './visit';
import { type Language, Speech } from './words';

const LOUD_WITHIN_M = 15;
const SILENT_BEYOND_M = 160;
/** So long after the last change of a setting the server hears of it. */
const TELL_AFTER_MS = 1_500;
/** How the server hands over what came of a provider's word. */
const SIGNED_IN = /^#signed-in=([\w.~-]+)$/;
const SIGN_IN_FAILED = /^#sign-in-failed\b/;

/** Owns everything on the page. */
export class App implements GameListener {
  readonly game: Game;
  readonly preferences: Preferences = loadPreferences();
  visit: Visit | undefined;
  private readonly identity = new Identity(
    browserTokens(),
    {
      read: () => profileOf(this.preferences),
      adopt: (profile) => { this.adopt(profile); },
      languages: () => this.languages(),
    },
    (ms, what) => {
      const timer = setTimeout(what, ms);
      return () => { clearTimeout(timer); };
    },
  );
  private readonly account = new Account(this.identity, browserShelf());
  private speech = new Speech(this.preferences.language);
  private entry: EntryPage | undefined;
  private readonly bell = new BellSound();
  private venueId = '';
  private retryTimer = 0;
  private tellTimer = 0;

  constructor(private readonly root: HTMLElement) {
    const address = `${location.origin.replace(/^http/, 'ws')}/v1/join`;
    this.game = new Game(address, (doubted, done) => { this.identity.pass(doubted, done); }, this);
    savePreferences(this.preferences);
    this.applyPreferences();
    document.addEventListener('visibilitychange', () => {
      this.game.session.setAway(document.hidden);
    });
    addEventListener('pagehide', () => {
      this.game.session.note();
    });
    addEventListener('offline', () => {
      this.game.session.networkLost();
    });
    addEventListener('online', () => {
      this.game.session.retryNow();
    });
    this.showEntry('');
    void this.begin();
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
      case 'ended':
        this.endVisit(words);
        if (state.reason === CloseReason.REVOKED && !this.identity.isEnding) {
          void this.syncProfile();
        }
        break;
      case 'refused':
        this.endVisit(words);
        break;
      case 'new':
        this.endVisit('');
        break;
    }
  }

  entered(welcome: Welcome, elsewhere: boolean): void {
    this.entry?.dispose();
    this.entry = undefined;
    this.venueId = welcome.venue?.id ?? '';
    if (this.visit === undefined) {
      this.openVisit();
    } else {
      this.goOn(this.visit, welcome, elsewhere);
    }
    this.visit?.wear(wholeLook(welcome.look), welcome.name);
    this.visit?.reacted([]);
    this.tellLater();
  }

  private goOn(visit: Visit, welcome: Welcome, elsewhere: boolean): void {
    if (elsewhere) {
      visit.forgetOthers();
    }
    if (this.game.content === undefined) {
      visit.awaitVenue();
    }
    if (welcome.resumed) {
      visit.hud.say(this.speech.say('back'));
    }
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
      languages: [...this.languages()],
    };
  }

  private languages(): readonly string[] {
    return [...new Set([this.preferences.language, ...navigator.languages])].slice(0, 8);
  }

  /** What is left to do from before the page was loaded: a sign-in by a provider, a stay, changes of the profile. */
  private async begin(): Promise<void> {
    const { hash } = location;
    const code = SIGNED_IN.exec(hash)?.[1];
    if (code !== undefined || SIGN_IN_FAILED.test(hash)) {
      history.replaceState(null, '', location.pathname + location.search);
      await this.finishSignIn(code);
    }
    const venue = this.game.session.leftOff;
    if (venue !== undefined) {
      this.venueId = venue;
      this.game.join(this.wish());
    } else if (code === undefined) {
      await this.syncProfile();
    }
  }

  private async finishSignIn(code: string | undefined): Promise<void> {
    if (code === undefined) {
      this.entry?.say(this.speech.say('signInFailed'));
      return;
    }
    try {
      const person = await this.account.finishProvider(code);
      this.entry?.tell(this.speech.say('signedInAs', { name: person.profile.name }));
    } catch (fault) {
      console.info('the sign-in could not be finished', fault);
      this.entry?.say(this.speech.say('signInFailed'));
    }
  }

  private async syncProfile(): Promise<void> {
    const wasKnown = this.identity.login !== undefined;
    try {
      await this.identity.sync();
    } catch (fault) {
      console.info('the profile was not brought up to date', fault);
      if (wasKnown && this.identity.login === undefined) {
        this.entry?.say(this.speech.say('signedOutElsewhere'));
      }
    }
  }

  /** Tells the server of changed settings once the person has stopped changing them. */
  private tellLater(): void {
    clearTimeout(this.tellTimer);
    this.tellTimer = window.setTimeout(() => {
      this.identity.push().catch((fault: unknown) => {
        console.info('the server was not told of the settings', fault);
      });
    }, TELL_AFTER_MS);
  }

  /** Takes over what was chosen on another device. */
  private adopt(profile: Profile): void {
    const { language } = this.preferences;
    if (!adoptProfile(this.preferences, profile)) {
      return;
    }
    savePreferences(this.preferences);
    this.applyPreferences();
    const spoken = this.preferences.language !== language;
    if (spoken) {
      this.speech = new Speech(this.preferences.language);
    }
    const isEntering = this.game.session.state.kind === 'joining';
    if (this.entry !== undefined && !isEntering) {
      this.showEntry('');
    } else if (this.visit !== undefined && spoken) {
      this.reopenVisit();
    }
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
      openAccount: () => {
        this.openAccount();
      },
    });
    this.root.append(this.entry.element);
    this.entry.say(reason);
    this.entry.focus();
  }

  private openVisit(): void {
    this.visit = new Visit(this.root, this.game, this.speech, this.preferences, {
      emote: (kind: EmoteKind) => { this.game.emote(kind); },
      react: (kind: ReactionKind) => { this.game.react(kind); },
      leave: () => { this.game.session.leave(); },
      openSettings: () => { this.openSettings(); },
      openHelp: () => { this.openDialog(helpDialog(this.speech, this.game.content?.venue)); },
      openAccount: () => { this.openAccount(); },
    });
    this.applyPreferences();
  }

  private openSettings(): void {
    this.openDialog(settingsDialog(this.speech, this.preferences, {
      changed: () => {
        this.choose();
      },
      languageChosen: (language) => {
        this.speak(language);
        this.reopenVisit();
      },
    }));
  }

  private openAccount(): void {
    const { element } = new AccountDialog(this.speech, this.account, this.preferences, {
      profileChanged: () => {
        this.choose();
      },
      signedIn: (person) => {
        this.startOver(this.speech.say('signedInAs', { name: person.profile.name }));
      },
      signedOut: () => {
        this.startOver(this.speech.say('signedOut'));
      },
      erased: () => {
        this.identity.tokens.vault.device = '';
        resetPreferences(this.preferences);
        forgetPreferences();
        this.applyPreferences();
        this.startOver(this.speech.say('erased'));
      },
    }, this.visit !== undefined);
    this.openDialog(element);
  }

  /** Out, and back to the entry as somebody else or as nobody. */
  private startOver(words: string): void {
    this.game.session.leave();
    this.entry?.tell(words);
  }

  /** Builds the HUD anew in another language; the session goes on. */
  private reopenVisit(): void {
    this.visit?.dispose();
    this.visit = undefined;
    this.openVisit();
    const { content, welcome } = this.game;
    const visit = this.visit as Visit | undefined;
    visit?.wear(wholeLook(welcome?.look), welcome?.name ?? '');
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
    this.choose();
  }

  /** The person chose something. */
  private choose(): void {
    savePreferences(this.preferences);
    this.applyPreferences();
    this.tellLater();
  }

  private applyPreferences(): void {
    const p = this.preferences;
    document.documentElement.lang = p.language;
    document.documentElement.style.fontSize = `${Math.round(16 * p.textSize)}px`;
    document.documentElement.classList.toggle('calm', p.reduceMotion);
    this.game.walker.pace = p.pace;
    this.visit?.apply(p);
  }
}
