import { costsOfAMillionOrders } from './per-million';
import { templateSchema } from './template';

const service = ({ indexes = 1, recovers = true, memory = 512, traces = true } = {}) => ({
  Stage: { Type: 'AWS::ApiGateway::Stage', Properties: { TracingEnabled: traces } },
  Post: {
    Type: 'AWS::ApiGateway::Method',
    Properties: {
      HttpMethod: 'POST',
      Integration: { Uri: { 'Fn::Join': ['', [{ Ref: 'Live' }]] } },
    },
  },
  Get: {
    Type: 'AWS::ApiGateway::Method',
    Properties: { HttpMethod: 'GET', Integration: { Uri: { Ref: 'Other' } } },
  },
  Live: { Type: 'AWS::Lambda::Alias', Properties: { FunctionName: { Ref: 'Function' } } },
  Function: { Type: 'AWS::Lambda::Function', Properties: { MemorySize: memory } },
  Other: { Type: 'AWS::Lambda::Function', Properties: { MemorySize: 4096 } },
  Table: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      GlobalSecondaryIndexes: Array.from({ length: indexes }, () => ({})),
      ...(recovers && {
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      }),
    },
  },
});

const items = (Resources: object) =>
  costsOfAMillionOrders(templateSchema.parse({ Resources })).items;

describe('a million orders', () => {
  it('cost calls, traces, logs, the function behind POST, and each stored copy', () => {
    expect(items(service())).toEqual([
      { price: 'api-call', quantity: 1 },
      { price: 'trace', quantity: 1 },
      { price: 'log', quantity: 1.5 },
      { price: 'function-call', quantity: 1 },
      { price: 'function-time', quantity: 10_000 },
      { price: 'table-write', quantity: 2 },
      { price: 'table-storage', quantity: 0.6 },
      { price: 'recovery', quantity: 0.6 },
    ]);
  });

  it('cost more with another index and a larger function, less without traces and recovery', () => {
    const changed = items(service({ indexes: 2, memory: 1024, recovers: false, traces: false }));
    expect(changed).toEqual([
      { price: 'api-call', quantity: 1 },
      { price: 'log', quantity: 1.5 },
      { price: 'function-call', quantity: 1 },
      { price: 'function-time', quantity: 20_000 },
      { price: 'table-write', quantity: 3 },
      { price: 'table-storage', quantity: expect.closeTo(0.9) as number },
    ]);
  });

  it('cost data and capacity if they pass a load balancer', () => {
    const Balancer = { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer' };
    expect(items({ Balancer })).toEqual([
      { price: 'endpoint-data', quantity: 3 },
      { price: 'load-balancer-capacity', quantity: expect.closeTo(11.11) as number },
    ]);
  });

  it('cost storage of backups and copies, each a full one', () => {
    const Lifecycle = { DeleteAfterDays: 35 };
    const rule = { Lifecycle, CopyActions: [{ Lifecycle }] };
    const Plan = {
      Type: 'AWS::Backup::BackupPlan',
      Properties: { BackupPlan: { BackupPlanRule: [rule] } },
    };
    expect(items({ Plan })).toEqual([{ price: 'backup', quantity: 21 }]);
  });

  it('cost nothing without requests', () => {
    expect(items({ Key: { Type: 'AWS::KMS::Key' } })).toEqual([]);
  });
});
