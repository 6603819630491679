/** A joystick for thumbs, shown where the pointer is coarse. */
import { make } from './dom';

const REACH_PX = 52;

/** Writes where the thumb is into `out`, each axis -1..1. */
export function touchStick(label: string, out: { right: number; forward: number }): HTMLElement {
  const knob = make('div', { class: 'stick-knob' });
  const base = make('div', { class: 'stick', role: 'img', 'aria-label': label }, knob);
  const move = (e: PointerEvent): void => {
    const box = base.getBoundingClientRect();
    const dx = e.clientX - (box.left + box.width / 2);
    const dy = e.clientY - (box.top + box.height / 2);
    const length = Math.hypot(dx, dy);
    const part = Math.min(1, length / REACH_PX);
    const x = length === 0 ? 0 : (dx / length) * part;
    const y = length === 0 ? 0 : (dy / length) * part;
    out.right = x;
    out.forward = -y;
    knob.style.transform = `translate(${x * REACH_PX}px, ${y * REACH_PX}px)`;
  };
  const rest = (): void => {
    out.right = 0;
    out.forward = 0;
    knob.style.transform = '';
  };
  base.addEventListener('pointerdown', (e) => {
    base.setPointerCapture(e.pointerId);
    move(e);
  });
  base.addEventListener('pointermove', (e) => {
    if (base.hasPointerCapture(e.pointerId)) {
      move(e);
    }
  });
  base.addEventListener('pointerup', rest);
  base.addEventListener('pointercancel', rest);
  base.addEventListener('lostpointercapture', rest);
  return base;
}
