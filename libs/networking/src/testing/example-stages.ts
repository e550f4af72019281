/**
 * Complete stages for tests and checks: what a fork would write in the place of the placeholders of
 * `dev` and `prod`, so that the real configuration synthesizes without an account or a network. All
 * else, such as protection, logs and shards, stays as the app's own stage says.
 */
import type { ConsumedService, ConsumerStage, ServiceStage } from '../stage/stage';

/** What the accounts of one example have in common. */
interface ExampleStage {
  readonly domain: string;
  /** The consumer's endpoint. */
  readonly vpcEndpointId: string;
  readonly consumer: string;
  /** Account ID by service name. */
  readonly services: Readonly<Record<string, string>>;
}

const REGION = 'eu-central-1';

/** Two stages, each with three accounts. */
const EXAMPLES = {
  dev: {
    domain: 'dev.orders.example.com',
    vpcEndpointId: 'vpce-0d1e2f3a4b5c6d7e8',
    consumer: '110987654321',
    services: { food: '120987654321', beverage: '130987654321' },
  },
  prod: {
    domain: 'orders.example.com',
    vpcEndpointId: 'vpce-0a1b2c3d4e5f60718',
    consumer: '210987654321',
    services: { food: '220987654321', beverage: '230987654321' },
  },
} as const satisfies Record<string, ExampleStage>;

export type ExampleStageName = keyof typeof EXAMPLES;

/** How an example differs from three accounts a stage. */
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
  const known: Readonly<Record<string, string>> = EXAMPLES[name].services;
  return account ?? known[serviceName] ?? '240987654321';
}

function exampleCertificate(account: string) {
  const id = '12345678-1234-4234-8234-123456789012';
  return { certificateArn: `arn:aws:acm:${REGION}:${account}:certificate/${id}` };
}
