/**
 * AWS::ApiGateway: private custom domain names with their base path mappings and access
 * associations.
 */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { unique } from '@sandbox/engine/identity';
import { harmless, refusedExcept } from '@sandbox/engine/property-declarations';
import {
  resourceTypesOf,
  uniqueId,
  type ResourceContext,
  type ResourceType,
} from '@sandbox/engine/resource-type';
import { Policy } from '@sandbox/policy/policy';
import { assertSize } from '@sandbox/policy/policy-size';
import type { AccountWith } from '../services';
import { basePathSchema } from './base-path';
import { withCompleteArns } from './complete-arns';
import { hostNameIn, invokedName } from './private-domain-names';
import { INVALID_POLICY } from './resource-types';

type Account = AccountWith<'apigateway' | 'ec2' | 'iam'>;

const resourceType = resourceTypesOf<Account>();

const ONLY_PRIVATE = 'only private custom domains are of this type';

export const privateDomainTypes: Readonly<Record<string, ResourceType<Account>>> = {
  'AWS::ApiGateway::DomainNameV2': resourceType({
    properties: z.object({
      DomainName: z.string().refine((name) => !name.includes('*'), 'wildcards are not supported'),
      EndpointConfiguration: z.object({
        Types: z.tuple([z.literal('PRIVATE', ONLY_PRIVATE)], ONLY_PRIVATE),
      }),
      Policy: z.unknown().optional(),
    }),
    unread: [
      harmless('the sandbox issues its own certificate for every name', 'CertificateArn'),
      harmless('TLS is negotiated with the defaults of Node.js', 'SecurityPolicy'),
      harmless('IPv6 is not supported', 'EndpointConfiguration.IpAddressType'),
      harmless('nothing in the sandbox reads the tags of a domain name', 'Tags'),
      refusedExcept(['BASIC'], 'the strict access mode is not emulated', 'EndpointAccessMode'),
      refusedExcept(
        ['BASE_PATH_MAPPING_ONLY'],
        'only base path mappings are emulated, not routing rules',
        'RoutingMode',
      ),
    ],
    identity: 'generated',
    replaceOn: ['DomainName', 'EndpointConfiguration', 'SecurityPolicy'],
    put({ DomainName, Policy: document }, context, previous) {
      const { account, constructPath } = context;
      if (!isDeepStrictEqual(previous?.properties.Policy, document)) {
        account.iam.assertPrincipals(document, INVALID_POLICY);
      }
      const id = uniqueId(10, context);
      const arn = `arn:aws:apigateway:${account.region}:${account.id}:/domainnames/${DomainName}+${id}`;
      const policy = document === undefined ? undefined : policyOf(document, arn, context);
      const name = DomainName.toLowerCase();
      account.apigateway.privateDomainNames.put({ arn, name, policy, constructPath });
      account.apigateway.putDomainName(arn);
      return { ref: arn, attributes: { DomainNameArn: arn, DomainNameId: id } };
    },
    delete({ ref }, { account }) {
      account.apigateway.privateDomainNames.delete(ref);
      account.apigateway.deleteDomainName(ref);
    },
  }),
  'AWS::ApiGateway::BasePathMappingV2': resourceType({
    properties: z.object({
      DomainNameArn: z.string(),
      BasePath: basePathSchema,
      RestApiId: z.string(),
      Stage: z.string(),
    }),
    identity: ({ DomainNameArn, BasePath }) => [
      unique([DomainNameArn, BasePath], 'Base path already exists for this domain name'),
    ],
    replaceOn: ['BasePath', 'DomainNameArn'],
    put({ DomainNameArn, BasePath, RestApiId, Stage }, { account: { apigateway } }, previous) {
      const { arn } = apigateway.privateDomainNames.owned(DomainNameArn);
      const { isPrivate, constructPath } = apigateway.restApi(RestApiId).props;
      if (!isPrivate) {
        throw new Error(
          `A private custom domain name leads to private APIs only: ${constructPath}`,
        );
      }
      if (previous?.properties.Stage !== Stage) apigateway.assertStage(RestApiId, Stage);
      const ref = `${arn}/basepathmappings/${BasePath === '' ? '(none)' : BasePath}`;
      const mapping = { id: ref, basePath: BasePath, restApiId: RestApiId, stage: Stage };
      apigateway.putBasePathMapping(arn, mapping);
      return { ref, attributes: { BasePathMappingArn: ref } };
    },
    delete({ ref, properties }, { account }) {
      account.apigateway.deleteBasePathMapping(properties.DomainNameArn, ref);
    },
  }),
  'AWS::ApiGateway::DomainNameAccessAssociation': resourceType({
    properties: z.object({
      DomainNameArn: z.string(),
      AccessAssociationSource: z.string(),
      AccessAssociationSourceType: z.literal('VPCE'),
    }),
    unread: [harmless('nothing in the sandbox reads the tags of an association', 'Tags')],
    identity: ({ DomainNameArn, AccessAssociationSource }) => [
      unique(
        [AccessAssociationSource, hostNameIn(DomainNameArn)],
        `The endpoint ${AccessAssociationSource} is associated with a private custom domain name ` +
          `${hostNameIn(DomainNameArn)} already`,
      ),
    ],
    replaceOn: ['AccessAssociationSource', 'AccessAssociationSourceType', 'DomainNameArn', 'Tags'],
    put({ DomainNameArn, AccessAssociationSource }, { account }, previous) {
      const { apigateway, ec2, id, region } = account;
      // An existing association remains when its share ends, since that does not reject it.
      if (!previous) {
        apigateway.privateDomainNames.assertAssociable(DomainNameArn, id);
        ec2.assertExecuteApiEndpoint(AccessAssociationSource);
      }
      const domainName = DomainNameArn.split('/').at(-1) ?? '';
      const ref =
        `arn:aws:apigateway:${region}:${id}:/domainnameaccessassociations/domainname/${domainName}` +
        `/vpcesource/${AccessAssociationSource}`;
      apigateway.privateDomainNames.associate(ref, {
        domainNameArn: DomainNameArn,
        endpointId: AccessAssociationSource,
      });
      return { ref, attributes: { DomainNameAccessAssociationArn: ref } };
    },
    delete: ({ ref }, { account }) => account.apigateway.privateDomainNames.dissociate(ref),
  }),
};

/** In the policy of a domain name, `*` stands for the name itself, since it has no paths. */
function policyOf(
  document: unknown,
  arn: string,
  { constructPath }: ResourceContext<Account>,
): Policy {
  const invoked = invokedName({ arn });
  const completed = withCompleteArns(document, (rest) =>
    rest === '*' ? invoked : `${invoked}/${rest}`,
  );
  assertSize("an API's resource policy", constructPath, [document]);
  return new Policy(completed, constructPath);
}
