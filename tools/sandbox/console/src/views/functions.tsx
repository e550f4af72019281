/** The functions with their configuration, starts and logs. */
import { useEffect, useState } from 'preact/hooks';
import type { FunctionInfo, LogLine, LogPage } from '@sandbox/front-doors/console/wire';
import { Card, Empty, Facts, Load } from '../parts/basics';
import { clock, counted, duration } from '../model/format';
import { linkTo } from '../model/router';
import { fetchJson, useServer } from '../model/server';

/** Milliseconds between two polls of a log. */
const POLL_INTERVAL = 1_000;
const LINES_KEPT = 1_000;

export function Functions({ path: [account, name] }: { readonly path: readonly string[] }) {
  const loaded = useServer<readonly FunctionInfo[]>('/functions', { every: 3 * POLL_INTERVAL });
  return (
    <Load of={loaded}>
      {(functions) => {
        const current =
          functions.find((one) => one.account === account && one.name === name) ??
          [...functions].sort((one, other) => other.invocations - one.invocations)[0];
        if (!current) {
          return (
            <Card>
              <Empty title="No function is deployed" />
            </Card>
          );
        }
        return (
          <div class="columns side">
            <Card title="Functions" class="list-card">
              <ul class="links-list">
                {functions.map((one) => (
                  <li key={one.arn}>
                    <a
                      href={linkTo('functions', one.account, one.name)}
                      aria-current={one === current ? 'true' : undefined}
                    >
                      <span class="link-title">{one.constructPath || one.name}</span>
                      <span class="muted">
                        {counted(one.invocations, 'invocation')}, {one.coldStarts} cold
                      </span>
                    </a>
                  </li>
                ))}
              </ul>
            </Card>
            <One key={current.arn} lambda={current} />
          </div>
        );
      }}
    </Load>
  );
}

function One({ lambda }: { readonly lambda: FunctionInfo }) {
  const {
    name,
    constructPath,
    arn,
    runtime,
    handler,
    memorySize,
    timeout,
    logGroup,
    variables,
    inVpc,
  } = lambda;
  const warm = lambda.invocations - lambda.coldStarts;
  return (
    <Card title={constructPath || name}>
      <Facts
        facts={[
          [
            'Starts',
            `${lambda.coldStarts} cold${inParentheses('the last took', lambda.lastInitMs)}, ${warm} warm`,
          ],
          ['Last invocation', lambda.lastMs === undefined ? 'none yet' : duration(lambda.lastMs)],
          [
            'Runs',
            `${handler} on ${runtime}, ${memorySize} MB, ${timeout} s, ${inVpc ? 'in a VPC' : 'outside of a VPC'}`,
          ],
          ['ARN', <code>{arn}</code>],
          ...Object.entries(variables).map(([key, value]) => [key, <code>{value}</code>] as const),
        ]}
      />
      <h3>Log</h3>
      <Log account={lambda.account} group={logGroup} />
    </Card>
  );
}

function inParentheses(label: string, ms: number | undefined): string {
  return ms === undefined ? '' : ` (${label} ${duration(ms)})`;
}

function Log({ account, group }: { readonly account: string; readonly group: string }) {
  const lines = useLog(account, group);
  if (lines.length === 0)
    return <Empty title="Nothing has been logged yet">Its first request starts the log.</Empty>;
  return (
    <ol class="log" tabIndex={0} aria-label="Log, the newest line first">
      {[...lines].reverse().map(({ sequence, at, message }) => (
        <li
          key={sequence}
          class={/"level":"(ERROR|FATAL)"|ERROR|Task timed out/.test(message) ? 'bad' : ''}
        >
          <time dateTime={new Date(at).toISOString()}>{clock(at)}</time>
          <span>{message.trimEnd()}</span>
        </li>
      ))}
    </ol>
  );
}

/** Returns the lines of a log group, polled for new ones. */
function useLog(account: string, group: string): readonly LogLine[] {
  const [lines, setLines] = useState<readonly LogLine[]>([]);
  useEffect(() => {
    let after = 0;
    let isOver = false;
    const poll = async () => {
      const query = new URLSearchParams({ account, group, after: String(after) });
      const page = await fetchJson<LogPage>(`/logs?${query.toString()}`).catch(() => undefined);
      if (isOver || !page || page.events.length === 0) return;
      after = page.next;
      setLines((previous) => [...previous, ...page.events].slice(-LINES_KEPT));
    };
    void poll();
    const timer = setInterval(() => void poll(), POLL_INTERVAL);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [account, group]);
  return lines;
}
