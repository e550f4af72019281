/** The resources on the path of a request, with their names in the diagram. */
import type { StackResource } from '@sandbox/engine/stack-state';
import { hostNameIn } from '@sandbox/services/apigateway/private-domain-names';
import type { NodeKind, TopologyNode } from './wire';

/** A resource and its account. */
export interface PlacedResource {
  readonly account: string;
  readonly resource: StackResource;
}

type All = readonly PlacedResource[];

interface Kind {
  readonly kind: NodeKind;
  readonly label: string;
  readonly detail: string;
  readonly inVpc: boolean;
}

/** Returns the node of a resource; undefined for types that requests do not pass. */
export function nodeOf({ account, resource }: PlacedResource, all: All): TopologyNode | undefined {
  const kind = kindOf(resource, account, all);
  if (!kind) return undefined;
  const { physicalId, constructPath } = resource;
  return { id: `${account}/${physicalId}`, ...kind, constructPath, physicalId };
}

function kindOf(resource: StackResource, account: string, all: All): Kind | undefined {
  switch (resource.type) {
    case 'AWS::ElasticLoadBalancingV2::LoadBalancer':
      return {
        kind: 'load-balancer',
        label: 'Load balancer',
        detail: rulesOf(account, all),
        inVpc: true,
      };
    case 'AWS::EC2::VPCEndpoint':
      return endpointKind(resource);
    case 'AWS::ApiGateway::RestApi':
      return {
        kind: 'api',
        label: 'REST API',
        detail: hostsOf(resource, account, all),
        inVpc: false,
      };
    case 'AWS::Lambda::Function':
      return {
        kind: 'function',
        label: functionLabel(resource),
        detail: text(resource.properties['Runtime']),
        inVpc: resource.properties['VpcConfig'] !== undefined,
      };
    case 'AWS::DynamoDB::Table':
      return { kind: 'table', label: tableLabel(resource), detail: 'DynamoDB table', inVpc: false };
    default:
      return undefined;
  }
}

function endpointKind({ properties, physicalId }: StackResource): Kind | undefined {
  const service = text(properties['ServiceName']).split('.').at(-1) ?? '';
  if (properties['VpcEndpointType'] === 'Interface') {
    if (service !== 'execute-api') return undefined;
    return { kind: 'endpoint', label: 'VPC endpoint', detail: physicalId, inVpc: true };
  }
  return {
    kind: 'gateway-endpoint',
    label: serviceName(service),
    detail: 'gateway endpoint',
    inVpc: true,
  };
}

function serviceName(service: string): string {
  return service === 'dynamodb' ? 'DynamoDB' : service.toUpperCase();
}

function rulesOf(account: string, all: All): string {
  const rules = all.filter(
    (placed) =>
      placed.account === account &&
      placed.resource.type === 'AWS::ElasticLoadBalancingV2::ListenerRule',
  );
  return rules.length === 1 ? '1 rule' : `${rules.length} rules`;
}

/** Returns the custom domain names that are mapped to an API, or else its name. */
function hostsOf(api: StackResource, account: string, all: All): string {
  const mapped = all.filter(
    (placed) =>
      placed.account === account &&
      /^AWS::ApiGateway::BasePathMapping(V2)?$/.test(placed.resource.type) &&
      placed.resource.properties['RestApiId'] === api.physicalId,
  );
  const hosts = mapped.map(
    ({ resource: { properties } }) =>
      text(properties['DomainName']) || hostNameIn(text(properties['DomainNameArn'])),
  );
  return [...new Set(hosts)].join(', ') || text(api.properties['Name']) || api.physicalId;
}

/**
 * Returns a function's name in the CDK code: the last part of its path that is not from the
 * construct library.
 */
function functionLabel({ constructPath, physicalId }: StackResource): string {
  return ownName(constructPath, /^(Resource|Function|Lambda|Handler)$/) || physicalId;
}

function tableLabel({ constructPath, physicalId }: StackResource): string {
  return ownName(constructPath, /^(Resource|Table)$/) || physicalId;
}

function ownName(constructPath: string, generic: RegExp): string {
  const [, ...parts] = constructPath.split('/');
  return parts.findLast((part) => !generic.test(part)) ?? '';
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
