/** AWS::EC2: security groups and their rules. */
import { z } from 'zod';
import {
  resourceTypesOf,
  uniqueHex,
  type ResourceContext,
  type ResourceType,
} from '@sandbox/engine/resource-type';
import { assertKnownPrefixList } from './prefix-lists';
import { securityGroupRule, type Direction, type SecurityGroupRule } from './security-group-rule';
import { allowAllOut } from './security-groups';
import type { AccountWith } from '../services';

type Account = AccountWith<'ec2'>;

const resourceType = resourceTypesOf<Account>();

const commonRule = {
  IpProtocol: z.coerce.string(),
  FromPort: z.coerce.number().int().optional(),
  ToPort: z.coerce.number().int().optional(),
  CidrIp: z.string().optional(),
  CidrIpv6: z.string().optional(),
};

/** A group of another account, or by a name, can't be told apart from a group of this one. */
const unknownSource = z.undefined('a source group is known here by SourceSecurityGroupId only');

const ingressRule = z.object({
  ...commonRule,
  SourceSecurityGroupId: z.string().optional(),
  SourcePrefixListId: z.string().optional(),
  SourceSecurityGroupName: unknownSource.optional(),
});

const egressRule = z.object({
  ...commonRule,
  DestinationSecurityGroupId: z.string().optional(),
  DestinationPrefixListId: z.string().optional(),
});

type RuleDefinition = z.output<typeof ingressRule> & z.output<typeof egressRule>;

const commonReplacements = ['CidrIp', 'CidrIpv6', 'FromPort', 'GroupId', 'IpProtocol', 'ToPort'];

export const securityGroupTypes: Readonly<Record<string, ResourceType<Account>>> = {
  'AWS::EC2::SecurityGroup': resourceType({
    properties: z.object({
      VpcId: z.string(),
      SecurityGroupIngress: z.array(ingressRule).default([]),
      SecurityGroupEgress: z.array(egressRule).default([]),
    }),
    replaceOn: ['GroupDescription', 'GroupName', 'VpcId'],
    put({ VpcId, SecurityGroupIngress, SecurityGroupEgress }, context) {
      const { account, constructPath } = context;
      const ref = `sg-${uniqueHex(17, context)}`;
      const rules = (direction: Direction, definitions: readonly RuleDefinition[]) =>
        definitions.map((rule, index) =>
          ruleOf(`${ref}-${direction}-${index}`, direction, rule, context),
        );
      const egress = rules('egress', SecurityGroupEgress);
      account.ec2.securityGroups.put({
        id: ref,
        vpcId: VpcId,
        constructPath,
        rules: [
          ...rules('ingress', SecurityGroupIngress),
          ...(egress.length > 0 ? egress : [allowAllOut(ref, constructPath)]),
        ],
      });
      return { ref, attributes: { GroupId: ref, Id: ref, VpcId } };
    },
    delete: ({ ref }, { account }) => account.ec2.securityGroups.delete(ref),
  }),
  'AWS::EC2::SecurityGroupIngress': resourceType({
    properties: ingressRule.extend({ GroupId: z.string() }),
    replaceOn: [
      ...commonReplacements,
      'GroupName',
      'SourcePrefixListId',
      'SourceSecurityGroupId',
      'SourceSecurityGroupName',
      'SourceSecurityGroupOwnerId',
    ],
    put: (properties, context) => putRule('ingress', properties, context),
    delete: ({ ref, properties }, { account }) =>
      account.ec2.securityGroups.deleteRule(properties.GroupId, ref),
  }),
  'AWS::EC2::SecurityGroupEgress': resourceType({
    properties: egressRule.extend({ GroupId: z.string() }),
    replaceOn: [...commonReplacements, 'DestinationPrefixListId', 'DestinationSecurityGroupId'],
    put: (properties, context) => putRule('egress', properties, context),
    delete: ({ ref, properties }, { account }) =>
      account.ec2.securityGroups.deleteRule(properties.GroupId, ref),
  }),
};

function putRule(
  direction: Direction,
  properties: RuleDefinition & { readonly GroupId: string },
  context: ResourceContext<Account>,
) {
  const ref = `sgr-${uniqueHex(17, context)}`;
  const rule = ruleOf(ref, direction, properties, context);
  context.account.ec2.securityGroups.putRule(properties.GroupId, rule);
  return { ref, attributes: { Id: ref } };
}

function ruleOf(
  ruleId: string,
  direction: Direction,
  definition: RuleDefinition,
  { account, constructPath }: ResourceContext<Account>,
): SecurityGroupRule {
  const prefixList = definition.SourcePrefixListId ?? definition.DestinationPrefixListId;
  if (prefixList !== undefined) assertKnownPrefixList(account.region, prefixList);
  return securityGroupRule(
    ruleId,
    direction,
    {
      ...definition,
      SecurityGroupId: definition.SourceSecurityGroupId ?? definition.DestinationSecurityGroupId,
      PrefixListId: prefixList,
    },
    constructPath,
  );
}
