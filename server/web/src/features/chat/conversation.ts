/** What was said and what happened, whether anybody is near enough to hear, and what became of the person's own words. */
import { ActionCode } from '../../wire/generated/parvis/v1/action_pb';
import type { Badge } from '../../world/crowd';
import { Observed } from '../../ui/observed';
import type { Page, Say } from '../../ui/page';
import type { WORDS } from './words';

/** A line of the log; one without a name is something that happened. */
export interface Line {
  readonly key: number;
  readonly name: string;
  readonly badge: Badge | undefined;
  readonly text: string;
  readonly own: boolean;
}

/** Lines that are kept. */
const MOST_LINES = 200;
/** The words for a name's badge are the page's own. */
export type ChatSay = Say<keyof (typeof WORDS)['en']>;

/** Lives as long as the page; begins anew in another instance. */
export class Conversation {
  readonly lines = new Observed<Line[]>([]);
  /** Lines of others that came while the panel was closed. */
  readonly unread = new Observed(0);
  /** Why the last words were not said; empty when they were. */
  readonly problem = new Observed('');
  /** How many people hear; undefined while that is not known. */
  readonly hearers = new Observed<number | undefined>(undefined);
  /** Words to put back into the field, because they were refused. */
  readonly returned = new Observed<{ readonly text: string } | undefined>(undefined);
  /** Whether the field should have the focus. */
  readonly focus = new Observed(0);
  wasOpened = false;
  private count = 0;

  constructor(
    readonly page: Page,
    private readonly words: ChatSay,
  ) {}

  /** How far words carry, metres. */
  get hearingM(): number {
    return Math.round((this.page.around.limits?.hearingRadiusCm ?? 0) / 100);
  }

  heard(avatar: number, name: string, text: string, own: boolean): void {
    const { crowd } = this.page.around;
    const body = own ? crowd.own : crowd.bodies.get(avatar);
    this.add(name, body?.badge, text, own);
    if (!own && !this.page.isPanelOpen('chat')) {
      this.unread.value++;
    }
  }

  happened(text: string, own: boolean): void {
    this.add('', undefined, text, own);
  }

  opened(): void {
    this.wasOpened = true;
    this.unread.value = 0;
    this.focus.value++;
  }

  /**
   * Says something.
   * @returns whether the field may be emptied; refused words come back into it
   */
  say(text: string): boolean {
    const most = this.page.around.limits?.chatCodePoints ?? 0;
    if (most > 0 && [...text].length > most) {
      this.problem.value = this.words('tooLong', { n: most });
      return false;
    }
    this.lookAround();
    const unheard = this.hearers.value === 0;
    const sent = this.page.act({ case: 'chat', value: { text } }, (reply) => {
      if (reply.code !== ActionCode.DONE) {
        this.problem.value = this.page.replyWords(reply);
        this.returned.value = { text };
      } else if (unheard) {
        this.happened(this.words('unheard'), true);
      }
      return true;
    });
    this.problem.value = sent ? '' : this.words('offline');
    return sent;
  }

  /** Counts who is near enough to hear. */
  lookAround(): void {
    const { crowd, walker, limits } = this.page.around;
    const reachM = (limits?.hearingRadiusCm ?? 0) / 100;
    let near = 0;
    for (const body of crowd.bodies.values()) {
      const { x, z } = body.track.shown;
      if (body.cell >= 0 && body.floor === walker.floor && body.badge !== 'puppet' && Math.hypot(x - walker.at.x, z - walker.at.z) <= reachM) {
        near++;
      }
    }
    this.hearers.value = limits === undefined ? undefined : near;
  }

  /** Another instance: what was said elsewhere was said to others. */
  begin(): void {
    this.lines.value = [];
    this.unread.value = 0;
    this.problem.value = '';
    this.returned.value = undefined;
  }

  end(): void {
    this.wasOpened = false;
    this.hearers.value = undefined;
  }

  private add(name: string, badge: Badge | undefined, text: string, own: boolean): void {
    this.lines.value = [...this.lines.value.slice(1 - MOST_LINES), { key: this.count++, name, badge, text, own }];
  }
}
