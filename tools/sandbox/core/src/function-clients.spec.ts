/** Functions that call APIs of the sandbox, such as a Lambda function in the consumer's VPC. */
import { readAssembly } from '@sandbox/engine/assembly';
import type { Template } from '@sandbox/engine/template';
import { assemblyFolder } from '@sandbox/engine/testing/assembly-folder';
import { lambdaFunction, lambdaRole } from '@sandbox/engine/testing/lambda-resources';
import { consumer, hostName, twoAccounts } from '@sandbox/engine/testing/two-accounts';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import type { TraceView } from '@sandbox/kernel/trace';
import { Sandbox } from './sandbox';

const folders = temporaryFolders();
const running: Sandbox[] = [];
afterEach(() => Promise.all(running.splice(0).map((sandbox) => sandbox.stop())));

/** Sends a request as functions do, and returns the status and body of the response, or the error. */
const asking = `export const handler = async ({ url }) => {
  try {
    const response = await fetch(url);
    return [response.status, await response.json()];
  } catch ({ cause, message }) {
    return [cause?.code ?? message];
  }
};`;

const url = `https://${hostName}/v1/orders`;
const https = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };

const networkRights = {
  PolicyName: 'Network',
  PolicyDocument: {
    Statement: { Effect: 'Allow', Action: 'ec2:*NetworkInterface*', Resource: '*' },
  },
};

/** A function in the consumer's VPC, one outside of it, and a private zone with the service's name. */
const clients: Template['Resources'] = {
  Zone: {
    Type: 'AWS::Route53::HostedZone',
    Properties: {
      Name: 'orders.localhost',
      VPCs: [{ VPCId: { Ref: 'Vpc' }, VPCRegion: 'eu-central-1' }],
    },
  },
  Role: {
    ...lambdaRole,
    Properties: { ...lambdaRole.Properties, Policies: [networkRights] },
  },
  ClientGroup: {
    Type: 'AWS::EC2::SecurityGroup',
    Properties: {
      GroupDescription: 'client',
      VpcId: { Ref: 'Vpc' },
      SecurityGroupEgress: [{ ...https, DestinationSecurityGroupId: { Ref: 'BalancerGroup' } }],
    },
  },
  Client: {
    ...lambdaFunction('client', {
      FunctionName: 'client',
      Timeout: 10,
      VpcConfig: { SubnetIds: [{ Ref: 'Subnet' }], SecurityGroupIds: [{ Ref: 'ClientGroup' }] },
    }),
    DependsOn: 'Role',
  },
  Outside: lambdaFunction('client', { FunctionName: 'outside', Timeout: 10 }),
};

interface Started {
  /** Invokes a function of the consumer. */
  readonly ask: (name: string, url: string) => Promise<unknown>;
  readonly traces: readonly TraceView[];
  readonly sandbox: Sandbox;
}

/** @param changed properties of the consumer's resources to change, by logical ID */
async function start(
  changed: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {},
): Promise<Started> {
  const [network = '', food = ''] = twoAccounts(folders, {
    properties: { Name: { HostedZoneId: { Ref: 'Zone' } } },
  });
  const [artifact] = readAssembly(network);
  const Resources = Object.fromEntries(
    Object.entries({ ...artifact?.template.Resources, ...clients }).map(([id, resource]) => [
      id,
      { ...resource, Properties: { ...resource.Properties, ...changed[id] } },
    ]),
  );
  const template = { Resources };
  const code = { client: asking };
  const assembly = assemblyFolder(folders(), {
    name: 'consumer',
    account: consumer,
    template,
    code,
  });
  const traces: TraceView[] = [];
  const sandbox = await Sandbox.start({
    assemblies: [assembly, food],
    dataDir: folders(),
    port: 0,
    awsPort: 0,
    onAnswered: (trace) => traces.push(trace),
  });
  running.push(sandbox);
  const lambda = sandbox.accountList.find(({ id }) => id === consumer)?.lambda;
  return {
    sandbox,
    traces,
    ask: async (name, url) => {
      const arn = `arn:aws:lambda:eu-central-1:${consumer}:function:${name}`;
      const result = await lambda?.invoke(arn, JSON.stringify({ url }), 'Root=1');
      return JSON.parse(result?.payload ?? 'null') as unknown;
    },
  };
}

describe('a function that calls an API by a name of a private hosted zone', () => {
  it('reaches it from the VPC of the zone, through its security group, with a verified certificate', async () => {
    const { ask, sandbox, traces } = await start();
    expect(await ask('client', url)).toEqual([
      200,
      expect.objectContaining({ path: '/v1/orders', https: 'https' }),
    ]);
    expect(sandbox.explain(traces[0]?.requestId)?.hops.slice(0, 2)).toMatchObject([
      { name: 'Route 53' },
      {
        detail: expect.stringMatching(
          /^BalancerGroup allows TCP 443 from 10\.0\.0\.25\d/,
        ) as string,
      },
    ]);
  });

  it.each([
    ['the zone is not associated with a VPC', { Zone: { VPCs: [] } }, ['ENOTFOUND'], []],
    [
      'its security group has no egress rule',
      { ClientGroup: { SecurityGroupEgress: [{ ...https, CidrIp: '192.0.2.0/24' }] } },
      ['UND_ERR_SOCKET'],
      ['security group'],
    ],
    [
      'the security group of the load balancer allows only other clients',
      { BalancerGroup: { SecurityGroupIngress: [{ ...https, CidrIp: '192.0.2.0/24' }] } },
      ['UND_ERR_SOCKET'],
      ['security group'],
    ],
  ])('does not reach it if %s', async (_what, changed, answered, refusingHop) => {
    const { ask, traces } = await start(changed);
    expect(await ask('client', url)).toEqual(answered);
    expect(traces.map(({ refusal }) => refusal?.name)).toEqual(refusingHop);
  });

  it('does not resolve a name without a record in the zone', async () => {
    const { ask } = await start();
    expect(await ask('client', 'https://tea.orders.localhost/v1/orders')).toEqual(['ENOTFOUND']);
  });

  it('does not resolve a private name outside of a VPC', async () => {
    const { ask } = await start();
    expect(await ask('outside', url)).toEqual(['ENOTFOUND']);
  });
});
