/** Small parts of every view. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Loaded } from '../model/server';

interface CardProps {
  readonly title?: string;
  /** Right of the title. */
  readonly aside?: ComponentChildren;
  readonly children: ComponentChildren;
  readonly class?: string;
}

export function Card({ title, aside, children, class: name = '' }: CardProps) {
  return (
    <section class={`card ${name}`}>
      {title !== undefined && (
        <header class="card-head">
          <h2>{title}</h2>
          {aside}
        </header>
      )}
      {children}
    </section>
  );
}

/** Says that there is nothing, and what would make something appear. */
export function Empty({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: ComponentChildren;
}) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children !== undefined && <p>{children}</p>}
    </div>
  );
}

interface LoadProps<Value> {
  readonly of: Loaded<Value>;
  readonly children: (value: Value) => ComponentChildren;
}

/** What the sandbox was asked for, once it has answered; or why it has not. */
export function Load<Value>({ of: loaded, children }: LoadProps<Value>) {
  switch (loaded.state) {
    case 'loading':
      return (
        <p class="loading" role="status">
          Loading…
        </p>
      );
    case 'failed':
      return (
        <p class="failure" role="alert">
          {loaded.reason}
        </p>
      );
    case 'loaded':
      return <>{children(loaded.value)}</>;
  }
}

/** Such as 201, or the words of a stack's status; never by colour alone. */
export function StatusTag({
  status,
  isRefused = false,
}: {
  readonly status: string | number | undefined;
  readonly isRefused?: boolean;
}) {
  return <span class={`tag ${toneOf(status, isRefused)}`}>{status ?? 'no answer'}</span>;
}

function toneOf(status: string | number | undefined, isRefused: boolean): string {
  if (status === undefined) return 'bad';
  const text = String(status);
  if (/FAILED|ROLLBACK/.test(text) || /^5/.test(text) || (isRefused && !/^[23]/.test(text)))
    return 'bad';
  if (/IN_PROGRESS|REVIEW|CLEANUP/.test(text) || /^4/.test(text)) return 'warn';
  return /^DELETE/.test(text) ? 'plain' : 'good';
}

/** Text as it is, which can be copied and scrolled. */
export function Code({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    <div class="code">
      <Copy text={text} label={label} />
      <pre tabIndex={0} aria-label={label}>
        <code>{text}</code>
      </pre>
    </div>
  );
}

export function Copy({ text, label }: { readonly text: string; readonly label: string }) {
  const [said, setSaid] = useState('Copy');
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = async () => {
    const isCopied = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    setSaid(isCopied ? 'Copied' : 'Not allowed');
    timer.current = setTimeout(() => setSaid('Copy'), 1500);
  };
  return (
    <button type="button" class="copy" aria-label={`Copy ${label}`} onClick={() => void copy()}>
      {said}
    </button>
  );
}

interface TabsProps<Id extends string> {
  readonly label: string;
  readonly tabs: readonly { readonly id: Id; readonly title: string }[];
  readonly current: Id;
  readonly onChange: (id: Id) => void;
}

/** A choice of a few, as buttons of which one is pressed. */
export function Tabs<Id extends string>({ label, tabs, current, onChange }: TabsProps<Id>) {
  return (
    <div class="tabs" role="group" aria-label={label}>
      {tabs.map(({ id, title }) => (
        <button key={id} type="button" aria-pressed={id === current} onClick={() => onChange(id)}>
          {title}
        </button>
      ))}
    </div>
  );
}

/** Rows of a name and a value. */
export function Facts({
  facts,
}: {
  readonly facts: readonly (readonly [string, ComponentChildren])[];
}) {
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
