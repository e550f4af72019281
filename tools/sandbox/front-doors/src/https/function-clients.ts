/** Functions as clients: each environment has its own loopback port, which identifies it. */
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { reachability } from '@sandbox/services/ec2/reachability';
import type { FunctionConfiguration } from '@sandbox/services/lambda/function-configuration';
import type { NetworkAccess } from '@sandbox/services/lambda/function-network';
import { hostName } from '@sandbox/services/route53/host-name';
import type { AccountWith } from '@sandbox/services/services';
import type { ClientAccount, FunctionClient } from './client-request';
import { executeApiRecord, bypassesLoadBalancer } from './execute-api-name-hop';
import { aliasRecord } from './load-balancer-hop';

export interface FunctionClientsProps {
  readonly accounts: () => readonly ClientAccount[];
  /** Accepts a connection of a function to port 443 of a name. */
  readonly accept: (socket: Socket) => void;
}

export class FunctionClients {
  private readonly byPort = new Map<number, FunctionClient>();

  constructor(private readonly props: FunctionClientsProps) {}

  /** Opens a port for one environment of a function of this account. */
  async join(
    configuration: FunctionConfiguration,
    account: AccountWith<'ec2'>,
  ): Promise<NetworkAccess> {
    const client = clientOf(configuration, account);
    const server = createServer((socket) => this.props.accept(socket));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    this.byPort.set(port, client);
    return {
      port,
      resolves: (name) => this.resolves(hostName(name), client),
      leave: () => {
        server.close();
        this.byPort.delete(port);
      },
    };
  }

  /** Returns the function of a port; undefined for any other port. */
  at(port: number | undefined): FunctionClient | undefined {
    return port === undefined ? undefined : this.byPort.get(port);
  }

  private resolves(name: string, functionClient: FunctionClient): boolean {
    const lookup = { request: { name }, accounts: this.props.accounts(), functionClient };
    const step = bypassesLoadBalancer(lookup) ? executeApiRecord(lookup) : aliasRecord(lookup);
    return step.outcome === 'passed';
  }
}

function clientOf(
  { constructPath, name, vpc }: FunctionConfiguration,
  { ec2 }: AccountWith<'ec2'>,
): FunctionClient {
  const [subnetId] = vpc?.subnetIds ?? [];
  return {
    name: constructPath || name,
    end: vpc && subnetId !== undefined ? ec2.functionEnd(subnetId, vpc) : undefined,
    reachApiGateway: () => reachability(ec2, 'execute-api', vpc),
  };
}
