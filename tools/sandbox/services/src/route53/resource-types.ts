/** AWS::Route53: private hosted zones and the aliases in them. */
import { z } from 'zod';
import { unique } from '@sandbox/engine/identity';
import { harmless, refused } from '@sandbox/engine/property-declarations';
import { resourceTypesOf, uniqueId, type ResourceType } from '@sandbox/engine/resource-type';
import type { AccountWith } from '../services';
import { hostName } from './host-name';

type Account = AccountWith<'ec2' | 'route53'>;

const resourceType = resourceTypesOf<Account>();

/** @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html */
const domainName = z
  .string()
  .refine((name) => name.split('.').every((label) => label.length <= 63), {
    error: ({ input }) =>
      `FATAL problem: DomainLabelTooLong (Domain label is too long) encountered with '${String(input)}'`,
  });

export const route53Types: Readonly<Record<string, ResourceType<Account>>> = {
  'AWS::Route53::HostedZone': resourceType({
    properties: z.object({
      Name: domainName,
      VPCs: z.array(z.object({ VPCId: z.string(), VPCRegion: z.string() })).default([]),
    }),
    unread: [
      harmless('descriptive text only', 'HostedZoneConfig'),
      harmless('nothing in the sandbox reads the tags of a zone', 'HostedZoneTags'),
      harmless('the loss of a Region is not emulated', 'HostedZoneFeatures'),
      refused('query logging is not emulated', 'QueryLoggingConfig'),
    ],
    identity: ({ Name, VPCs }) =>
      VPCs.map(({ VPCId, VPCRegion }) =>
        unique(
          [hostName(Name), VPCId],
          ({ ref }) =>
            `The VPC ${VPCId} in region ${VPCRegion} has already been associated with the hosted ` +
            `zone ${ref} with the same domain name.`,
        ),
      ),
    replaceOn: ['Name'],
    put({ Name, VPCs }, context) {
      for (const { VPCId, VPCRegion } of VPCs) findVpc(VPCId, VPCRegion, context.account);
      const ref = `Z${uniqueId(20, context).toUpperCase()}`;
      context.account.route53.putHostedZone(
        ref,
        Name,
        VPCs.map(({ VPCId }) => VPCId),
      );
      return { ref, attributes: { Id: ref, NameServers: [] } };
    },
    delete: ({ ref }, { account }) => account.route53.deleteHostedZone(ref),
  }),
  'AWS::Route53::RecordSet': resourceType({
    properties: z
      .object({
        HostedZoneId: z.string().optional(),
        HostedZoneName: z.string().optional(),
        Name: domainName,
        Type: z.literal('A', 'only A records are supported'),
        AliasTarget: z.object({ DNSName: z.string(), HostedZoneId: z.string() }),
      })
      .refine(
        ({ HostedZoneId, HostedZoneName }) =>
          HostedZoneId === undefined || HostedZoneName === undefined,
        'specify either HostedZoneName or HostedZoneId, but not both',
      ),
    unread: [
      harmless('descriptive text only', 'Comment'),
      harmless('failover to another target is not emulated', 'AliasTarget.EvaluateTargetHealth'),
      refused(
        'only simple routing is supported',
        'CidrRoutingConfig',
        'Failover',
        'GeoLocation',
        'HealthCheckId',
        'MultiValueAnswer',
        'Region',
        'SetIdentifier',
        'Weight',
      ),
      refused('only alias records are supported', 'ResourceRecords', 'TTL'),
    ],
    identity: ({ Name, Type, ...zone }) => [
      unique(
        [zoneOf(zone), hostName(Name), Type],
        `[Tried to create resource record set [name='${hostName(Name)}.', type='${Type}'] but it ` +
          'already exists]',
      ),
    ],
    replaceOn: ['HostedZoneId', 'HostedZoneName', 'Name'],
    put({ Name, AliasTarget, ...zone }, { account }, previous) {
      if (!previous && zone.HostedZoneId !== undefined) {
        account.route53.assertZone(zone.HostedZoneId);
      }
      account.route53.putAlias(zoneOf(zone), Name, AliasTarget);
      return { ref: Name };
    },
    delete: ({ properties: { Name, ...zone } }, { account }) =>
      account.route53.deleteAlias(zoneOf(zone), Name),
  }),
};

/**
 * Asserts that the VPCs of a zone exist; Route 53 associates a zone only with VPCs of its own
 * account.
 *
 * @throws {Error} when the account has no such VPC in that Region.
 */
function findVpc(id: string, region: string, { ec2 }: Account): void {
  if (region !== ec2.region || !ec2.hasVpc(id)) {
    throw new Error(`The vpc ID '${id}' does not exist (InvalidVpcID.NotFound, in ${region})`);
  }
}

function zoneOf(record: {
  readonly HostedZoneId?: string | undefined;
  readonly HostedZoneName?: string | undefined;
}): string {
  return record.HostedZoneId ?? hostName(record.HostedZoneName ?? '');
}
