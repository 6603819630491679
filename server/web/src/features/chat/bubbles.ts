/** What was just said, over the heads of those who said it. Read aloud by the chat panel, so hidden from ears here. */
import { type PerspectiveCamera, Vector3 } from 'three';
import { make } from '../../ui/dom';

const MOST = 12;
const at = new Vector3();

interface Bubble {
  readonly element: HTMLElement;
  readonly avatar: number;
  readonly untilMs: number;
}

/** Fills `out` with the place over an avatar's head, or returns false when it is not in sight. */
export type HeadFinder = (avatar: number, out: Vector3) => boolean;

/** At most a dozen at a time. */
export class Bubbles {
  readonly element = make('div', { class: 'bubbles', 'aria-hidden': 'true' });
  private list: Bubble[] = [];

  say(avatar: number, text: string, nowMs: number): void {
    this.remove((b) => b.avatar === avatar);
    if (this.list.length >= MOST) {
      this.list.shift()!.element.remove();
    }
    const element = make('div', { class: 'bubble' }, text);
    this.element.append(element);
    this.list.push({ element, avatar, untilMs: nowMs + 3_500 + Math.min(5_000, text.length * 60) });
  }

  place(camera: PerspectiveCamera, width: number, height: number, nowMs: number, head: HeadFinder): void {
    if (this.list.length === 0) {
      return;
    }
    this.remove((b) => b.untilMs < nowMs);
    for (const bubble of this.list) {
      let visible = head(bubble.avatar, at);
      if (visible) {
        at.project(camera);
        visible = at.z < 1;
      }
      bubble.element.hidden = !visible;
      if (visible) {
        const x = ((at.x + 1) / 2) * width;
        const y = ((1 - at.y) / 2) * height;
        bubble.element.style.transform = `translate(-50%, -100%) translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
      }
    }
  }

  clear(): void {
    this.remove(() => true);
  }

  private remove(which: (bubble: Bubble) => boolean): void {
    this.list = this.list.filter((b) => {
      if (which(b)) {
        b.element.remove();
        return false;
      }
      return true;
    });
  }
}
