/** AWS::ApiGateway: custom domain names and base path mappings. */
import { z } from 'zod';
import { stableId } from '@sandbox/kernel/identifiers';
import { unique } from '@sandbox/engine/identity';
import { harmless, refused, refusedExcept } from '@sandbox/engine/property-declarations';
import { resourceTypesOf, uniqueId, type ResourceType } from '@sandbox/engine/resource-type';
import { basePathSchema } from './base-path';
import type { AccountWith } from '../services';

type Account = AccountWith<'apigateway'>;

const resourceType = resourceTypesOf<Account>();

export const apiGatewayDomainNameTypes: Readonly<Record<string, ResourceType<Account>>> = {
  'AWS::ApiGateway::DomainName': resourceType({
    properties: z.object({
      DomainName: z.string(),
      EndpointConfiguration: z.object({
        Types: z.tuple(
          [z.literal('REGIONAL', 'only Regional custom domains are supported')],
          'only Regional custom domains are supported',
        ),
      }),
      EndpointAccessMode: z
        .literal(
          'BASIC',
          'a domain name that is reached through a VPC endpoint needs the access mode BASIC',
        )
        .optional(),
    }),
    unread: [
      harmless(
        'the sandbox issues its own certificate for every name',
        'CertificateArn',
        'OwnershipVerificationCertificateArn',
        'RegionalCertificateArn',
      ),
      harmless('TLS is negotiated with the defaults of Node.js', 'SecurityPolicy'),
      harmless('IPv6 is not supported', 'EndpointConfiguration.IpAddressType'),
      harmless('nothing in the sandbox reads the tags of a domain name', 'Tags'),
      refused('client certificates are not requested', 'MutualTlsAuthentication'),
      refusedExcept(
        ['BASE_PATH_MAPPING_ONLY'],
        'only base path mappings are emulated, not routing rules',
        'RoutingMode',
      ),
    ],
    identity: ({ DomainName }) => [
      unique([DomainName.toLowerCase()], 'The domain name you provided already exists.', {
        isOfAllAccounts: true,
      }),
    ],
    replaceOn: ['DomainName'],
    put({ DomainName }, { account }) {
      account.apigateway.putDomainName(DomainName);
      return {
        ref: DomainName,
        attributes: {
          RegionalDomainName: `d-${stableId(10, DomainName)}.execute-api.${account.region}.amazonaws.com`,
          RegionalHostedZoneId: 'Z1U9ULNL0V5AJ3',
          DomainNameArn: `arn:aws:apigateway:${account.region}::/domainnames/${DomainName}`,
        },
      };
    },
    delete: ({ ref }, { account }) => account.apigateway.deleteDomainName(ref),
  }),
  'AWS::ApiGateway::BasePathMapping': resourceType({
    properties: z.object({
      DomainName: z.string(),
      BasePath: basePathSchema,
      RestApiId: z.string(),
      Stage: z.string(),
    }),
    unread: [harmless('API Gateway sets it itself', 'Id')],
    identity: ({ DomainName, BasePath }) => [
      unique([DomainName.toLowerCase(), BasePath], 'Base path already exists for this domain name'),
    ],
    replaceOn: ['BasePath', 'DomainName'],
    put({ DomainName, BasePath, RestApiId, Stage }, context, previous) {
      if (previous?.properties.Stage !== Stage) {
        context.account.apigateway.assertStage(RestApiId, Stage);
      }
      const id = uniqueId(8, context);
      context.account.apigateway.putBasePathMapping(DomainName, {
        id,
        basePath: BasePath,
        restApiId: RestApiId,
        stage: Stage,
      });
      return { ref: id };
    },
    delete({ ref, properties }, { account }) {
      account.apigateway.deleteBasePathMapping(properties.DomainName, ref);
    },
  }),
};
