/** AWS::ElasticLoadBalancingV2::ListenerRule: conditions on host name and path, and an action. */
import { z } from 'zod';
import { unique } from '@sandbox/engine/identity';
import { harmless, refused } from '@sandbox/engine/property-declarations';
import { resourceTypesOf } from '@sandbox/engine/resource-type';
import { oneAction, unreadOfActions } from './actions';
import { arnOf } from './arn';
import { conditionsProblem } from './limits';
import type { AccountWith } from '../services';

const resourceType = resourceTypesOf<AccountWith<'elasticloadbalancing'>>();

const conditionSchema = z.discriminatedUnion('Field', [
  z.object({ Field: z.literal('host-header'), HostHeaderConfig: valuesConfig() }),
  z.object({ Field: z.literal('path-pattern'), PathPatternConfig: valuesConfig() }),
]);

function valuesOf(condition: z.output<typeof conditionSchema>): readonly string[] {
  const config =
    condition.Field === 'host-header' ? condition.HostHeaderConfig : condition.PathPatternConfig;
  return config.Values;
}

function valuesConfig() {
  return z.object({ Values: z.array(z.string()) });
}

export const listenerRuleType = resourceType({
  properties: z.object({
    ListenerArn: z.string(),
    Priority: z.coerce.number(),
    Conditions: z.array(conditionSchema).superRefine((conditions, context) => {
      const problem = conditionsProblem(
        conditions.map((condition) => ({
          field: condition.Field,
          values: valuesOf(condition),
        })),
      );
      if (problem !== undefined) context.addIssue(problem);
    }),
    Actions: oneAction,
  }),
  unread: [
    ...unreadOfActions('Actions'),
    harmless('nothing in the sandbox reads the tags of a rule', 'Tags'),
    refused(
      'only the conditions host-header and path-pattern are supported, each with its configuration',
      'Conditions.HttpHeaderConfig',
      'Conditions.HttpRequestMethodConfig',
      'Conditions.QueryStringConfig',
      'Conditions.SourceIpConfig',
      'Conditions.Values',
    ),
    refused(
      'regular expressions in rules are not emulated',
      'Conditions.HostHeaderConfig.RegexValues',
      'Conditions.PathPatternConfig.RegexValues',
      'Conditions.RegexValues',
    ),
    refused('rewriting host or path is not emulated', 'Transforms'),
  ],
  identity: ({ ListenerArn, Priority }) => [
    unique([ListenerArn, Priority], `Priority '${Priority}' is currently in use`),
  ],
  replaceOn: ['ListenerArn'],
  put({ ListenerArn, Priority, Conditions, Actions }, context) {
    const ref = arnOf('listener-rule/app', context);
    context.account.elasticloadbalancing.putRule(ListenerArn, {
      arn: ref,
      priority: Priority,
      hostHeaders: Conditions.filter(({ Field }) => Field === 'host-header').flatMap(valuesOf),
      pathPatterns: Conditions.filter(({ Field }) => Field === 'path-pattern').flatMap(valuesOf),
      action: Actions,
      constructPath: context.constructPath,
    });
    return { ref, attributes: { RuleArn: ref } };
  },
  delete: ({ ref, properties }, { account }) =>
    account.elasticloadbalancing.deleteRule(properties.ListenerArn, ref),
});
