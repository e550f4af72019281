/**
 * Complete stages for tests and checks: what a fork would write in the place of the placeholders of
 * `dev` and `prod`, so that the real configuration synthesizes without an account or a network. All
 * else, such as protection, logs and shards, stays as the app's own stage says.
 */
import { createHash } from 'node:crypto';
import type { ConsumedService, ConsumerStage, ServiceStage } from './stage';

/** What the accounts of one example have in common. */
interface ExampleStage {
  readonly domain: string;
  /** The consumer's endpoint. */
  readonly vpcEndpointId: string;
  readonly consumer: string;
  /** First digit of the services' account IDs. */
  readonly accounts: number;
}

const REGION = 'eu-central-1';

/** Two stages, with accounts that nothing else uses. */
const EXAMPLES = {
  dev: {
    domain: 'dev.orders.example.com',
    vpcEndpointId: 'vpce-0d1e2f3a4b5c6d7e8',
    consumer: '110987654321',
    accounts: 3,
  },
  prod: {
    domain: 'orders.example.com',
    vpcEndpointId: 'vpce-0a1b2c3d4e5f60718',
    consumer: '210987654321',
    accounts: 4,
  },
} as const satisfies Record<string, ExampleStage>;

export type ExampleStageName = keyof typeof EXAMPLES;

/** How an example differs from an account each. */
export interface ExampleOptions {
  /** Put consumer and services of the stage into this account. @default an account each */
  readonly account?: string;
}

/** A consumer's stage of the app, with its open values filled in. */
export function exampleConsumerStage(
  name: ExampleStageName,
  stage: ConsumerStage,
  options: ExampleOptions = {},
): ConsumerStage {
  const account = options.account ?? EXAMPLES[name].consumer;
  const services = stage.services.map((service): ConsumedService => {
    return { ...service, account: serviceAccount(name, service.name, options) };
  });
  return {
    ...stage,
    account,
    region: REGION,
    domain: EXAMPLES[name].domain,
    certificate: exampleCertificate(account),
    services,
    allowedServicePrincipalArns: services.map(
      (service) => `arn:aws:iam::${service.account}:role/deploy-${service.name}`,
    ),
    alarmTopicArn: `arn:aws:sns:${REGION}:${account}:alarms`,
  };
}

/** A service's stage of the app, with its open values filled in. It names the endpoint itself. */
export function exampleServiceStage(
  name: ExampleStageName,
  serviceName: string,
  stage: ServiceStage,
  options: ExampleOptions = {},
): ServiceStage & { readonly vpcEndpointId: string } {
  const account = serviceAccount(name, serviceName, options);
  const given = Object.entries(stage).filter(([key]) => key !== 'vpcEndpointIdSecretArn');
  return {
    ...(Object.fromEntries(given) as unknown as Omit<ServiceStage, 'vpcEndpointIdSecretArn'>),
    account,
    region: REGION,
    domain: EXAMPLES[name].domain,
    certificate: exampleCertificate(account),
    vpcEndpointId: EXAMPLES[name].vpcEndpointId,
    alarmTopicArn: `arn:aws:sns:${REGION}:${account}:alarms`,
  };
}

function serviceAccount(
  name: ExampleStageName,
  serviceName: string,
  { account }: ExampleOptions,
): string {
  // Any service has one, also one that is added tomorrow: eleven digits that its name decides.
  const digits = createHash('sha256').update(serviceName).digest().readUIntBE(0, 6) % 10 ** 11;
  return account ?? `${EXAMPLES[name].accounts}${String(digits).padStart(11, '0')}`;
}

function exampleCertificate(account: string) {
  const id = '12345678-1234-4234-8234-123456789012';
  return { certificateArn: `arn:aws:acm:${REGION}:${account}:certificate/${id}` };
}
