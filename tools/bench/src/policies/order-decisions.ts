/**
 * All policy decisions of one order, `POST /v1/orders`, from the stacks as synthesized:
 * 1. the API is invoked through the consumer's endpoint: its policy, and the API's;
 * 2. API Gateway invokes the function: the function's permission;
 * 3. the function writes the order: its role's policies, and the policy of DynamoDB's endpoint.
 */
import type { StackArtifact } from '@sandbox/engine';
import type { AccessRequest, PolicyType } from '@sandbox/policy';
import { z } from 'zod';
import { apiArn, policiesOf, propertiesOf, type TemplatePolicy } from './template-policies';

/** The policy documents that decide one request. */
export interface OrderDecision {
  readonly name: string;
  /** Builds the request; called in each run, as the hops of a request do. */
  readonly request: () => AccessRequest;
  readonly identity?: readonly unknown[];
  readonly resource?: unknown;
  readonly endpoint?: unknown;
  readonly resourceAccount: string;
}

const POST = 'POST/orders';

/** @throws {Error} when the stacks lack a resource that an order needs */
export function orderDecisions(
  consumer: StackArtifact,
  service: StackArtifact,
): readonly [OrderDecision, OrderDecision, OrderDecision] {
  return [invokeApi(consumer, service), invokeFunction(service), writeOrder(service)];
}

function invokeApi(consumer: StackArtifact, service: StackArtifact): OrderDecision {
  const { document, logicalId } = only(policiesOf(service), ofType('AWS::ApiGateway::RestApi'));
  const vpcEndpointId = /"aws:SourceVpce":"([^"]+)"/.exec(JSON.stringify(document))?.[1] ?? '';
  return {
    name: 'invoke the API',
    request: () => ({
      principal: { kind: 'anonymous' },
      action: 'execute-api:Invoke',
      resource: `${apiArn(service, logicalId)}v1/${POST}`,
      context: new Map([
        ['aws:sourcevpce', vpcEndpointId],
        ['aws:sourcevpc', 'vpc-0123456789abcdef0'],
        ['aws:vpcsourceip', '10.0.0.4'],
        ['aws:securetransport', 'true'],
      ]),
    }),
    resource: document,
    endpoint: endpointPolicy(consumer, 'execute-api'),
    resourceAccount: service.account,
  };
}

const permissionSchema = z.object({
  FunctionName: z.string(),
  Action: z.string(),
  Principal: z.string(),
  SourceArn: z.string(),
});

function invokeFunction(service: StackArtifact): OrderDecision {
  const { account } = service;
  const permission = only(
    idsOfType(service, 'AWS::Lambda::Permission').map((id) =>
      permissionSchema.parse(propertiesOf(service, id)),
    ),
    ({ SourceArn }) => SourceArn.endsWith(POST),
  );
  const { FunctionName: Resource, Action, Principal, SourceArn } = permission;
  return {
    name: 'invoke the function',
    request: () => ({
      principal: { kind: 'service', name: 'apigateway.amazonaws.com' },
      action: 'lambda:InvokeFunction',
      resource: Resource,
      context: new Map([
        ['aws:sourcearn', SourceArn],
        ['aws:sourceaccount', account],
      ]),
    }),
    resource: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: Principal },
          Action,
          Resource,
          Condition: { ArnLike: { 'aws:SourceArn': SourceArn } },
        },
      ],
    },
    resourceAccount: account,
  };
}

function writeOrder(service: StackArtifact): OrderDecision {
  const { account, region } = service;
  const policies = policiesOf(service);
  const writes = only(policies, ({ resourceType, document }) => {
    return resourceType === 'AWS::IAM::Policy' && /dynamodb:PutItem/.test(JSON.stringify(document));
  });
  const { Roles } = z
    .object({ Roles: z.tuple([z.string()]) })
    .parse(propertiesOf(service, writes.logicalId));
  const [role] = Roles;
  const inline = policies.filter(
    ({ logicalId, type }) => logicalId === role && type === ('identity-based' satisfies PolicyType),
  );
  const table = only(
    [
      ...idsOfType(service, 'AWS::DynamoDB::GlobalTable'),
      ...idsOfType(service, 'AWS::DynamoDB::Table'),
    ],
    () => true,
  );
  return {
    name: 'write the order',
    request: () => ({
      principal: {
        kind: 'role',
        account,
        arn: `arn:aws:iam::${account}:role/${role}`,
        sessionArn: `arn:aws:sts::${account}:assumed-role/${role}/session`,
      },
      action: 'dynamodb:PutItem',
      resource: `arn:aws:dynamodb:${region}:${account}:table/${table}`,
      context: new Map([['aws:securetransport', 'true']]),
    }),
    identity: [...inline, writes].map(({ document }) => document),
    endpoint: endpointPolicy(service, 'dynamodb'),
    resourceAccount: account,
  };
}

function endpointPolicy(artifact: StackArtifact, serviceName: string): unknown {
  return only(policiesOf(artifact), (policy) => {
    if (!ofType('AWS::EC2::VPCEndpoint')(policy)) return false;
    const { ServiceName } = propertiesOf(artifact, policy.logicalId);
    return typeof ServiceName === 'string' && ServiceName.endsWith(`.${serviceName}`);
  }).document;
}

function ofType(type: string) {
  return ({ resourceType }: TemplatePolicy) => resourceType === type;
}

function idsOfType({ template }: StackArtifact, type: string): readonly string[] {
  return Object.entries(template.Resources).flatMap(([id, { Type }]) =>
    Type === type ? [id] : [],
  );
}

function only<Item>(items: readonly Item[], predicate: (item: Item) => boolean): Item {
  const [item, ...others] = items.filter(predicate);
  if (item === undefined || others.length > 0) {
    throw new Error(
      `the stacks must have exactly one resource that matches ${predicate.toString()}, not ${others.length + (item ? 1 : 0)}`,
    );
  }
  return item;
}
