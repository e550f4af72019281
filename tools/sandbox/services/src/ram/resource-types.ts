/** AWS::RAM: shares of private custom domain names with other accounts. */
import { z } from 'zod';
import { harmless, refused, refusedExcept } from '@sandbox/engine/property-declarations';
import { resourceTypesOf, uniqueHex, type ResourceType } from '@sandbox/engine/resource-type';
import type { AccountWith } from '../services';

type Account = AccountWith<'apigateway' | 'ram'>;

const resourceType = resourceTypesOf<Account>();

const NOT_SHARED = 'only private custom domain names are shared here';

/**
 * The AWS managed permission for private custom domain names, which allows their association.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-custom-domains-provider-share.html
 */
const ASSOCIATE =
  'arn:aws:ram::aws:permission/APIGatewayPrivateDomainNameManagementPolicyDefaultPermission';

export const ramTypes: Readonly<Record<string, ResourceType<Account>>> = {
  'AWS::RAM::ResourceShare': resourceType({
    properties: z.object({
      ResourceArns: z
        .array(z.string().regex(/^arn:aws:apigateway:[^:]+:\d+:\/domainnames\//, NOT_SHARED))
        .default([]),
      Principals: z
        .array(z.string().regex(/^\d{12}$/, 'only accounts are principals of shares here'))
        .default([]),
      PermissionArns: z.array(z.literal(ASSOCIATE, NOT_SHARED)).default([ASSOCIATE]),
    }),
    unread: [
      harmless('descriptive text only', 'Name'),
      refusedExcept(
        [true],
        'accounts here belong to no organization, so that each is external to the others',
        'AllowExternalPrincipals',
      ),
      harmless('accounts here belong to no organization', 'ResourceShareConfiguration'),
      harmless('nothing in the sandbox reads the tags of a share', 'Tags'),
      refused('only accounts are principals of shares here', 'Sources'),
    ],
    identity: 'generated',
    put({ ResourceArns, Principals }, context) {
      const { account } = context;
      for (const arn of ResourceArns) account.apigateway.privateDomainNames.owned(arn);
      const arn = `arn:aws:ram:${account.region}:${account.id}:resource-share/${uniqueHex(32, context)}`;
      account.ram.putShare({ arn, resourceArns: ResourceArns, principals: Principals });
      return {
        ref: arn,
        attributes: {
          Arn: arn,
          Status: 'ACTIVE',
          FeatureSet: 'STANDARD',
          OwningAccountId: account.id,
        },
      };
    },
    delete: ({ ref }, { account }) => account.ram.deleteShare(ref),
  }),
};
