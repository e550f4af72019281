/** AWS::IAM: roles and their policies. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { alreadyExists, customName, unique } from '@sandbox/engine/identity';
import { harmless, refusedExcept } from '@sandbox/engine/property-declarations';
import { generatedName, resourceTypesOf, type ResourceType } from '@sandbox/engine/resource-type';
import { awsManagedPolicies } from './aws-managed-policies';
import { roleId } from './role';
import type { AccountWith } from '../services';
import { tagList, tagsByKey } from '../tags';

type Account = AccountWith<'iam'>;

const resourceType = resourceTypesOf<Account>();

const inlinePolicy = z.object({ PolicyName: z.string(), PolicyDocument: z.unknown() });
/** An account's own policies are looked up when the role is created. */
const managedPolicyArn = z
  .string()
  .refine((arn) => !arn.startsWith('arn:aws:iam::aws:') || awsManagedPolicies.has(arn), {
    error: ({ input }) => `unknown managed policy ${String(input)}`,
  });
const path = z.literal('/', 'only the path / is supported').optional();

const usersAndGroups = refusedExcept(
  [[]],
  'users and groups are not supported, only roles',
  'Groups',
  'Users',
);

export const iamTypes: Readonly<Record<string, ResourceType<Account>>> = {
  'AWS::IAM::Role': resourceType({
    properties: z.object({
      RoleName: z.string().optional(),
      Path: path,
      AssumeRolePolicyDocument: z.looseObject({}),
      Policies: z.array(inlinePolicy).default([]),
      ManagedPolicyArns: z.array(managedPolicyArn).default([]),
      PermissionsBoundary: z.string().optional(),
      Tags: tagList,
    }),
    unread: [
      harmless('descriptive text only', 'Description'),
      harmless('sessions do not expire', 'MaxSessionDuration'),
    ],
    identity: ({ RoleName }) => customName(RoleName),
    replaceOn: ['Path', 'RoleName'],
    put(properties, context, previous) {
      const { account, constructPath: where } = context;
      const { Policies, ManagedPolicyArns } = properties;
      const name = properties.RoleName ?? generatedName(context);
      const trust = properties.AssumeRolePolicyDocument;
      if (!isDeepStrictEqual(previous?.properties.AssumeRolePolicyDocument, trust)) {
        account.iam.assertPrincipals(trust, 'Invalid principal in policy');
      }
      const role = account.iam.putRole(name, {
        trust,
        boundary: properties.PermissionsBoundary,
        tags: tagsByKey(properties.Tags),
        where,
      });
      for (const { PolicyName, PolicyDocument } of Policies) {
        account.iam.putRolePolicy(name, PolicyName, PolicyDocument, `${where} ${PolicyName}`);
      }
      for (const arn of ManagedPolicyArns) account.iam.attachRolePolicy(name, arn, where);
      for (const { PolicyName } of previous?.properties.Policies ?? []) {
        const stays = Policies.some((policy) => policy.PolicyName === PolicyName);
        if (!stays) account.iam.deleteRolePolicy(name, PolicyName);
      }
      for (const arn of previous?.properties.ManagedPolicyArns ?? []) {
        if (!ManagedPolicyArns.includes(arn)) account.iam.detachRolePolicy(name, arn);
      }
      return {
        ref: name,
        attributes: { Arn: role.arn, RoleId: roleId(role.arn) },
      };
    },
    delete: ({ ref }, { account }) => account.iam.deleteRole(ref),
  }),
  'AWS::IAM::Policy': resourceType({
    properties: inlinePolicy.extend({
      Roles: z
        .array(z.string())
        .default([])
        .refine(
          (roles) => roles.length > 0,
          'At least one of [Groups,Roles,Users] must be non-empty.',
        ),
    }),
    unread: [usersAndGroups],
    identity: ({ PolicyName, Roles }) =>
      Roles.map((role) =>
        unique([role, PolicyName], alreadyExists('AWS::IAM::Policy', `${PolicyName}|${role}`)),
      ),
    put({ PolicyName, PolicyDocument, Roles }, { account, constructPath }, previous) {
      for (const role of Roles) {
        account.iam.putRolePolicy(role, PolicyName, PolicyDocument, constructPath);
      }
      const { PolicyName: oldName, Roles: oldRoles } = previous?.properties ?? { Roles: [] };
      for (const role of oldRoles) {
        const stays = oldName === PolicyName && Roles.includes(role);
        if (oldName !== undefined && !stays) account.iam.deleteRolePolicy(role, oldName);
      }
      return { ref: PolicyName };
    },
    delete({ properties: { PolicyName, Roles } }, { account }) {
      for (const role of Roles) account.iam.deleteRolePolicy(role, PolicyName);
    },
  }),
  'AWS::IAM::ManagedPolicy': resourceType({
    properties: z.object({
      ManagedPolicyName: z.string().optional(),
      Path: path,
      PolicyDocument: z.unknown(),
      Roles: z.array(z.string()).default([]),
    }),
    unread: [harmless('descriptive text only', 'Description'), usersAndGroups],
    identity: ({ ManagedPolicyName }) => customName(ManagedPolicyName),
    replaceOn: ['Description', 'ManagedPolicyName', 'Path'],
    put({ ManagedPolicyName, PolicyDocument, Roles }, context, previous) {
      const { account, constructPath } = context;
      const name = ManagedPolicyName ?? generatedName(context);
      const arn = account.iam.putManagedPolicy(name, PolicyDocument, constructPath);
      for (const role of Roles) account.iam.attachRolePolicy(role, arn, constructPath);
      for (const role of previous?.properties.Roles ?? []) {
        if (!Roles.includes(role)) account.iam.detachRolePolicy(role, arn);
      }
      return { ref: arn, attributes: { PolicyArn: arn } };
    },
    delete({ ref, properties: { Roles } }, { account }) {
      for (const role of Roles) account.iam.detachRolePolicy(role, ref);
      account.iam.deleteManagedPolicy(ref);
    },
  }),
};
