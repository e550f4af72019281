/** Which requests API Gateway and Lambda allow after single changes of the templates. */
import {
  endpointId,
  hostName,
  service,
  functionUri,
  twoAccounts,
  type TwoAccountsOptions,
} from '@sandbox/engine/testing/two-accounts';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import {
  deployedAccounts,
  type Exchange,
  type DeployedAccounts,
} from '../testing/deployed-accounts';

const folders = temporaryFolders();
const deployed = deployedAccounts();

type Properties = NonNullable<TwoAccountsOptions['properties']>;

const deploy = (options: TwoAccountsOptions = {}) => deployed(twoAccounts(folders, options));

function outcome({ response, trace }: Exchange): readonly unknown[] {
  return [response?.status ?? 'dropped', trace.refusal?.name];
}

const message = ({ response }: Exchange) =>
  (JSON.parse(response?.body.toString() ?? '') as { message: string }).message;

/** Returns the API's ID from the event of a call. */
function apiIdOf({ account }: DeployedAccounts): string {
  return account(service).apigateway.mapped(hostName, '/v1')?.api.props.id ?? '';
}

describe('a response', () => {
  const handler = `export const handler = async ({ requestContext }) => ({
    statusCode: 200,
    headers: { 'x-amz-apigw-id': 'mine' },
    body: JSON.stringify([requestContext.requestId, requestContext.extendedRequestId]),
  });`;

  it('has the IDs of the request that the function and gateway responses see', async () => {
    const { send } = await deploy({ handler });
    const { response } = await send();
    const { headers = {} } = response ?? {};
    const ids = [headers['x-amzn-requestid'], headers['x-amz-apigw-id']];
    expect(JSON.parse(response?.body.toString() ?? '')).toEqual(ids);
    const { response: rejected } = await send({ path: '/v1/nothing' });
    expect(rejected?.headers).toMatchObject({ 'x-amz-apigw-id': expect.any(String) as string });
  });
});

describe('the policy of the VPC endpoint', () => {
  const invoke = { Principal: '*', Action: 'execute-api:Invoke' };
  const allow = (Resource: string) => ({
    PolicyDocument: { Statement: [{ Effect: 'Allow', ...invoke, Resource }] },
  });

  it.each([
    ['the account of the API', `arn:aws:execute-api:eu-central-1:${service}:*`, 200, undefined],
    ['another account', 'arn:aws:execute-api:eu-central-1:333333333333:*', 403, 'endpoint policy'],
  ])('allows calls to %s', async (_what, resource, status, hop) => {
    const { send } = await deploy({ properties: { Endpoint: allow(resource) } });
    expect(outcome(await send())).toEqual([status, hop]);
  });

  it('is shown in the response and the trace, with a masked account', async () => {
    const { send } = await deploy({ properties: { Endpoint: allow('arn:aws:s3:::nothing') } });
    const result = await send();
    expect(message(result)).toMatch(
      /^User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:eu-central-1:\*{8}2222:\w+\/v1\/GET\/orders because no VPC endpoint policy allows the execute-api:Invoke action$/,
    );
    const { decision } = result.trace.refusal ?? {};
    expect(typeof decision === 'function' ? decision() : decision).toMatchObject({
      decidedBy: { kind: 'endpoint' },
      policies: [
        { kind: 'endpoint', where: 'Endpoint' },
        { kind: 'resource', where: 'Api' },
      ],
    });
  });

  it('allows nothing that the policy of the API denies', async () => {
    const { send } = await deploy({ allowedEndpoint: 'vpce-0123456789abcdef0' });
    expect(outcome(await send())).toEqual([403, 'resource policy']);
  });
});

