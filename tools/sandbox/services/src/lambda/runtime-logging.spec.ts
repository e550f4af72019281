import { runningLambdas, type RunningLambda } from '../testing/running-lambda';

const lambdaOf = runningLambdas();

/**
 * Returns the messages of a group after this number of invocation reports, from the first
 * invocation's start on.
 */
async function messagesOf(running: RunningLambda, reports = 1): Promise<readonly string[]> {
  return (await allMessagesOf(running, reports)).filter((message) => !IS_INIT.test(message));
}

const IS_INIT = /^INIT_START |platform\.initStart/;

async function allMessagesOf({ logs }: RunningLambda, reports = 1): Promise<readonly string[]> {
  for (;;) {
    const messages = logs.events('group').map(({ message }) => message);
    if (messages.filter((message) => /^REPORT |platform\.report/.test(message)).length >= reports) {
      return messages;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const code = (statements: string) => `export const handler = async () => { ${statements} };`;

describe('a log in text format', () => {
  it.each([
    ['log', 'INFO'],
    ['info', 'INFO'],
    ['debug', 'DEBUG'],
    ['trace', 'TRACE'],
    ['warn', 'WARN'],
    ['error', 'ERROR'],
    ['fatal', 'FATAL'],
  ])('has time, request and level before the message of console.%s', async (method, level) => {
    const running = lambdaOf(code(`console.${method}('%s of', 2, { a: 1 }, 'two\\nlines')`));
    await running.invoke();
    const [start = '', message = ''] = await messagesOf(running);
    const [, id] = /RequestId: (\S+)/.exec(start) ?? [];
    const [time = '', ...rest] = message.split('\t');
    expect(time).toBe(new Date(time).toISOString());
    expect(rest).toEqual([id, level, '2 of { a: 1 } two\nlines']);
  });

  it('has lines of the standard output unchanged, an event for each line', async () => {
    const running = lambdaOf(code(`process.stdout.write('one\\ntwo\\n')`));
    await running.invoke();
    expect((await messagesOf(running)).slice(1, 3)).toEqual(['one', 'two']);
  });

  it('reports the init duration with the first invocation of an environment only', async () => {
    const running = lambdaOf(code(''));
    for (let count = 1; count <= 5; count++) {
      await running.invoke();
      await messagesOf(running, count);
    }
    const reports = (await messagesOf(running, 5)).filter((message) =>
      message.startsWith('REPORT '),
    );
    const first = reports.map((report) => report.includes('Init Duration'));
    expect(first).toEqual([true, false, false, false, false]);
  });

  it('starts with the runtime version, once for each environment', async () => {
    const running = lambdaOf(`console.log('loading'); ${code('')}`, { runtime: 'nodejs22.x' });
    await running.invoke();
    await running.invoke();
    const [first, ...rest] = await allMessagesOf(running, 2);
    expect(first).toMatch(
      /^INIT_START Runtime Version: nodejs:22\.v1\tRuntime Version ARN: arn:aws:lambda:eu-central-1::runtime:[0-9a-f]{64}$/,
    );
    expect(rest.filter((message) => IS_INIT.test(message))).toEqual([]);
  });

  it('has undefined for the request while the code is loaded', async () => {
    const running = lambdaOf(`console.log('loading'); ${code('')}`);
    await running.invoke();
    expect((await messagesOf(running)).join()).toContain('\tundefined\tINFO\tloading');
  });

  it.each([
    ['that the handler throws', `throw new TypeError('no pizza')`, 'Invoke Error', 'TypeError'],
    [
      'that is not caught',
      `setTimeout(() => { throw new RangeError('no pizza'); }); await new Promise(() => setInterval(() => {}, 9))`,
      'Uncaught Exception',
      'RangeError',
    ],
    [
      'of a promise without a handler',
      `Promise.reject(new Error('no pizza')); await new Promise(() => setInterval(() => {}, 9))`,
      'Unhandled Promise Rejection',
      'Runtime.UnhandledPromiseRejection',
    ],
  ])('has the error %s', async (_name, statements, headline, errorType) => {
    const running = lambdaOf(code(statements));
    const [kind, payload] = await running.invoke();
    expect([kind, payload]).toMatchObject(['error', { errorType }]);
    const message = (await messagesOf(running)).find((each) => each.includes(headline)) ?? '';
    const [, , level, text, json = ''] = message.split('\t');
    expect([level, text]).toEqual(['ERROR', `${headline} `]);
    expect(JSON.parse(json)).toMatchObject({ errorType, stack: expect.any(Array) as unknown[] });
  });

  it('reports a timeout with its time and request', async () => {
    const running = lambdaOf(code('await new Promise(() => setInterval(() => {}, 9))'), {
      timeout: 0.2,
    });
    await running.invoke();
    const messages = await messagesOf(running);
    expect(messages[1]).toMatch(/^\d{4}-\S+Z [0-9a-f-]{36} Task timed out after 0.20 seconds$/);
    expect(messages.at(-1)).toContain('\tStatus: timeout\t');
  });

  it('splits an event that is too large', async () => {
    const running = lambdaOf(code(`console.log('x'.repeat(600 * 1024))`));
    await running.invoke();
    const parts = (await messagesOf(running)).slice(1, -2);
    expect(parts.map((part) => part.length > 0)).toEqual([true, true, true]);
    expect(parts.join('').match(/x/g)).toHaveLength(600 * 1024);
  });
});

describe('a log in JSON format', () => {
  const json = async (statements: string, levels: object = {}) => {
    const running = lambdaOf(code(statements), { logging: { format: 'JSON', ...levels } });
    await running.invoke();
    return (await messagesOf(running)).map((message) => JSON.parse(message) as object);
  };

  it('has an object for each console call, and Lambda’s platform events', async () => {
    const events = await json(`console.log({ order: 7 }); console.error('no', new TypeError('x'))`);
    expect(events).toMatchObject([
      { type: 'platform.start', record: { version: '$LATEST' } },
      { level: 'INFO', message: { order: 7 } },
      { level: 'ERROR', errorType: 'TypeError', errorMessage: 'x' },
      { type: 'platform.report', record: { status: 'success', metrics: { memorySizeMB: 512 } } },
    ]);
  });

  it.each([
    ['INFO' as const, ['platform.initStart']],
    ['WARN' as const, []],
  ])('starts with the runtime up to SystemLogLevel INFO: %s', async (systemLevel, types) => {
    const running = lambdaOf(code(`console.fatal('x')`), {
      logging: { format: 'JSON', systemLevel },
    });
    await running.invoke();
    const messages = running.logs.events('group').map(({ message }) => message);
    const inits = messages.filter((message) => IS_INIT.test(message));
    expect(inits.map((message) => (JSON.parse(message) as { type: string }).type)).toEqual(types);
  });

  it.each([
    [undefined, ['INFO', 'WARN', 'FATAL']],
    ['TRACE' as const, ['TRACE', 'INFO', 'WARN', 'FATAL']],
    ['FATAL' as const, ['FATAL']],
  ])('omits events below ApplicationLogLevel %s', async (applicationLevel, levels) => {
    const events = await json(
      `for (const level of ['trace', 'info', 'warn', 'fatal']) console[level]('x')`,
      applicationLevel === undefined ? {} : { applicationLevel },
    );
    expect(events.flatMap((event) => ('level' in event ? [event.level] : []))).toEqual(levels);
  });

  it('has more platform events from SystemLogLevel DEBUG on', async () => {
    const events = await json('', { systemLevel: 'DEBUG' });
    expect(events.flatMap((event) => ('type' in event ? [event.type] : []))).toEqual([
      'platform.start',
      'platform.runtimeDone',
      'platform.report',
    ]);
  });
});
