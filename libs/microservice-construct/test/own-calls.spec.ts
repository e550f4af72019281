import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { InterfaceVpcEndpointAwsService } from 'aws-cdk-lib/aws-ec2';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { createApp } from '@cross-account/cdk-app';
import { emptyBundles } from '@cross-account/cdk-app/testing';
import { defineIndex, fullNameSchema } from '@cross-account/orders-domain';
import {
  defineApi,
  defineOperation,
  listOrders,
  orderOperations,
} from '@cross-account/orders-domain/http';
import { cancelSoup, soup } from '@cross-account/orders-domain/testing';
import { serviceIn } from './support/synth-service';

const findOrders = defineOperation({
  ...listOrders,
  parameters: {
    ...listOrders.parameters,
    fullName: {
      in: 'query',
      required: true,
      schema: fullNameSchema,
      description: 'Whose orders.',
      example: 'Ada Lovelace',
    },
  },
  access: ['list', 'find'],
  index: defineIndex({ name: 'by-full-name', field: 'fullName' }),
});

const [placeOrder, , getOrder] = orderOperations;
const operations = [placeOrder, findOrders, getOrder, cancelSoup];
const bundlesFolder = emptyBundles(...operations.map(({ name }) => name));

const stack = new Stack(createApp(), 'Test');
const microservice = serviceIn(stack, {
  api: defineApi({ service: soup, operations }),
  bundlesFolder,
  canary: true,
});
const queue = new Queue(stack, 'Canceled');
queue.grantSendMessages(microservice.functionOf(cancelSoup));
microservice.functionOf(cancelSoup).addEnvironment('QUEUE_URL', queue.queueUrl);
microservice.network.addInterfaceEndpoint('Sqs', InterfaceVpcEndpointAwsService.SQS);
const report = new Role(stack, 'Report', {
  assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
});
microservice.grantReadOrders(report);
microservice.addAlarm('ManyCalls', {
  metric: microservice.metricRequests(),
  threshold: 10_000,
  meaning: 'it is lunch time',
  runbook: 'docs/runbooks/service-latency.md',
});
const template = Template.fromStack(stack);

describe('a custom operation', () => {
  it('has a method with its path parameter, its response and its function', () => {
    template.hasResourceProperties('AWS::ApiGateway::Method', {
      HttpMethod: 'DELETE',
      RequestParameters: { 'method.request.path.orderId': true },
      RequestValidatorId: Match.anyValue(),
      RequestModels: Match.absent(),
      MethodResponses: [{ StatusCode: '200', ResponseModels: Match.anyValue() }],
      Integration: { Type: 'AWS_PROXY' },
    });
    template.resourceCountIs('AWS::Lambda::Alias', operations.length);
    template.hasResourceProperties('AWS::Lambda::Permission', {
      FunctionName: { Ref: Match.stringLikeRegexp('cancelorder') },
      SourceArn: {
        'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp('/DELETE/orders/\\*$')])],
      },
    });
  });

  it('may only access the table as it declares', () => {
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyName: Match.stringLikeRegexp('cancelorder'),
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Action: Match.arrayWith(['xray:PutTraceSegments']) }),
          { Action: 'dynamodb:UpdateItem', Effect: 'Allow', Resource: Match.anyValue() },
          {
            Action: Match.arrayWith(['sqs:SendMessage']),
            Effect: 'Allow',
            Resource: Match.anyValue(),
          },
        ],
      },
    });
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
      VpcEndpointType: 'Gateway',
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: 'dynamodb:UpdateItem',
            Condition: {
              ArnEquals: {
                'aws:PrincipalArn': {
                  'Fn::GetAtt': [Match.stringLikeRegexp('cancelorder'), 'Arn'],
                },
              },
            },
          }),
        ]),
      },
    });
  });

  it('is among the allowed methods in a 405', () => {
    template.hasResourceProperties('AWS::ApiGateway::Method', {
      HttpMethod: 'ANY',
      Integration: {
        IntegrationResponses: [
          Match.objectLike({
            ResponseParameters: Match.objectLike({
              'method.response.header.Allow': "'DELETE, GET'",
            }),
          }),
        ],
      },
    });
  });

  it('has alarms, a dashboard widget and a console test like every other', () => {
    const alarms = Object.keys(template.findResources('AWS::CloudWatch::Alarm')).join();
    expect(alarms).toMatch(/cancelorderErrors.*cancelorderThrottles/);
    template.resourceCountIs('AWS::CodeDeploy::DeploymentGroup', operations.length);
    const dashboard = JSON.stringify(template.findResources('AWS::CloudWatch::Dashboard'));
    for (const shown of ['cancel-order crashed', 'UpdateItem', 'Query']) {
      expect(dashboard).toContain(shown);
    }
  });

  it('has its own variables in addition to those of the table', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Description: 'Order function cancel-order',
      Environment: {
        Variables: {
          TABLE_NAME: Match.anyValue(),
          QUEUE_URL: { Ref: Match.stringLikeRegexp('Canceled') },
        },
      },
    });
  });

  it('is reported by name if it is unknown', () => {
    expect(() => microservice.functionOf({ name: 'eat-order' })).toThrow(
      'Test/Service has no operation "eat-order"; it has place-order, list-orders, get-order, cancel-order',
    );
  });
});

