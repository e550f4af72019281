/** Lambda of one account with one function, whose processes end with each test. */
import { trustsLambda } from '@sandbox/engine/testing/lambda-resources';
import { functionCode } from '@sandbox/kernel/testing/function-code';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { Iam } from '../iam/iam';
import type { FunctionConfiguration, GivenConfiguration } from '../lambda/function-configuration';
import { Lambda, type LambdaProps } from '../lambda/lambda';
import { Logs } from '../logs/logs';

/** The options of the function, and of the Lambda service that runs it. */
type Parts = Partial<FunctionConfiguration> &
  Pick<LambdaProps, 'initTimeout' | 'inspectorOf' | 'network' | 'onInvocation'> & {
    /** @default 1 */
    readonly environments?: number;
    /** @default never within a test */
    readonly stuckAfter?: number;
    /** @default none */
    readonly reservedConcurrency?: number | undefined;
  };

/** The result of an invocation: its kind, and its parsed payload. */
type Outcome = readonly [kind: string, payload: unknown];

export interface RunningLambda {
  readonly lambda: Lambda;
  readonly iam: Iam;
  readonly logs: Logs;
  readonly arn: string;
  /** Changes the function to this source. */
  readonly put: (source: string, parts?: Partial<FunctionConfiguration>) => void;
  /** Publishes a version, and returns its number. */
  readonly publish: () => string;
  /** @param qualifier such as `:live`. */
  readonly invoke: (event?: unknown, qualifier?: string) => Promise<Outcome>;
}

const writeLogs = {
  Statement: {
    Effect: 'Allow',
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: '*',
  },
};

/**
 * Must be called at the top level of a spec file. Returns an object that runs a function with this
 * source.
 */
export function runningLambdas(): (source: string, parts?: Parts) => RunningLambda {
  const folders = temporaryFolders();
  const running: Lambda[] = [];
  afterEach(() => {
    for (const lambda of running.splice(0)) lambda.stop();
  });
  return (
    source,
    {
      environments = 1,
      stuckAfter = 3_600_000,
      initTimeout,
      inspectorOf,
      network,
      onInvocation,
      reservedConcurrency,
      ...configuration
    } = {},
  ) => {
    const iam = new Iam('222222222222');
    const logs = new Logs();
    logs.putLogGroup('group');
    const role = iam.putRole('role', { trust: trustsLambda });
    iam.putRolePolicy(role.name, 'Logs', writeLogs, 'test');
    const lambda = new Lambda({
      account: '222222222222',
      region: 'eu-central-1',
      iam,
      logs,
      awsEndpoint: 'http://127.0.0.1:1',
      environmentsPerFunction: environments,
      stuckAfter,
      inspectorOf,
      network,
      onInvocation,
      ...(initTimeout === undefined ? {} : { initTimeout }),
    });
    running.push(lambda);
    const arn = 'arn:aws:lambda:eu-central-1:222222222222:function:f';
    const deployed: GivenConfiguration = {
      name: 'f',
      arn,
      roleArn: role.arn,
      handler: 'handler.handler',
      codeAsset: 'code.zip',
      codeFolder: functionCode(folders(), source),
      timeout: 5,
      memorySize: 512,
      variables: {},
      logGroup: 'group',
      ...configuration,
    };
    lambda.putFunction(deployed, { reservedConcurrency });
    return {
      lambda,
      iam,
      logs,
      arn,
      put: (changed, parts = {}) =>
        lambda.putFunction({
          ...deployed,
          codeFolder: functionCode(folders(), changed),
          ...parts,
        }),
      publish: () => String(lambda.publishVersion(arn).number),
      invoke: async (event = {}, qualifier = '') => {
        const functionArn = `${arn}${qualifier}`;
        const { kind, payload } = await lambda.invoke(functionArn, JSON.stringify(event), 'Root=1');
        return [kind, JSON.parse(payload)];
      },
    };
  };
}
