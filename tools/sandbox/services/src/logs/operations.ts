/**
 * The operations of CloudWatch Logs that read log groups.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/Welcome.html
 */
import { z } from 'zod';
import { filterPattern, FilterPatternError } from './filter-pattern';
import type { LogEvent, LogGroup, LogStream } from './logs';
import type { ApiCall } from '../aws-api/api-call';
import { ApiError } from '../aws-api/api-error';
import { authorizeCall } from '../aws-api/authorization';
import { operation, type Operation, type Operations } from '../aws-api/operation';
import { pageOf } from '../aws-api/page';
import type { AccountWith } from '../services';
import type { Tags } from '../tags';

/** The parts of an account that the operations use. */
type Owner = AccountWith<'logs'>;

type Call = ApiCall<Owner>;

const MAX_EVENTS = 10_000;

const token = z.string().optional();
const pageSize = z.number().int().min(1).max(50).default(50);
const eventLimit = z.number().int().min(1).max(MAX_EVENTS).default(MAX_EVENTS);
/** Milliseconds since the epoch. */
const time = z.number().optional();

/** A group is identified by its name or its ARN. */
const groupInput = z.object({
  logGroupName: z.string().optional(),
  logGroupIdentifier: z.string().optional(),
});

const describeLogGroups = operation(
  z.object({
    logGroupNamePrefix: z.string().default(''),
    logGroupNamePattern: z.string().default(''),
    limit: pageSize,
    nextToken: token,
  }),
  ({ logGroupNamePrefix, logGroupNamePattern, limit, nextToken }, call: Call) => {
    authorizeStreams('DescribeLogGroups', '', '', call);
    const groups = call.account.logs.all.filter(
      ({ name }) => name.startsWith(logGroupNamePrefix) && name.includes(logGroupNamePattern),
    );
    const page = pageOf(groups, limit, nextToken, invalidToken);
    return {
      logGroups: page.items.map((group) => describeGroup(group, call)),
      ...(page.nextToken === undefined ? {} : { nextToken: page.nextToken }),
    };
  },
);

const describeLogStreams = operation(
  groupInput.extend({
    logStreamNamePrefix: z.string().default(''),
    orderBy: z.enum(['LogStreamName', 'LastEventTime']).default('LogStreamName'),
    descending: z.boolean().default(false),
    limit: pageSize,
    nextToken: token,
  }),
  (input, call: Call) => {
    const { logStreamNamePrefix, orderBy, descending, limit, nextToken } = input;
    const group = authorizedGroup('DescribeLogStreams', input, '', call);
    const streams = [...group.streams.values()]
      .filter(({ name }) => name.startsWith(logStreamNamePrefix))
      .sort(orderBy === 'LogStreamName' ? byName : byLastEvent);
    if (descending) streams.reverse();
    const page = pageOf(streams, limit, nextToken, invalidToken);
    return {
      logStreams: page.items.map((stream) => describeStream(group, stream, call)),
      ...(page.nextToken === undefined ? {} : { nextToken: page.nextToken }),
    };
  },
);

const getLogEvents = operation(
  groupInput.extend({
    logStreamName: z.string(),
    startTime: time,
    endTime: time,
    startFromHead: z.boolean().default(false),
    limit: eventLimit,
    nextToken: z
      .string()
      .regex(/^[fb]\/\d+$/, 'Member must be a token of this operation')
      .optional(),
  }),
  (input, call: Call) => {
    const group = authorizedGroup('GetLogEvents', input, input.logStreamName, call);
    if (!group.streams.has(input.logStreamName)) throw notFound('log stream');
    const matching = group.events.filter(
      (event) => event.stream === input.logStreamName && isWithin(event, input),
    );
    const events = pageOfStream(matching, input);
    const position = Number(input.nextToken?.slice(2) ?? 0);
    return {
      events: events.map(({ timestamp, message, ingestionTime }) => ({
        timestamp,
        message,
        ingestionTime,
      })),
      nextForwardToken: `f/${events.at(-1)?.sequence ?? position}`,
      nextBackwardToken: `b/${events[0]?.sequence ?? position}`,
    };
  },
);

const filterLogEvents = operation(
  groupInput.extend({
    logStreamNames: z.array(z.string()).optional(),
    logStreamNamePrefix: z.string().default(''),
    startTime: time,
    endTime: time,
    filterPattern: z.string().default(''),
    limit: eventLimit,
    nextToken: z.string().regex(/^\d+$/, 'Member must be a token of this operation').optional(),
  }),
  (input, call: Call) => {
    const group = authorizedGroup('FilterLogEvents', input, '', call);
    const { logStreamNames: names, logStreamNamePrefix: prefix, limit, nextToken } = input;
    const after = Number(nextToken ?? 0);
    const matches = compiled(input.filterPattern);
    const matching = group.events.filter(
      (event) =>
        event.sequence > after &&
        event.stream.startsWith(prefix) &&
        (names?.includes(event.stream) ?? true) &&
        isWithin(event, input) &&
        matches(event.message),
    );
    const events = matching.slice(0, limit);
    return {
      events: events.map(described),
      searchedLogStreams: [],
      ...(matching.length > limit ? { nextToken: String(events.at(-1)?.sequence) } : {}),
    };
  },
);

