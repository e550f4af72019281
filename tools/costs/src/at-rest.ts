/** Computes the monthly costs of a template's resources without requests. */
import { z } from 'zod';
import { Bill } from './bill';
import type { BilledItem } from './bill';
import { FREE } from './free';
import { hoursPerMonth, isPriced } from './prices';
import type { PriceId } from './prices';
import { referencesIn } from './template';
import type { Resource, Template } from './template';

/** The monthly costs of a template without requests. */
export interface CostsAtRest {
  readonly bill: Bill;
  /** Resources and properties without a price, with their types. */
  readonly unpriced: readonly string[];
}

/** Returns the billed items of a resource. Throws when something of it has no price. */
type Rule = (properties: Resource['Properties'], template: Template) => readonly BilledItem[];

const each =
  (price: PriceId): Rule =>
  () => [{ price, quantity: 1 }];

const hourly = (price: PriceId, times = 1): BilledItem => {
  return { price, quantity: times * hoursPerMonth };
};

const RULES: Readonly<Record<string, Rule>> = {
  'AWS::ApiGateway::Stage': cacheless,
  'AWS::CloudWatch::Alarm': alarm,
  'AWS::CloudWatch::Dashboard': each('dashboard'),
  'AWS::DynamoDB::Table': onDemandTable,
  'AWS::EC2::Instance': instance,
  'AWS::EC2::VPCEndpoint': endpoint,
  'AWS::ElasticLoadBalancingV2::LoadBalancer': () => [hourly('load-balancer')],
  'AWS::KMS::Key': each('key'),
  'AWS::Lambda::Alias': unprovisioned,
  'AWS::Route53::HostedZone': each('hosted-zone'),
  'AWS::Scheduler::Schedule': schedule,
  'AWS::SecretsManager::Secret': each('secret'),
};

/** Returns the monthly costs of a template without requests, and its parts without a price. */
export function costsAtRest(template: Template): CostsAtRest {
  const items: BilledItem[] = [];
  const unpriced = new Set<string>();
  for (const { Type, Properties } of Object.values(template.Resources)) {
    const rule = RULES[Type];
    try {
      if (rule) items.push(...rule(Properties, template));
      else if (FREE[Type] === undefined) unpriced.add(Type);
    } catch (error) {
      if (!(error instanceof Unpriced)) throw error;
      unpriced.add(`${Type}: ${error.message}`);
    }
  }
  return { bill: new Bill(items), unpriced: [...unpriced].sort() };
}

/** Thrown for a property that is billed but has no price. */
class Unpriced extends Error {
  override readonly name = 'Unpriced';
}

function cacheless({ CacheClusterEnabled: isCached = false }: Resource['Properties']) {
  if (isCached !== false) throw new Unpriced('a cache');
  return [];
}

/** An alarm is billed per metric; an alarm without metric math has one metric. */
function alarm({ Metrics }: Resource['Properties']): readonly BilledItem[] {
  const metrics = z.array(z.looseObject({})).optional().parse(Metrics);
  const quantity = metrics?.filter((metric) => 'MetricStat' in metric).length ?? 1;
  return [{ price: 'alarm', quantity }];
}

function onDemandTable({ BillingMode }: Resource['Properties']): readonly BilledItem[] {
  if (BillingMode !== 'PAY_PER_REQUEST') throw new Unpriced('provisioned capacity');
  return [];
}

function unprovisioned({ ProvisionedConcurrencyConfig }: Resource['Properties']) {
  if (ProvisionedConcurrencyConfig !== undefined) throw new Unpriced('provisioned concurrency');
  return [];
}

/** Gateway endpoints are free. */
function endpoint(properties: Resource['Properties']): readonly BilledItem[] {
  const { VpcEndpointType = 'Gateway', SubnetIds = [] } = properties;
  if (VpcEndpointType === 'Gateway') return [];
  if (VpcEndpointType !== 'Interface') throw new Unpriced(String(VpcEndpointType));
  return [hourly('endpoint', z.array(z.unknown()).parse(SubnetIds).length)];
}

const instanceProperties = z.object({
  InstanceType: z.string(),
  Monitoring: z.boolean().default(false),
  NetworkInterfaces: z
    .array(z.looseObject({ AssociatePublicIpAddress: z.boolean().default(false) }))
    .default([]),
  BlockDeviceMappings: z
    .array(z.object({ Ebs: z.looseObject({ VolumeType: z.string(), VolumeSize: z.number() }) }))
    .default([]),
});

/** Number of detailed metrics that EC2 reports per instance. */
const DETAILED_METRICS = 7;

function instance(properties: Resource['Properties']): readonly BilledItem[] {
  const parsed = instanceProperties.parse(properties);
  const addresses = parsed.NetworkInterfaces.filter((one) => one.AssociatePublicIpAddress).length;
  return [
    hourly(priced(`instance-${parsed.InstanceType}`)),
    ...parsed.BlockDeviceMappings.map(({ Ebs }) => {
      return { price: priced(`volume-${Ebs.VolumeType}`), quantity: Ebs.VolumeSize };
    }),
    ...(addresses > 0 ? [hourly('public-address', addresses)] : []),
    ...(parsed.Monitoring
      ? [{ price: 'instance-metric', quantity: DETAILED_METRICS } as const]
      : []),
  ];
}

function priced(id: string): PriceId {
  if (isPriced(id)) return id;
  throw new Unpriced(id);
}

const HOURS: Readonly<Record<string, number>> = { minute: 1 / 60, hour: 1, day: 24 };

/**
 * Returns the invocations of the functions of a schedule. EventBridge Scheduler itself has 14 million free
 * invocations per month. https://aws.amazon.com/eventbridge/pricing/
 */
function schedule({ ScheduleExpression, Target }: Resource['Properties'], template: Template) {
  const expression = String(ScheduleExpression);
  const [, value, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const hours = Number(value) * (HOURS[unit] ?? Number.NaN);
  if (Number.isNaN(hours)) throw new Unpriced(expression);
  const types = referencesIn(Target).map((id) => template.Resources[id]?.Type);
  if (!types.includes('AWS::Lambda::Function'))
    throw new Unpriced('a target that is not a function');
  return [{ price: 'function-call', quantity: hoursPerMonth / hours / 1e6 } as const];
}
