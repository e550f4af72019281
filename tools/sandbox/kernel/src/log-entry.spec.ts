import { readLogEntry } from './log-entry';

const text = (level: string, message: string) =>
  `2026-11-26T07:00:00.000Z\t0b6e12ab-5f0c-4a7e-9d0c-3f5f5b1f6a11\t${level}\t${message}`;

describe('a log event of a function', () => {
  it('in text format has a level and a message', () => {
    expect(readLogEntry(text('WARN', 'two\nlines\tand a tab'))).toEqual({
      level: 'warn',
      text: 'two\nlines\tand a tab',
      fields: {},
      errors: [],
    });
  });

  it('has the error that the runtime writes after its first line', () => {
    const error = {
      errorType: 'TypeError',
      errorMessage: 'no pizza',
      stack: ['TypeError: no pizza', '    at place (file:///code/handler.mjs:1:2)'],
    };
    expect(readLogEntry(text('ERROR', `Invoke Error \t${JSON.stringify(error)}`))).toEqual({
      level: 'error',
      text: 'Invoke Error',
      fields: {},
      errors: [
        {
          name: 'TypeError',
          message: 'no pizza',
          frames: ['at place (file:///code/handler.mjs:1:2)'],
        },
      ],
    });
  });

  it("that is an object is parsed, with the error's causes", () => {
    const cause = { name: 'TimeoutError', message: 'late' };
    const error = { name: 'StoreError', message: 'gone', stack: 'x\n    at a (b:1:2)', cause };
    const line = { level: 'ERROR', message: 'request answered', status: 503, error };
    expect(readLogEntry(JSON.stringify(line))).toEqual({
      level: 'error',
      text: 'request answered',
      fields: { status: 503 },
      errors: [
        { name: 'StoreError', message: 'gone', frames: ['at a (b:1:2)'] },
        { name: 'TimeoutError', message: 'late', frames: [] },
      ],
    });
  });

  it('that is an object is parsed also if console wrote it as text', () => {
    expect(readLogEntry(text('INFO', '{"message":"Create","Status":"SUCCESS"}'))).toEqual({
      level: 'info',
      text: 'Create',
      fields: { Status: 'SUCCESS' },
      errors: [],
    });
    expect(readLogEntry(text('INFO', '{"level":"warn"}'))).toMatchObject({ level: 'warn' });
  });

  it.each([
    [
      "Lambda's JSON format, of an error next to a text",
      { level: 'ERROR', message: 'no', errorType: 'TypeError', errorMessage: 'x', stackTrace: [] },
      { text: 'no', fields: {} },
    ],
    [
      "Lambda's JSON format, of an error alone",
      { level: 'ERROR', message: { errorType: 'TypeError', errorMessage: 'x', stackTrace: [] } },
      { text: '', fields: {} },
    ],
    [
      'a library with the members severity, msg and err',
      { severity: 'error', msg: 'no', err: { name: 'TypeError', message: 'x' }, order: 7 },
      { text: 'no', fields: { order: 7 } },
    ],
  ])('is parsed in the format of %s', (_name, line, rest) => {
    expect(readLogEntry(JSON.stringify(line))).toEqual({
      ...rest,
      level: 'error',
      errors: [{ name: 'TypeError', message: 'x', frames: [] }],
    });
  });

  it.each([
    ['an error that is not an object', { message: 'no', error: 'ENOENT' }, { error: 'ENOENT' }],
    ['a member called errorType alone', { message: 'no', code: 7 }, { code: 7 }],
  ])('keeps %s among its fields', (_name, line, fields) => {
    expect(readLogEntry(JSON.stringify(line))).toEqual({ text: 'no', fields, errors: [] });
  });

  it.each([
    [
      '2026-11-26T07:00:00.000Z 0b6e12ab Task timed out after 3.00 seconds',
      'Task timed out after 3.00 seconds',
    ],
    [
      'RequestId: 0b6e12ab Error: Runtime exited with error: exit status 1\nRuntime.ExitError',
      'Runtime exited with error: exit status 1: Runtime.ExitError',
    ],
  ])('is an error if Lambda ends the invocation: %s', (message, expected) => {
    expect(readLogEntry(message)).toEqual({
      level: 'error',
      text: expected,
      fields: {},
      errors: [],
    });
  });

  it.each(['plain', '{"broken": ', '[1]', '{', ''])('is %j unchanged', (message) => {
    expect(readLogEntry(message)).toEqual({ text: message, fields: {}, errors: [] });
  });
});
