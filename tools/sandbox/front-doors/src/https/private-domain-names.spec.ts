/**
 * The outcome of requests for a private custom domain name after single changes of the templates.
 */
import { readAssembly } from '@sandbox/engine/assembly';
import {
  endpointId,
  service,
  twoAccounts,
  onlyThrough,
} from '@sandbox/engine/testing/two-accounts';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { deployedAccounts, type Exchange } from '../testing/deployed-accounts';
import {
  aliasOfEndpoint,
  privateDomain,
  privateDomainArn,
  privateEndpointId,
} from '../testing/private-domain';

const folders = temporaryFolders();
const deployed = deployedAccounts();

type Properties = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * The service is deployed first: its domain name has to exist before an endpoint is associated with
 * it.
 */
const deploy = (properties: Properties = {}) =>
  deployed([...twoAccounts(folders, { ...privateDomain, properties })].reverse());

function outcome({ response, trace }: Exchange): readonly unknown[] {
  return [response?.status ?? 'dropped', trace.refusal?.name];
}

describe('a private custom domain name', () => {
  it('is called through its associated endpoint, without the load balancer', async () => {
    const { send } = await deploy();
    const { response, trace } = await send();
    expect(JSON.parse(response?.body.toString() ?? '')).toMatchObject({
      path: '/v1/orders',
      vpceId: privateEndpointId,
    });
    expect(trace.hops.map(({ name }) => name)).toEqual([
      'Route 53',
      'security group',
      'domain name',
      'domain name',
      'resource policy',
      'method',
      'function permission',
      'integration',
    ]);
  });

  it('is called at its base paths only', async () => {
    const { send } = await deploy();
    expect(outcome(await send({ path: '/v2/orders' }))).toEqual([403, 'domain name']);
  });

  const invoked = privateDomainArn.replace('apigateway', 'execute-api');
  const endpointPolicy = (Resource: unknown, rest: object = {}) => ({
    PrivateEndpoint: {
      PolicyDocument: {
        Statement: [
          { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource, ...rest },
        ],
      },
    },
  });
  const apis = `arn:aws:execute-api:eu-central-1:${service}:*/*`;
  const via = (arn: string) => ({
    Condition: { ArnEquals: { 'execute-api:viaDomainArn': arn } },
  });

  it.each<[what: string, Properties, ...outcome: unknown[]]>([
    [
      'names the account',
      endpointPolicy(`arn:aws:execute-api:eu-central-1:${service}:*`),
      200,
      undefined,
    ],
    ['names the domain name and the API', endpointPolicy([invoked, apis]), 200, undefined],
    [
      'names the domain name in execute-api:viaDomainArn',
      endpointPolicy('*', via(invoked)),
      200,
      undefined,
    ],
    [
      'names another domain name in execute-api:viaDomainArn',
      endpointPolicy('*', via(`${invoked}x`)),
      403,
      'domain name',
    ],
    ['names only the domain name', endpointPolicy(invoked), 403, 'endpoint policy'],
    [
      'names only the API',
      endpointPolicy(`arn:aws:execute-api:eu-central-1:${service}:??????????/*`),
      403,
      'domain name',
    ],
  ])('is called through an endpoint whose policy %s', async (_what, properties, status, hop) => {
    const { send } = await deploy(properties);
    expect(outcome(await send())).toEqual([status, hop]);
  });

  it.each<[what: string, Properties, ...outcome: unknown[]]>([
    [
      'its own policy is for another endpoint',
      { PrivateDomain: { Policy: onlyThrough(endpointId) } },
      403,
      'domain name',
    ],
    ['it has no policy', { PrivateDomain: { Policy: undefined } }, 403, 'domain name'],
    [
      'the policy of the API is for another endpoint',
      { Api: { Policy: onlyThrough(endpointId) } },
      403,
      'resource policy',
    ],
    [
      "the endpoint's group allows no client",
      { PrivateGroup: { SecurityGroupIngress: [] } },
      'dropped',
      'security group',
    ],
    [
      'the endpoint of its record has no association',
      {
        Name: aliasOfEndpoint('Endpoint').Properties,
        EndpointGroup: { SecurityGroupIngress: [{ IpProtocol: '-1', CidrIp: '10.0.0.0/16' }] },
        Domain: { DomainName: 'drinks.orders.localhost' },
      },
      403,
      'domain name',
    ],
    ['it is not mapped to an API', { PrivateMapping: { BasePath: 'v2' } }, 403, 'domain name'],
  ])('is refused if %s', async (_what, properties, status, hop) => {
    const { send } = await deploy(properties);
    expect(outcome(await send())).toEqual([status, hop]);
  });

  it('does not allow its endpoint to reach a public domain name', async () => {
    const { send } = await deploy({ Domain: { DomainName: 'drinks.orders.localhost' } });
    const result = await send({ host: 'drinks.orders.localhost', name: 'food.orders.localhost' });
    expect(outcome(result)).toEqual([403, 'domain name']);
    expect(result.trace.refusal?.detail).toMatch(/associated with private domain names/);
  });
});

describe('the association with a private custom domain name', () => {
  it('needs an existing domain name', async () => {
    await expect(deployed(twoAccounts(folders, privateDomain))).rejects.toThrow(
      /Invalid domain name identifier specified/,
    );
  });

  it.each<[what: string, Properties]>([
    ['is not shared', { Share: { Principals: [] } }],
    ['is shared with another account', { Share: { Principals: ['333333333333'] } }],
    ['shares another domain name', { Share: { ResourceArns: [] } }],
  ])('is refused if the name %s', async (_what, properties) => {
    await expect(deploy(properties)).rejects.toThrow(
      /Account 111111111111 is not authorized to perform: apigateway:CreateAccessAssociation/,
    );
  });

  it('remains after the deletion of its domain name, and leads neither to that nor to another one with its name', async () => {
    const { account, send } = await deploy();
    const { PrivateDomain, PrivateMapping } = privateDomain.more.food ?? {};
    const again = {
      Again: PrivateDomain,
      AgainMapping: {
        ...PrivateMapping,
        Properties: { ...PrivateMapping?.Properties, DomainNameArn: { Ref: 'Again' } },
      },
    };
    for (const food of [{}, again]) {
      const [, folder = ''] = twoAccounts(folders, { ...privateDomain, more: { food } });
      for (const artifact of readAssembly(folder)) {
        await account(service).stacks.deployStack(artifact);
      }
      expect(outcome(await send())).toEqual([403, 'domain name']);
    }
  });

  it('needs an endpoint for API Gateway', async () => {
    const source = { AccessAssociationSource: 'vpce-00000000' };
    await expect(deploy({ Association: source })).rejects.toThrow(
      /There is no VPC endpoint vpce-00000000 for execute-api/,
    );
  });
});
