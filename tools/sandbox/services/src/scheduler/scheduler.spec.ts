import { Iam } from '../iam/iam';
import type { Lambda } from '../lambda/lambda';
import { rateSchema } from './rate';
import { Scheduler, type Schedule } from './scheduler';

const account = '222222222222';
const region = 'eu-central-1';
const GROUP = `arn:aws:scheduler:${region}:${account}:schedule-group/default`;
const FUNCTION = `arn:aws:lambda:${region}:${account}:function:smoke`;
const MINUTE = 60_000;

const trustOf = (group: string) => ({
  Statement: {
    Effect: 'Allow',
    Principal: { Service: 'scheduler.amazonaws.com' },
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'aws:SourceAccount': account, 'aws:SourceArn': group } },
  },
});

function running({ group = GROUP, mayInvoke = FUNCTION } = {}) {
  const iam = new Iam(account);
  const role = iam.putRole('role', { trust: trustOf(group) });
  const policy = { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: mayInvoke };
  iam.putRolePolicy('role', 'Invoke', { Statement: policy }, 'test');
  const invoke = jest.fn<ReturnType<Lambda['invoke']>, [arn: string, payload: string]>();
  invoke.mockResolvedValue({ kind: 'response', payload: '{}', version: '1' });
  const printed: string[] = [];
  const scheduler = new Scheduler({
    account,
    region,
    iam,
    lambda: { invoke } as unknown as Lambda,
    print: (line) => printed.push(line),
  });
  const schedule: Schedule = {
    name: 'every-five-minutes',
    rate: 5 * MINUTE,
    isEnabled: true,
    targetArn: FUNCTION,
    roleArn: role.arn,
    input: '{"due":"<aws.scheduler.scheduled-time>","of":"<aws.scheduler.schedule-arn>"}',
  };
  return { scheduler, schedule, invoke, printed };
}

describe('a schedule', () => {
  beforeEach(() => jest.useFakeTimers({ now: new Date('2026-11-26T12:00:00.400Z') }));
  afterEach(() => jest.useRealTimers());

  it('runs at once, and then at its rate, with the scheduled time of each run', async () => {
    const { scheduler, schedule, invoke, printed } = running();
    scheduler.putSchedule(schedule);
    await jest.advanceTimersByTimeAsync(10 * MINUTE + 1);
    const of = `arn:aws:scheduler:${region}:${account}:schedule/default/every-five-minutes`;
    expect(invoke.mock.calls.map(([arn, event]) => [arn, JSON.parse(event) as unknown])).toEqual(
      ['00', '05', '10'].map((minute) => [FUNCTION, { due: `2026-11-26T12:${minute}:00Z`, of }]),
    );
    expect(printed).toEqual([]);
  });

  it('runs once after the machine has slept, not for each missed run', async () => {
    const { scheduler, schedule, invoke } = running();
    scheduler.putSchedule(schedule);
    await jest.advanceTimersByTimeAsync(MINUTE);
    jest.setSystemTime(new Date('2026-11-26T20:01:30Z'));
    await jest.advanceTimersByTimeAsync(4 * MINUTE + 1);
    expect(invoke).toHaveBeenCalledTimes(2);
    await jest.advanceTimersByTimeAsync(5 * MINUTE);
    expect(invoke).toHaveBeenCalledTimes(3);
  });

  it("runs at a rate that exceeds a timer's maximum, not earlier", async () => {
    const { scheduler, schedule, invoke } = running();
    scheduler.putSchedule({ ...schedule, rate: 30 * 24 * 60 * MINUTE });
    await jest.advanceTimersByTimeAsync(29 * 24 * 60 * MINUTE);
    expect(invoke).toHaveBeenCalledTimes(1);
    await jest.advanceTimersByTimeAsync(24 * 60 * MINUTE);
    expect(invoke).toHaveBeenCalledTimes(2);
  });

  it.each<[string, (scheduler: Scheduler, schedule: Schedule) => void]>([
    ['deleted', (scheduler, { name }) => scheduler.deleteSchedule(name)],
    ['disabled', (scheduler, one) => scheduler.putSchedule({ ...one, isEnabled: false })],
    ['stopped with its account', (scheduler) => scheduler.stop()],
  ])('does not run after it is %s', async (_, end) => {
    const { scheduler, schedule, invoke } = running();
    scheduler.putSchedule(schedule);
    await jest.advanceTimersByTimeAsync(MINUTE);
    end(scheduler, schedule);
    await jest.advanceTimersByTimeAsync(60 * MINUTE);
    expect(invoke).toHaveBeenCalledTimes(1);
  });

  it('rejects a role that does not trust the scheduler, or trusts another group of schedules', () => {
    const { scheduler, schedule } = running({ group: `${GROUP}-of-others` });
    expect(() => scheduler.putSchedule(schedule)).toThrow(
      'must allow AWS EventBridge Scheduler to assume the role',
    );
  });

  it('does not invoke without permission, and reports that', async () => {
    const { scheduler, schedule, invoke, printed } = running({
      mayInvoke: `${FUNCTION}-of-others`,
    });
    scheduler.putSchedule(schedule);
    await jest.advanceTimersByTimeAsync(1);
    expect(invoke).not.toHaveBeenCalled();
    expect(printed).toEqual([
      `schedule every-five-minutes: ${schedule.roleArn} may not lambda:InvokeFunction on ${FUNCTION}`,
    ]);
  });

  it('reports a failure, and continues', async () => {
    const { scheduler, schedule, invoke, printed } = running();
    invoke.mockResolvedValueOnce({
      kind: 'error',
      reason: 'SmokeTestFailed',
      payload: '{}',
      version: '1',
    });
    invoke.mockRejectedValueOnce(new Error('Function not found'));
    scheduler.putSchedule(schedule);
    await jest.advanceTimersByTimeAsync(11 * MINUTE);
    expect(printed).toEqual([
      `schedule every-five-minutes: ${FUNCTION} failed: SmokeTestFailed`,
      'schedule every-five-minutes: Function not found',
    ]);
    expect(invoke).toHaveBeenCalledTimes(3);
  });
});

describe('a rate', () => {
  it.each([
    ['rate(1 minute)', MINUTE],
    ['rate(5 minutes)', 5 * MINUTE],
    ['rate(2 hours)', 120 * MINUTE],
    ['rate(1 day)', 24 * 60 * MINUTE],
  ])('is parsed: %s', (expression, milliseconds) => {
    expect(rateSchema.parse(expression)).toBe(milliseconds);
  });

  it.each([
    'rate(0 minutes)',
    'rate(5 seconds)',
    'rate(5minutes)',
    'cron(0 8 * * ? *)',
    'at(2026-11-26T12:00:00)',
  ])('is not %s, which is rejected by name', (expression) => {
    expect(rateSchema.safeParse(expression).error?.issues[0]?.message).toBe(
      `${expression} is not supported, only rates are: rate(<number> minutes|hours|days)`,
    );
  });
});
