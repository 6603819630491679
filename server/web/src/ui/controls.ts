/** Keyboard, mouse and touch, turned into wishes. Keys only count while nobody is typing. */
import { isOfInputMethod } from './composing';

/** What the controls ask of the game. */
export interface ControlTarget {
  look(dx: number, dy: number): void;
  zoom(factor: number): void;
  /** A click or tap on the picture, page coordinates. */
  pointAt(clientX: number, clientY: number): void;
  /** A key that is not for walking; false when it is nobody's. */
  key(code: string): boolean;
  escape(): void;
}

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  KeyW: [0, 1], ArrowUp: [0, 1],
  KeyS: [0, -1], ArrowDown: [0, -1],
  KeyA: [-1, 0], ArrowLeft: [-1, 0],
  KeyD: [1, 0], ArrowRight: [1, 0],
};
/** A press that moves less than this is a click; pixels. */
const CLICK_SLOP_PX = 6;
const CLICK_MS = 450;
const LOOK_KEYS: Readonly<Record<string, number>> = { KeyQ: -1, BracketLeft: -1, KeyR: 1, BracketRight: 1 };
const LOOK_KEY_PX_S = 380;
/** A focused button keeps these for itself. */
const BUTTON_KEYS: ReadonlySet<string> = new Set(['Space', 'Enter', 'NumpadEnter']);
/** While one of these is down, or after it, systems tell no release of other keys: Command for one, the menu key for another. */
const SWALLOWING_KEYS: ReadonlySet<string> = new Set(['MetaLeft', 'MetaRight', 'OSLeft', 'OSRight', 'ContextMenu']);

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.matches('input, textarea, select') || target.isContentEditable);
}

/** Listens on the page and the canvas until disposed of. */
export class Controls {
  /** Right and forward as seen from the camera, each -1..1. */
  readonly wish = { right: 0, forward: 0, run: false };
  /** Set by the touch joystick. */
  readonly stick = { right: 0, forward: 0 };
  /** False while a dialogue is open. */
  enabled = false;
  private readonly held = new Set<string>();
  private readonly pointers = new Map<number, { x: number; y: number }>();
  private readonly stop = new AbortController();
  private pressed = { x: 0, y: 0, atMs: 0, moved: false };
  private pinch = 0;

  constructor(
    private readonly canvas: HTMLElement,
    private readonly target: ControlTarget,
  ) {
    const { signal } = this.stop;
    addEventListener('keydown', (e) => { this.keyDown(e); }, { signal });
    addEventListener('keyup', (e) => { this.keyUp(e); }, { signal });
    for (const left of ['blur', 'pagehide', 'contextmenu', 'fullscreenchange'] as const) {
      addEventListener(left, () => { this.release(); }, { signal });
    }
    document.addEventListener('visibilitychange', () => { this.release(); }, { signal });
    document.addEventListener('focusin', (e) => {
      if (isTyping(e.target)) {
        this.release();
      }
    }, { signal });
    canvas.addEventListener('pointerdown', (e) => { this.down(e); }, { signal });
    canvas.addEventListener('pointermove', (e) => { this.moved(e); }, { signal });
    canvas.addEventListener('pointerup', (e) => { this.up(e, true); }, { signal });
    canvas.addEventListener('pointercancel', (e) => { this.up(e, false); }, { signal });
    canvas.addEventListener('contextmenu', (e) => { e.preventDefault(); }, { signal });
    canvas.addEventListener('wheel', (e) => {
      e.preventDefault();
      target.zoom(Math.exp(Math.max(-60, Math.min(60, e.deltaY)) * 0.0025));
    }, { signal, passive: false });
  }

  /** Brings {@link wish} up to date. */
  read(elapsedMs: number): void {
    let right = this.stick.right;
    let forward = this.stick.forward;
    let turn = 0;
    if (this.enabled) {
      for (const code of this.held) {
        const direction = DIRECTIONS[code];
        right += direction?.[0] ?? 0;
        forward += direction?.[1] ?? 0;
        turn += LOOK_KEYS[code] ?? 0;
      }
    }
    if (turn !== 0) {
      this.target.look(turn * LOOK_KEY_PX_S * (elapsedMs / 1000), 0);
    }
    const length = Math.max(1, Math.hypot(right, forward));
    this.wish.right = right / length;
    this.wish.forward = forward / length;
    const pushed = Math.hypot(this.stick.right, this.stick.forward) > 0.94;
    this.wish.run = this.held.has('ShiftLeft') || this.held.has('ShiftRight') || pushed;
  }

  /** Forgets what is held: a dialogue opens, or the releases will not be told. */
  release(): void {
    this.held.clear();
    this.pointers.clear();
    this.stick.right = 0;
    this.stick.forward = 0;
  }

  dispose(): void {
    this.stop.abort();
  }

  private keyUp(e: KeyboardEvent): void {
    this.held.delete(e.code);
    if (SWALLOWING_KEYS.has(e.code) || e.key === 'Meta') {
      this.held.clear();
    }
  }

  private keyDown(e: KeyboardEvent): void {
    if (isOfInputMethod(e)) {
      return;
    }
    if (SWALLOWING_KEYS.has(e.code) || e.key === 'Meta' || e.metaKey) {
      this.held.clear();
    }
    if (e.code === 'Escape') {
      this.target.escape();
      return;
    }
    if (!this.enabled || isTyping(e.target) || e.ctrlKey || e.metaKey || e.altKey) {
      return;
    }
    const onButton = e.target instanceof HTMLElement && e.target.closest('button, a, summary') !== null;
    if (DIRECTIONS[e.code] !== undefined || e.code.startsWith('Shift') || LOOK_KEYS[e.code] !== undefined) {
      this.held.add(e.code);
      if (e.code.startsWith('Arrow')) {
        e.preventDefault();
      }
    } else if (!e.repeat && !(onButton && BUTTON_KEYS.has(e.code)) && this.target.key(e.code)) {
      e.preventDefault();
    }
  }

  private down(e: PointerEvent): void {
    this.canvas.setPointerCapture(e.pointerId);
    this.pointers.set(e.pointerId, { x: e.clientX, y: e.clientY });
    this.pressed = { x: e.clientX, y: e.clientY, atMs: e.timeStamp, moved: this.pointers.size > 1 };
    this.pinch = 0;
  }

  private moved(e: PointerEvent): void {
    const last = this.pointers.get(e.pointerId);
    if (last === undefined) {
      return;
    }
    const dx = e.clientX - last.x;
    const dy = e.clientY - last.y;
    last.x = e.clientX;
    last.y = e.clientY;
    if (this.pointers.size === 2) {
      this.pinched();
      return;
    }
    if (Math.hypot(e.clientX - this.pressed.x, e.clientY - this.pressed.y) > CLICK_SLOP_PX) {
      this.pressed.moved = true;
    }
    if (this.pressed.moved) {
      this.target.look(dx, dy);
    }
  }

  private pinched(): void {
    const [a, b] = [...this.pointers.values()];
    if (a === undefined || b === undefined) {
      return;
    }
    const apart = Math.hypot(a.x - b.x, a.y - b.y);
    if (this.pinch > 0 && apart > 0) {
      this.target.zoom(this.pinch / apart);
    }
    this.pinch = apart;
  }

  private up(e: PointerEvent, clicked: boolean): void {
    if (!this.pointers.delete(e.pointerId)) {
      return;
    }
    const short = e.timeStamp - this.pressed.atMs < CLICK_MS;
    if (clicked && this.enabled && short && !this.pressed.moved && e.button <= 0) {
      this.target.pointAt(e.clientX, e.clientY);
    }
  }
}
