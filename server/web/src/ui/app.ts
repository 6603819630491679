/** The page: entry, then the venue, then perhaps the entry again with a reason. */
import type { ComponentChildren } from 'preact';
import type { ActionReply } from '../wire/generated/parvis/v1/action_pb';
import { ClientKind, CloseReason, NoticeCode, type Notice, type Welcome } from '../wire/generated/parvis/v1/session_pb';
import { wholeLook } from '../wire/look';
import { PROTOCOL_VERSION } from '../wire/messages';
import { Account } from '../identity/account';
import { browserTokens } from '../identity/browser';
import { browserShelf } from '../identity/device-key';
import { Identity } from '../identity/identity';
import type { Profile } from '../identity/profile';
import type { SessionState, Told, Wish } from '../net/session';
import { inLanguage, type VenueContent } from '../world/venue';
import { AppDialogs } from './app-dialogs';
import { EntryPage } from './entry';
import { featurePage } from './feature-page';
import { replyWords, stateWords } from './faults';
import { Game, type GameListener } from './game';
import { OtherWindows } from './other-windows';
import type { Feature } from './page';
import { adoptProfile, loadPreferences, profileOf, savePreferences, type Preferences } from './preferences';
import { Registry } from './registry';
import { Visit } from './visit';
import { type Language, Speech } from './words';

/** So long after the last change of a setting the server hears of it. */
const TELL_AFTER_MS = 1_500;
/** How the server hands over what came of a provider's word. */
const SIGNED_IN = /^#signed-in=([\w.~-]+)$/;
const SIGN_IN_FAILED = /^#sign-in-failed\b/;

