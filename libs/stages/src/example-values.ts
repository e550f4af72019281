/**
 * Example values for the placeholders of a fork, so that the real configuration of the deployed stages
 * synthesizes without accounts or credentials: in tests, and with `-c examples=true`. All other values, such
 * as protection, logs and shards, are those of the app's stage. All stages have examples, including new ones,
 * since they are derived from the stage's name.
 */
import { createHash } from 'node:crypto';
import type { App } from 'aws-cdk-lib';
import type { BaseStage } from './stage';

/** The options of an example. */
export interface ExampleOptions {
  /** Put consumer and services of the stage into this account. @default an account each */
  readonly account?: string;
}

const REGION = 'eu-central-1';

const DOMAIN = 'orders.example.com';

/** Returns example values for the common placeholders, for a stage in this account. */
export function exampleBase(stage: string, account: string) {
  const certificateId = '12345678-1234-4234-8234-123456789012';
  return {
    account,
    region: REGION,
    domain: stage === 'prod' ? DOMAIN : `${stage}.${DOMAIN}`,
    certificate: {
      certificateArn: `arn:aws:acm:${REGION}:${account}:certificate/${certificateId}`,
    },
    alarmTopicArn: `arn:aws:sns:${REGION}:${account}:alarms`,
  } satisfies Partial<BaseStage>;
}

/**
 * Returns the account of an app in an example: twelve digits, derived from the names.
 * @param app the name of a service, or `consumer`
 */
export function exampleAccount(
  stage: string,
  app: string,
  { account }: ExampleOptions = {},
): string {
  const digits = hashOf(`${stage}/${app}`).readUIntBE(0, 6) % 10 ** 12;
  return account ?? String(digits).padStart(12, '0');
}

/** Returns the ID of the consumer's VPC endpoint in an example. */
export function exampleEndpointId(stage: string): string {
  return `vpce-0${hashOf(stage).toString('hex').slice(0, 16)}`;
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Returns whether the context `examples` requests example values instead of values from AWS. */
export function usesExamples(app: App): boolean {
  const value: unknown = app.node.tryGetContext('examples');
  return value === true || value === 'true';
}

/** Returns an app's stages, or their examples with `-c examples=true`. */
export function stagesOrExamples<Stage>(
  app: App,
  stages: Readonly<Record<string, Stage>>,
  exampleOf: (name: string, stage: Stage) => Stage,
): Readonly<Record<string, Stage>> {
  if (!usesExamples(app)) return stages;
  const all = Object.entries(stages).map(([name, stage]) => [
    name,
    name === 'sandbox' ? stage : exampleOf(name, stage),
  ]);
  return Object.fromEntries(all) as Record<string, Stage>;
}