describe("API Gateway's default host names", () => {
  const byRule = {
    Rule: {
      Conditions: [{ Field: 'host-header', HostHeaderConfig: { Values: ['*.amazonaws.com'] } }],
    },
  };
  const own = (apiId: string) => `${apiId}.execute-api.eu-central-1.amazonaws.com`;

  it.each([
    ['/v1/orders', 200, undefined, '"path":"/orders"'],
    ['/v2/orders', 403, 'domain name', 'Forbidden'],
    ['/', 403, 'domain name', 'Forbidden'],
  ])(
    'lead through a listener rule to the stage in the path %s',
    async (path, status, hop, body) => {
      const made = await deploy({ properties: byRule });
      const result = await made.send({ host: own(apiIdOf(made)), name: hostName, path });
      expect(outcome(result)).toEqual([status, hop]);
      expect(result.response?.body).toContain(body);
    },
  );

  it('are forbidden if the API disables its default endpoint', async () => {
    const properties = { ...byRule, Api: { DisableExecuteApiEndpoint: true } };
    const made = await deploy({ properties });
    const result = await made.send({ host: own(apiIdOf(made)), name: hostName });
    expect([...outcome(result), message(result)]).toEqual([403, 'domain name', 'Forbidden']);
    expect(outcome(await made.send())).toEqual([404, 'load balancer']);
  });

  const letIn = {
    EndpointGroup: { SecurityGroupIngress: [{ IpProtocol: '-1', CidrIp: '10.0.0.0/16' }] },
  };

  it.each<[name: string, properties: Properties, readonly unknown[]]>([
    ['api', { ...letIn, Endpoint: { PrivateDnsEnabled: true } }, [200, undefined]],
    ['api', letIn, ['dropped', 'Route 53']],
    ['api', { Endpoint: { PrivateDnsEnabled: true } }, ['dropped', 'security group']],
    ['api and endpoint', letIn, ['dropped', 'Route 53']],
    [
      'api and endpoint',
      {
        ...letIn,
        Api: { EndpointConfiguration: { Types: ['PRIVATE'], VpcEndpointIds: [endpointId] } },
      },
      [200, undefined],
    ],
    ['endpoint', letIn, [200, undefined]],
  ])('with the %s bypass the load balancer: %j', async (kind, properties, expected) => {
    const made = await deploy({ properties });
    const apiId = apiIdOf(made);
    const names: Readonly<Record<string, string>> = {
      api: own(apiId),
      'api and endpoint': own(`${apiId}-${endpointId}`),
      endpoint: `${endpointId}-abcd.execute-api.eu-central-1.vpce.amazonaws.com`,
    };
    const result = await made.send({
      host: names[kind] ?? '',
      headers: [['x-apigw-api-id', apiId]],
    });
    expect(outcome(result)).toEqual(expected);
  });

  it('do not lead to an API that is not private', async () => {
    const { send } = await deploy({
      properties: { Api: { EndpointConfiguration: { Types: ['REGIONAL'] } } },
    });
    expect(outcome(await send())).toEqual([403, 'domain name']);
  });
});

describe('an integration', () => {
  const invoking = (rest: object) => ({
    Get: {
      Integration: {
        Type: 'AWS_PROXY',
        IntegrationHttpMethod: 'POST',
        Uri: functionUri('${Echo.Arn}'),
        ...rest,
      },
    },
    GetPermission: { Action: 'lambda:GetFunction' },
  });
  const Credentials = { 'Fn::GetAtt': ['Role', 'Arn'] };
  const role = (Service: string | readonly string[], Action: string) => ({
    Role: {
      AssumeRolePolicyDocument: {
        Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }],
      },
      Policies: [
        {
          PolicyName: 'calls',
          PolicyDocument: { Statement: [{ Effect: 'Allow', Action, Resource: '*' }] },
        },
      ],
    },
  });
  const services = ['lambda.amazonaws.com', 'apigateway.amazonaws.com'];

  it.each<[what: string, properties: Properties, expected: readonly unknown[]]>([
    ['without a permission', invoking({}), [500, 'function permission']],
    [
      'with a role that may invoke the function',
      { ...invoking({ Credentials }), ...role(services, 'lambda:InvokeFunction') },
      [200, undefined],
    ],
    [
      'with a role that may not',
      { ...invoking({ Credentials }), ...role(services, 'lambda:GetFunction') },
      [500, 'function permission'],
    ],
    [
      'with a role that does not trust API Gateway',
      { ...invoking({ Credentials }), ...role('lambda.amazonaws.com', 'lambda:*') },
      [500, 'function permission'],
    ],
    [
      'with another method than POST',
      {
        ...invoking({ Credentials, IntegrationHttpMethod: 'GET' }),
        ...role(services, 'lambda:InvokeFunction'),
      },
      [500, 'integration'],
    ],
  ])('%s', async (_what, properties, expected) => {
    const { send } = await deploy({ properties });
    expect(outcome(await send())).toEqual(expected);
  });
});