export const logsOperations: Operations<Owner> = new Map<string, Operation<Owner>>([
  ['DescribeLogGroups', describeLogGroups],
  ['DescribeLogStreams', describeLogStreams],
  ['GetLogEvents', getLogEvents],
  ['FilterLogEvents', filterLogEvents],
]);

/** @throws {ApiError} when the caller is not authorized, or the group does not exist. */
function authorizedGroup(
  name: string,
  { logGroupName, logGroupIdentifier }: z.output<typeof groupInput>,
  stream: string,
  call: Call,
): LogGroup {
  const identifier = logGroupName ?? logGroupIdentifier;
  if (identifier === undefined) {
    const code = 'InvalidParameterException';
    throw new ApiError({ code }, 'Either logGroupName or logGroupIdentifier is needed');
  }
  const groupName = /^arn:aws:logs:[^:]*:\d*:log-group:([^:]*)/.exec(identifier)?.[1] ?? identifier;
  const group = call.account.logs.group(groupName);
  // The resource of an operation on one stream is the stream, which has no tags.
  authorizeStreams(name, groupName, stream, call, stream === '' ? group?.tags : undefined);
  if (!group) throw notFound('log group');
  return group;
}

/** The authorized resource is always a stream; for an operation without one, its name is empty. */
function authorizeStreams(
  name: string,
  group: string,
  stream: string,
  call: Call,
  tags?: Tags,
): void {
  authorizeCall(call, {
    action: `logs:${name}`,
    resource: `${arnOf(group, call)}:log-stream:${stream}`,
    tags,
  });
}

function arnOf(group: string, { account }: Call): string {
  return `arn:aws:logs:${account.region}:${account.id}:log-group:${group}`;
}

/**
 * Returns a page from the end of the stream, or from its head if requested; a token continues where
 * its page ended.
 */
function pageOfStream(
  events: readonly LogEvent[],
  {
    limit,
    nextToken,
    startFromHead,
  }: { limit: number; nextToken?: string | undefined; startFromHead: boolean },
): readonly LogEvent[] {
  const position = Number(nextToken?.slice(2));
  if (nextToken?.startsWith('f')) {
    return events.filter(({ sequence }) => sequence > position).slice(0, limit);
  }
  if (nextToken?.startsWith('b')) {
    return events.filter(({ sequence }) => sequence < position).slice(-limit);
  }
  return startFromHead ? events.slice(0, limit) : events.slice(-limit);
}

/** Returns whether an event is between the start (inclusive) and the end (exclusive). */
function isWithin(
  { timestamp }: LogEvent,
  {
    startTime = 0,
    endTime = Infinity,
  }: { startTime?: number | undefined; endTime?: number | undefined },
): boolean {
  return timestamp >= startTime && timestamp < endTime;
}

function compiled(pattern: string): (message: string) => boolean {
  try {
    return filterPattern(pattern);
  } catch (error) {
    if (!(error instanceof FilterPatternError)) throw error;
    throw new ApiError({ code: 'InvalidParameterException' }, error.message);
  }
}

function described({ sequence, stream, timestamp, message, ingestionTime }: LogEvent) {
  const eventId = String(sequence).padStart(56, '0');
  return { logStreamName: stream, timestamp, message, ingestionTime, eventId };
}

function describeGroup(group: LogGroup, call: Call) {
  const arn = arnOf(group.name, call);
  return {
    logGroupName: group.name,
    creationTime: group.createdAt,
    ...(group.retentionInDays === undefined ? {} : { retentionInDays: group.retentionInDays }),
    metricFilterCount: 0,
    arn: `${arn}:*`,
    logGroupArn: arn,
    logGroupClass: 'STANDARD',
    storedBytes: 0,
  };
}

function describeStream(group: LogGroup, stream: LogStream, call: Call) {
  return {
    logStreamName: stream.name,
    creationTime: stream.createdAt,
    firstEventTimestamp: stream.firstEventAt,
    lastEventTimestamp: stream.lastEventAt,
    lastIngestionTime: stream.lastIngestionAt,
    arn: `${arnOf(group.name, call)}:log-stream:${stream.name}`,
    storedBytes: 0,
  };
}

function byName(a: LogStream, b: LogStream): number {
  return a.name < b.name ? -1 : 1;
}

function byLastEvent(a: LogStream, b: LogStream): number {
  return (a.lastEventAt ?? 0) - (b.lastEventAt ?? 0);
}

function invalidToken(): ApiError {
  return new ApiError({ code: 'InvalidParameterException' }, 'The specified nextToken is invalid.');
}

function notFound(what: string): ApiError {
  return new ApiError(
    { code: 'ResourceNotFoundException' },
    `The specified ${what} does not exist.`,
  );
}
