import { Lazy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { createApp } from '@cross-account/cdk-app';
import { openApiDocument } from '@cross-account/orders-openapi';
import { problems, problemTypeOf } from '@cross-account/orders-domain/http';
import { dessertApi, ENDPOINT, serviceIn, synthService } from '../support/synth-service';

const template = synthService();

const idsOf = (from: Template, type: string) => Object.keys(from.findResources(type));

describe('the API', () => {
  it('is private, and only reachable under its custom domain', () => {
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

  it('allows calls through the consumer’s endpoint and denies all others', () => {
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

  it('admits further endpoints', () => {
    const further = 'vpce-00000000000000002';
    const stack = new Stack(createApp(), 'Test');
    const service = serviceIn(stack);
    service.grantInvokeFrom(further);
    const granted = Template.fromStack(stack);
    granted.hasResourceProperties('AWS::ApiGateway::RestApi', {
      Policy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Deny',
            Condition: { StringNotEquals: { 'aws:SourceVpce': [ENDPOINT, further] } },
          }),
        ]),
      },
    });
    const type = 'AWS::ApiGateway::Deployment';
    expect(idsOf(granted, type)).not.toEqual(idsOf(template, type));
  });

  it.each(['vpce-x', 'vpc-0a1b2c3d4e5f60718', '*', Lazy.string({ produce: () => ENDPOINT })])(
    'rejects the endpoint %j',
    (vpcEndpointId) => {
      expect(() => synthService({ vpcEndpointId })).toThrow(
        'vpcEndpointId must be a concrete vpce-…',
      );
    },
  );

  it('is named after its stack, so that two stages in an account do not share metrics', () => {
    template.hasResourceProperties('AWS::ApiGateway::RestApi', { Name: 'Test' });
  });

  it('is deployed again only when the endpoint changes', () => {
    const type = 'AWS::ApiGateway::Deployment';
    expect(idsOf(synthService(), type)).toEqual(idsOf(template, type));
    const moved = synthService({ vpcEndpointId: 'vpce-00000000000000001' });
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
          MetricsEnabled: false,
          DataTraceEnabled: false,
          LoggingLevel: 'OFF',
          ThrottlingRateLimit: 500,
          ThrottlingBurstLimit: 1000,
        }),
      ],
    });
  });

  it('validates an order against the menu before a function runs', () => {
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

  it('declares the parameters of the list operation', () => {
    template.hasResourceProperties('AWS::ApiGateway::Method', {
      HttpMethod: 'GET',
      RequestParameters: {
        'method.request.querystring.orderDate': false,
        'method.request.querystring.limit': false,
        'method.request.querystring.nextToken': false,
      },
    });
  });

  it('may invoke each function for one method of the stage, and not from the console', () => {
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
    'returns 405 with Allow: %s for any other method',
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
                'method.response.header.Cache-Control': "'no-store'",
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

describe("API Gateway's gateway responses", () => {
  interface GatewayResponse {
    readonly ResponseType: string;
    readonly StatusCode?: string;
    readonly ResponseParameters: Readonly<Record<string, string>>;
    readonly ResponseTemplates: Readonly<Record<string, string>>;
  }
  const responses = Object.values(template.findResources('AWS::ApiGateway::GatewayResponse')).map(
    (one) => one['Properties'] as GatewayResponse,
  );

  const expected: readonly (readonly [string, keyof typeof problems, number])[] = [
    ['ACCESS_DENIED', 'ACCESS.DENIED', 403],
    ['API_CONFIGURATION_ERROR', 'SERVICE.INTERNAL_ERROR', 500],
    ['BAD_REQUEST_BODY', 'REQUEST.INVALID_BODY', 400],
    ['BAD_REQUEST_PARAMETERS', 'REQUEST.INVALID_PARAMETER', 400],
    ['DEFAULT_4XX', 'REQUEST.MALFORMED', 400],
    ['DEFAULT_5XX', 'SERVICE.INVALID_ANSWER', 502],
    ['EXPIRED_TOKEN', 'ACCESS.DENIED', 403],
    ['INTEGRATION_FAILURE', 'SERVICE.TIMEOUT', 504],
    ['INTEGRATION_TIMEOUT', 'SERVICE.TIMEOUT', 504],
    ['INVALID_API_KEY', 'ACCESS.DENIED', 403],
    ['INVALID_SIGNATURE', 'ACCESS.DENIED', 403],
    ['MISSING_AUTHENTICATION_TOKEN', 'ROUTE.NOT_FOUND', 404],
    ['QUOTA_EXCEEDED', 'REQUEST.THROTTLED', 429],
    ['RESOURCE_NOT_FOUND', 'ROUTE.NOT_FOUND', 404],
    ['THROTTLED', 'REQUEST.THROTTLED', 429],
    ['UNSUPPORTED_MEDIA_TYPE', 'REQUEST.UNSUPPORTED_MEDIA_TYPE', 415],
    ['WAF_FILTERED', 'ACCESS.DENIED', 403],
  ];

  it('cover every type that this API can return', () => {
    expect(responses.map((one) => one.ResponseType).sort()).toEqual(expected.map(([type]) => type));
  });

  it.each(expected)('%s is %s', (type, code, status) => {
    const response = responses.find((one) => one.ResponseType === type);
    const body: unknown = JSON.parse(response?.ResponseTemplates['application/json'] ?? '');
    expect(response?.StatusCode).toBe(String(status));
    expect(body).toEqual({
      type: problemTypeOf(code),
      title: problems[code].title,
      status,
      code,
      detail: expect.any(String) as string,
      requestId: '$context.requestId',
    });
    expect(response?.ResponseParameters).toEqual({
      'gatewayresponse.header.Content-Type': "'application/problem+json'",
      'gatewayresponse.header.Cache-Control': "'no-store'",
    });
  });

  it('keep AWS’s response to a large request, which cannot be customized', () => {
    expect(responses.map((one) => one.ResponseType)).not.toContain('REQUEST_TOO_LARGE');
  });

  it.each(expected)('have %s in the document: %s, %d', (_type, code, status) => {
    const { paths, 'x-unmatched': unmatched, components } = dessertDocument;
    const operations = Object.values(paths).flatMap((path) => Object.values(path));
    const codes = [...operations.map(({ responses }) => responses), ...Object.values(unmatched)]
      .map((answers) => answers[status])
      .map((answer) => components.responses[answer?.$ref?.split('/').at(-1) ?? ''] ?? answer)
      .flatMap((answer) =>
        Object.keys(answer?.content?.['application/problem+json']?.examples ?? {}),
      );
    expect(codes).toContain(code);
  });
});

interface DocumentedAnswer {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, { readonly examples?: object } | undefined>>;
}
type DocumentedAnswers = Readonly<Record<string, DocumentedAnswer>>;

/** The parts of the document that this spec reads. */
const dessertDocument = openApiDocument(dessertApi) as unknown as {
  readonly paths: Record<string, Record<string, { readonly responses: DocumentedAnswers }>>;
  readonly 'x-unmatched': Record<string, DocumentedAnswers>;
  readonly components: { readonly responses: DocumentedAnswers };
};
