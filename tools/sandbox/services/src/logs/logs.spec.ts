import { Logs, MAX_EVENT_BYTES } from './logs';

function group(logs = new Logs()) {
  logs.putLogGroup('group');
  return { put: (message: string) => logs.put('group', 'stream', message), logs };
}

const bytes = (logs: Logs) =>
  logs.events('group').reduce((sum, { message }) => sum + Buffer.byteLength(message), 0);

describe('what a log group keeps', () => {
  it('has no more bytes than the bound, the newest events', () => {
    const { logs, put } = group();
    for (let count = 0; count < 100; count++) put(`${count} ${'ä'.repeat(100_000)}`);
    expect(bytes(logs)).toBeLessThanOrEqual(8 * 1024 * 1024);
    expect(bytes(logs)).toBeGreaterThan(7 * 1024 * 1024);
    expect(logs.events('group').at(-1)?.message).toMatch(/^99 /);
  });

  it('has no more events than the bound, also when the group is put anew', () => {
    const { logs, put } = group();
    for (let count = 0; count < 3_000; count++) put('x');
    logs.putLogGroup('group', 7);
    for (let count = 0; count < 3_000; count++) put('y');
    expect(logs.events('group')).toHaveLength(4_000);
    expect(logs.group('group')?.bytes).toBe(4_000);
  });

  it('cuts off an event that is too long', () => {
    const { logs, put } = group();
    put('x'.repeat(MAX_EVENT_BYTES + 1));
    expect(bytes(logs)).toBe(MAX_EVENT_BYTES);
  });
});