/** Owns everything on the page. */
export class App implements GameListener {
  readonly game: Game;
  readonly registry = new Registry();
  readonly preferences: Preferences = loadPreferences();
  readonly speech = new Speech(this.preferences.language);
  /** How often the language has changed. */
  spoken = 0;
  visit: Visit | undefined;
  readonly identity = new Identity(
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
  readonly account = new Account(this.identity, browserShelf());
  private readonly windows = new OtherWindows(() => {
    const person = this.identity.login?.person;
    return this.visit === undefined || person === undefined ? undefined : { personId: person.id, name: person.profile.name };
  });
  private readonly dialogs: AppDialogs;
  private entry: EntryPage | undefined;
  private venueId = '';
  private retryTimer = 0;
  private tellTimer = 0;

  constructor(private readonly root: HTMLElement, features: readonly Feature[]) {
    const address = `${location.origin.replace(/^http/, 'ws')}/v1/join`;
    this.game = new Game(address, (doubted, done) => { this.identity.pass(doubted, done); }, this);
    this.dialogs = new AppDialogs(root, this);
    const page = featurePage(this);
    for (const feature of features) {
      feature.install(page);
    }
    savePreferences(this.preferences);
    this.applyPreferences();
    this.watchWindow();
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
        if (words !== '') {
          this.entry?.tell(words);
        }
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
    const goesOn = this.visit !== undefined;
    this.visit ??= this.makeVisit();
    for (const heard of this.registry.entered) {
      heard(welcome, elsewhere);
    }
    if (goesOn && this.game.content === undefined) {
      this.visit.awaitVenue();
    }
    if (goesOn && welcome.resumed) {
      this.visit.hud.say(this.speech.say('back'));
    }
    this.visit.wear(wholeLook(welcome.look), welcome.name);
    this.tellLater();
  }

  venueReady(content: VenueContent): void {
    for (const heard of this.registry.venue) {
      heard(content);
    }
    this.visit?.show(content);
    const venue = inLanguage(content.venue.title, this.speech.language);
    document.title = `${venue} · Parvis`;
    this.visit?.hud.say(this.speech.say('welcomeTo', { venue }));
  }

  venueFailed(): void {
    if (this.visit !== undefined) {
      this.visit.hud.isLoading.value = false;
      this.visit.hud.setBanner(this.speech.say('venueFailed'), false);
    }
  }

  told(message: Told): void {
    this.registry.told(message);
  }

  movedWhileSeated(): void {
    for (const heard of this.registry.movedWhileSeated) {
      heard();
    }
  }

  noticed(notice: Notice): void {
    const known = notice.code === NoticeCode.SLOW_DOWN ? 'slowDown' : notice.code === NoticeCode.DRAINING ? 'drainingSoon' : undefined;
    this.visit?.hud.say(known === undefined ? notice.message : this.speech.say(known));
  }

  replied(reply: ActionReply): void {
    const words = replyWords(this.speech, reply);
    if (words !== '') {
      this.visit?.hud.say(words);
    }
  }

  /** Shows a dialogue in place of the one that is open. */
  openDialog(dialogue: () => ComponentChildren): void {
    this.dialogs.open(dialogue);
  }

  closeDialog(): void {
    this.dialogs.close();
  }

  private watchWindow(): void {
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
  }

  /** Goes in with what is chosen. */
  join(): void {
    this.game.join(this.wish());
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
      this.join();
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
    const isOther = this.preferences.language !== language;
    if (isOther) {
      this.changeLanguage(this.preferences.language);
    }
    const isEntering = this.game.session.state.kind === 'joining';
    if (this.entry !== undefined && !isEntering) {
      this.showEntry('');
    }
  }

  private showEntry(reason: string): void {
    this.entry?.dispose();
    this.entry = new EntryPage(this.speech, this.preferences, {
      entered: (venue) => {
        this.venueId = venue === '' ? (new URLSearchParams(location.search).get('venue') ?? '') : venue;
        void this.enter();
      },
      changed: () => {
        savePreferences(this.preferences);
      },
      languageChosen: (language) => {
        this.changeLanguage(language);
        this.choose();
        this.showEntry('');
      },
      openAccount: () => {
        this.dialogs.openAccount();
      },
    });
    this.root.prepend(this.entry.element);
    if (reason !== '') {
      this.entry.say(reason);
    }
    this.entry.focus();
  }

  /** Goes in, unless the same person is inside in another window: then it is theirs to say who comes in here. */
  private async enter(): Promise<void> {
    const person = this.identity.login?.person;
    this.entry?.busy(true);
    const other = person === undefined || this.game.session.leftOff !== undefined ? undefined : await this.windows.find(person.id);
    if (other === undefined) {
      this.join();
      return;
    }
    this.entry?.busy(false);
    this.dialogs.openElsewhere(other.name);
  }

  private makeVisit(): Visit {
    const { dialogs } = this;
    return new Visit(this.root, this.game, this.registry, this.speech, this.preferences, {
      leave: () => { this.game.session.leave(); },
      openSettings: () => { dialogs.openSettings(); },
      openHelp: () => { dialogs.openHelp(); },
      openAccount: () => { dialogs.openAccount(); },
    });
  }

  /** Out, and back to the entry as somebody else or as nobody. */
  startOver(words: string): void {
    this.game.session.leave();
    this.entry?.tell(words);
  }

  private tellWaiting(words: string): void {
    this.visit?.hud.setBanner(words, true);
    this.entry?.say(words);
  }

  private endVisit(reason: string): void {
    if (this.visit !== undefined) {
      this.registry.close();
      for (const heard of this.registry.left) {
        heard();
      }
      this.visit.dispose();
      this.visit = undefined;
    }
    this.closeDialog();
    this.game.forgetVenue();
    document.title = 'Parvis';
    this.showEntry(reason);
  }

  changeLanguage(language: Language): void {
    this.preferences.language = language;
    this.speech.language = language;
    this.spoken++;
    this.applyPreferences();
    this.visit?.speak();
  }

  /** The person chose something. */
  choose(): void {
    savePreferences(this.preferences);
    this.applyPreferences();
    this.tellLater();
  }

  applyPreferences(): void {
    const p = this.preferences;
    document.documentElement.lang = p.language;
    // Relative, so that the size chosen in the browser counts as well.
    document.documentElement.style.fontSize = `${Math.round(100 * p.textSize)}%`;
    document.documentElement.classList.toggle('calm', p.reduceMotion);
    this.game.walker.pace = p.pace;
    this.visit?.apply(p);
  }
}
