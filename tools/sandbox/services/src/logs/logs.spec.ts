import { Logs, MAX_EVENT_BYTES } from './logs';

function group(logs = new Logs()) {
  logs.putLogGroup('group');
  return { put: (message: string) => logs.put('group', 'stream', message), logs };
}

const bytes = (logs: Logs) =>
  logs.events('group').reduce((sum, { message }) => sum + Buffer.byteLength(message), 0);

describe('the events of a log group', () => {
  it('are limited in bytes, to the newest', () => {
    const { logs, put } = group();
    for (let count = 0; count < 100; count++) put(`${count} ${'ä'.repeat(100_000)}`);
    expect(bytes(logs)).toBeLessThanOrEqual(8 * 1024 * 1024);
    expect(bytes(logs)).toBeGreaterThan(7 * 1024 * 1024);
    expect(logs.events('group').at(-1)?.message).toMatch(/^99 /);
  });

  it('are limited in number, to the newest, even if the group is created again', () => {
    const { logs, put } = group();
    for (let count = 0; count < 3_000; count++) put('x');
    logs.putLogGroup('group', 7);
    for (let count = 0; count < 3_000; count++) put('y');
    expect(logs.events('group')).toHaveLength(4_000);
    expect(logs.group('group')?.bytes).toBe(4_000);
  });

  it('are truncated if they are too long', () => {
    const { logs, put } = group();
    put('x'.repeat(MAX_EVENT_BYTES + 1));
    expect(bytes(logs)).toBe(MAX_EVENT_BYTES);
  });
});
