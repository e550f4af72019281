import { topologyStack, resource } from '../testing/topology-stack';
import { topologyOf } from './topology';

const arn = (name: string) => `arn:aws:lambda:eu-central-1:222222222222:function:${name}`;

const consumer = topologyStack('consumer', '111111111111', [
  resource('AWS::ElasticLoadBalancingV2::LoadBalancer', 'alb', {}, 'Alb'),
  resource('AWS::ElasticLoadBalancingV2::TargetGroup', 'group', { VpcId: 'vpc-1' }),
  resource('AWS::ElasticLoadBalancingV2::ListenerRule', 'rule', {}),
  resource('AWS::EC2::VPCEndpoint', 'vpce-1', {
    VpcEndpointType: 'Interface',
    ServiceName: 'com.amazonaws.eu-central-1.execute-api',
    VpcId: 'vpc-1',
  }),
  resource('AWS::EC2::VPCEndpoint', 'vpce-logs', {
    VpcEndpointType: 'Interface',
    ServiceName: 'com.amazonaws.eu-central-1.logs',
  }),
  resource('AWS::Route53::HostedZone', 'zone', { Name: 'orders.localhost.' }),
]);

function service(name: string, account: string) {
  return topologyStack(name, account, [
    resource('AWS::EC2::Subnet', 'subnet-1', { VpcId: 'vpc-2' }),
    resource('AWS::ApiGateway::RestApi', `${name}-api`, {
      Name: name,
      Policy: { Statement: [{ Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } } }] },
    }),
    resource('AWS::ApiGateway::BasePathMapping', 'mapping', {
      DomainName: `${name}.orders.localhost`,
      RestApiId: `${name}-api`,
    }),
    resource('AWS::ApiGateway::Method', 'method', {
      RestApiId: `${name}-api`,
      Integration: { Uri: `…/functions/${arn(`${name}-place`)}:live/invocations` },
    }),
    resource(
      'AWS::Lambda::Function',
      `${name}-place`,
      {
        Runtime: 'nodejs24.x',
        VpcConfig: { SubnetIds: ['subnet-1'] },
        Environment: { Variables: { TABLE_NAME: `${name}-table` } },
      },
      'place-order/Lambda/Function',
    ),
    resource('AWS::Lambda::Function', `${name}-place-closer`, {}, 'Closer/Function'),
    resource('AWS::EC2::VPCEndpoint', 'vpce-2', {
      ServiceName: 'com.amazonaws.eu-central-1.dynamodb',
      VpcId: 'vpc-2',
    }),
    resource('AWS::DynamoDB::Table', `${name}-table`, {}, 'Orders/Table'),
  ]);
}

const food = service('food', '222222222222');
const withoutAccount = (id: string) => id.split('/').slice(1).join('/');

describe('the diagram of the deployed resources', () => {
  it("links the resources of a request's path, from the client to the table", () => {
    const { links } = topologyOf([consumer, food]);
    expect(links.map(({ from, to }) => [from, to].map(withoutAccount))).toEqual([
      ['alb/client', 'alb'],
      ['alb', 'vpce-1'],
      ['vpce-1', 'food-api'],
      ['food-api', 'food-place'],
      ['food-place', 'vpce-2'],
      ['vpce-2', 'food-table'],
    ]);
  });

  it("names each resource as its code does, starting with the clients' account", () => {
    const { accounts } = topologyOf([food, consumer]);
    const named = accounts.map(({ stacks, nodes }) => [
      ...stacks,
      ...nodes.map(({ kind, label, detail }) => `${kind}: ${label}, ${detail}`),
    ]);
    expect(named).toEqual([
      [
        'consumer',
        'client: Client, in the network',
        'load-balancer: Load balancer, 1 rule',
        'endpoint: VPC endpoint, vpce-1',
      ],
      [
        'food',
        'api: REST API, food.orders.localhost',
        'function: place-order, nodejs24.x',
        'gateway-endpoint: DynamoDB, gateway endpoint',
        'table: Orders, DynamoDB table',
      ],
    ]);
    expect(accounts[0]?.badges).toEqual([{ kind: 'dns', label: 'orders.localhost.' }]);
  });

  it('includes a third service, and excludes a deleted one', () => {
    const namesOf = (stacks: Parameters<typeof topologyOf>[0]) =>
      topologyOf(stacks).accounts.map((account) => account.stacks[0]);
    const pudding = service('pudding', '444444444444');
    expect(namesOf([consumer, food, pudding])).toEqual(['consumer', 'food', 'pudding']);
    expect(namesOf([consumer, pudding])).toEqual(['consumer', 'pudding']);
  });

  it('links a function outside of a VPC to its table directly', () => {
    const plain = topologyStack('plain', '222222222222', [
      resource('AWS::ApiGateway::RestApi', 'api', { Name: 'plain' }),
      resource('AWS::ApiGateway::Method', 'method', {
        RestApiId: 'api',
        Integration: { Uri: `…/functions/${arn('f')}/invocations` },
      }),
      resource('AWS::Lambda::Function', 'f', { Environment: { Variables: { T: 'table' } } }),
      resource('AWS::DynamoDB::Table', 'table', {}),
    ]);
    const { links } = topologyOf([plain]);
    expect(links.map(({ from, to }) => [from, to].map(withoutAccount))).toEqual([
      ['api/client', 'api'],
      ['api', 'f'],
      ['f', 'table'],
    ]);
  });

  it('links clients to an endpoint of private domain names, without the load balancer', () => {
    const association = resource('AWS::ApiGateway::DomainNameAccessAssociation', 'association', {
      AccessAssociationSource: 'vpce-1',
    });
    const mapping = resource('AWS::ApiGateway::BasePathMappingV2', 'mapping', {
      DomainNameArn:
        'arn:aws:apigateway:eu-central-1:222222222222:/domainnames/food.orders.localhost+a1b2c3',
      RestApiId: 'food-api',
    });
    const { links, accounts } = topologyOf([
      { ...consumer, resources: new Map([...consumer.resources, ['association', association]]) },
      { ...food, resources: new Map([...food.resources, ['mapping', mapping]]) },
    ]);
    expect(accounts[1]?.nodes[0]).toMatchObject({ kind: 'api', detail: 'food.orders.localhost' });
    expect(links.map(({ from, to }) => [from, to].map(withoutAccount)).slice(0, 2)).toEqual([
      ['vpce-1/client', 'vpce-1'],
      ['vpce-1', 'food-api'],
    ]);
  });

  it('is empty without a stack', () => {
    expect(topologyOf([])).toEqual({ accounts: [], links: [] });
  });
});
