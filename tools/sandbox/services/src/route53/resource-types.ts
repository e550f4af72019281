/** AWS::Route53: private hosted zones and the aliases in them. */
import { z } from 'zod';
import { resourceTypesOf, uniqueId, type ResourceType } from '@sandbox/engine/resource-type';
import type { AccountWith } from '../services';

type Account = AccountWith<'route53'>;

const resourceType = resourceTypesOf<Account>();

export const route53Types: Readonly<Record<string, ResourceType<Account>>> = {
  'AWS::Route53::HostedZone': resourceType({
    properties: z.object({ Name: z.string() }),
    replaceOn: ['Name'],
    put({ Name }, context) {
      const ref = `Z${uniqueId(20, context).toUpperCase()}`;
      context.account.route53.putHostedZone(ref, Name);
      return { ref, attributes: { Id: ref, NameServers: [] } };
    },
    delete: ({ ref }, { account }) => account.route53.deleteHostedZone(ref),
  }),
  'AWS::Route53::RecordSet': resourceType({
    properties: z.object({
      Name: z.string(),
      Type: z.literal('A', 'only A records are known here'),
      AliasTarget: z.object({ DNSName: z.string() }),
    }),
    replaceOn: ['HostedZoneId', 'HostedZoneName', 'Name'],
    put({ Name, AliasTarget }, { account }) {
      account.route53.putAlias(Name, AliasTarget.DNSName);
      return { ref: Name };
    },
    delete: ({ ref }, { account }) => account.route53.deleteAlias(ref),
  }),
};
