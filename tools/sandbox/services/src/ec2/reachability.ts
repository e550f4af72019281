/**
 * Which way a call of a function to an AWS service takes, and whether it gets there. A function in a
 * VPC has network interfaces in its subnets: it reaches a service by a gateway endpoint that its
 * route table leads to, by an interface endpoint, or by a NAT gateway. An internet gateway is no way
 * out, since the interfaces have no public addresses. A function outside of a VPC reaches them all.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html
 */
import { connection, dropped } from './connection';
import type { Ec2 } from './ec2';
import type { Passage } from './security-groups';
import type { VpcConfig } from './vpc-config';
import type { VpcEndpoint } from './vpc-endpoint';

/** A call that is not allowed gets no answer: on AWS it waits until it times out. */
export interface Reachability extends Passage {
  readonly way: 'AWS network' | 'gateway endpoint' | 'interface endpoint' | 'NAT gateway' | 'none';
  /** The endpoint that the call goes through; its policy filters what is asked for. */
  readonly endpoint?: VpcEndpoint;
}

const HTTPS_PORT = 443;

/**
 * Returns which way a function's call to an AWS service takes, and whether it gets there.
 *
 * @param service as in the endpoints' service names, such as `dynamodb`.
 * @param vpc undefined for a function outside of a VPC.
 */
export function reachability(ec2: Ec2, service: string, vpc: VpcConfig | undefined): Reachability {
  if (!vpc) {
    const rule = 'the function is not in a VPC, so it reaches every AWS service';
    return {
      way: 'AWS network',
      allowed: true,
      detail: rule,
      decision: () => ({ kind: 'rule', rule, constructPaths: [] }),
    };
  }
  const ways = vpc.subnetIds.map((subnetId) => fromSubnet(ec2, service, vpc, subnetId));
  // An environment may stand in any of the subnets, so that all of them need a way.
  return (
    ways.find(({ allowed }) => !allowed) ??
    ways[0] ?? { way: 'none', ...dropped('the function is in a VPC without a subnet', []) }
  );
}

function fromSubnet(ec2: Ec2, service: string, vpc: VpcConfig, subnetId: string): Reachability {
  const subnet = ec2.subnet(subnetId);
  const table = ec2.routeTables.tableOf(subnetId);
  const endpoints = ec2.endpointsIn(subnet.vpcId, service);
  const byInterface = endpoints.find((each) => each.type === 'Interface' && each.privateDns);
  if (byInterface) return throughInterface(ec2, vpc, subnetId, byInterface);
  const byGateway = endpoints.find(
    (each) => each.type === 'Gateway' && table && each.routeTableIds.includes(table.id),
  );
  const out = ec2.securityGroups.passage(vpc.securityGroupIds, 'egress', {
    port: HTTPS_PORT,
    peer: {
      address: undefined,
      securityGroupIds: [],
      prefixListIds: [ec2.prefixListOf(service)].filter((id) => id !== undefined),
    },
  });
  if (byGateway) return { way: 'gateway endpoint', endpoint: byGateway, ...out };
  const route = table && ec2.routeTables.defaultRoute(table.id);
  if (route?.target.kind === 'natGateway') return { way: 'NAT gateway', ...out };
  return { way: 'none', ...noWay(ec2, service, subnetId) };
}

function throughInterface(
  ec2: Ec2,
  vpc: VpcConfig,
  subnetId: string,
  endpoint: VpcEndpoint,
): Reachability {
  const from = ec2.functionEnd(subnetId, vpc);
  const [networkInterface] = endpoint.networkInterfaces;
  if (!networkInterface) {
    const none = `${endpoint.id} has no subnet`;
    return { way: 'interface endpoint', endpoint, ...dropped(none, [endpoint.constructPath]) };
  }
  const to = ec2.endOf(endpoint, networkInterface);
  const passage = connection(ec2.securityGroups, from, to, HTTPS_PORT);
  return { way: 'interface endpoint', endpoint, ...passage };
}

function noWay(ec2: Ec2, service: string, subnetId: string): Passage {
  const { vpcId, constructPath } = ec2.subnet(subnetId);
  const table = ec2.routeTables.tableOf(subnetId);
  const gateways = ec2.endpointsIn(vpcId, service);
  return dropped(
    `${constructPath} has no route to ${service}: neither through an endpoint in its route table nor through a NAT gateway`,
    [
      constructPath,
      ...(table ? [table.constructPath] : []),
      ...gateways.map((each) => each.constructPath),
    ],
  );
}
