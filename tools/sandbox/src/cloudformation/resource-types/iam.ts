/** AWS::IAM: roles and their policies. */
import { z } from 'zod';
import { stableHex } from '../../services/identifiers';
import { resourceType, type ResourceType } from '../resource-type';

const inlinePolicy = z.object({ PolicyName: z.string(), PolicyDocument: z.unknown() });

export const iamTypes: Readonly<Record<string, ResourceType>> = {
  'AWS::IAM::Role': resourceType(
    z.object({ RoleName: z.string().optional(), Policies: z.array(inlinePolicy).default([]) }),
    ({ RoleName, Policies }, context) => {
      const { account, stackName, logicalId, constructPath } = context;
      const unique = stableHex(12, account.id, stackName, logicalId);
      const name = RoleName ?? `${stackName}-${logicalId}`.slice(0, 51).concat('-', unique);
      const role = account.iam.createRole(name);
      for (const { PolicyDocument, PolicyName } of Policies) {
        account.iam.attachPolicy(name, PolicyDocument, `${constructPath} ${PolicyName}`);
      }
      return {
        ref: name,
        attributes: {
          Arn: role.arn,
          RoleId: `AROA${unique.toUpperCase()}`,
        },
      };
    },
  ),
  'AWS::IAM::Policy': resourceType(
    inlinePolicy.extend({ Roles: z.array(z.string()).default([]) }),
    ({ PolicyName, PolicyDocument, Roles }, { account, constructPath }) => {
      for (const role of Roles) account.iam.attachPolicy(role, PolicyDocument, constructPath);
      return { ref: PolicyName };
    },
  ),
};
