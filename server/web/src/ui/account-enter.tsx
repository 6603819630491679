/** Signing in as somebody one was before, and signing out. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Provider } from '../identity/account';
import type { KeptKey } from '../identity/device-key';
import type { Person } from '../identity/profile';
import { Part, type PartProps, useAct } from './account-parts';
import { faultWords } from './faults';
import { Hint, TwiceButton } from './kit';

/** What the page does about it. */
export interface SignInListener {
  readonly signedIn: (person: Person) => void;
  readonly signedOut: () => void;
}

function CodeForm({ speech, account, announcer, signedIn }: PartProps & SignInListener): JSX.Element {
  const [isBusy, act] = useAct(speech, announcer);
  const field = useRef<HTMLInputElement>(null);
  return (
    <form
      class="inline"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const code = field.current?.value.trim() ?? '';
        if (code === '') {
          announcer.warn(speech.say('codeMissing'));
          field.current?.focus();
          return;
        }
        act(async () => { signedIn(await account.recover(code)); });
      }}
    >
      <label for="recovery-field">{speech.say('recovery')}</label>
      <input ref={field} id="recovery-field" class="field" maxLength={80} autocomplete="off" autocapitalize="characters" spellcheck={false} />
      <button type="submit" class="quiet" disabled={isBusy}>{speech.say('signInCode')}</button>
    </form>
  );
}

/** With a code, a key of this device, or another party's word. */
export function SignInPart(props: PartProps & SignInListener): JSX.Element {
  const { speech, account, announcer, signedIn } = props;
  const [isBusy, act] = useAct(speech, announcer);
  const [keys, setKeys] = useState<readonly KeptKey[]>([]);
  const [providers, setProviders] = useState<readonly Provider[]>([]);
  const { login } = account.identity;
  const isGuest = login?.person.kind === 'guest';
  useEffect(() => {
    const own = login?.person.id;
    Promise.all([account.keysHere(), account.providers()]).then(([here, known]) => {
      setKeys(here.filter((key) => key.personId !== own));
      setProviders(known);
    }, (fault: unknown) => { announcer.warn(faultWords(speech, fault)); });
  }, []);
  return (
    <Part speech={speech} title="signIn" isOpen={login === undefined}>
      <Hint>{speech.say('signInHint')}{isGuest ? ` ${speech.say('signInLeaves')}` : ''}</Hint>
      <CodeForm {...props} />
      <div class="buttons">
        {keys.map((key) => (
          <button key={key.id} type="button" class="quiet" disabled={isBusy} onClick={() => { act(async () => { signedIn(await account.signInWithKey(key)); }); }}>
            {speech.say('signInKey', { name: key.name })}
          </button>
        ))}
        {providers.map((one) => (
          <button key={one.id} type="button" class="quiet" onClick={() => { location.assign(account.providerAddress(one, location.pathname + location.search)); }}>
            {speech.say('signInProvider', { name: one.title === '' ? one.id : one.title })}
          </button>
        ))}
      </div>
    </Part>
  );
}

/** The way out of this device. */
export function SignOutBlock({ speech, account, announcer, signedOut }: PartProps & SignInListener): JSX.Element {
  const [isBusy, act] = useAct(speech, announcer);
  return (
    <div class="account-block">
      {account.identity.login?.person.kind === 'guest' && <Hint>{speech.say('signOutGuest')}</Hint>}
      <TwiceButton
        label={speech.say('signOut')}
        sure={speech.say('signOutSure')}
        disabled={isBusy}
        pressed={() => {
          act(async () => {
            await account.signOut();
            signedOut();
          });
        }}
      />
    </div>
  );
}
