/**
 * The network path of a function's call to an AWS service. A function in a VPC has network interfaces in
 * its subnets: it reaches a service through a gateway endpoint in its route table, an interface endpoint or
 * a NAT gateway. An internet gateway does not help, since the interfaces have no public addresses. A
 * function outside of a VPC reaches every service.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html
 */
import { connection, dropped } from './connection';
import type { Ec2 } from './ec2';
import type { Verdict } from './security-groups';
import type { VpcConfig } from './vpc-config';
import type { VpcEndpoint } from './vpc-endpoint';

/** A call that is not allowed gets no response; on AWS it times out. */
export interface Reachability extends Verdict {
  readonly via: 'AWS network' | 'gateway endpoint' | 'interface endpoint' | 'NAT gateway' | 'none';
  /** The endpoint that the call passes through; its policy filters the call. */
  readonly endpoint?: VpcEndpoint;
}

const HTTPS_PORT = 443;

/**
 * Returns the network path of a function's call to an AWS service, and whether it is open.
 *
 * @param service the service name as in `com.amazonaws.<region>.<service>`, such as `dynamodb`.
 * @param vpc undefined for a function outside of a VPC.
 */
export function reachability(ec2: Ec2, service: string, vpc: VpcConfig | undefined): Reachability {
  if (!vpc) {
    const rule = 'the function is not in a VPC, so it reaches every AWS service';
    return {
      via: 'AWS network',
      allowed: true,
      detail: rule,
      decision: () => ({ kind: 'rule', rule, constructPaths: [] }),
    };
  }
  const paths = vpc.subnetIds.map((subnetId) => fromSubnet(ec2, service, vpc, subnetId));
  // An environment may be in any of the subnets, so each of them needs a path.
  return (
    paths.find(({ allowed }) => !allowed) ??
    paths[0] ?? { via: 'none', ...dropped('the function is in a VPC without a subnet', []) }
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
  const out = ec2.securityGroups.evaluate(vpc.securityGroupIds, 'egress', {
    port: HTTPS_PORT,
    peer: {
      address: undefined,
      securityGroupIds: [],
      prefixListIds: [ec2.prefixListOf(service)].filter((id) => id !== undefined),
    },
  });
  if (byGateway) return { via: 'gateway endpoint', endpoint: byGateway, ...out };
  const route = table && ec2.routeTables.defaultRoute(table.id);
  if (route?.target.kind === 'natGateway') return { via: 'NAT gateway', ...out };
  return { via: 'none', ...noPath(ec2, service, subnetId) };
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
    return { via: 'interface endpoint', endpoint, ...dropped(none, [endpoint.constructPath]) };
  }
  const to = ec2.endOf(endpoint, networkInterface);
  const verdict = connection(ec2.securityGroups, from, to, HTTPS_PORT);
  return { via: 'interface endpoint', endpoint, ...verdict };
}

function noPath(ec2: Ec2, service: string, subnetId: string): Verdict {
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