describe('the limits of a stage and of a function', () => {
  const throttling = (burst: number) => ({
    Stage: {
      MethodSettings: [
        {
          HttpMethod: 'GET',
          ResourcePath: '/~1orders',
          ThrottlingRateLimit: 0,
          ThrottlingBurstLimit: burst,
        },
      ],
    },
  });

  it('throttle each method separately', async () => {
    const { send } = await deploy({ properties: throttling(2) });
    const result = [await send(), await send(), await send()];
    expect(result.map(outcome)).toEqual([
      [200, undefined],
      [200, undefined],
      [429, 'throttling'],
    ]);
    expect(result.map(message)[2]).toBe('Too Many Requests');
    expect(result[2]?.response?.headers).toMatchObject({
      'x-amzn-errortype': 'TooManyRequestsException',
    });
    const post = await send({ method: 'POST', body: '{"food":"pizza"}' });
    expect(post.response?.status).toBe(200);
  });

  it('ignore requests that match no method', async () => {
    const { send } = await deploy({ properties: throttling(1) });
    expect((await send({ path: '/v1/nothing' })).response?.status).toBe(404);
    expect((await send()).response?.status).toBe(200);
  });

  it.each<[what: string, properties: Properties, expected: readonly unknown[]]>([
    ['no concurrency', { Echo: { ReservedConcurrentExecutions: 0 } }, [500, 'integration']],
    [
      'an alias that does not exist',
      {
        Get: {
          Integration: {
            Type: 'AWS_PROXY',
            IntegrationHttpMethod: 'POST',
            Uri: functionUri('${Echo.Arn}:gone'),
          },
        },
      },
      [500, 'function permission'],
    ],
    [
      'a permission for another account',
      { GetPermission: { SourceAccount: '333333333333' } },
      [500, 'function permission'],
    ],
    [
      'a permission for its own account',
      { GetPermission: { SourceAccount: service } },
      [200, undefined],
    ],
    [
      'a permission for an organization',
      { GetPermission: { PrincipalOrgID: 'o-1234567890' } },
      [500, 'function permission'],
    ],
  ])('respond for a function with %s', async (_what, properties, expected) => {
    const { send } = await deploy({ properties });
    expect(outcome(await send())).toEqual(expected);
  });

  it("reject a body over Lambda's limit, with API Gateway's message", async () => {
    const { send } = await deploy();
    const body = JSON.stringify({ food: 'pizza', note: 'x'.repeat(7 * 1024 * 1024) });
    const result = await send({ method: 'POST', body });
    expect([...outcome(result), message(result)]).toEqual([413, 'integration', 'Request Too Long']);
  });

  it('end a function that exceeds its memory', async () => {
    const handler = `export const handler = async () => {
      Buffer.alloc(300 * 1024 * 1024, 1); return { statusCode: 200 }; };`;
    const { send } = await deploy({ handler });
    const result = await send();
    expect(outcome(result)).toEqual([502, 'integration']);
    expect(result.trace.refusal?.detail).toContain('signal: killed');
  });
});
