/** AWS::Route53: private hosted zones and the aliases in them. */
import { z } from 'zod';
import { stableId } from '../../services/identifiers';
import { resourceType, type ResourceType } from '../resource-type';

export const route53Types: Readonly<Record<string, ResourceType>> = {
  'AWS::Route53::HostedZone': resourceType(
    z.object({ Name: z.string() }),
    ({ Name }, { account, stackName, logicalId }) => {
      const ref = `Z${stableId(20, account.id, stackName, logicalId).toUpperCase()}`;
      account.route53.createHostedZone(ref, Name);
      return { ref, attributes: { Id: ref, NameServers: [] } };
    },
  ),
  'AWS::Route53::RecordSet': resourceType(
    z.object({
      Name: z.string(),
      Type: z.literal('A', 'only A records are known here'),
      AliasTarget: z.object({ DNSName: z.string() }),
    }),
    ({ Name, AliasTarget }, { account }) => {
      account.route53.createAlias(Name, AliasTarget.DNSName);
      return { ref: Name };
    },
  ),
};
