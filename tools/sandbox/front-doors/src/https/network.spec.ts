/**
 * The outcome of requests that the network does not allow, after single changes of the templates.
 */
import {
  consumer,
  hostName,
  service,
  twoAccounts,
  type TwoAccountsOptions,
} from '@sandbox/engine/testing/two-accounts';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import type { Trace } from '@sandbox/kernel/trace';
import { deployedAccounts, type Exchange } from '../testing/deployed-accounts';

const folders = temporaryFolders();
const deployed = deployedAccounts();

const https = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };

async function askWith(properties: TwoAccountsOptions['properties'] = {}): Promise<Exchange> {
  const { send } = await deployed(twoAccounts(folders, { properties }));
  return send({ path: '/v1/nothing' });
}

/**
 * Returns the status, or `dropped`, with the hop that refused the request and the resources that
 * decided.
 */
function outcome({ response, trace }: Exchange): readonly unknown[] {
  const { refusal } = trace;
  const { decision } = refusal ?? {};
  const details = typeof decision === 'function' ? decision() : decision;
  return [
    response?.status ?? 'dropped',
    refusal?.name,
    details?.kind === 'rule' ? details.constructPaths : details?.kind,
  ];
}

const hopsOf = ({ hops }: Trace) =>
  hops.map(({ name, outcome: judged, detail }) => [name, judged, detail]);

