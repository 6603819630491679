/** Values that panels show: whoever shows one is drawn anew when it changes. */
import { useLayoutEffect, useState } from 'preact/hooks';

/** A value with people who want to hear of its changes. Owned by the page's only thread. */
export class Observed<T> {
  private readonly listeners = new Set<() => void>();
  private changes = 0;

  constructor(private current: T) {}

  get value(): T {
    return this.current;
  }

  /** Setting the same value tells nobody. */
  set value(next: T) {
    if (!Object.is(next, this.current)) {
      this.current = next;
      this.touch();
    }
  }

  /** How often it has changed. */
  get version(): number {
    return this.changes;
  }

  /** The value is the same object, with other content. */
  touch(): void {
    this.changes++;
    for (const listener of this.listeners) {
      listener();
    }
  }

  /** @returns what ends it */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }
}

/** The value now; the component is drawn anew after each change. */
export function useObserved<T>(observed: Observed<T>): T {
  const [, redraw] = useState(0);
  const { version } = observed;
  useLayoutEffect(() => {
    const hear = (): void => {
      redraw(observed.version);
    };
    if (observed.version !== version) {
      hear();
    }
    return observed.subscribe(hear);
  }, [observed]);
  return observed.value;
}
