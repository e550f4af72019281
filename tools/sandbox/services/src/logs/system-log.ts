/**
 * The lines that Lambda itself writes to a function's log around each invocation, as text or as
 * JSON.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
 */
/** Lambda's report of an invocation. */
export interface InvocationReport {
  readonly requestId: string;
  /** Milliseconds. */
  readonly duration: number;
  /** Milliseconds that the code took to load, for the first invocation of an environment. */
  readonly initDuration?: number | undefined;
  /** MB; undefined if the operating system does not report it. */
  readonly maxMemoryUsed?: number | undefined;
  /** Undefined if the environment continues after the invocation. */
  readonly status?: 'timeout' | 'error';
  /** Why the environment ended. */
  readonly errorType?: string;
}

/** The runtime version of an execution environment. */
export interface RuntimeVersion {
  /** Such as `nodejs:22.v12`. */
  readonly name: string;
  readonly arn: string;
}

/** Returns the log events to write. */
export interface SystemLog {
  /** @see https://docs.aws.amazon.com/lambda/latest/dg/runtime-management-identify.html */
  initStarted(runtime: RuntimeVersion): readonly string[];
  started(requestId: string, version: string): readonly string[];
  /** @param reason why the environment ended with the invocation. */
  failed(requestId: string, reason: string, errorType: string): readonly string[];
  /** @param memorySize the function's memory in MB. */
  ended(report: InvocationReport, memorySize: number): readonly string[];
}

/** The log of functions whose `LogFormat` is `Text`. */
export const textSystemLog: SystemLog = {
  initStarted: ({ name, arn }) => [
    `INIT_START Runtime Version: ${name}\tRuntime Version ARN: ${arn}`,
  ],
  started: (requestId, version) => [`START RequestId: ${requestId} Version: ${version}`],
  failed: (requestId, reason, errorType) => [
    errorType === 'Sandbox.Timedout'
      ? `${new Date().toISOString()} ${requestId} ${reason}`
      : `RequestId: ${requestId} Error: ${reason}\n${errorType}`,
  ],
  ended(report, memorySize) {
    const { requestId, duration, initDuration, maxMemoryUsed, status, errorType } = report;
    const parts = [
      `REPORT RequestId: ${requestId}`,
      `Duration: ${duration.toFixed(2)} ms`,
      `Billed Duration: ${billed(report)} ms`,
      `Memory Size: ${memorySize} MB`,
      ...(maxMemoryUsed === undefined ? [] : [`Max Memory Used: ${maxMemoryUsed} MB`]),
      ...(initDuration === undefined ? [] : [`Init Duration: ${initDuration.toFixed(2)} ms`]),
      ...(status === undefined ? [] : [`Status: ${status}`]),
      ...(errorType === undefined ? [] : [`Error Type: ${errorType}`]),
    ];
    return [`END RequestId: ${requestId}`, `${parts.join('\t')}\t`];
  },
};

/** The values of `SystemLogLevel`, lowest first. */
export const SYSTEM_LOG_LEVELS = ['DEBUG', 'INFO', 'WARN'] as const;

export type SystemLogLevel = (typeof SYSTEM_LOG_LEVELS)[number];

/** Returns the log in JSON format, without events below a level. */
export function jsonSystemLog(lowest: SystemLogLevel): SystemLog {
  const event = (level: SystemLogLevel, type: string, record: object): readonly string[] =>
    SYSTEM_LOG_LEVELS.indexOf(level) < SYSTEM_LOG_LEVELS.indexOf(lowest)
      ? []
      : [JSON.stringify({ time: new Date().toISOString(), type: `platform.${type}`, record })];
  return {
    initStarted: ({ name, arn }) =>
      event('INFO', 'initStart', {
        initializationType: 'on-demand',
        phase: 'init',
        runtimeVersion: name,
        runtimeVersionArn: arn,
      }),
    started: (requestId, version) => event('INFO', 'start', { requestId, version }),
    failed: () => [],
    ended(report, memorySizeMB) {
      const { requestId, duration, initDuration, maxMemoryUsed, status, errorType } = report;
      const outcome = {
        requestId,
        status: status ?? 'success',
        ...(errorType === undefined ? {} : { errorType }),
      };
      const durationMs = rounded(duration);
      const metrics = {
        durationMs,
        billedDurationMs: billed(report),
        memorySizeMB,
        ...(maxMemoryUsed === undefined ? {} : { maxMemoryUsedMB: maxMemoryUsed }),
        ...(initDuration === undefined ? {} : { initDurationMs: rounded(initDuration) }),
      };
      return [
        ...event(status ? 'WARN' : 'DEBUG', 'runtimeDone', { ...outcome, metrics: { durationMs } }),
        ...event(status ? 'WARN' : 'INFO', 'report', { ...outcome, metrics }),
      ];
    },
  };
}

function billed({ duration, initDuration = 0 }: InvocationReport): number {
  return Math.ceil(duration + initDuration);
}

/** Rounds milliseconds to three decimal places. */
function rounded(milliseconds: number): number {
  return Number(milliseconds.toFixed(3));
}
