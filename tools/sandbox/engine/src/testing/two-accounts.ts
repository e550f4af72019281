/**
 * A minimal architecture: a consumer with its load balancer and endpoint, and a
 * service with a private API whose function echoes the request.
 */
import { stableHex } from '@sandbox/kernel/identifiers';
import type { Template } from '../template';
import { assemblyFolder } from './assembly-folder';
import { lambdaFunction, lambdaRole } from './lambda-resources';

export const consumer = '111111111111';
export const service = '222222222222';
export const hostName = 'food.orders.localhost';

const httpsPort = 443;
const https = { IpProtocol: 'tcp', FromPort: httpsPort, ToPort: httpsPort };

function group(rules: Readonly<Record<string, unknown>>) {
  return {
    Type: 'AWS::EC2::SecurityGroup',
    Properties: { GroupDescription: 'group', VpcId: { Ref: 'Vpc' }, ...rules },
  };
}

const consumerTemplate: Template = {
  Resources: {
    Vpc: {
      Type: 'AWS::EC2::VPC',
      Properties: { CidrBlock: '10.0.0.0/16', EnableDnsHostnames: true },
    },
    Subnet: {
      Type: 'AWS::EC2::Subnet',
      Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.0.0.0/24' },
    },
    OtherSubnet: {
      Type: 'AWS::EC2::Subnet',
      Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.0.1.0/24' },
    },
    Endpoint: {
      Type: 'AWS::EC2::VPCEndpoint',
      Properties: {
        VpcId: { Ref: 'Vpc' },
        VpcEndpointType: 'Interface',
        ServiceName: 'com.amazonaws.eu-central-1.execute-api',
        SubnetIds: [{ Ref: 'Subnet' }],
        SecurityGroupIds: [{ Ref: 'EndpointGroup' }],
      },
    },
    BalancerGroup: group({
      SecurityGroupIngress: [{ ...https, CidrIp: { 'Fn::GetAtt': ['Vpc', 'CidrBlock'] } }],
      SecurityGroupEgress: [{ ...https, CidrIp: '10.0.0.0/24' }],
    }),
    EndpointGroup: group({}),
    EndpointRule: {
      Type: 'AWS::EC2::SecurityGroupIngress',
      Properties: {
        ...https,
        GroupId: { Ref: 'EndpointGroup' },
        SourceSecurityGroupId: { Ref: 'BalancerGroup' },
      },
    },
    Balancer: {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      Properties: {
        Scheme: 'internal',
        Subnets: [{ Ref: 'Subnet' }, { Ref: 'OtherSubnet' }],
        SecurityGroups: [{ Ref: 'BalancerGroup' }],
      },
    },
    Targets: {
      Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      DependsOn: 'Endpoint',
      Properties: {
        VpcId: { Ref: 'Vpc' },
        Protocol: 'HTTPS',
        Port: httpsPort,
        TargetType: 'ip',
        Targets: [{ Id: '10.0.0.4' }],
        HealthCheckProtocol: 'HTTPS',
        Matcher: { HttpCode: '200,403' },
      },
    },
    Listener: {
      Type: 'AWS::ElasticLoadBalancingV2::Listener',
      Properties: {
        LoadBalancerArn: { Ref: 'Balancer' },
        Port: httpsPort,
        Protocol: 'HTTPS',
        Certificates: [{ CertificateArn: 'arn:aws:acm:eu-central-1:111111111111:certificate/1' }],
        DefaultActions: [
          {
            Type: 'fixed-response',
            FixedResponseConfig: {
              StatusCode: '404',
              ContentType: 'application/json',
              MessageBody: '{"message":"no such service"}',
            },
          },
        ],
      },
    },
    Rule: {
      Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
      Properties: {
        ListenerArn: { Ref: 'Listener' },
        Priority: 1,
        Conditions: [{ Field: 'host-header', HostHeaderConfig: { Values: [hostName] } }],
        Actions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Targets' } }],
      },
    },
    Name: aliasOfBalancer(hostName),
  },
};

function aliasOfBalancer(name: string) {
  const balancer = { 'Fn::GetAtt': ['Balancer', 'DNSName'] };
  return {
    Type: 'AWS::Route53::RecordSet',
    Properties: {
      Name: `${name}.`,
      Type: 'A',
      AliasTarget: {
        DNSName: { 'Fn::Join': ['', ['dualstack.', balancer]] },
        HostedZoneId: { 'Fn::GetAtt': ['Balancer', 'CanonicalHostedZoneID'] },
      },
    },
  };
}

/** The ID of the consumer's endpoint in the sandbox. */
export const endpointId = `vpce-${stableHex(17, consumer, 'consumer', 'Endpoint')}`;

/** A policy that admits calls through one endpoint only; only its Deny statement restricts access. */
export const onlyThrough = (allowedEndpoint: string) => ({
  Statement: [
    { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' },
    {
      Sid: 'OnlyThroughTheEndpoint',
      Effect: 'Deny',
      Principal: '*',
      Action: 'execute-api:Invoke',
      Resource: 'execute-api:/*',
      Condition: { StringNotEquals: { 'aws:SourceVpce': allowedEndpoint } },
    },
  ],
});

const api = { RestApiId: { Ref: 'Api' } };

/** Returns the URI with which a method invokes a function. @param arn may contain variables of `Fn::Sub`. */
export function functionUri(arn: string) {
  return {
    'Fn::Sub': `arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/${arn}/invocations`,
  };
}

function method(HttpMethod: string, rest: Readonly<Record<string, unknown>> = {}) {
  return {
    Type: 'AWS::ApiGateway::Method',
    Properties: {
      ...api,
      ResourceId: { Ref: 'Orders' },
      HttpMethod,
      AuthorizationType: 'NONE',
      Integration: {
        Type: 'AWS_PROXY',
        IntegrationHttpMethod: 'POST',
        Uri: functionUri('${Echo.Arn}'),
      },
      ...rest,
    },
  };
}

/** Only GET and POST may invoke the function; PUT is a method without a permission. */
function permission(HttpMethod: string) {
  return {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      FunctionName: { 'Fn::GetAtt': ['Echo', 'Arn'] },
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
      SourceArn: {
        'Fn::Sub': `arn:aws:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${Api}/v1/${HttpMethod}/orders`,
      },
    },
  };
}

