import { join } from 'node:path';
import { answering } from '@sandbox/kernel/testing/function-code';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { isRunning, untilEnded } from '../testing/processes';
import { runningLambdas } from '../testing/running-lambda';

const lambdaOf = runningLambdas();
const folders = temporaryFolders();

describe('an invocation', () => {
  it('is rejected for a role that does not trust Lambda', () => {
    const roleArn = 'arn:aws:iam::222222222222:role/api-gateway';
    expect(() => lambdaOf(answering('1'), { roleArn })).toThrow(
      'The role defined for the function cannot be assumed by Lambda.',
    );
  });

  it("returns the handler's result, from a separate process", async () => {
    const { invoke } = lambdaOf(answering('{ event, pid: process.pid }'));
    const [kind, answer] = await invoke({ name: 'Ädá' });
    expect(kind).toBe('response');
    expect(answer).toMatchObject({ event: { name: 'Ädá' } });
    expect((answer as { pid: number }).pid).not.toBe(process.pid);
  });

  it('keeps its environment for the next one', async () => {
    const { invoke } = lambdaOf('let n = 0; export const handler = async () => ++n;');
    expect(await invoke()).toEqual(['response', 1]);
    expect(await invoke()).toEqual(['response', 2]);
  });

  it('returns null for undefined', async () => {
    expect(await lambdaOf(answering('undefined')).invoke()).toEqual(['response', null]);
  });

  it("has Lambda's context", async () => {
    const { lambda, invoke, arn, publish } = lambdaOf(
      answering('{ ...context, left: context.getRemainingTimeInMillis() }'),
      { timeout: 4 },
    );
    await lambda.putAlias(arn, 'live', { version: publish() });
    const [, answer] = await invoke({}, ':live');
    const { left, ...context } = answer as { left: number };
    expect(context).toMatchObject({
      invokedFunctionArn: `${arn}:live`,
      functionName: 'f',
      memoryLimitInMB: '512',
      logGroupName: 'group',
    });
    expect(left).toBeGreaterThan(1000);
    expect(left).toBeLessThanOrEqual(4000);
  });

  it('has the variables of the function and of Lambda, and none of the sandbox', async () => {
    const { invoke, iam } = lambdaOf(answering('process.env'), {
      variables: { TABLE_NAME: 'orders', LANG: 'de_DE.UTF-8' },
    });
    const [, answer] = await invoke();
    const environment = answer as Readonly<Record<string, string>>;
    expect(environment).toMatchObject({
      TABLE_NAME: 'orders',
      LANG: 'de_DE.UTF-8',
      AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
      AWS_REGION: 'eu-central-1',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
      AWS_LAMBDA_FUNCTION_NAME: 'f',
    });
    expect(iam.session(environment['AWS_ACCESS_KEY_ID'] ?? '')?.role.name).toBe('role');
    const own = Object.keys(environment).filter(
      (name) => !/^_?(AWS_|X_AMZN|HANDLER|LAMBDA_)/.test(name),
    );
    expect(own.sort()).toEqual(['LANG', 'PATH', 'TABLE_NAME', 'TZ']);
  });

  it.each([
    [
      'the function',
      'export const handler = async () => { throw new TypeError("no pizza"); };',
      'TypeError',
      'no pizza',
    ],
    [
      'a value other than an Error',
      'export const handler = async () => { throw null; };',
      'object',
      'null',
    ],
    [
      'a response that is not JSON',
      answering('1n'),
      'Runtime.JSONStringifyError',
      'Unable to stringify',
    ],
  ])(
    'fails with an error of %s, and the next one succeeds',
    async (_name, source, errorType, says) => {
      const { invoke } = lambdaOf(`${source}\n`);
      const failed = await invoke();
      expect(failed[0]).toBe('error');
      expect(failed[1]).toMatchObject({
        errorType,
        errorMessage: expect.stringContaining(says) as string,
      });
      expect(await invoke()).toEqual(failed);
    },
  );

  it.each([
    [
      'throws while it loads',
      { source: 'throw new RangeError("no menu");' },
      'RangeError',
      'no menu',
    ],
    [
      'exports no handler',
      { source: 'export const other = 1;' },
      'Runtime.HandlerNotFound',
      'handler.handler is undefined',
    ],
    [
      'has no file for the handler',
      { source: '', handler: 'gone.handler' },
      'Runtime.ImportModuleError',
      "Cannot find module 'gone'",
    ],
  ])('fails if the code %s', async (_name, { source, ...parts }, errorType, says) => {
    const { invoke } = lambdaOf(source, parts);
    const [kind, error] = await invoke();
    expect(kind).toBe('error');
    expect(error).toMatchObject({
      errorType,
      errorMessage: expect.stringContaining(says) as string,
    });
  });

  it('fails if the folder of the code is missing', async () => {
    const { invoke } = lambdaOf('', { codeFolder: join(__dirname, 'gone') });
    expect(await invoke()).toMatchObject(['error', { errorType: 'Runtime.ExitError' }]);
  });

  it('is killed after its timeout, and the next one succeeds', async () => {
    const { invoke } = lambdaOf(
      `export const handler = async ({ slow }) => slow ? new Promise(() => setInterval(() => {
        console.log('pid ' + process.pid);
      }, 10)) : process.pid;`,
      { timeout: 0.2 },
    );
    const [, pid] = await invoke();
    expect(await invoke({ slow: true })).toEqual([
      'error',
      { errorType: 'Sandbox.Timedout', errorMessage: 'Task timed out after 0.20 seconds' },
    ]);
    await untilEnded(pid as number);
    const [kind, next] = await invoke();
    expect(kind).toBe('response');
    expect(next).not.toBe(pid);
  });

  it.each([
    ['exits', 'process.exit(3)', 'error: exit status 3'],
    [
      'is killed',
      'process.kill(process.pid, "SIGKILL"); await new Promise(() => setInterval(() => {}, 9))',
      'error: signal: killed',
    ],
    ['is aborted', 'process.abort()', 'error: signal: aborted'],
  ])('fails if its process %s, and the next one succeeds', async (_name, crash, says) => {
    const { invoke } = lambdaOf(
      `export const handler = async ({ crash }) => { if (crash) { ${crash} } return 'fine'; };`,
    );
    expect(await invoke({ crash: true })).toEqual([
      'error',
      { errorType: 'Runtime.ExitError', errorMessage: `Runtime exited with ${says}` },
    ]);
    expect(await invoke()).toEqual(['response', 'fine']);
  });

  it('is rejected for an unknown function', async () => {
    const { lambda } = lambdaOf('');
    await expect(
      lambda.invoke('arn:aws:lambda:eu-central-1:2:function:gone', '{}', ''),
    ).rejects.toThrow('Function not found: arn:aws:lambda:eu-central-1:2:function:gone');
  });

  it("writes its output to the log group of the function, between Lambda's lines", async () => {
    const { invoke, logs } = lambdaOf(
      'export const handler = async () => { console.log("one"); console.error("two"); };',
    );
    await invoke();
    await invoke();
    while (logs.events('group').length < 11) await new Promise((resolve) => setImmediate(resolve));
    const events = logs.events('group');
    const [init, ...messages] = events.map(({ message }) => message);
    expect(init).toMatch(/^INIT_START /);
    const [, id = ''] = /^START RequestId: ([0-9a-f-]{36}) /.exec(messages[0] ?? '') ?? [];
    expect(messages.slice(0, 5)).toEqual([
      `START RequestId: ${id} Version: $LATEST`,
      ...messages.slice(1, 3),
      `END RequestId: ${id}`,
      expect.stringMatching(
        new RegExp(
          `^REPORT RequestId: ${id}\tDuration: [0-9.]+ ms\tBilled Duration: \\d+ ms\tMemory Size: 512 MB\t(?:Max Memory Used: \\d+ MB\t)?Init Duration: [0-9.]+ ms\t$`,
        ),
      ) as string,
    ]);
    expect(messages.slice(1, 3).map((message) => message.split('\t').slice(1))).toEqual([
      [id, 'INFO', 'one'],
      [id, 'ERROR', 'two'],
    ]);
    expect(messages[9]).toMatch(/^REPORT .*Memory Size: 512 MB\t(Max Memory Used: \d+ MB\t)?$/);
    const streams = new Set(events.map(({ stream }) => stream));
    expect([...streams]).toEqual([
      expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/) as string,
    ]);
  });

  it('writes nothing if its role may not write logs', async () => {
    const { invoke, logs, iam } = lambdaOf(
      'export const handler = async () => { console.log("one"); };',
    );
    iam.deleteRolePolicy('role', 'Logs');
    await invoke();
    await invoke();
    expect(logs.events('group')).toEqual([]);
  });
});

