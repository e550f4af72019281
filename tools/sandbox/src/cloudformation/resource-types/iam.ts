/** AWS::IAM: roles and their policies. */
import { z } from 'zod';
import { generatedName, resourceType, uniqueHex, type ResourceType } from '../resource-type';

const inlinePolicy = z.object({ PolicyName: z.string(), PolicyDocument: z.unknown() });

export const iamTypes: Readonly<Record<string, ResourceType>> = {
  'AWS::IAM::Role': resourceType({
    properties: z.object({
      RoleName: z.string().optional(),
      Policies: z.array(inlinePolicy).default([]),
    }),
    replaceOn: ['Path', 'RoleName'],
    nameProperty: 'RoleName',
    put({ RoleName, Policies }, context, previous) {
      const { account, constructPath } = context;
      const name = RoleName ?? generatedName(context);
      const role = account.iam.putRole(name);
      for (const { PolicyName, PolicyDocument } of Policies) {
        account.iam.putRolePolicy(
          name,
          PolicyName,
          PolicyDocument,
          `${constructPath} ${PolicyName}`,
        );
      }
      for (const { PolicyName } of previous?.properties.Policies ?? []) {
        const stays = Policies.some((policy) => policy.PolicyName === PolicyName);
        if (!stays) account.iam.deleteRolePolicy(name, PolicyName);
      }
      return {
        ref: name,
        attributes: { Arn: role.arn, RoleId: `AROA${uniqueHex(12, context).toUpperCase()}` },
      };
    },
    delete: ({ ref }, { account }) => account.iam.deleteRole(ref),
  }),
  'AWS::IAM::Policy': resourceType({
    properties: inlinePolicy.extend({ Roles: z.array(z.string()).default([]) }),
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
};
