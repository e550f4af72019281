/**
 * What one execution environment of a function writes to CloudWatch Logs: the function's lines, and
 * Lambda's own around each invocation. Lambda writes in the function's name, so without the role's
 * leave nothing is written, and nobody is told.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html
 */
import { randomBytes } from 'node:crypto';
import type { Logs } from './logs';
import { textSystemLog, type InvocationReport, type SystemLog } from './system-log';

export interface FunctionLogProps {
  readonly logs: Logs;
  readonly group: string;
  /** Whether the function's role may do an action on a log stream or group, by its ARN. */
  readonly mayRole: (action: string, resource: string) => boolean;
  /** What the ARN of a log group starts with, such as `arn:aws:logs:eu-central-1:222222222222:`. */
  readonly arnPrefix: string;
  readonly stream: string;
  readonly version: string;
  /** MB. */
  readonly memorySize: number;
  /** @default Lambda's lines are text */
  readonly system?: SystemLog | undefined;
}

export class FunctionLog {
  private opened = false;
  private report: InvocationReport | undefined;

  constructor(private readonly props: FunctionLogProps) {}

  /** The name of the log stream. */
  get stream(): string {
    return this.props.stream;
  }

  /** A line that the function printed. */
  line(message: string): void {
    const { logs, group, stream, mayRole } = this.props;
    if (!this.open()) return;
    if (mayRole('logs:PutLogEvents', this.streamArn)) logs.put(group, stream, message);
  }

  started(requestId: string): void {
    this.writeReport();
    this.lines(this.system.started(requestId, this.props.version));
  }

  /** Tells why the environment has ended with an invocation. */
  failed(requestId: string, reason: string, errorType: string): void {
    this.lines(this.system.failed(requestId, reason, errorType));
  }

  /**
   * Lines that the function printed before it answered may be read a little later than the answer,
   * and belong before the report.
   */
  ended(report: InvocationReport): void {
    this.report = report;
    setImmediate(() => setImmediate(() => this.writeReport()));
  }

  private writeReport(): void {
    const { report } = this;
    if (!report) return;
    this.report = undefined;
    this.lines(this.system.ended(report, this.props.memorySize));
  }

  private get system(): SystemLog {
    return this.props.system ?? textSystemLog;
  }

  private lines(messages: readonly string[]): void {
    for (const message of messages) this.line(message);
  }

  /** Makes the stream, and the group if it is missing, as far as the role may. */
  private open(): boolean {
    const { logs, group, mayRole } = this.props;
    if (!logs.group(group)) {
      if (!mayRole('logs:CreateLogGroup', this.groupArn)) return false;
      logs.putLogGroup(group);
    }
    this.opened ||= mayRole('logs:CreateLogStream', this.streamArn);
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
