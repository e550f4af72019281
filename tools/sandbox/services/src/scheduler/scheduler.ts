/** EventBridge Scheduler of one account: invokes functions at their rates while it runs. */
import { randomUUID } from 'node:crypto';
import { reasonOf } from '@sandbox/kernel/one-line';
import type { ConditionContext } from '@sandbox/policy/access-request';
import type { Iam } from '../iam/iam';
import type { Lambda } from '../lambda/lambda';

export interface SchedulerProps {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  readonly iam: Iam;
  readonly lambda: Lambda;
  /** Called with one line about each failed invocation, which has no caller to report it to. */
  readonly print: (line: string) => void;
}

export interface Schedule {
  readonly name: string;
  /** Milliseconds between two invocations. */
  readonly rate: number;
  readonly isEnabled: boolean;
  /** The ARN of the function, with an optional qualifier. */
  readonly targetArn: string;
  /** The ARN of the role that invokes the target. */
  readonly roleArn: string;
  /**
   * The event, in which context attributes such as `<aws.scheduler.scheduled-time>` are replaced.
   */
  readonly input: string;
}

/** The maximum delay of a timer in milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1;

const SERVICE = 'scheduler.amazonaws.com';

export class Scheduler {
  private readonly timers = new Map<string, NodeJS.Timeout>();

  constructor(private readonly props: SchedulerProps) {}

  /**
   * Creates or updates a schedule. An enabled one runs at once, and then at its rate.
   *
   * @throws {Error} when its role does not trust EventBridge Scheduler.
   * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#rate-based
   */
  putSchedule(schedule: Schedule): void {
    if (!this.props.iam.isTrusted(schedule.roleArn, SERVICE, this.roleContext())) {
      throw new Error(
        'The execution role you provide must allow AWS EventBridge Scheduler to assume the role.',
      );
    }
    this.deleteSchedule(schedule.name);
    if (schedule.isEnabled) this.runAt(Date.now(), schedule);
  }

  /** A started invocation continues. */
  deleteSchedule(name: string): void {
    clearTimeout(this.timers.get(name));
    this.timers.delete(name);
  }

  /** Returns the ARN of a schedule; all are in the group `default`. */
  arnOf(name: string): string {
    return this.arn(`schedule/default/${name}`);
  }

  stop(): void {
    for (const name of [...this.timers.keys()]) this.deleteSchedule(name);
  }

  private runAt(time: number, schedule: Schedule): void {
    const wait = time - Date.now();
    const timer = setTimeout(
      () => {
        if (wait > LONGEST_TIMER) this.runAt(time, schedule);
        else {
          this.runAt(nextAfter(Date.now(), time, schedule.rate), schedule);
          void this.run(schedule, new Date(time));
        }
      },
      Math.min(Math.max(wait, 0), LONGEST_TIMER),
    );
    this.timers.set(schedule.name, timer.unref());
  }

  /**
   * Invokes the target with the schedule's role; the function's result is only checked for errors.
   */
  private async run(schedule: Schedule, time: Date): Promise<void> {
    const { name, roleArn, targetArn } = schedule;
    const { iam, lambda, print } = this.props;
    const failed = (why: string) => print(`schedule ${name}: ${why}`);
    if (!iam.isRoleAllowed(roleArn, 'lambda:InvokeFunction', targetArn, this.roleContext())) {
      failed(`${roleArn} may not lambda:InvokeFunction on ${targetArn}`);
      return;
    }
    try {
      const event = this.eventOf(schedule, time);
      const result = await lambda.invoke(targetArn, event, randomUUID());
      if (result.kind === 'error') failed(`${targetArn} failed: ${result.reason}`);
    } catch (error) {
      failed(reasonOf(error));
    }
  }

  /** @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html */
  private eventOf({ name, input }: Schedule, time: Date): string {
    const values: Readonly<Record<string, string>> = {
      'schedule-arn': this.arnOf(name),
      'scheduled-time': time.toISOString().replace(/\.\d+Z$/, 'Z'),
      'execution-id': randomUUID(),
      'attempt-number': '1',
    };
    return input.replaceAll(
      /<aws\.scheduler\.([a-z-]+)>/g,
      (keyword, attribute: string) => values[attribute] ?? keyword,
    );
  }

  /** @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html */
  private roleContext(): ConditionContext {
    return new Map([
      ['aws:sourceaccount', this.props.account],
      ['aws:sourcearn', this.arn('schedule-group/default')],
    ]);
  }

  private arn(resource: string): string {
    return `arn:aws:scheduler:${this.props.region}:${this.props.account}:${resource}`;
  }
}

/** Returns the next scheduled time; times that passed while the machine slept are skipped. */
function nextAfter(now: number, time: number, rate: number): number {
  const missed = Math.max(0, Math.floor((now - time) / rate));
  return time + (missed + 1) * rate;
}
