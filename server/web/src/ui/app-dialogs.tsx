/** The page's own dialogues, one at a time, and the place that holds them. */
import { type ComponentChildren, type JSX, render } from 'preact';
import { AccountDialog } from './account';
import type { App } from './app';
import { ElsewhereDialog, HelpDialog, SettingsDialog } from './dialogs';
import { Observed, useObserved } from './observed';
import { forgetPreferences, resetPreferences, separatePreferences } from './preferences';

type Dialogue = (() => ComponentChildren) | undefined;

function DialogPlace({ shown }: { readonly shown: Observed<Dialogue> }): JSX.Element {
  const dialogue = useObserved(shown);
  // Another key for each, so that nothing of one is taken over by the next.
  return <div key={shown.version}>{dialogue?.()}</div>;
}

/** Owned by the page's only thread. */
export class AppDialogs {
  private readonly shown = new Observed<Dialogue>(undefined);
  private readonly closed = (): void => { this.close(); };

  constructor(root: HTMLElement, private readonly app: App) {
    const place = document.createElement('div');
    root.append(place);
    render(<DialogPlace shown={this.shown} />, place);
  }

  open(dialogue: () => ComponentChildren): void {
    this.app.visit?.pauseControls(true);
    this.shown.value = dialogue;
  }

  close(): void {
    if (this.shown.value !== undefined) {
      this.shown.value = undefined;
      this.app.visit?.pauseControls(false);
    }
  }

  openHelp(): void {
    const { speech, registry, game } = this.app;
    this.open(() => <HelpDialog speech={speech} keys={registry.keys} venue={game.content?.venue} closed={this.closed} />);
  }

  openSettings(): void {
    const { app } = this;
    this.open(() => (
      <SettingsDialog
        speech={app.speech}
        preferences={app.preferences}
        changed={() => { app.choose(); }}
        languageChosen={(language) => {
          app.changeLanguage(language);
          app.choose();
          this.openSettings();
        }}
        closed={this.closed}
      />
    ));
  }

  openAccount(): void {
    const { app } = this;
    this.open(() => (
      <AccountDialog
        speech={app.speech}
        account={app.account}
        preferences={app.preferences}
        isInside={app.visit !== undefined}
        closed={this.closed}
        profileChanged={() => { app.choose(); }}
        signedIn={(person) => { app.startOver(app.speech.say('signedInAs', { name: person.profile.name })); }}
        signedOut={() => { app.startOver(app.speech.say('signedOut')); }}
        erased={() => {
          app.identity.tokens.vault.device = '';
          resetPreferences(app.preferences);
          forgetPreferences();
          app.applyPreferences();
          app.startOver(app.speech.say('erased'));
        }}
      />
    ));
  }

  /** @param name of who is inside in another window of this browser */
  openElsewhere(name: string): void {
    const { app } = this;
    this.open(() => (
      <ElsewhereDialog
        speech={app.speech}
        name={name}
        closed={this.closed}
        goOn={() => {
          this.close();
          app.preferences.name = name;
          app.join();
        }}
        anotherGuest={() => {
          this.close();
          separatePreferences(app.preferences);
          app.identity.tokens.vault.separate();
          app.join();
        }}
      />
    ));
  }
}