describe('the network path of a request', () => {
  it('leads to API Gateway by the rules of the load balancer and of the endpoint', async () => {
    const { response, trace } = await askWith();
    expect(response?.status).toBe(404);
    expect(trace.hops.filter(({ name }) => name === 'security group')).toMatchObject([
      { detail: 'BalancerGroup allows TCP 443 from 10.0.0.253' },
      {
        detail: expect.stringMatching(
          /^EndpointRule allows TCP 443 from 10\.0\.0\.254 sg-/,
        ) as string,
      },
    ]);
  });

  it('leads there through a group that allows several networks', async () => {
    const cidrs = ['172.16.0.0/12', '10.0.0.0/16'];
    const SecurityGroupIngress = cidrs.map((CidrIp) => ({ ...https, CidrIp }));
    const { response } = await askWith({ BalancerGroup: { SecurityGroupIngress } });
    expect(response?.status).toBe(404);
  });

  it.each<[what: string, ...changed: [string, Record<string, unknown>], string, string[]]>([
    [
      "the load balancer's group has no ingress rule",
      'BalancerGroup',
      { SecurityGroupIngress: [] },
      'security group',
      ['BalancerGroup'],
    ],
    [
      "the load balancer's group allows another port",
      'BalancerGroup',
      { SecurityGroupIngress: [{ ...https, FromPort: 80, ToPort: 80, CidrIp: '0.0.0.0/0' }] },
      'security group',
      ['BalancerGroup'],
    ],
    [
      "the load balancer's group allows another network",
      'BalancerGroup',
      { SecurityGroupIngress: [{ ...https, CidrIp: '192.168.0.0/16' }] },
      'security group',
      ['BalancerGroup'],
    ],
    [
      'the load balancer specifies no group',
      'Balancer',
      { SecurityGroups: [] },
      'security group',
      ['Vpc'],
    ],
    ['no listener has the port', 'Listener', { Port: 8443 }, 'security group', ['Balancer']],
    [
      'the listener has no TLS',
      'Listener',
      { Protocol: 'HTTP', Certificates: [] },
      'security group',
      ['Listener'],
    ],
  ])('ends without a response if %s', async (_what, id, changed, hop, constructPaths) => {
    expect(outcome(await askWith({ [id]: changed }))).toEqual(['dropped', hop, constructPaths]);
  });

  it.each<
    [what: string, ...changed: [string, Record<string, unknown>], status: number, string, string[]]
  >([
    [
      "the load balancer's group does not allow egress to the endpoint",
      'BalancerGroup',
      { SecurityGroupEgress: [{ ...https, CidrIp: '10.0.1.0/24' }] },
      504,
      'security group',
      ['BalancerGroup'],
    ],
    [
      "the endpoint's group allows another group",
      'EndpointRule',
      { SourceSecurityGroupId: { Ref: 'EndpointGroup' } },
      504,
      'security group',
      ['EndpointRule', 'EndpointGroup'],
    ],
    [
      "the endpoint's group allows another port",
      'EndpointRule',
      { FromPort: 80, ToPort: 80 },
      504,
      'security group',
      ['EndpointRule', 'EndpointGroup'],
    ],
    [
      'the endpoint specifies no group',
      'Endpoint',
      { SecurityGroupIds: [] },
      504,
      'security group',
      ['Vpc'],
    ],
    [
      'the target has another port',
      'Targets',
      { Targets: [{ Id: '10.0.0.4', Port: 8443 }] },
      504,
      'security group',
      ['BalancerGroup'],
    ],
    [
      'no interface has the address of the target',
      'Targets',
      { Targets: [{ Id: '10.0.0.9' }] },
      504,
      'VPC endpoint',
      ['Targets'],
    ],
    [
      'the address belongs to the endpoint of another service',
      'Endpoint',
      { ServiceName: 'com.amazonaws.eu-central-1.kms' },
      504,
      'VPC endpoint',
      ['Targets'],
    ],
    ['there is no target', 'Targets', { Targets: [] }, 503, 'load balancer', ['Targets']],
  ])('ends if %s', async (_what, id, changed, status, hop, constructPaths) => {
    const result = await askWith({ [id]: changed });
    expect(outcome(result)).toEqual([status, hop, constructPaths]);
    expect(result.response?.headers).toMatchObject({ server: 'awselb/2.0' });
  });

  it("is refused at the endpoint's port even if the groups allow it", async () => {
    const { response, trace } = await askWith({
      Targets: { Targets: [{ Id: '10.0.0.4', Port: 8443 }] },
      BalancerGroup: { SecurityGroupEgress: [{ IpProtocol: '-1', CidrIp: '0.0.0.0/0' }] },
      EndpointRule: { IpProtocol: '-1' },
    });
    expect(response?.status).toBe(504);
    expect(hopsOf(trace).slice(-2)).toEqual([
      ['security group', 'passed', expect.stringContaining('EndpointRule allows')],
      [
        'VPC endpoint',
        'refused',
        expect.stringMatching(/^vpce-\w+ listens on port 443, not on 8443$/),
      ],
    ]);
  });

  it('resolves a name once, and connects to that load balancer', async () => {
    const { send, account, accounts } = await deployed(twoAccounts(folders));
    const other = account(service).route53;
    other.putHostedZone('stale', hostName, []);
    other.putAlias('stale', hostName, {
      DNSName: 'deleted.eu-central-1.elb.amazonaws.com',
      HostedZoneId: 'Z215JYRZR1TBD5',
    });
    for (const order of [accounts, [...accounts].reverse()]) {
      const { response, trace } = await send({ path: '/v1/nothing' }, order);
      expect(response?.status).toBe(404);
      expect(hopsOf(trace).filter(([name]) => name === 'Route 53')).toEqual([
        ['Route 53', 'passed', expect.not.stringContaining('deleted')],
      ]);
    }
  });

  it.each([
    ['a target that is not an endpoint', { Targets: [{ Id: '10.0.0.9' }, { Id: '10.0.0.4' }] }],
    ['a health check that finds none healthy', { Matcher: { HttpCode: '200' } }],
    ['a health check by HTTP', { HealthCheckProtocol: 'HTTP' }],
  ])('is open despite %s', async (_what, changed) => {
    const { send } = await deployed(twoAccounts(folders, { properties: { Targets: changed } }));
    const path = '/v1/nothing';
    const statuses = [await send({ path }), await send({ path })].map(
      ({ response }) => response?.status,
    );
    expect(statuses).toEqual([404, 404]);
  });

  it('includes unreachable targets if none is healthy', async () => {
    const Targets = {
      Targets: [{ Id: '10.0.0.9' }, { Id: '10.0.0.4' }],
      Matcher: { HttpCode: '200' },
    };
    const { send } = await deployed(twoAccounts(folders, { properties: { Targets } }));
    const path = '/v1/nothing';
    const statuses = [await send({ path }), await send({ path })].map(
      ({ response }) => response?.status,
    );
    expect(statuses).toEqual([504, 404]);
  });

  it('uses the default egress rule of a group without egress rules', async () => {
    const result = await askWith({ BalancerGroup: { SecurityGroupEgress: [] } });
    expect(result.response?.status).toBe(404);
  });

  it('has the load balancer as the source IP, and the client in X-Forwarded-For', async () => {
    const handler = `export const handler = async ({ headers, requestContext: { identity } }) => ({
      statusCode: 200, body: JSON.stringify([identity.sourceIp, headers['X-Forwarded-For']]) });`;
    const { send } = await deployed(twoAccounts(folders, { handler }));
    const { response } = await send({ headers: [['x-forwarded-for', '1.2.3.4']] });
    expect(response?.body).toBe(JSON.stringify(['10.0.0.254', '1.2.3.4, 10.0.0.253']));
  });

  it('follows rules that change meanwhile', async () => {
    const { send, account } = await deployed(twoAccounts(folders));
    const { securityGroups } = account(consumer).ec2;
    const [group] = account(consumer).elasticloadbalancing.loadBalancer()?.securityGroupIds ?? [];
    securityGroups.revoke(
      group ?? '',
      new Set(securityGroups.rulesOf(group ?? '').map(({ id }) => id)),
    );
    expect((await send()).response).toBeUndefined();
  });
});
