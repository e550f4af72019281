import { EnvironmentPool, MAX_ENVIRONMENTS, type PooledEnvironment } from './environment-pool';
import type { InvocationResult } from './execution-environment';
import type { FunctionConfiguration } from './function-configuration';

const configuration: FunctionConfiguration = {
  stackName: '',
  constructPath: '',
  name: 'f',
  arn: 'arn',
  roleArn: 'role',
  handler: 'handler.handler',
  codeAsset: 'code.zip',
  codeFolder: '/',
  timeout: 3600,
  memorySize: 128,
  variables: {},
  runtime: 'nodejs24.x',
  logging: { format: 'Text' as const },
  architecture: 'x86_64' as const,
  description: '',
  tracingMode: 'PassThrough' as const,
  ephemeralStorage: 512,
  logGroup: 'group',
};

/**
 * An environment without a process; an invocation completes after the milliseconds in its payload.
 */
class Environment implements PooledEnvironment {
  busy = false;
  hasEnded = false;
  isStarting = true;
  readonly ready: Promise<void>;

  constructor(
    coldStart: number,
    private readonly onEnd: (environment: PooledEnvironment) => void,
  ) {
    this.ready = new Promise((resolve) =>
      setTimeout(() => {
        this.isStarting = false;
        resolve();
      }, coldStart),
    );
  }

  reserve(): void {
    this.busy = true;
  }

  start(): Promise<void> {
    return Promise.resolve();
  }

  invoke({ payload }: { readonly payload: string }): Promise<InvocationResult> {
    return new Promise((resolve) =>
      setTimeout(() => {
        this.busy = false;
        resolve({ kind: 'response', payload });
      }, Number(payload)),
    );
  }

  stop(): void {
    this.hasEnded = true;
    this.onEnd(this);
  }
}

function pool({ size = 1, coldStart = 300, isBusy = false } = {}) {
  const environments: Environment[] = [];
  const started = new EnvironmentPool({
    configuration,
    size,
    newEnvironment: (onEnd) => {
      const environment = new Environment(coldStart, onEnd);
      environments.push(environment);
      return environment;
    },
    onDrained: () => undefined,
    isBusy: () => isBusy,
  });
  const answered: number[] = [];
  return {
    pool: started,
    environments,
    answered,
    running: () => environments.filter(({ hasEnded }) => !hasEnded).length,
    /** Starts an invocation that takes this number of milliseconds. */
    invoke: (milliseconds: number) => {
      void started
        .invoke('arn', String(milliseconds), 'Root=1')
        .then(() => answered.push(milliseconds));
    },
  };
}

const HANGS = 1_000_000;

describe('the environments of a function', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('increase if an invocation hangs, so that others are not delayed for long', async () => {
    const { environments, answered, invoke } = pool();
    for (const milliseconds of [HANGS, 1, 2, 3, 4, 5, 6, 7, 8, 9]) invoke(milliseconds);
    await jest.advanceTimersByTimeAsync(1_500);
    expect(answered).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(environments).toHaveLength(2);
  });

  it('do not increase while they respond, regardless of waiting invocations', async () => {
    const { environments, answered, invoke } = pool({ size: 2 });
    for (let count = 0; count < 500; count++) invoke(50);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(answered).toHaveLength(500);
    expect(environments).toHaveLength(2);
  });

  it('increase later if a cold start takes long', async () => {
    const { environments, invoke } = pool({ coldStart: 4_000 });
    for (let count = 0; count < 10; count++) invoke(HANGS);
    await jest.advanceTimersByTimeAsync(4_000 + 7_900);
    expect(environments).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(400);
    expect(environments).toHaveLength(2);
  });

  it.each([
    [true, 1],
    [false, 2],
  ])(
    'do not increase for slow invocations while the machine is busy (%s): %d environments',
    async (isBusy, count) => {
      const { environments, invoke } = pool({ isBusy });
      for (let calls = 0; calls < 30; calls++) invoke(100);
      await jest.advanceTimersByTimeAsync(10_000);
      for (let calls = 0; calls < 3; calls++) invoke(900);
      await jest.advanceTimersByTimeAsync(10_000);
      expect(environments).toHaveLength(count);
    },
  );

  it('increase if one hangs on a busy machine, too', async () => {
    const { environments, answered, invoke } = pool({ isBusy: true });
    for (let calls = 0; calls < 30; calls++) invoke(20);
    await jest.advanceTimersByTimeAsync(5_000);
    for (const milliseconds of [HANGS, 1, 2, 3]) invoke(milliseconds);
    await jest.advanceTimersByTimeAsync(2_000);
    expect(answered.slice(-3)).toEqual([1, 2, 3]);
    expect(environments).toHaveLength(2);
  });

  it('are limited, and a waiting invocation gets the first available one', async () => {
    const { environments, answered, invoke } = pool();
    for (let count = 0; count < MAX_ENVIRONMENTS + 5; count++) invoke(30_000);
    invoke(7);
    await jest.advanceTimersByTimeAsync(29_000);
    expect(environments).toHaveLength(MAX_ENVIRONMENTS);
    expect(answered).toEqual([]);
    await jest.advanceTimersByTimeAsync(61_000);
    expect(answered).toHaveLength(MAX_ENVIRONMENTS + 6);
    expect(answered).toContain(7);
  });

  it.each([
    ['none stays if none was kept warm', false, 0],
    ['one stays if it was kept warm', true, 1],
  ])('end when they are idle: %s', async (_what, isWarm, left) => {
    const { pool: started, invoke, running } = pool({ size: 3 });
    if (isWarm) void started.warmUp();
    for (let count = 0; count < 3; count++) invoke(10);
    await jest.advanceTimersByTimeAsync(30_000);
    expect(running()).toBe(3);
    invoke(10);
    await jest.advanceTimersByTimeAsync(50_000);
    expect(running()).toBe(1);
    await jest.advanceTimersByTimeAsync(600_000);
    expect(running()).toBe(left);
  });

  it('do not start in advance for a function that has been replaced', async () => {
    const { pool: replaced, running } = pool();
    replaced.drain();
    await replaced.warmUp();
    expect(running()).toBe(0);
  });
});
