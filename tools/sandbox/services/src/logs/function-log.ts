/**
 * The log of one execution environment in CloudWatch Logs: the function's lines, and Lambda's own
 * around each invocation. Lambda writes with the function's role, so nothing is written without its
 * permission, and no error is reported. The sandbox's own record of an invocation always contains
 * the function's lines.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html
 */
import { randomBytes } from 'node:crypto';
import {
  Invocation,
  type FunctionIdentity,
  type InvocationAnswer,
  type InvocationStart,
} from '@sandbox/kernel/invocation';
import type { Logs } from './logs';
import {
  textSystemLog,
  type InvocationReport,
  type RuntimeVersion,
  type SystemLog,
} from './system-log';

export interface FunctionLogProps {
  readonly logs: Logs;
  readonly group: string;
  /**
   * Returns whether the function's role is allowed an action on a log stream or group, by its ARN.
   */
  readonly isRoleAllowed: (action: string, resource: string) => boolean;
  /** The prefix of a log group's ARN, such as `arn:aws:logs:eu-central-1:222222222222:`. */
  readonly arnPrefix: string;
  readonly stream: string;
  /** The function's label. */
  readonly of: FunctionIdentity;
  /** MB. */
  readonly memorySize: number;
  /** @default Lambda's lines are text */
  readonly system?: SystemLog | undefined;
  /** Called with each invocation when it starts. @default not reported */
  readonly onInvocation?: ((invocation: Invocation) => void) | undefined;
}

/**
 * The maximum number of lines buffered while no invocation runs; code that logs more while it loads
 * loses the oldest.
 */
const EARLY_LINES = 100;

interface EarlyLine {
  readonly message: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export class FunctionLog {
  private opened = false;
  private report: InvocationReport | undefined;
  private invocation: Invocation | undefined;
  /** Lines logged while no invocation ran, which are added to the next one. */
  private readonly early: EarlyLine[] = [];

  constructor(private readonly props: FunctionLogProps) {}

  /** The name of the log stream. */
  get stream(): string {
    return this.props.stream;
  }

  /** Logs that the environment has started to load the code. */
  initStarted(runtime: RuntimeVersion): void {
    this.lines(this.system.initStarted(runtime));
  }

  /** Adds a line that the function printed. */
  line(message: string): void {
    if (this.invocation) this.invocation.log(message);
    else this.bufferEarly(message);
    this.put(message);
  }

  /** Logs why the code failed to load, if no invocation has reported it. */
  notLoaded(reason: string, errorType: string): void {
    if (this.invocation) return;
    this.begin({ requestId: undefined, traceId: '', coldStart: undefined });
    this.logFailure('', reason, errorType);
    this.close();
  }

  private put(message: string): void {
    const { logs, group, stream, isRoleAllowed } = this.props;
    if (!this.open()) return;
    if (isRoleAllowed('logs:PutLogEvents', this.streamArn)) logs.put(group, stream, message);
  }

  started(start: InvocationStart & { readonly requestId: string }): void {
    this.writeReport();
    this.begin(start);
    this.lines(this.system.started(start.requestId, this.props.of.version));
  }

  /** Logs why the environment ended with an invocation. */
  failed(requestId: string, reason: string, errorType: string): void {
    this.lines(this.system.failed(requestId, reason, errorType));
    this.logFailure(requestId, reason, errorType);
  }

  /**
   * Lines that the function printed before its response may be received slightly later, but belong
   * before the report.
   */
  ended(report: InvocationReport, { kind, payload }: InvocationAnswer): void {
    this.report = report;
    this.invocation?.answered(kind, payload);
    setImmediate(() => setImmediate(() => this.writeReport()));
  }

  private writeReport(): void {
    const { report } = this;
    if (!report) return;
    this.report = undefined;
    this.lines(this.system.ended(report, this.props.memorySize));
    this.close();
  }

  private begin(start: InvocationStart): void {
    this.invocation = new Invocation(this.props.of, start);
    this.props.onInvocation?.(this.invocation);
    for (const { message, at } of this.early.splice(0)) this.invocation.log(message, at);
  }

  private close(): void {
    this.invocation?.close();
    this.invocation = undefined;
  }

  private bufferEarly(message: string): void {
    this.early.push({ message, at: Date.now() });
    if (this.early.length > EARLY_LINES) this.early.shift();
  }

  /** Adds the failure to the record, always in the text format. */
  private logFailure(requestId: string, reason: string, errorType: string): void {
    const messages = textSystemLog.failed(requestId || 'none', reason, errorType);
    for (const message of messages) this.invocation?.log(message);
  }

  private get system(): SystemLog {
    return this.props.system ?? textSystemLog;
  }

  private lines(messages: readonly string[]): void {
    for (const message of messages) this.put(message);
  }

  /** Creates the stream, and a missing group, as far as the role is allowed to. */
  private open(): boolean {
    const { logs, group, isRoleAllowed } = this.props;
    if (!logs.group(group)) {
      if (!isRoleAllowed('logs:CreateLogGroup', this.groupArn)) return false;
      logs.putLogGroup(group);
    }
    this.opened ||= isRoleAllowed('logs:CreateLogStream', this.streamArn);
    return this.opened;
  }

  private get groupArn(): string {
    return `${this.props.arnPrefix}log-group:${this.props.group}`;
  }

  private get streamArn(): string {
    return `${this.groupArn}:log-stream:${this.props.stream}`;
  }
}

/** Returns a stream name such as `2026/11/22/[1]0f3c…`: date, version and a random ID. */
export function logStreamName(version: string, time = new Date()): string {
  const date = time.toISOString().slice(0, 10).replaceAll('-', '/');
  return `${date}/[${version}]${randomBytes(16).toString('hex')}`;
}
