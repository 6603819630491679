/** Other windows of this browser: whether somebody is inside in one of them already. */

const CHANNEL = 'parvis.windows';
/** A window that is there answers at once; a frozen one never. */
const ANSWER_WITHIN_MS = 250;

type Word = { readonly kind: 'who'; readonly from: string } | { readonly kind: 'here'; readonly to: string; readonly personId: string; readonly name: string };

/** Who is inside in another window. */
export interface Inside {
  readonly personId: string;
  readonly name: string;
}

/** Owned by the page's only thread. */
export class OtherWindows {
  private readonly channel = new BroadcastChannel(CHANNEL);
  private readonly own = `${Date.now()}-${Math.random()}`;
  private heard: (inside: Inside) => void = () => undefined;

  /** @param inside who is inside in this window, if anybody */
  constructor(inside: () => Inside | undefined) {
    this.channel.onmessage = ({ data }: MessageEvent<Word>) => {
      if (data.kind === 'who') {
        const who = inside();
        if (who !== undefined) {
          this.channel.postMessage({ kind: 'here', to: data.from, ...who } satisfies Word);
        }
      } else if (data.to === this.own) {
        this.heard(data);
      }
    };
  }

  /** Asks who is inside elsewhere; a person of that id is waited for until nobody can be expected to answer any more. */
  find(personId: string): Promise<Inside | undefined> {
    return new Promise((done) => {
      const timer = setTimeout(() => { done(undefined); }, ANSWER_WITHIN_MS);
      this.heard = (inside) => {
        if (inside.personId === personId) {
          clearTimeout(timer);
          done(inside);
        }
      };
      this.channel.postMessage({ kind: 'who', from: this.own } satisfies Word);
    });
  }
}
