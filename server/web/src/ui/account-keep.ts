/** Ways to come back: a code to write down, and keys that devices hold. */
import type { Account, Device } from '../identity/account';
import { type Announcer, act, copy, day, hint, part, twice } from './account-parts';
import { button, make } from './dom';
import type { Speech } from './words';

/** The code, until the person says that it is saved. */
class RecoveryPart {
  readonly element = make('div', { class: 'account-block' });
  private readonly print = make('section', { class: 'print-sheet' });
  private isShown = false;

  constructor(
    private readonly speech: Speech,
    private readonly account: Account,
    private readonly announcer: Announcer,
    private readonly changed: () => void,
  ) {
    this.layOut();
  }

  /** True while a code is shown that nobody has said to have saved. */
  get isUnsaved(): boolean {
    return this.isShown;
  }

  private layOut(): void {
    const s = this.speech;
    const create = button(s.say('recoveryMake'), 'quiet', () => {
      act(s, this.announcer, create, async () => {
        this.show(await this.account.makeRecoveryCode());
        this.announcer.tell(s.say('recoveryShown'));
      });
    });
    this.element.replaceChildren(make('h3', {}, s.say('recovery')), hint(s.say('recoveryHint')), create);
  }

  private show(code: string): void {
    const s = this.speech;
    this.isShown = true;
    const shown = make('p', { class: 'recovery-code', tabindex: 0, translate: 'no' }, code);
    const copyIt = button(s.say('copy'), 'quiet', () => void copy(s, this.announcer, shown));
    const printIt = button(s.say('print'), 'quiet', () => {
      this.printOut(code);
    });
    const box = make('input', { id: 'recovery-saved', type: 'checkbox' });
    const done = button(s.say('done'), 'primary small', () => {
      this.isShown = false;
      this.announcer.tell('');
      this.layOut();
      this.changed();
    });
    done.disabled = true;
    box.addEventListener('change', () => {
      done.disabled = !box.checked;
    });
    this.element.replaceChildren(
      make('h3', {}, s.say('recovery')),
      hint(s.say('recoveryShown')),
      shown,
      make('div', { class: 'buttons' }, copyIt, printIt),
      make('div', { class: 'check' }, box, make('label', { for: 'recovery-saved' }, s.say('recoverySaved'))),
      done,
    );
    shown.focus();
  }

  /** The sheet is on the page for the printer only. */
  private printOut(code: string): void {
    const s = this.speech;
    const site = location.host;
    const name = this.account.identity.login?.person.profile.name ?? '';
    this.print.replaceChildren(
      make('h1', {}, s.say('printTitle', { site })),
      make('p', {}, s.say('printName', { name })),
      make('p', { class: 'recovery-code' }, code),
      make('p', {}, s.say('printHow', { site })),
    );
    document.body.append(this.print);
    addEventListener('afterprint', () => {
      this.print.remove();
    }, { once: true });
    window.print();
  }
}

/** The devices that can sign the person in. */
class DevicesPart {
  readonly element = make('div', { class: 'account-block' });
  private readonly list = make('ul', { class: 'devices' });
  private readonly adding: HTMLElement;

  constructor(
    private readonly speech: Speech,
    private readonly account: Account,
    private readonly announcer: Announcer,
    private readonly changed: () => void,
  ) {
    const s = speech;
    this.adding = account.shelf === undefined ? hint(s.say('deviceNotHere')) : this.makeAdding();
    this.element.append(make('h3', {}, s.say('devices')), hint(s.say('devicesHint')), this.list, this.adding);
  }

  /** Asks the server who is on the list. */
  async load(): Promise<void> {
    const [devices, here] = await Promise.all([this.account.devices(), this.account.keysHere()]);
    const ids = new Set(here.map((key) => key.id));
    this.list.replaceChildren(...devices.map((device) => this.row(device, ids.has(device.id))));
    this.adding.hidden = devices.some((device) => ids.has(device.id));
    if (devices.length === 0) {
      this.list.append(make('li', { class: 'hint' }, this.speech.say('devicesNone')));
    }
  }

  private row(device: Device, isHere: boolean): HTMLElement {
    const s = this.speech;
    const used = day(s, device.usedAt);
    const words = [
      ...(isHere ? [s.say('deviceHere')] : []),
      s.say('deviceSince', { date: day(s, device.createdAt) }),
      ...(used === '' ? [] : [s.say('deviceUsed', { date: used })]),
    ];
    const remove = twice(s.say('remove'), s.say('removeSure'), 'quiet', (pressed) => {
      act(s, this.announcer, pressed, async () => {
        await this.account.removeDevice(device.id);
        await this.load();
        this.announcer.tell(s.say('deviceRemoved'));
        this.list.querySelector('button')?.focus();
      });
    });
    remove.title = s.say('removeThat', { name: device.label });
    return make('li', {}, make('span', {}, make('bdi', {}, device.label), make('span', { class: 'hint' }, ` · ${words.join(' · ')}`)), remove);
  }

  private makeAdding(): HTMLElement {
    const s = this.speech;
    const label = make('input', { id: 'device-label', class: 'field', maxlength: 60, value: deviceName(), autocomplete: 'off' });
    const add = make('button', { type: 'submit', class: 'quiet' }, s.say('deviceAdd'));
    const form = make('form', { class: 'inline', novalidate: true }, make('label', { for: 'device-label' }, s.say('deviceLabel')), label, add);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      act(s, this.announcer, add, async () => {
        await this.account.addThisDevice(label.value.trim() === '' ? deviceName() : label.value.trim());
        await this.load();
        this.announcer.tell(s.say('deviceAdded'));
        this.changed();
      });
    });
    return form;
  }
}

/** A first proposal; the person may call it otherwise. */
function deviceName(): string {
  const { userAgentData } = navigator as { userAgentData?: { platform?: string } };
  const platform = userAgentData?.platform ?? '';
  return platform === '' ? 'Parvis' : platform;
}

/** Everything that makes a guest somebody who can come back. */
export class KeepPart {
  readonly element: HTMLElement;
  private readonly recovery: RecoveryPart;
  private readonly devices: DevicesPart;

  constructor(speech: Speech, account: Account, announcer: Announcer, changed: () => void) {
    this.recovery = new RecoveryPart(speech, account, announcer, changed);
    this.devices = new DevicesPart(speech, account, announcer, changed);
    const isGuest = account.identity.login?.person.kind === 'guest';
    this.element = part(speech, 'keep', isGuest, this.recovery.element, this.devices.element);
  }

  /** True while the dialogue should not close by accident. */
  get isUnsaved(): boolean {
    return this.recovery.isUnsaved;
  }

  load(): Promise<void> {
    return this.devices.load();
  }
}
