import { costsAtRest } from './at-rest';
import { templateSchema } from './template';

type Resources = Readonly<Record<string, { Type: string; Properties?: object }>>;

const costs = (resources: Resources) => costsAtRest(templateSchema.parse({ Resources: resources }));

const one = (Type: string, Properties: object = {}) => costs({ One: { Type, Properties } });

const billed = (Type: string, Properties: object = {}) => one(Type, Properties).bill.items;

const metricStat = { MetricStat: {} };

describe('a month of resources at rest', () => {
  it.each<[string, object, readonly object[]]>([
    ['AWS::ElasticLoadBalancingV2::LoadBalancer', {}, [{ price: 'load-balancer', quantity: 730 }]],
    [
      'AWS::EC2::VPCEndpoint',
      { VpcEndpointType: 'Interface', SubnetIds: ['a', 'b'] },
      [{ price: 'endpoint', quantity: 1460 }],
    ],
    ['AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Gateway' }, []],
    ['AWS::EC2::VPCEndpoint', {}, []],
    ['AWS::CloudWatch::Alarm', { MetricName: 'Errors' }, [{ price: 'alarm', quantity: 1 }]],
    [
      'AWS::CloudWatch::Alarm',
      { Metrics: [metricStat, metricStat, { Expression: 'a / b' }] },
      [{ price: 'alarm', quantity: 2 }],
    ],
    ['AWS::DynamoDB::Table', { BillingMode: 'PAY_PER_REQUEST' }, []],
    ['AWS::Lambda::Alias', {}, []],
    ['AWS::Logs::LogGroup', {}, []],
  ])('is priced by its template properties: %s, %j', (type, properties, items) => {
    expect(billed(type, properties)).toEqual(items);
    expect(one(type, properties).unpriced).toEqual([]);
  });

  it('includes volume, address and detailed metrics of an instance', () => {
    const instance = {
      InstanceType: 't4g.nano',
      NetworkInterfaces: [{ AssociatePublicIpAddress: true }],
      BlockDeviceMappings: [{ Ebs: { VolumeType: 'gp3', VolumeSize: 8 } }],
    };
    const items = [
      { price: 'instance-t4g.nano', quantity: 730 },
      { price: 'volume-gp3', quantity: 8 },
      { price: 'public-address', quantity: 730 },
    ];
    expect(billed('AWS::EC2::Instance', instance)).toEqual(items);
    expect(billed('AWS::EC2::Instance', { ...instance, Monitoring: true })).toEqual([
      ...items,
      { price: 'instance-metric', quantity: 7 },
    ]);
  });

  it.each([
    ['rate(5 minutes)', 8760],
    ['rate(1 hour)', 730],
    ['rate(1 day)', 730 / 24],
  ])('includes the invocations of a schedule: %s', (ScheduleExpression, calls) => {
    const { bill } = costs({
      Function: { Type: 'AWS::Lambda::Function' },
      Schedule: {
        Type: 'AWS::Scheduler::Schedule',
        Properties: { ScheduleExpression, Target: { Arn: { 'Fn::GetAtt': ['Function', 'Arn'] } } },
      },
    });
    expect(bill.quantityOf('function-call') * 1e6).toBeCloseTo(calls);
  });

  it('combines resources of the same kind', () => {
    const { bill } = costs({
      A: { Type: 'AWS::KMS::Key' },
      B: { Type: 'AWS::KMS::Key' },
      C: { Type: 'AWS::SecretsManager::Secret' },
    });
    expect(bill.items).toEqual([
      { price: 'key', quantity: 2 },
      { price: 'secret', quantity: 1 },
    ]);
    expect(bill.sum).toBeCloseTo(2.4);
  });

  it.each<[string, object, string]>([
    ['AWS::EC2::NatGateway', {}, 'AWS::EC2::NatGateway'],
    ['Custom::Thing', {}, 'Custom::Thing'],
    ['AWS::DynamoDB::Table', {}, 'AWS::DynamoDB::Table: provisioned capacity'],
    ['AWS::ApiGateway::Stage', { CacheClusterEnabled: true }, 'AWS::ApiGateway::Stage: a cache'],
    [
      'AWS::Lambda::Alias',
      { ProvisionedConcurrencyConfig: {} },
      'AWS::Lambda::Alias: provisioned concurrency',
    ],
    ['AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Resource' }, 'AWS::EC2::VPCEndpoint: Resource'],
    ['AWS::EC2::Instance', { InstanceType: 'm8g.large' }, 'AWS::EC2::Instance: instance-m8g.large'],
    [
      'AWS::Scheduler::Schedule',
      { ScheduleExpression: 'cron(0 8 * * ? *)' },
      'AWS::Scheduler::Schedule: cron(0 8 * * ? *)',
    ],
  ])('lists resources without a price: %s, %j', (type, properties, unpriced) => {
    expect(one(type, properties).unpriced).toEqual([unpriced]);
  });
});