describe('code that does not load in time', () => {
  const never = 'await new Promise(() => setInterval(() => {}, 9)); ';
  const tooLate = [
    'error',
    { errorType: 'Sandbox.Timedout', errorMessage: 'Init phase timed out after 0.15 seconds' },
  ];

  it('fails each invocation, including waiting ones, repeatedly', async () => {
    const { invoke } = lambdaOf(never + answering('1'), { initTimeout: 150 });
    expect(await Promise.all([invoke(), invoke()])).toEqual([tooLate, tooLate]);
    expect(await invoke()).toEqual(tooLate);
  });

  it('fails an invocation even if it blocks the event loop', async () => {
    const { invoke } = lambdaOf('for (;;);', { initTimeout: 150 });
    expect(await invoke()).toEqual(tooLate);
  });

  it('does not block the warm-up', async () => {
    const { lambda } = lambdaOf(never, { initTimeout: 150 });
    await expect(lambda.warmUp()).resolves.toBeUndefined();
  });

  it('leaves no process or session, and the next invocation succeeds', async () => {
    const { invoke, iam, logs } = lambdaOf(
      `import { existsSync, writeFileSync } from 'node:fs';
      console.log(process.pid + ' ' + process.env.AWS_ACCESS_KEY_ID);
      const loaded = ${JSON.stringify(join(folders(), 'loaded'))};
      if (!existsSync(loaded)) { writeFileSync(loaded, ''); ${never} }
      export const handler = async ({ wait }) => {
        await new Promise((resolve) => setTimeout(resolve, wait));
        return process.pid;
      };`,
      { initTimeout: 1000 },
    );
    expect((await invoke())[0]).toBe('error');
    const [pid = '', key = ''] =
      logs.events('group')[1]?.message.split('\t').at(-1)?.split(' ') ?? [];
    expect(pid).toMatch(/^\d+$/);
    await untilEnded(Number(pid));
    expect(iam.session(key)).toBeUndefined();
    const [kind, next] = await invoke({ wait: 0 });
    expect(kind).toBe('response');
    expect(await invoke({ wait: 1000 })).toEqual(['response', next]);
  });
});

