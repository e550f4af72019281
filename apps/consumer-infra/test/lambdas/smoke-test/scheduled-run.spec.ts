import { SmokeTestFailed, dayOfScheduledRun } from '../../../src/lambdas/smoke-test/scheduled-run';

describe('a run of the smoke test', () => {
  it('belongs to the day for which it was scheduled', () => {
    expect(dayOfScheduledRun({ scheduledTime: '2026-11-26T23:55:00Z' })).toBe('2026-11-26');
  });

  it.each([undefined, null, {}, 'now', { other: 1 }])(
    'belongs to no day if it was not scheduled: %j',
    (event) => {
      expect(dayOfScheduledRun(event)).toBeUndefined();
    },
  );

  it.each(['<aws.scheduler.scheduled-time>', '', 5])(
    'rejects the invalid scheduled time %j',
    (time) => {
      expect(() => dayOfScheduledRun({ scheduledTime: time })).toThrow('scheduledTime');
    },
  );

  it('fails with the failed services, each with its reason', () => {
    const services = [
      { name: 'food', ok: false, status: 403, ms: 1, error: 'answered 403' },
      { name: 'beverage', ok: true, status: 200, ms: 1 },
      { name: 'dessert', ok: false, status: 0, ms: 1, error: 'ECONNREFUSED' },
    ];
    expect(new SmokeTestFailed({ ok: false, services })).toMatchObject({
      name: 'SmokeTestFailed',
      message: 'food: answered 403\ndessert: ECONNREFUSED',
    });
  });
});
