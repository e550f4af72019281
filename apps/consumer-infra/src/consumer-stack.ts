import { CfnOutput } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import { StageStack, stageCertificate } from '@cross-account/cdk-app';
import type { SelectedStage } from '@cross-account/stages';
import { ClientInstance } from './clients/client-instance';
import { ScheduledSmokeTest } from './clients/scheduled-smoke-test';
import { SmokeTest } from './clients/smoke-test';
import { AccessLogBucket } from './network/access-log-bucket';
import { ConsumerVpc } from './network/consumer-vpc';
import { EndpointAddresses } from './network/endpoint-addresses';
import { ExecuteApiEndpoint } from './network/execute-api-endpoint';
import { InternalLoadBalancer } from './network/internal-load-balancer';
import { LoadBalancerAlarms } from './network/load-balancer-alarms';
import { ServiceDns } from './network/service-dns';
import { SharedEndpointId } from './network/shared-endpoint-id';
import { FUNCTION_NAME_OUTPUT } from './smoke/output';
import type { ConsumerStage } from './stage/stage';

/** What a {@link ConsumerStack} is made from. */
export interface ConsumerStackProps {
  readonly selected: SelectedStage<ConsumerStage>;
  /** Folder with the bundles of the stack's functions. */
  readonly bundlesFolder: string;
}

/**
 * The consumer account. A client in its VPC calls `https://<service>.<domain>`: a private DNS name
 * of the internal load balancer, which forwards to the execute-api endpoint, which reaches the
 * private APIs of the service accounts.
 */
export class ConsumerStack extends StageStack {
  private readonly stage: ConsumerStage;
  private readonly bundlesFolder: string;

  constructor(app: App, { selected, bundlesFolder }: ConsumerStackProps) {
    super(app, {
      appName: 'consumer-infra',
      selected,
      description: 'Consumer account: private access to the services of other accounts',
    });
    this.stage = selected.stage;
    this.bundlesFolder = bundlesFolder;
    const network = this.addNetwork();
    const endpoint = this.addEndpoint(network);
    const loadBalancer = this.addLoadBalancer(network, endpoint);
    this.addServiceNames(network, loadBalancer);
    this.addAlarms(loadBalancer);
    this.shareEndpointId(endpoint);
    this.addSmokeTest(network, loadBalancer);
    if (this.stage.client === true) this.addClient(network);
  }

  private addNetwork(): ConsumerVpc {
    const { vpcCidr, flowLogs = false, protect } = this.stage;
    return new ConsumerVpc(this, 'Network', { cidr: vpcCidr, flowLogs, retainLogs: protect });
  }

  private addEndpoint({ vpc, privateSubnets }: ConsumerVpc): ExecuteApiEndpoint {
    return new ExecuteApiEndpoint(this, 'ExecuteApi', {
      vpc,
      subnets: privateSubnets,
      serviceAccounts: this.stage.services.map(({ account }) => account),
    });
  }

  private addLoadBalancer(
    { vpc, privateSubnets }: ConsumerVpc,
    endpoint: ExecuteApiEndpoint,
  ): InternalLoadBalancer {
    const { domain, services, certificate, clientNetworks } = this.stage;
    const { addresses } = new EndpointAddresses(this, 'EndpointAddresses', {
      endpoint: endpoint.endpoint,
      count: vpc.selectSubnets(privateSubnets).subnetIds.length,
      bundlesFolder: this.bundlesFolder,
    });
    const subject = `*.${domain}`;
    return new InternalLoadBalancer(this, 'Alb', {
      vpc,
      subnets: privateSubnets,
      certificate: stageCertificate(this, { zoneName: domain, subject, source: certificate }),
      hosts: services.map(({ name, priority }) => ({ name: `${name}.${domain}`, priority })),
      clientCidrs: clientNetworks?.cidrs ?? [],
      target: endpoint,
      targetAddresses: addresses,
      accessLogs: new AccessLogBucket(this, 'AccessLogs').bucket,
      deletionProtection: this.refusesDeletion,
    });
  }

  private addServiceNames({ vpc }: ConsumerVpc, { loadBalancer }: InternalLoadBalancer): void {
    const { domain, services, clientNetworks } = this.stage;
    const { zone } = new ServiceDns(this, 'Dns', {
      vpc,
      furtherVpcIds: clientNetworks?.vpcIds ?? [],
      domain,
      services: services.map(({ name }) => name),
      loadBalancer,
    });
    this.output('PrivateZoneId', zone.hostedZoneId, 'To associate VPCs of other accounts with');
  }

  private addAlarms({ loadBalancer, targetGroup }: InternalLoadBalancer): void {
    new LoadBalancerAlarms(this, 'Alarms', { loadBalancer, targetGroup, ...this.told });
  }

  /** Whom alarms notify, if anybody. */
  private get told(): { readonly topicArn?: string } {
    const { alarmTopicArn: topicArn } = this.stage;
    return topicArn === undefined ? {} : { topicArn };
  }

  /** The service accounts name the endpoint in their APIs' resource policies. */
  private shareEndpointId({ endpointId }: ExecuteApiEndpoint): void {
    const { secret } = new SharedEndpointId(this, 'SharedEndpointId', {
      endpointId,
      readerArns: this.stage.allowedServicePrincipalArns,
    });
    this.output('VpcEndpointId', endpointId, 'The execute-api endpoint that the services admit');
    this.output(
      'VpcEndpointIdSecretArn',
      secret.secretArn,
      'Copy into vpcEndpointIdSecretArn of the services’ stages',
    );
  }

  private addSmokeTest(
    { vpc, privateSubnets }: ConsumerVpc,
    { loadBalancer }: InternalLoadBalancer,
  ): void {
    const { domain, services, certificateAuthority, protect } = this.stage;
    const { function: tester, role } = new SmokeTest(this, 'SmokeTest', {
      vpc,
      subnets: privateSubnets,
      loadBalancer,
      services: services.map(({ name, account, item, access }) => {
        const url = `https://${name}.${domain}/v1`;
        return { name, account, item, url, ...(access === 'iam' && { signed: true }) };
      }),
      ...(certificateAuthority !== undefined && { certificateAuthority }),
      bundlesFolder: this.bundlesFolder,
    });
    const description = 'Invoked by nx run consumer-infra:smoke';
    this.output(FUNCTION_NAME_OUTPUT, tester.functionName, description);
    if (this.stage.scheduledSmokeTest ?? protect) {
      new ScheduledSmokeTest(this, 'ScheduledSmokeTest', { function: tester, ...this.told });
    }
    if (services.some(({ access }) => access === 'iam')) {
      const naming = 'Add it, or this account’s root, to callers in the services’ stages';
      this.output('SmokeTestRoleArn', role.roleArn, naming);
    }
  }

  private addClient({ vpc, clientSubnets }: ConsumerVpc): void {
    const { instance } = new ClientInstance(this, 'Client', { vpc, subnets: clientSubnets });
    this.output('ClientInstanceId', instance.instanceId, 'For aws ssm start-session');
  }

  private output(id: string, value: string, description: string): void {
    new CfnOutput(this, id, { description, value });
  }
}