describe('concurrent invocations', () => {
  const source = `
    let busy = false;
    export const handler = async (event) => {
      if (busy) throw new Error('two at once');
      busy = true;
      await new Promise((resolve) => setTimeout(resolve, 5));
      busy = false;
      if (event.crash) process.exit(1);
      return { ...event, pid: process.pid };
    };`;

  it.each([1, 2])(
    'all return their own results, one at a time in each of %i environments',
    async (environments) => {
      const { invoke } = lambdaOf(source, { environments });
      const answers = await Promise.all([...Array(20).keys()].map((id) => invoke({ id })));
      expect(answers.map(([, answer]) => (answer as { id: number }).id)).toEqual([
        ...Array(20).keys(),
      ]);
      expect(new Set(answers.map(([, answer]) => (answer as { pid: number }).pid)).size).toBe(
        environments,
      );
    },
  );

  it('all complete when an environment crashes', async () => {
    const { invoke } = lambdaOf(source);
    const answers = await Promise.all(
      [...Array(6).keys()].map((id) => invoke({ crash: id === 2 })),
    );
    expect(answers.map(([kind]) => kind)).toEqual([
      'response',
      'response',
      'error',
      'response',
      'response',
      'response',
    ]);
  });
});

describe('stopping', () => {
  it('ends every process and fails invocations in flight or waiting', async () => {
    const { lambda, iam, invoke } = lambdaOf(
      `export const handler = async ({ slow }) => slow
        ? new Promise(() => setInterval(() => {}, 9))
        : { pid: process.pid, key: process.env.AWS_ACCESS_KEY_ID };`,
    );
    const [, answer] = await invoke();
    const { pid, key } = answer as { pid: number; key: string };
    const underWay = Promise.all([invoke({ slow: true }), invoke({ slow: true }), invoke()]);
    expect(isRunning(pid)).toBe(true);
    lambda.stop();
    expect((await underWay).map(([kind]) => kind)).toEqual(['error', 'error', 'error']);
    await untilEnded(pid);
    expect(iam.session(key)).toBeUndefined();
  });

  it('leaves no process of a later invocation', async () => {
    const { lambda, invoke } = lambdaOf(answering('process.pid'));
    lambda.stop();
    expect((await invoke())[0]).toBe('error');
  });
});
