/** Ways to come back: a code to write down, and keys that devices hold. */
import { type JSX, render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Device } from '../identity/account';
import { Part, type PartProps, copy, day, useAct } from './account-parts';
import { faultWords } from './faults';
import { Hint, TwiceButton } from './kit';
import type { Speech } from './words';

/** The sheet is on the page for the printer only. */
function printOut(speech: Speech, name: string, code: string): void {
  const site = location.host;
  const sheet = document.createElement('section');
  sheet.className = 'print-sheet';
  render(
    <>
      <h1>{speech.say('printTitle', { site })}</h1>
      <p>{speech.say('printName', { name })}</p>
      <p class="recovery-code">{code}</p>
      <p>{speech.say('printHow', { site })}</p>
    </>,
    sheet,
  );
  document.body.append(sheet);
  addEventListener('afterprint', () => { sheet.remove(); }, { once: true });
  window.print();
}

/** What the parts tell the dialogue. */
interface KeepListener {
  /** The person has become somebody who can come back. */
  readonly changed: () => void;
  /** Whether a code is shown that nobody has said to have saved. */
  readonly unsaved: (isUnsaved: boolean) => void;
}

function CodeShown({ speech, account, announcer, code, done }: PartProps & { readonly code: string; readonly done: () => void }): JSX.Element {
  const [isSaved, setSaved] = useState(false);
  const shown = useRef<HTMLParagraphElement>(null);
  useEffect(() => { shown.current?.focus(); }, []);
  return (
    <>
      <Hint>{speech.say('recoveryShown')}</Hint>
      <p ref={shown} class="recovery-code" tabIndex={0} translate={false}>{code}</p>
      <div class="buttons">
        <button type="button" class="quiet" onClick={() => void copy(speech, announcer, shown.current)}>{speech.say('copy')}</button>
        <button type="button" class="quiet" onClick={() => { printOut(speech, account.identity.login?.person.profile.name ?? '', code); }}>{speech.say('print')}</button>
      </div>
      <div class="check">
        <input id="recovery-saved" type="checkbox" checked={isSaved} onChange={(event) => { setSaved(event.currentTarget.checked); }} />
        <label for="recovery-saved">{speech.say('recoverySaved')}</label>
      </div>
      <button type="button" class="primary small" disabled={!isSaved} onClick={done}>{speech.say('done')}</button>
    </>
  );
}

/** The code, until the person says that it is saved. */
function RecoveryPart(props: PartProps & KeepListener): JSX.Element {
  const { speech, account, announcer, changed, unsaved } = props;
  const [isBusy, act] = useAct(speech, announcer);
  const [code, setCode] = useState('');
  const make = (): void => {
    act(async () => {
      setCode(await account.makeRecoveryCode());
      unsaved(true);
      announcer.tell(speech.say('recoveryShown'));
    });
  };
  const done = (): void => {
    setCode('');
    unsaved(false);
    announcer.tell('');
    changed();
  };
  return (
    <div class="account-block">
      <h3>{speech.say('recovery')}</h3>
      {code !== '' ? <CodeShown {...props} code={code} done={done} /> : (
        <>
          <Hint>{speech.say('recoveryHint')}</Hint>
          <button type="button" class="quiet" disabled={isBusy} onClick={make}>{speech.say('recoveryMake')}</button>
        </>
      )}
    </div>
  );
}

/** A first proposal; the person may call it otherwise. */
function deviceName(): string {
  const { userAgentData } = navigator as { userAgentData?: { platform?: string } };
  const platform = userAgentData?.platform ?? '';
  return platform === '' ? 'Parvis' : platform;
}

function DeviceRow({ speech, account, announcer, device, isHere, reload }: PartProps & {
  readonly device: Device; readonly isHere: boolean; readonly reload: () => Promise<void>;
}): JSX.Element {
  const [isBusy, act] = useAct(speech, announcer);
  const used = day(speech, device.usedAt);
  const words = [
    ...(isHere ? [speech.say('deviceHere')] : []),
    speech.say('deviceSince', { date: day(speech, device.createdAt) }),
    ...(used === '' ? [] : [speech.say('deviceUsed', { date: used })]),
  ];
  return (
    <li>
      <span><bdi>{device.label}</bdi><span class="hint"> · {words.join(' · ')}</span></span>
      <TwiceButton
        label={speech.say('remove')}
        sure={speech.say('removeSure')}
        title={speech.say('removeThat', { name: device.label })}
        disabled={isBusy}
        pressed={() => {
          act(async () => {
            await account.removeDevice(device.id);
            await reload();
            announcer.tell(speech.say('deviceRemoved'));
          });
        }}
      />
    </li>
  );
}

/** The devices that can sign the person in. */
function DevicesPart(props: PartProps & KeepListener): JSX.Element {
  const { speech, account, announcer, changed } = props;
  const [isBusy, act] = useAct(speech, announcer);
  const [devices, setDevices] = useState<readonly Device[] | undefined>(undefined);
  const [here, setHere] = useState<ReadonlySet<string>>(new Set());
  const label = useRef<HTMLInputElement>(null);
  const load = async (): Promise<void> => {
    const [known, keys] = await Promise.all([account.devices(), account.keysHere()]);
    setDevices(known);
    setHere(new Set(keys.map((key) => key.id)));
  };
  useEffect(() => {
    load().catch((fault: unknown) => { announcer.warn(faultWords(speech, fault)); });
  }, []);
  const add = (event: Event): void => {
    event.preventDefault();
    const typed = label.current?.value.trim() ?? '';
    act(async () => {
      await account.addThisDevice(typed === '' ? deviceName() : typed);
      await load();
      announcer.tell(speech.say('deviceAdded'));
      changed();
    });
  };
  const isKnown = (devices ?? []).some((device) => here.has(device.id));
  return (
    <div class="account-block">
      <h3>{speech.say('devices')}</h3>
      <Hint>{speech.say('devicesHint')}</Hint>
      <ul class="devices">
        {(devices ?? []).map((device) => <DeviceRow {...props} key={device.id} device={device} isHere={here.has(device.id)} reload={load} />)}
        {devices?.length === 0 && <li class="hint">{speech.say('devicesNone')}</li>}
      </ul>
      {account.shelf === undefined && <Hint>{speech.say('deviceNotHere')}</Hint>}
      {account.shelf !== undefined && !isKnown && (
        <form class="inline" noValidate onSubmit={add}>
          <label for="device-label">{speech.say('deviceLabel')}</label>
          <input ref={label} id="device-label" class="field" maxLength={60} defaultValue={deviceName()} autocomplete="off" />
          <button type="submit" class="quiet" disabled={isBusy}>{speech.say('deviceAdd')}</button>
        </form>
      )}
    </div>
  );
}

/** Everything that makes a guest somebody who can come back. */
export function KeepPart(props: PartProps & KeepListener): JSX.Element {
  const { speech, account } = props;
  return (
    <Part speech={speech} title="keep" isOpen={account.identity.login?.person.kind === 'guest'}>
      <RecoveryPart {...props} />
      <DevicesPart {...props} />
    </Part>
  );
}