function serviceTemplate(allowedEndpoint: string): Template {
  return {
    Resources: {
      Role: lambdaRole,
      Echo: lambdaFunction('echo'),
      Api: {
        Type: 'AWS::ApiGateway::RestApi',
        Properties: {
          EndpointConfiguration: { Types: ['PRIVATE'] },
          Policy: onlyThrough(allowedEndpoint),
        },
      },
      Orders: {
        Type: 'AWS::ApiGateway::Resource',
        Properties: {
          ...api,
          ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
          PathPart: 'orders',
        },
      },
      Order: {
        Type: 'AWS::ApiGateway::Model',
        Properties: {
          ...api,
          Name: 'Order',
          Schema: { type: 'object', required: ['food'], properties: { food: { enum: ['pizza'] } } },
        },
      },
      Validator: {
        Type: 'AWS::ApiGateway::RequestValidator',
        Properties: { ...api, ValidateRequestBody: true },
      },
      Get: method('GET'),
      Put: method('PUT'),
      Post: method('POST', {
        RequestModels: { 'application/json': { Ref: 'Order' } },
        RequestValidatorId: { Ref: 'Validator' },
      }),
      NotFound: {
        Type: 'AWS::ApiGateway::GatewayResponse',
        Properties: {
          ...api,
          ResponseType: 'MISSING_AUTHENTICATION_TOKEN',
          StatusCode: '404',
          ResponseTemplates: { 'application/problem+json': '{"code":"ROUTE.NOT_FOUND"}' },
        },
      },
      GetPermission: permission('GET'),
      PostPermission: permission('POST'),
      Deployment: {
        Type: 'AWS::ApiGateway::Deployment',
        DependsOn: ['Get', 'Post', 'Put', 'NotFound'],
        Properties: api,
      },
      Stage: {
        Type: 'AWS::ApiGateway::Stage',
        Properties: { ...api, StageName: 'v1', DeploymentId: { Ref: 'Deployment' } },
      },
      Domain: {
        Type: 'AWS::ApiGateway::DomainName',
        Properties: { DomainName: hostName, EndpointConfiguration: { Types: ['REGIONAL'] } },
      },
      Mapping: {
        Type: 'AWS::ApiGateway::BasePathMapping',
        Properties: {
          ...api,
          DomainName: { Ref: 'Domain' },
          BasePath: 'v1',
          Stage: { Ref: 'Stage' },
        },
      },
      Alarm: { Type: 'AWS::CloudWatch::Alarm' },
    },
  };
}

/** The default code of the service's function. */
export const echo = `export const handler = async (event) => ({
  statusCode: 200,
  body: JSON.stringify({ path: event.path, query: event.queryStringParameters, body: event.body,
    vpceId: event.requestContext.identity.vpceId, https: event.headers['X-Forwarded-Proto'] }),
});`;

/** Changes to the minimal architecture. */
export interface TwoAccountsOptions {
  /** The ID of the VPC endpoint that the API's policy admits. @default the consumer's */
  readonly allowedEndpoint?: string;
  /** The source of the service's function. @default {@link echo} */
  readonly handler?: string;
  /** Properties to add or replace, by logical ID. @default none */
  readonly properties?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Resources to add or replace, by account. @default none */
  readonly more?: {
    readonly consumer?: Template['Resources'];
    readonly food?: Template['Resources'];
  };
}

/**
 * Writes the cloud assemblies of both accounts.
 *
 * @param newFolder returns an empty folder at each call.
 */
export function twoAccounts(
  newFolder: () => string,
  options: TwoAccountsOptions = {},
): readonly string[] {
  const { allowedEndpoint = endpointId, handler = echo, properties = {}, more = {} } = options;
  const withMore = ({ Resources }: Template, added: Template['Resources'] = {}) =>
    changed({ Resources: { ...Resources, ...added } }, properties);
  return [
    assemblyFolder(newFolder(), {
      name: 'consumer',
      account: consumer,
      template: withMore(consumerTemplate, more.consumer),
    }),
    assemblyFolder(newFolder(), {
      name: 'food',
      account: service,
      template: withMore(serviceTemplate(allowedEndpoint), more.food),
      code: { echo: handler },
    }),
  ];
}

/** Writes the consumer's cloud assembly with an additional host name of its load balancer. */
export function consumerWith(name: string, folder: string): string {
  const Resources = { ...consumerTemplate.Resources, Further: aliasOfBalancer(name) };
  return assemblyFolder(folder, { name: 'consumer', account: consumer, template: { Resources } });
}

function changed(
  { Resources }: Template,
  properties: NonNullable<TwoAccountsOptions['properties']>,
): Template {
  return {
    Resources: Object.fromEntries(
      Object.entries(Resources).map(([logicalId, resource]) => [
        logicalId,
        { ...resource, Properties: { ...resource.Properties, ...properties[logicalId] } },
      ]),
    ),
  };
}