describe('a custom operation that overrides a default one', () => {
  it('requires its parameter', () => {
    template.hasResourceProperties('AWS::ApiGateway::Method', {
      HttpMethod: 'GET',
      RequestParameters: Match.objectLike({
        'method.request.querystring.fullName': true,
        'method.request.querystring.limit': false,
      }),
    });
  });

  it('has an index, which its role may query, with an alarm', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      GlobalSecondaryIndexes: [
        Match.objectLike({ IndexName: 'newest-first' }),
        {
          IndexName: 'by-full-name',
          KeySchema: [
            { AttributeName: 'fullName', KeyType: 'HASH' },
            { AttributeName: 'createdAtOrderId', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
      AttributeDefinitions: Match.arrayWith([{ AttributeName: 'fullName', AttributeType: 'S' }]),
    });
    const policies = JSON.stringify(template.findResources('AWS::IAM::Policy'));
    expect(policies).toContain('/index/by-full-name');
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmDescription: Match.stringLikeRegexp('index by-full-name'),
      Metrics: Match.arrayWith([
        Match.objectLike({
          MetricStat: {
            Metric: {
              Dimensions: Match.arrayWith([
                { Name: 'GlobalSecondaryIndexName', Value: 'by-full-name' },
              ]),
            },
          },
        }),
      ]),
    });
  });
});

describe('custom fields', () => {
  it('are in the model, and named if API Gateway rejects a body', () => {
    template.hasResourceProperties('AWS::ApiGateway::Model', {
      Schema: {
        required: ['fullName', 'soup'],
        properties: {
          note: Match.objectLike({ type: 'string' }),
          quantity: Match.objectLike({ type: 'integer', minimum: 1, maximum: 20 }),
        },
      },
    });
    template.hasResourceProperties('AWS::ApiGateway::GatewayResponse', {
      ResponseType: 'BAD_REQUEST_BODY',
      ResponseTemplates: {
        'application/json': Match.serializedJson(
          Match.objectLike({
            detail:
              'The body is not JSON, or does not match the schema of the operation. POST /orders accepts a JSON object with these ' +
              'fields only: fullName, 1 to 200 characters; soup, one of tomato, lentil; note (optional), at most ' +
              '500 characters; quantity (optional), 1 to 20.',
          }),
        ),
      },
    });
  });
});

describe('a resource that a stack adds to its service', () => {
  it('may read the orders if that is granted', () => {
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyName: Match.stringLikeRegexp('Report'),
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Action: Match.arrayWith(['dynamodb:Query']) }),
        ]),
      },
    });
  });

  it('is reachable by the functions only, over TLS', () => {
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
      VpcEndpointType: 'Interface',
      PrivateDnsEnabled: true,
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      FromPort: 443,
      ToPort: 443,
      SourceSecurityGroupId: {
        'Fn::GetAtt': [Match.stringLikeRegexp('FunctionSecurityGroup'), 'GroupId'],
      },
    });
  });

  it('has its alarm among the others', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmDescription: 'Test: it is lunch time. docs/runbooks/service-latency.md',
    });
  });
});
