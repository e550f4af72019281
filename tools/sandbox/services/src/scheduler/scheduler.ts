/** EventBridge Scheduler of one account: it invokes functions at their rates for as long as it runs. */
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
  /** Called with one line about each failed invocation, which has no other caller. */
  readonly print: (line: string) => void;
}

export interface Schedule {
  readonly name: string;
  /** Milliseconds between two invocations. */
  readonly rate: number;
  readonly isEnabled: boolean;
  /** The function's, with a qualifier or without. */
  readonly targetArn: string;
  /** Of the role that the schedule invokes its target as. */
  readonly roleArn: string;
  /** The event, in which keywords such as `<aws.scheduler.scheduled-time>` are replaced. */
  readonly input: string;
}

/** The longest time that a timer takes, in milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1;

const SERVICE = 'scheduler.amazonaws.com';

export class Scheduler {
  private readonly timers = new Map<string, NodeJS.Timeout>();

  constructor(private readonly props: SchedulerProps) {}

  /**
   * Creates a schedule, or changes it. One that is enabled runs at once, and then at its rate.
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

  /** An invocation that has begun goes on. */
  deleteSchedule(name: string): void {
    clearTimeout(this.timers.get(name));
    this.timers.delete(name);
  }

  /** The ARN of a schedule; all are in the group `default`. */
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

  /** As the role of the schedule; nobody waits for what the function returns. */
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

/** The next time at a rate; those that passed while the machine slept are left out. */
function nextAfter(now: number, time: number, rate: number): number {
  const missed = Math.max(0, Math.floor((now - time) / rate));
  return time + (missed + 1) * rate;
}
