/** Computes the costs of a million orders from the resources of a template. */
import { z } from 'zod';
import { Bill } from './bill';
import type { BilledItem } from './bill';
import { hoursPerMonth, order } from './prices';
import { referencesIn, resourcesOf } from './template';
import type { Resource, Template } from './template';

const MILLION = 1e6;
const GB = 1e9;

/** New connections per second that one load balancer capacity unit (LCU) includes. */
const CONNECTIONS_OF_A_UNIT = 25;

/** Returns the costs of a million orders in a stack: a service's, or the consumer's. */
export function costsOfAMillionOrders(template: Template): Bill {
  return new Bill([
    ...api(template),
    ...functionTime(template),
    ...tables(template),
    ...backups(template),
    ...transfer(template),
  ]);
}

function api(template: Template): readonly BilledItem[] {
  const stages = resourcesOf(template, 'AWS::ApiGateway::Stage');
  return stages.flatMap(({ Properties }) => [
    { price: 'api-call', quantity: 1 } as const,
    ...(Properties['TracingEnabled'] === true ? [{ price: 'trace', quantity: 1 } as const] : []),
    { price: 'log', quantity: (MILLION * order.logBytes) / GB } as const,
  ]);
}

/** Returns the costs of the functions that POST invokes through their aliases. */
function functionTime(template: Template): readonly BilledItem[] {
  const methods = resourcesOf(template, 'AWS::ApiGateway::Method').filter(
    ({ Properties }) => Properties['HttpMethod'] === 'POST',
  );
  const functions = methods.flatMap(({ Properties }) =>
    functionsIn(Properties['Integration'], template),
  );
  return functions.flatMap(({ Properties }) => [
    { price: 'function-call', quantity: 1 } as const,
    {
      price: 'function-time',
      quantity: MILLION * order.seconds * (z.number().parse(Properties['MemorySize']) / 1024),
    } as const,
  ]);
}

function functionsIn(value: unknown, template: Template): readonly Resource[] {
  return referencesIn(value).flatMap((id) => {
    const found = template.Resources[id];
    if (found?.Type === 'AWS::Lambda::Function') return [found];
    if (found?.Type !== 'AWS::Lambda::Alias') return [];
    return functionsIn(found.Properties['FunctionName'], template);
  });
}

/** An order is written once to the table and to each index, and stored from then on. */
function tables(template: Template): readonly BilledItem[] {
  return resourcesOf(template, 'AWS::DynamoDB::Table').flatMap(({ Properties }) => {
    const indexes = z.array(z.unknown()).default([]).parse(Properties['GlobalSecondaryIndexes']);
    const copies = 1 + indexes.length;
    const size = (MILLION * order.bytes) / GB;
    const { PointInTimeRecoveryEnabled: recovers = false } = z
      .looseObject({ PointInTimeRecoveryEnabled: z.boolean().default(false) })
      .partial()
      .parse(Properties['PointInTimeRecoverySpecification'] ?? {});
    return [
      { price: 'table-write', quantity: copies } as const,
      { price: 'table-storage', quantity: size * copies } as const,
      ...(recovers ? [{ price: 'recovery', quantity: size * copies } as const] : []),
    ];
  });
}

const rules = z.object({
  BackupPlanRule: z.array(
    z.object({
      Lifecycle: z.object({ DeleteAfterDays: z.number() }),
      CopyActions: z
        .array(z.object({ Lifecycle: z.object({ DeleteAfterDays: z.number() }) }))
        .default([]),
    }),
  ),
});

/** Each backup of a table is a full backup, as is each copy. The backup plans create one per day. */
function backups(template: Template): readonly BilledItem[] {
  return resourcesOf(template, 'AWS::Backup::BackupPlan').map(({ Properties }) => {
    const { BackupPlanRule } = rules.parse(Properties['BackupPlan']);
    const lifecycles = BackupPlanRule.flatMap((rule) => [
      rule.Lifecycle,
      ...rule.CopyActions.map((copy) => copy.Lifecycle),
    ]);
    const days = lifecycles.reduce((sum, { DeleteAfterDays }) => sum + DeleteAfterDays, 0);
    return { price: 'backup', quantity: (days * MILLION * order.bytes) / GB };
  });
}

function transfer(template: Template): readonly BilledItem[] {
  const balancers = resourcesOf(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer');
  if (balancers.length === 0) return [];
  const perSecond = MILLION / (hoursPerMonth * 3600);
  return [
    { price: 'endpoint-data', quantity: (MILLION * order.networkBytes) / GB },
    {
      price: 'load-balancer-capacity',
      quantity: (perSecond / CONNECTIONS_OF_A_UNIT) * hoursPerMonth,
    },
  ];
}
