/**
 * The resources of a service account in the original Terraform configuration, one test each, with its
 * mistakes corrected. The construct's other tests check the details.
 */
import { Match } from 'aws-cdk-lib/assertions';
import { synthService } from './support/synth-service';

const template = synthService();

interface Method {
  readonly HttpMethod: string;
  readonly ResourceId: unknown;
  readonly RequestValidatorId?: unknown;
}

const methods = Object.values(template.findResources('AWS::ApiGateway::Method')).map(
  (one) => one['Properties'] as Method,
);

describe('VPC', () => {
  it('has two private subnets and no internet', () => {
    template.resourceCountIs('AWS::EC2::Subnet', 2);
    template.resourceCountIs('AWS::EC2::InternetGateway', 0);
    template.resourceCountIs('AWS::EC2::NatGateway', 0);
  });
});

describe('DynamoDB endpoint', () => {
  it('is on both route tables', () => {
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
      VpcEndpointType: 'Gateway',
      RouteTableIds: [Match.anyValue(), Match.anyValue()],
    });
  });

  it('allows three roles, each one action on this table or its index', () => {
    const statement = (Action: string, role: string, Resource: unknown) => ({
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action,
      Resource,
      Condition: {
        ArnEquals: {
          'aws:PrincipalArn': { 'Fn::GetAtt': [Match.stringLikeRegexp(role), 'Arn'] },
        },
      },
    });
    const table = { 'Fn::GetAtt': [Match.stringLikeRegexp('OrdersTable'), 'Arn'] };
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
      PolicyDocument: {
        Statement: [
          statement('dynamodb:PutItem', 'placeorder', table),
          statement('dynamodb:Query', 'listorders', {
            'Fn::Join': ['', [table, '/index/newest-first']],
          }),
          statement('dynamodb:GetItem', 'getorder', table),
        ],
      },
    });
  });
});

describe('Lambda security group', () => {
  it('allows egress to the DynamoDB prefix list on TCP 443 only', () => {
    template.resourceCountIs('AWS::EC2::SecurityGroupEgress', 1);
    template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', {
      DestinationPrefixListId: 'pl-66a5400f',
      IpProtocol: 'tcp',
      FromPort: 443,
      ToPort: 443,
    });
  });
});

describe('table', () => {
  it('is on demand and keyed by order', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'orderId', KeyType: 'HASH' }],
    });
  });

  it('is listed by shard, so that a day’s orders do not share one partition', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      GlobalSecondaryIndexes: [
        Match.objectLike({
          KeySchema: [
            { AttributeName: 'shard', KeyType: 'HASH' },
            { AttributeName: 'createdAtOrderId', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        }),
      ],
    });
  });
});

describe('API', () => {
  it('is a private REST API', () => {
    template.hasResourceProperties('AWS::ApiGateway::RestApi', {
      EndpointConfiguration: { Types: ['PRIVATE'] },
    });
  });

  it('places, lists and reads orders, with request validation', () => {
    const calls = methods.filter(({ HttpMethod }) => HttpMethod !== 'ANY');
    expect(calls.map(({ HttpMethod }) => HttpMethod).sort()).toEqual(['GET', 'GET', 'POST']);
    for (const call of calls) expect(call.RequestValidatorId).toBeDefined();
  });

  it('requires a name and an item of the menu, and allows no other property', () => {
    template.hasResourceProperties('AWS::ApiGateway::Model', {
      Schema: Match.objectLike({
        required: ['fullName', 'dessert'],
        additionalProperties: false,
        properties: {
          fullName: Match.objectLike({ type: 'string' }),
          dessert: Match.objectLike({ type: 'string', enum: ['cake', 'ice'] }),
        },
      }),
    });
  });
});

describe('resource policy', () => {
  it("allows calls of the stage and denies those that don't come through the consumer’s endpoint", () => {
    template.hasResourceProperties('AWS::ApiGateway::RestApi', {
      Policy: {
        Statement: [
          Match.objectLike({
            Effect: 'Allow',
            Action: 'execute-api:Invoke',
            Resource: 'execute-api:/v1/*',
          }),
          Match.objectLike({
            Effect: 'Deny',
            Action: 'execute-api:Invoke',
            Resource: 'execute-api:/*',
            Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-0a1b2c3d4e5f60718' } },
          }),
        ],
      },
    });
  });
});

describe('stage and domain', () => {
  it('serve v1 under a regional domain name, with TLS 1.2 or later', () => {
    template.hasResourceProperties('AWS::ApiGateway::Stage', { StageName: 'v1' });
    template.hasResourceProperties('AWS::ApiGateway::BasePathMapping', {
      BasePath: 'v1',
      Stage: { Ref: Match.stringLikeRegexp('Stagev1') },
    });
    template.hasResourceProperties('AWS::ApiGateway::DomainName', {
      EndpointConfiguration: { Types: ['REGIONAL'] },
      SecurityPolicy: 'TLS_1_2',
    });
  });

  it('write access logs', () => {
    template.hasResourceProperties('AWS::ApiGateway::Stage', {
      AccessLogSetting: { DestinationArn: Match.anyValue(), Format: Match.anyValue() },
    });
  });

  it('throttle and trace', () => {
    template.hasResourceProperties('AWS::ApiGateway::Stage', {
      TracingEnabled: true,
      MethodSettings: [Match.objectLike({ ThrottlingRateLimit: 500, ThrottlingBurstLimit: 1_000 })],
    });
  });
});

describe('Lambdas', () => {
  const orderFunctions = Object.values(template.findResources('AWS::Lambda::Function'))
    .map((one) => one['Properties'] as { Description: string; Role: unknown })
    .filter(({ Description }) => Description.startsWith('Order function'));

  it('are three, in the VPC, with 512 MB and 10 s, on current Node.js and Graviton', () => {
    expect(orderFunctions).toHaveLength(3);
    for (const one of orderFunctions) {
      expect(one).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        MemorySize: 512,
        Timeout: 10,
        VpcConfig: expect.anything() as unknown,
      });
    }
  });

  it('each have a role with exactly one action on the table', () => {
    expect(new Set(orderFunctions.map(({ Role }) => JSON.stringify(Role))).size).toBe(3);
    const actions = Object.values(template.findResources('AWS::IAM::Policy'))
      .map((one) => JSON.stringify(one['Properties']).match(/dynamodb:\w+/g) ?? [])
      .filter((found) => found.length > 0);
    expect(actions.sort()).toEqual([
      ['dynamodb:GetItem'],
      ['dynamodb:PutItem'],
      ['dynamodb:Query'],
    ]);
  });
});

describe('log groups', () => {
  it('all expire', () => {
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: Match.anyValue() });
  });
});
