/** The account dialogue: who one is, and everything one can do about it. */
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { DataPart } from './account-data';
import { type SignInListener, SignInPart, SignOutBlock } from './account-enter';
import { KeepPart } from './account-keep';
import { type Announcer, Part, type PartProps, copy, useAct } from './account-parts';
import { Dialog, Hint } from './kit';
import { LookFields } from './look-fields';
import { type LookChoice, type Preferences, tidyName } from './preferences';

/** What the page does after the dialogue changed something. */
export interface AccountListener extends SignInListener {
  /** Name or look are others now. */
  readonly profileChanged: () => void;
  readonly erased: () => void;
  readonly closed: () => void;
}

type AccountProps = Omit<PartProps, 'announcer'> & AccountListener & {
  readonly preferences: Preferences;
  /** Whether others see the person now; at the entry the fields for name and look are beside. */
  readonly isInside: boolean;
};

/** What was said last. */
interface Said {
  readonly done: string;
  readonly wrong: string;
}

function Points({ speech, account }: PartProps): JSX.Element | null {
  const [points, setPoints] = useState<number | undefined>(undefined);
  useEffect(() => {
    account.points().then(setPoints, (fault: unknown) => { console.info('points are not known', fault); });
  }, []);
  return points === undefined ? null : <p>{`${speech.say('points')}: ${points.toLocaleString(speech.language)}`}</p>;
}

function Who(props: PartProps): JSX.Element {
  const { speech, account, announcer } = props;
  const id = useRef<HTMLSpanElement>(null);
  const person = account.identity.login?.person;
  if (person === undefined) {
    return <div class="account-who"><p>{speech.say('accountNobody')}</p></div>;
  }
  const isGuest = person.kind === 'guest';
  return (
    <div class="account-who">
      <p class="account-name"><b><bdi>{person.profile.name}</bdi></b> <span class="badge">{speech.say(isGuest ? 'accountGuest' : 'accountKept')}</span></p>
      <Hint>{speech.say(isGuest ? 'accountGuestHint' : 'accountKeptHint')}</Hint>
      <Points {...props} />
      <p class="hint">
        {speech.say('accountId')}: <span ref={id} class="person-id" translate={false}>{person.id}</span>{' '}
        <button type="button" class="quiet tiny" onClick={() => void copy(speech, announcer, id.current)}>{speech.say('copy')}</button>
      </p>
      <Hint>{speech.say('accountIdHint')}</Hint>
    </div>
  );
}

function ProfilePart({ speech, account, announcer, preferences, saved }: PartProps & { readonly preferences: Preferences; readonly saved: () => void }): JSX.Element {
  const { body, outfit, color, skin, hair } = preferences;
  const [look, setLook] = useState<LookChoice>({ body, outfit, color, skin, hair });
  const [isBusy, act] = useAct(speech, announcer);
  const name = useRef<HTMLInputElement>(null);
  const save = async (tidied: string): Promise<void> => {
    const before = { name: preferences.name, body, outfit, color, skin, hair };
    Object.assign(preferences, look, { name: tidied });
    try {
      await account.identity.push();
    } catch (fault) {
      Object.assign(preferences, before);
      throw fault;
    }
    saved();
    announcer.tell(speech.say('profileInside'));
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    const tidied = tidyName(name.current?.value ?? '');
    if (tidied === '') {
      announcer.warn(speech.say('refusedName'));
      name.current?.focus();
      return;
    }
    act(() => save(tidied));
  };
  return (
    <Part speech={speech} title="profile" isOpen={false}>
      <form class="profile" noValidate onSubmit={submit}>
        <label for="account-name">{speech.say('name')}</label>
        <input ref={name} id="account-name" class="field" maxLength={60} defaultValue={preferences.name} autocomplete="nickname" spellcheck={false} />
        <LookFields speech={speech} look={look} prefix="own" chosen={(key, value) => { setLook({ ...look, [key]: value }); }} />
        <button type="submit" class="primary small" disabled={isBusy}>{speech.say('save')}</button>
      </form>
    </Part>
  );
}

/** Made anew each time it is opened. */
export function AccountDialog(props: AccountProps): JSX.Element {
  const { speech, account, preferences, isInside, profileChanged, erased, closed } = props;
  const [said, setSaid] = useState<Said>({ done: '', wrong: '' });
  const [, redraw] = useState(0);
  const isUnsaved = useRef(false);
  const announcer = useMemo<Announcer>(() => ({
    tell: (done) => { setSaid({ done, wrong: '' }); },
    warn: (wrong) => { setSaid({ done: '', wrong }); },
  }), []);
  const changed = (): void => { redraw((n) => n + 1); };
  const isKnown = account.identity.login !== undefined;
  const part = { ...props, announcer };
  /** A code that nobody saved would be lost with the dialogue. */
  const mayClose = (): boolean => {
    if (isUnsaved.current) {
      announcer.warn(speech.say('recoveryNotYet'));
    }
    return !isUnsaved.current;
  };
  return (
    <Dialog speech={speech} title="account" extraClass="account" closed={closed} mayClose={mayClose}>
      <Who {...part} />
      <div class="account-news">
        <p class="said" role="status" aria-live="polite">{said.done}</p>
        <p class="message" role="alert">{said.wrong}</p>
      </div>
      {isKnown && isInside && <ProfilePart speech={speech} account={account} announcer={announcer} preferences={preferences} saved={() => { profileChanged(); changed(); }} />}
      {isKnown && <KeepPart {...part} changed={changed} unsaved={(unsaved) => { isUnsaved.current = unsaved; }} />}
      <SignInPart {...part} />
      {isKnown && <DataPart {...part} erased={erased} />}
      {isKnown && <SignOutBlock {...part} />}
    </Dialog>
  );
}
