import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { emptyBundles } from '@cross-account/networking';
import { defineService, orderFunctionNames, problems } from '@cross-account/orders-domain';
import { Microservice } from './microservice';
import type { MicroserviceProps } from './microservice';

const bundlesFolder = emptyBundles(...orderFunctionNames);
const ENDPOINT = 'vpce-0a1b2c3d4e5f60718';

function synth(change: Partial<MicroserviceProps> = {}): Template {
  const stack = new Stack(new App(), 'Test');
  new Microservice(stack, 'Service', {
    service: defineService({ name: 'dessert', items: ['cake', 'ice'] }),
    hostName: 'dessert.orders.example.com',
    certificate: Certificate.fromCertificateArn(stack, 'Certificate', 'arn:certificate'),
    vpcEndpointId: ENDPOINT,
    vpcCidr: '10.0.0.0/16',
    dynamoDbPrefixListId: 'pl-66a5400f',
    bundlesFolder,
    ...change,
  });
  return Template.fromStack(stack);
}

const template = synth();

const idsOf = (from: Template, type: string) => Object.keys(from.findResources(type));

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

/** All DynamoDB statements of the roles' policies, by function. */
function tableStatements(from: Template, name: string): Statement[] {
  const policies = Object.entries(from.findResources('AWS::IAM::Policy'))
    .filter(([id]) => id.includes(name.replace('-', '')))
    .map(([, policy]) => policy['Properties'] as { PolicyDocument: { Statement: Statement[] } });
  const statements = policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
  return statements.filter(({ Action }) =>
    [Action].flat().some((one) => one.startsWith('dynamodb:')),
  );
}

describe('the table', () => {
  it('is on demand, keyed by order, and restorable', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'orderId', KeyType: 'HASH' }],
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
  });

  it('has one index by shard and time with all attributes', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      GlobalSecondaryIndexes: [
        {
          KeySchema: [
            { AttributeName: 'shard', KeyType: 'HASH' },
            { AttributeName: 'createdAtOrderId', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
          IndexName: 'newest-first',
        },
      ],
      AttributeDefinitions: Match.arrayWith([{ AttributeName: 'shard', AttributeType: 'N' }]),
    });
  });

  it('goes with its stack, unless protected', () => {
    template.hasResource('AWS::DynamoDB::Table', { DeletionPolicy: 'Delete' });
    const kept = synth({ protect: true });
    kept.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      Properties: { DeletionProtectionEnabled: true },
    });
    kept.allResources('AWS::Logs::LogGroup', { DeletionPolicy: 'Retain' });
  });

  it('takes a rotating key of the account’s own where wanted, used through DynamoDB only', () => {
    const encrypted = synth({ customerManagedKey: true });
    encrypted.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
    encrypted.hasResourceProperties('AWS::DynamoDB::Table', {
      SSESpecification: { SSEEnabled: true },
    });
    encrypted.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: ['kms:Decrypt', 'kms:DescribeKey'],
            Condition: { StringEquals: { 'kms:ViaService': Match.anyValue() } },
          }),
        ]),
      },
    });
  });
});

describe('the functions', () => {
  it.each([
    ['place-order', 'dynamodb:PutItem', false],
    ['list-orders', 'dynamodb:Query', true],
    ['get-order', 'dynamodb:GetItem', false],
  ])('%s may do %s and nothing else with the table', (name, action, onIndex) => {
    const statements = tableStatements(template, name);
    expect(statements).toHaveLength(1);
    expect(statements[0]?.Action).toBe(action);
    expect(JSON.stringify(statements[0]?.Resource).includes('/index/newest-first')).toBe(onIndex);
  });

  it.each([
    ['place-order', ['SHARD_COUNT', 'TABLE_NAME']],
    ['list-orders', ['INDEX_NAME', 'SHARD_COUNT', 'TABLE_NAME']],
    ['get-order', ['TABLE_NAME']],
  ])('%s gets exactly the variables that it reads', (name, keys) => {
    const [found] = Object.values(
      template.findResources('AWS::Lambda::Function', {
        Properties: { Description: `Order function ${name}` },
      }),
    );
    const { Environment } = found?.['Properties'] as { Environment: { Variables: object } };
    expect(Object.keys(Environment.Variables).sort()).toEqual(keys);
  });

  it('run in the isolated subnets', () => {
    template.allResourcesProperties('AWS::Lambda::Function', {
      VpcConfig: { SubnetIds: [Match.anyValue(), Match.anyValue()] },
    });
  });

  it('have a role, a log group and a live alias each', () => {
    template.resourceCountIs('AWS::IAM::Role', 3);
    template.resourceCountIs('AWS::Lambda::Alias', 3);
    template.allResourcesProperties('AWS::Lambda::Alias', { Name: 'live' });
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: Match.anyValue() });
  });

  it('reach DynamoDB through an endpoint that knows each role and its one action', () => {
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
      PolicyDocument: {
        Statement: ['dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:GetItem'].map((Action) =>
          Match.objectLike({
            Action,
            Condition: { ArnEquals: { 'aws:PrincipalArn': Match.anyValue() } },
          }),
        ),
      },
    });
  });

  it.each([0, 65, 1.5, Number.NaN])(
    'refuses %d shards, naming limit, value and construct',
    (shardCount) => {
      expect(() => synth({ shardCount })).toThrow(
        `shardCount must be between 1 and 64, got ${shardCount} (Test/Service)`,
      );
    },
  );
});

