/**
 * Example values for what a fork has to fill in, so that the real configuration of `dev` and `prod`
 * synthesizes without accounts or credentials: in tests, and with `-c examples=true`. All else, such
 * as protection, logs and shards, stays as the app's own stage says.
 */
import { createHash } from 'node:crypto';
import type { App } from 'aws-cdk-lib';
import type { BaseStage, StageName } from './stage';

/** The stages that have placeholders, and so examples. */
export type ExampleStageName = Exclude<StageName, 'sandbox'>;

/** How an example differs from an account each. */
export interface ExampleOptions {
  /** Put consumer and services of the stage into this account. @default an account each */
  readonly account?: string;
}

const REGION = 'eu-central-1';

const EXAMPLES: Readonly<Record<ExampleStageName, { domain: string; firstDigit: number }>> = {
  dev: { domain: 'dev.orders.example.com', firstDigit: 3 },
  prod: { domain: 'orders.example.com', firstDigit: 4 },
};

/** Returns what every stage leaves open, filled in for a stage in that account. */
export function exampleBase(name: ExampleStageName, account: string) {
  const certificateId = '12345678-1234-4234-8234-123456789012';
  return {
    account,
    region: REGION,
    domain: EXAMPLES[name].domain,
    certificate: {
      certificateArn: `arn:aws:acm:${REGION}:${account}:certificate/${certificateId}`,
    },
    alarmTopicArn: `arn:aws:sns:${REGION}:${account}:alarms`,
  } satisfies Partial<BaseStage>;
}

/**
 * Returns the account of a service in an example. Any service has one, also one that is added
 * tomorrow: eleven digits that its name decides.
 */
export function exampleServiceAccount(
  name: ExampleStageName,
  serviceName: string,
  { account }: ExampleOptions = {},
): string {
  const digits = createHash('sha256').update(serviceName).digest().readUIntBE(0, 6) % 10 ** 11;
  return account ?? `${EXAMPLES[name].firstDigit}${String(digits).padStart(11, '0')}`;
}

/** Returns whether the context `examples` asks for examples in place of values that AWS would give. */
export function asksForExamples(app: App): boolean {
  const asked: unknown = app.node.tryGetContext('examples');
  return asked === true || asked === 'true';
}

/** Returns an app's stages, or their examples where `-c examples=true` asks for them. */
export function stagesOrExamples<Stage>(
  app: App,
  stages: Readonly<Record<StageName, Stage>>,
  exampleOf: (name: ExampleStageName, stage: Stage) => Stage,
): Readonly<Record<StageName, Stage>> {
  if (!asksForExamples(app)) return stages;
  return {
    sandbox: stages.sandbox,
    dev: exampleOf('dev', stages.dev),
    prod: exampleOf('prod', stages.prod),
  };
}
