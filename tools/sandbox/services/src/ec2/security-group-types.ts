/** AWS::EC2: security groups and their rules. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Identity } from '@sandbox/engine/identity';
import { harmless, refused, type UnreadProperties } from '@sandbox/engine/property-declarations';
import {
  resourceTypesOf,
  uniqueHex,
  type ResourceContext,
  type ResourceType,
  type CurrentResource,
} from '@sandbox/engine/resource-type';
import { groupNameIdentities, ruleIdentity } from './identities';
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

const ingressRule = z.object({
  ...commonRule,
  SourceSecurityGroupId: z.string().optional(),
  SourcePrefixListId: z.string().optional(),
});

const egressRule = z.object({
  ...commonRule,
  DestinationSecurityGroupId: z.string().optional(),
  DestinationPrefixListId: z.string().optional(),
});

type RuleDefinition = z.output<typeof ingressRule> & z.output<typeof egressRule>;

const groupProperties = z.object({
  VpcId: z.string(),
  GroupName: z
    .string()
    .refine((name) => name !== 'default', 'Cannot use reserved security group name: default')
    .optional(),
  SecurityGroupIngress: z.array(ingressRule).default([]),
  SecurityGroupEgress: z.array(egressRule).default([]),
});

const commonReplacements = ['CidrIp', 'CidrIpv6', 'FromPort', 'GroupId', 'IpProtocol', 'ToPort'];

/** Groups of other accounts, and groups by name, are not supported. */
function unreadOfRules(list = ''): readonly UnreadProperties[] {
  return [
    harmless('descriptive text only', `${list}Description`),
    refused(
      'a source group is identified by SourceSecurityGroupId only',
      `${list}SourceSecurityGroupName`,
      `${list}SourceSecurityGroupOwnerId`,
    ),
  ];
}

export const securityGroupTypes: Readonly<Record<string, ResourceType<Account>>> = {
  'AWS::EC2::SecurityGroup': resourceType({
    properties: groupProperties,
    unread: [
      harmless('descriptive text only', 'GroupDescription', 'SecurityGroupEgress.Description'),
      harmless('nothing in the sandbox reads the tags of a group', 'Tags'),
      ...unreadOfRules('SecurityGroupIngress.'),
    ],
    identity: (properties, ref) => [
      ...groupNameIdentities(properties.VpcId, properties.GroupName),
      ...(ref === undefined
        ? []
        : rulesOf(ref, properties, '').map((rule) => ruleIdentity(ref, rule))),
    ],
    replaceOn: ['GroupDescription', 'GroupName', 'VpcId'],
    put(properties, context, previous) {
      const { account, constructPath } = context;
      const ref = `sg-${uniqueHex(17, context)}`;
      const isChanged = !isDeepStrictEqual(previous?.properties, properties);
      for (const rule of [...properties.SecurityGroupIngress, ...properties.SecurityGroupEgress]) {
        assertPrefixList(rule, context);
        if (isChanged) assertPeerIn(properties.VpcId, rule, account);
      }
      account.ec2.securityGroups.put({
        id: ref,
        vpcId: properties.VpcId,
        constructPath,
        rules: rulesOf(ref, properties, constructPath),
      });
      return { ref, attributes: { GroupId: ref, Id: ref, VpcId: properties.VpcId } };
    },
    delete: ({ ref }, { account }) => account.ec2.securityGroups.delete(ref),
  }),
  'AWS::EC2::SecurityGroupIngress': resourceType({
    properties: ingressRule.extend({ GroupId: z.string() }),
    unread: [...unreadOfRules(), refused('a group is identified by GroupId only', 'GroupName')],
    identity: (properties) => [ownRuleIdentity('ingress', properties)],
    replaceOn: [
      ...commonReplacements,
      'GroupName',
      'SourcePrefixListId',
      'SourceSecurityGroupId',
      'SourceSecurityGroupName',
      'SourceSecurityGroupOwnerId',
    ],
    put: (properties, context, previous) => putRule('ingress', properties, context, previous),
    delete: ({ ref, properties }, { account }) =>
      account.ec2.securityGroups.deleteRule(properties.GroupId, ref),
  }),
  'AWS::EC2::SecurityGroupEgress': resourceType({
    properties: egressRule.extend({ GroupId: z.string() }),
    unread: [harmless('descriptive text only', 'Description')],
    identity: (properties) => [ownRuleIdentity('egress', properties)],
    replaceOn: [...commonReplacements, 'DestinationPrefixListId', 'DestinationSecurityGroupId'],
    put: (properties, context, previous) => putRule('egress', properties, context, previous),
    delete: ({ ref, properties }, { account }) =>
      account.ec2.securityGroups.deleteRule(properties.GroupId, ref),
  }),
};

function ownRuleIdentity(
  direction: Direction,
  properties: RuleDefinition & { readonly GroupId: string },
): Identity {
  return ruleIdentity(properties.GroupId, ruleOf('', direction, properties, ''));
}

function putRule(
  direction: Direction,
  properties: RuleDefinition & { readonly GroupId: string },
  context: ResourceContext<Account>,
  previous: CurrentResource | undefined,
) {
  const ref = `sgr-${uniqueHex(17, context)}`;
  assertPrefixList(properties, context);
  const vpcId = context.account.ec2.securityGroups.get(properties.GroupId)?.vpcId;
  if (!previous && vpcId !== undefined) assertPeerIn(vpcId, properties, context.account);
  const rule = ruleOf(ref, direction, properties, context.constructPath);
  context.account.ec2.securityGroups.putRule(properties.GroupId, rule);
  return { ref, attributes: { Id: ref } };
}

/**
 * Returns the rules in a group's properties; a group without egress rules allows all egress
 * traffic.
 */
function rulesOf(
  groupId: string,
  { SecurityGroupIngress, SecurityGroupEgress }: z.output<typeof groupProperties>,
  constructPath: string,
): readonly SecurityGroupRule[] {
  const rules = (direction: Direction, definitions: readonly RuleDefinition[]) =>
    definitions.map((rule, index) =>
      ruleOf(`${groupId}-${direction}-${index}`, direction, rule, constructPath),
    );
  const egress = rules('egress', SecurityGroupEgress);
  return [
    ...rules('ingress', SecurityGroupIngress),
    ...(egress.length > 0 ? egress : [allowAllOut(groupId, constructPath)]),
  ];
}

function ruleOf(
  ruleId: string,
  direction: Direction,
  definition: RuleDefinition,
  constructPath: string,
): SecurityGroupRule {
  return securityGroupRule(
    ruleId,
    direction,
    {
      ...definition,
      SecurityGroupId: definition.SourceSecurityGroupId ?? definition.DestinationSecurityGroupId,
      PrefixListId: prefixListOfRule(definition),
    },
    constructPath,
  );
}

/** @throws {Error} when the peer group of a rule is in another VPC. */
function assertPeerIn(vpcId: string, rule: RuleDefinition, { ec2 }: Account): void {
  const peer = rule.SourceSecurityGroupId ?? rule.DestinationSecurityGroupId;
  const other = peer === undefined ? undefined : ec2.securityGroups.get(peer)?.vpcId;
  if (other !== undefined && other !== vpcId) {
    throw new Error('You have specified two resources that belong to different networks.');
  }
}

function assertPrefixList(definition: RuleDefinition, { account }: ResourceContext<Account>): void {
  const prefixList = prefixListOfRule(definition);
  if (prefixList !== undefined) assertKnownPrefixList(account.region, prefixList);
}

function prefixListOfRule(definition: RuleDefinition): string | undefined {
  return definition.SourcePrefixListId ?? definition.DestinationPrefixListId;
}