describe('the API', () => {
  it('is private, and answers under its own domain only', () => {
    template.hasResourceProperties('AWS::ApiGateway::RestApi', {
      EndpointConfiguration: { Types: ['PRIVATE'] },
      DisableExecuteApiEndpoint: true,
    });
    template.hasResourceProperties('AWS::ApiGateway::DomainName', {
      DomainName: 'dessert.orders.example.com',
      EndpointConfiguration: { Types: ['REGIONAL'] },
      RegionalCertificateArn: 'arn:certificate',
      SecurityPolicy: 'TLS_1_2',
    });
    template.hasResourceProperties('AWS::ApiGateway::BasePathMapping', { BasePath: 'v1' });
    expect(Object.keys(template.findOutputs('*'))).toEqual([]);
  });

  it('allows calls and denies those that come not through the consumer’s endpoint', () => {
    template.hasResourceProperties('AWS::ApiGateway::RestApi', {
      Policy: {
        Statement: [
          Match.objectLike({ Effect: 'Allow', Action: 'execute-api:Invoke' }),
          Match.objectLike({
            Effect: 'Deny',
            Action: 'execute-api:Invoke',
            Resource: 'execute-api:/*',
            Condition: { StringNotEquals: { 'aws:SourceVpce': ENDPOINT } },
          }),
        ],
      },
    });
  });

  it('is deployed anew when the endpoint changes, and not when nothing does', () => {
    const type = 'AWS::ApiGateway::Deployment';
    expect(idsOf(synth(), type)).toEqual(idsOf(template, type));
    const moved = synth({ vpcEndpointId: 'vpce-00000000000000001' });
    expect(idsOf(moved, type)).not.toEqual(idsOf(template, type));
  });

  it('logs, traces, measures and throttles its stage v1', () => {
    template.hasResourceProperties('AWS::ApiGateway::Stage', {
      StageName: 'v1',
      TracingEnabled: true,
      AccessLogSetting: {
        DestinationArn: Match.anyValue(),
        Format: Match.serializedJson(Match.objectLike({ requestId: '$context.requestId' })),
      },
      MethodSettings: [
        Match.objectLike({
          HttpMethod: '*',
          ResourcePath: '/*',
          MetricsEnabled: true,
          DataTraceEnabled: false,
          LoggingLevel: 'OFF',
          ThrottlingRateLimit: 500,
          ThrottlingBurstLimit: 1000,
        }),
      ],
    });
  });

  it('leaves the logging role of the account alone', () => {
    template.resourceCountIs('AWS::ApiGateway::Account', 0);
  });

  it('checks an order against the menu before a function runs', () => {
    template.hasResourceProperties('AWS::ApiGateway::Method', {
      HttpMethod: 'POST',
      RequestModels: { 'application/json': Match.anyValue() },
      RequestParameters: { 'method.request.header.Idempotency-Key': false },
      RequestValidatorId: Match.anyValue(),
    });
    template.hasResourceProperties('AWS::ApiGateway::Model', {
      Schema: Match.objectLike({
        $schema: 'http://json-schema.org/draft-04/schema#',
        required: ['fullName', 'dessert'],
        additionalProperties: false,
        properties: Match.objectLike({
          dessert: Match.objectLike({ type: 'string', enum: ['cake', 'ice'] }),
        }),
      }),
    });
  });

  it('knows the parameters of a listing', () => {
    template.hasResourceProperties('AWS::ApiGateway::Method', {
      HttpMethod: 'GET',
      RequestParameters: {
        'method.request.querystring.orderDate': false,
        'method.request.querystring.limit': false,
        'method.request.querystring.nextToken': false,
      },
    });
  });

  it('may call each function for one method of the stage, and not from the console', () => {
    template.resourceCountIs('AWS::Lambda::Permission', 3);
    const sources = Object.values(template.findResources('AWS::Lambda::Permission')).map((one) =>
      JSON.stringify((one['Properties'] as { SourceArn: unknown }).SourceArn),
    );
    expect(sources.filter((arn) => arn.includes('test-invoke-stage'))).toEqual([]);
    expect(sources.map((arn) => /"\/((GET|POST)\/[^"]*)"/.exec(arn)?.[1]).sort()).toEqual([
      'GET/orders',
      'GET/orders/*',
      'POST/orders',
    ]);
  });

  it.each([["'GET, POST'"], ["'GET'"]])(
    'answers any other method with 405 and Allow: %s',
    (allow) => {
      template.hasResourceProperties('AWS::ApiGateway::Method', {
        HttpMethod: 'ANY',
        Integration: {
          Type: 'MOCK',
          IntegrationResponses: [
            {
              StatusCode: '405',
              ResponseParameters: {
                'method.response.header.Allow': allow,
                'method.response.header.Content-Type': "'application/problem+json'",
              },
              ResponseTemplates: {
                'application/json': Match.serializedJson(
                  Match.objectLike({ status: 405, code: 'ROUTE.METHOD_NOT_ALLOWED' }),
                ),
              },
            },
          ],
        },
      });
    },
  );
});

