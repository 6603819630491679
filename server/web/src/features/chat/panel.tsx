/** The chat's panel. */
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { NameWithBadge } from '../../ui/badge';
import { isComposing } from '../../ui/composing';
import { useObserved } from '../../ui/observed';
import type { ChatSay, Conversation, Line } from './conversation';

/** So near to its end a log follows what comes, pixels. */
const AT_END_PX = 30;

function Said({ line, conversation }: { readonly line: Line; readonly conversation: Conversation }): JSX.Element {
  if (line.name === '') {
    return <li class="event"><span dir="auto">{line.text}</span></li>;
  }
  return (
    <li class={line.own ? 'own' : ''}>
      <b><NameWithBadge name={line.name} badge={line.badge} language={conversation.page.language} /></b> <span dir="auto" class="said-text">{line.text}</span>
    </li>
  );
}

function Log({ conversation, label }: { readonly conversation: Conversation; readonly label: string }): JSX.Element {
  const lines = useObserved(conversation.lines);
  const log = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  useLayoutEffect(() => {
    const element = log.current;
    if (element !== null && atEnd.current) {
      element.scrollTop = element.scrollHeight;
    }
  });
  return (
    <div
      class="chat-log"
      role="log"
      aria-live="polite"
      aria-label={label}
      tabIndex={0}
      ref={log}
      onScroll={(event) => {
        const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
        atEnd.current = scrollHeight - scrollTop - clientHeight < AT_END_PX;
      }}
    >
      <ol>{lines.map((line) => <Said key={line.key} line={line} conversation={conversation} />)}</ol>
    </div>
  );
}

function nearWords(say: ChatSay, hearingM: number, hearers: number | undefined): string {
  return hearers === undefined ? say('near', { n: hearingM }) : hearers === 0 ? say('nobodyNear', { n: hearingM }) : say('nearCount', { n: hearingM, m: hearers });
}

/** Log, who hears, why something was not said, and the field. */
export function ChatPanel({ conversation, say }: { readonly conversation: Conversation; readonly say: ChatSay }): JSX.Element {
  const hearers = useObserved(conversation.hearers);
  const problem = useObserved(conversation.problem);
  const returned = useObserved(conversation.returned);
  const focus = useObserved(conversation.focus);
  const field = useRef<HTMLInputElement>(null);
  // Before the next key can come, or it would be lost.
  useLayoutEffect(() => {
    if (focus > 0) {
      field.current?.focus();
    }
  }, [focus]);
  useEffect(() => {
    // Never over what is being typed meanwhile.
    if (returned !== undefined && field.current?.value === '') {
      field.current.value = returned.text;
    }
  }, [returned]);
  const submit = (event: Event): void => {
    event.preventDefault();
    const element = field.current;
    const text = element?.value.trim() ?? '';
    if (element !== null && !isComposing() && (text === '' || conversation.say(text))) {
      element.value = '';
    }
  };
  return (
    <>
      <Log conversation={conversation} label={say('chat')} />
      <p class={hearers === 0 ? 'hint alone' : 'hint'}>{nearWords(say, conversation.hearingM, hearers)}</p>
      {problem !== '' && <p class="message" role="alert">{problem}</p>}
      <form class="chat-form" onSubmit={submit}>
        <input
          ref={field}
          id="chat-field"
          class="field"
          autocomplete="off"
          placeholder={say('placeholder')}
          aria-label={say('placeholder')}
          enterkeyhint="send"
          aria-invalid={problem !== ''}
        />
        <button type="submit" class="primary small">{say('send')}</button>
      </form>
    </>
  );
}
