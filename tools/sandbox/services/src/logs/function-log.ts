/**
 * What one execution environment of a function writes to CloudWatch Logs: the function's lines, and
 * Lambda's own around each invocation. Lambda writes in the function's name, so without the role's
 * leave nothing is written, and nobody is told. The sandbox's own record of an invocation has the
 * function's lines all the same.
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
  /** Whether the function's role may do an action on a log stream or group, by its ARN. */
  readonly isRoleAllowed: (action: string, resource: string) => boolean;
  /** What the ARN of a log group starts with, such as `arn:aws:logs:eu-central-1:222222222222:`. */
  readonly arnPrefix: string;
  readonly stream: string;
  /** Whose log it is. */
  readonly of: FunctionIdentity;
  /** MB. */
  readonly memorySize: number;
  /** @default Lambda's lines are text */
  readonly system?: SystemLog | undefined;
  /** Called with each invocation when it starts. @default not reported */
  readonly onInvocation?: ((invocation: Invocation) => void) | undefined;
}

/** Lines that are kept while no invocation runs; code that logs more while it loads loses the oldest. */
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
  /** Logged while no invocation ran: they belong to the next one. */
  private readonly early: EarlyLine[] = [];

  constructor(private readonly props: FunctionLogProps) {}

  /** The name of the log stream. */
  get stream(): string {
    return this.props.stream;
  }

  /** Writes that an environment has started to load the code. */
  initStarted(runtime: RuntimeVersion): void {
    this.lines(this.system.initStarted(runtime));
  }

  /** A line that the function printed. */
  line(message: string): void {
    if (this.invocation) this.invocation.log(message);
    else this.bufferEarly(message);
    this.put(message);
  }

  /** Writes why the code did not load, if no invocation has reported it. */
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

  /** Writes why the environment ended with an invocation. */
  failed(requestId: string, reason: string, errorType: string): void {
    this.lines(this.system.failed(requestId, reason, errorType));
    this.logFailure(requestId, reason, errorType);
  }

  /**
   * Lines that the function printed before it answered may be read a little later than the answer,
   * and belong before the report.
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

  /** The record has it in one form, whatever the format of the log. */
  private logFailure(requestId: string, reason: string, errorType: string): void {
    const told = textSystemLog.failed(requestId || 'none', reason, errorType);
    for (const message of told) this.invocation?.log(message);
  }

  private get system(): SystemLog {
    return this.props.system ?? textSystemLog;
  }

  private lines(messages: readonly string[]): void {
    for (const message of messages) this.put(message);
  }

  /** Makes the stream, and the group if it is missing, as far as the role may. */
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

/** Such as `2026/11/22/[1]0f3c…`: date, version and something random. */
export function logStreamName(version: string, time = new Date()): string {
  const date = time.toISOString().slice(0, 10).replaceAll('-', '/');
  return `${date}/[${version}]${randomBytes(16).toString('hex')}`;
}