describe('what API Gateway answers by itself', () => {
  interface GatewayResponse {
    readonly ResponseType: string;
    readonly StatusCode?: string;
    readonly ResponseParameters: Readonly<Record<string, string>>;
    readonly ResponseTemplates: Readonly<Record<string, string>>;
  }
  const responses = Object.values(template.findResources('AWS::ApiGateway::GatewayResponse')).map(
    (one) => one['Properties'] as GatewayResponse,
  );

  const expected: readonly (readonly [string, keyof typeof problems, number | undefined])[] = [
    ['ACCESS_DENIED', 'ACCESS.DENIED', 403],
    ['BAD_REQUEST_BODY', 'REQUEST.INVALID_BODY', 400],
    ['BAD_REQUEST_PARAMETERS', 'REQUEST.INVALID_PARAMETER', 400],
    ['DEFAULT_4XX', 'ACCESS.DENIED', 403],
    ['DEFAULT_5XX', 'SERVICE.INTERNAL_ERROR', undefined],
    ['INTEGRATION_FAILURE', 'SERVICE.INTERNAL_ERROR', 504],
    ['INTEGRATION_TIMEOUT', 'SERVICE.INTERNAL_ERROR', 504],
    ['MISSING_AUTHENTICATION_TOKEN', 'ROUTE.NOT_FOUND', 404],
    ['QUOTA_EXCEEDED', 'REQUEST.THROTTLED', 429],
    ['REQUEST_TOO_LARGE', 'REQUEST.TOO_LARGE', 413],
    ['RESOURCE_NOT_FOUND', 'ROUTE.NOT_FOUND', 404],
    ['THROTTLED', 'REQUEST.THROTTLED', 429],
    ['UNSUPPORTED_MEDIA_TYPE', 'REQUEST.UNSUPPORTED_MEDIA_TYPE', 415],
  ];

  it('covers every type that this API can give', () => {
    expect(responses.map((one) => one.ResponseType).sort()).toEqual(expected.map(([type]) => type));
  });

  it.each(expected)('%s is %s', (type, code, status) => {
    const response = responses.find((one) => one.ResponseType === type);
    const body: unknown = JSON.parse(response?.ResponseTemplates['application/json'] ?? '');
    expect(response?.StatusCode).toBe(status === undefined ? undefined : String(status));
    expect(body).toEqual({
      type: 'about:blank',
      title: problems[code].title,
      ...(status !== undefined && { status }),
      code,
      detail: expect.any(String) as string,
      requestId: '$context.requestId',
    });
    expect(response?.ResponseParameters).toEqual({
      'gatewayresponse.header.Content-Type': "'application/problem+json'",
    });
  });
});
