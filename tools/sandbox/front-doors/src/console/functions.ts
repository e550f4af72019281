/** Functions, and the figures in their logs: cold starts and durations. */
import type { Account } from '@sandbox/services/account';
import type { LogEvent } from '@sandbox/services/logs/logs';
import type { TopologyStack } from './topology';
import type { FunctionInfo, LogPage } from './wire';

const MAX_LINES = 500;

/** The maximum length of a log line that a page receives. */
const LINE_BYTES = 16 * 1024;

interface Report {
  readonly ms: number;
  readonly initMs: number | undefined;
}

export function functionInfos(accounts: readonly Account[]): readonly FunctionInfo[] {
  return accounts.flatMap(({ id, lambda, logs, stacks }) =>
    lambda.all.map((configuration) => {
      const { name, arn, runtime, handler, memorySize, timeout, logGroup, variables, vpc } =
        configuration;
      const reports = logs.events(logGroup).flatMap(reportOf);
      const cold = reports.filter(({ initMs }) => initMs !== undefined);
      const lastInitMs = cold.at(-1)?.initMs;
      const lastMs = reports.at(-1)?.ms;
      return {
        ...{ account: id, name, arn, runtime, handler, memorySize, timeout, logGroup, variables },
        constructPath: constructPathOf(stacks.list, name),
        inVpc: vpc !== undefined,
        coldStarts: cold.length,
        invocations: reports.length,
        ...(lastInitMs !== undefined && { lastInitMs }),
        ...(lastMs !== undefined && { lastMs }),
      };
    }),
  );
}

/** Returns an empty path for a function that is not in a stack. */
function constructPathOf(stacks: readonly TopologyStack[], physicalId: string): string {
  const resources = stacks.flatMap((stack) => [...stack.resources.values()]);
  const found = resources.find(
    (resource) => resource.type === 'AWS::Lambda::Function' && resource.physicalId === physicalId,
  );
  return found?.constructPath.replace(/(\/(Lambda|Function))*\/Resource$/, '') ?? '';
}

/** Parses Lambda's report of an invocation, in either log format. */
function reportOf({ message }: LogEvent): readonly Report[] {
  if (message.startsWith('REPORT RequestId')) {
    const number = (name: string) => new RegExp(`\t${name}: ([\\d.]+) ms`).exec(message)?.[1];
    const init = number('Init Duration');
    return [
      {
        ms: Number(number('Duration') ?? 0),
        initMs: init === undefined ? undefined : Number(init),
      },
    ];
  }
  if (!message.includes('"platform.report"')) return [];
  const { record } = parsed(message) as { record?: { metrics?: Record<string, number> } };
  const { durationMs = 0, initDurationMs } = record?.metrics ?? {};
  return [{ ms: durationMs, initMs: initDurationMs }];
}

/** Returns the events of a log group after a sequence number; only the newest if there are many. */
export function logPage(events: readonly LogEvent[], after: number): LogPage {
  const newer = events.filter(({ sequence }) => sequence > after).slice(-MAX_LINES);
  return {
    events: newer.map(({ sequence, timestamp, stream, message }) => ({
      sequence,
      at: timestamp,
      stream,
      message: message.length > LINE_BYTES ? `${message.slice(0, LINE_BYTES)}…` : message,
    })),
    next: newer.at(-1)?.sequence ?? after,
  };
}

/** Returns the parsed JSON of a line; an empty object if it is not JSON. */
export function parsed(message: string): object {
  try {
    return Object(JSON.parse(message)) as object;
  } catch {
    return {};
  }
}
