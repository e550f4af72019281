/** The deployed stacks, and one of them with its resources, outputs and events. */
import { useState } from 'preact/hooks';
import type { ResourceDetail, StackDetail, StackSummary } from '@sandbox/front-doors/console/wire';
import { Card, Code, Empty, Facts, Load, StatusTag, Tabs } from '../parts/basics';
import { clock } from '../model/format';
import { linkTo } from '../model/router';
import { useServer } from '../model/server';
import { useStore } from '../model/store';

type Tab = 'resources' | 'events' | 'outputs';

const TABS = [
  { id: 'resources', title: 'Resources' },
  { id: 'events', title: 'Events' },
  { id: 'outputs', title: 'Outputs and parameters' },
] as const;

export function Stacks({ path: [account, name, construct] }: { readonly path: readonly string[] }) {
  const stacks = useStore((state) => state.stacks);
  const current =
    stacks.find((stack) => stack.account === account && stack.name === name) ??
    (name === undefined ? stacks[0] : undefined);
  if (stacks.length === 0) {
    return (
      <Card>
        <Empty title="No stack is deployed" />
      </Card>
    );
  }
  return (
    <div class="columns side">
      <Card title="Stacks" class="list-card">
        <ul class="links-list">
          {stacks.map((stack) => (
            <li key={stack.name}>
              <StackLink stack={stack} isCurrent={stack === current} />
            </li>
          ))}
        </ul>
      </Card>
      {current ? (
        <One key={current.name} stack={current} construct={construct} />
      ) : (
        <Card>
          <Empty title={`There is no stack ${name ?? ''}`}>It may have been deleted.</Empty>
        </Card>
      )}
    </div>
  );
}

function StackLink({
  stack,
  isCurrent,
}: {
  readonly stack: StackSummary;
  readonly isCurrent: boolean;
}) {
  return (
    <a
      href={linkTo('stacks', stack.account, stack.name)}
      aria-current={isCurrent ? 'true' : undefined}
    >
      <span class="link-title">{stack.name}</span>
      <span class="muted">
        {stack.account} · {stack.resources} resources
      </span>
      <StatusTag status={stack.status} />
    </a>
  );
}

function One({
  stack,
  construct,
}: {
  readonly stack: StackSummary;
  readonly construct: string | undefined;
}) {
  const [tab, setTab] = useState<Tab>('resources');
  const loaded = useServer<StackDetail>(`/stacks/${stack.account}/${stack.name}`, {
    version: stack,
  });
  return (
    <Card
      title={stack.name}
      aside={<Tabs label="Details of the stack" tabs={TABS} current={tab} onChange={setTab} />}
    >
      <Load of={loaded}>
        {(detail) => (
          <>
            {detail.description !== undefined && <p class="muted">{detail.description}</p>}
            {tab === 'resources' && (
              <Resources resources={detail.resourceList} construct={construct} />
            )}
            {tab === 'events' && <StackEvents detail={detail} />}
            {tab === 'outputs' && <Outputs detail={detail} />}
          </>
        )}
      </Load>
    </Card>
  );
}

interface ResourcesProps {
  readonly resources: readonly ResourceDetail[];
  /** The path of the expanded resource. */
  readonly construct: string | undefined;
}

function Resources({ resources, construct }: ResourcesProps) {
  const [filter, setFilter] = useState(construct ?? '');
  const shown = resources.filter(({ constructPath, type, physicalId }) =>
    `${constructPath} ${type} ${physicalId}`.toLowerCase().includes(filter.toLowerCase()),
  );
  return (
    <>
      <input
        type="search"
        class="filter"
        aria-label="Filter resources"
        placeholder="Filter by path, type or ID"
        value={filter}
        onInput={({ currentTarget }) => setFilter(currentTarget.value)}
      />
      <p class="muted" role="status">
        {shown.length} of {resources.length} resources
      </p>
      <ul class="rows">
        {shown.map((resource) => (
          <li key={resource.logicalId}>
            <Resource resource={resource} isOpen={resource.constructPath === construct} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Resource({
  resource,
  isOpen,
}: {
  readonly resource: ResourceDetail;
  readonly isOpen: boolean;
}) {
  const { type, constructPath, physicalId, logicalId, status, properties, code } = resource;
  return (
    <details open={isOpen}>
      <summary>
        <span class="row-title">{type.replace('AWS::', '')}</span>
        <span class="row-text">{constructPath}</span>
        <StatusTag status={status} />
      </summary>
      <Facts
        facts={[
          ['Physical ID', <code>{physicalId}</code>],
          ['Logical ID', <code>{logicalId}</code>],
          ...(code ? [['CDK code', <code>{`${code.file}:${code.line}`}</code>] as const] : []),
        ]}
      />
      <Code label="the properties" text={JSON.stringify(properties, null, 2)} />
    </details>
  );
}

function StackEvents({ detail: { events } }: { readonly detail: StackDetail }) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Events">
      <table>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Status</th>
            <th scope="col">Resource</th>
            <th scope="col">Reason</th>
          </tr>
        </thead>
        <tbody>
          {events.map(({ id, at, status, logicalId, type, reason }) => (
            <tr key={id}>
              <td>{clock(at)}</td>
              <td>
                <StatusTag status={status} />
              </td>
              <td>
                {logicalId} <span class="muted">{type}</span>
              </td>
              <td>{reason ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Outputs({ detail: { outputs, parameters } }: { readonly detail: StackDetail }) {
  const parameterList = Object.entries(parameters);
  if (outputs.length === 0 && parameterList.length === 0)
    return <Empty title="The stack has no output and no parameter" />;
  return (
    <Facts
      facts={[
        ...outputs.map(({ name, value, description, exportName }) => {
          const notes = [exportName && `exported as ${exportName}`, description]
            .filter(Boolean)
            .join(' · ');
          return [
            name,
            <>
              <code>{value}</code> <span class="muted">{notes}</span>
            </>,
          ] as const;
        }),
        ...parameterList.map(
          ([name, value]) => [`Parameter ${name}`, <code>{value}</code>] as const,
        ),
      ]}
    />
  );
}
