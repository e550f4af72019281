/** Small components of all views. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Loaded } from '../model/server';

interface CardProps {
  readonly title?: string;
  /** Shown to the right of the title. */
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

/** The placeholder of an empty view, with a hint how to fill it. */
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

/** Renders a loaded value, or the loading state, or the reason of a failure. */
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

/** A status such as 201 or a stack's; the text carries the meaning, not only the color. */
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

/** Preformatted text that can be copied and scrolled. */
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
  const [caption, setCaption] = useState('Copy');
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = async () => {
    const isCopied = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    setCaption(isCopied ? 'Copied' : 'Not allowed');
    timer.current = setTimeout(() => setCaption('Copy'), 1500);
  };
  return (
    <button type="button" class="copy" aria-label={`Copy ${label}`} onClick={() => void copy()}>
      {caption}
    </button>
  );
}

interface TabsProps<Id extends string> {
  readonly label: string;
  readonly tabs: readonly { readonly id: Id; readonly title: string }[];
  readonly current: Id;
  readonly onChange: (id: Id) => void;
}

/** A choice of a few options, as toggle buttons. */
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

/** A list of names and values. */
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
