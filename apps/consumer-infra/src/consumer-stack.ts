import { CfnOutput } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import { InterfaceVpcEndpointTarget, LoadBalancerTarget } from 'aws-cdk-lib/aws-route53-targets';
import { StageStack, stageCertificate } from '@cross-account/cdk-app';
import type { CertificateSource, SelectedStage } from '@cross-account/stages';
import { ClientInstance } from './clients/client-instance';
import { ScheduledSmokeTest } from './clients/scheduled-smoke-test';
import { SmokeTest } from './clients/smoke-test';
import { AccessLogBucket } from './network/access-log-bucket';
import { ConsumerVpc } from './network/consumer-vpc';
import { EndpointAddresses } from './network/endpoint-addresses';
import { ExecuteApiEndpoint } from './network/execute-api-endpoint';
import { InternalLoadBalancer } from './network/internal-load-balancer';
import { LoadBalancerAlarms } from './network/load-balancer-alarms';
import { PrivateDomainNames } from './network/private-domain-names';
import { ServiceDns } from './network/service-dns';
import type { ServiceName } from './network/service-dns';
import { SharedEndpointId } from './network/shared-endpoint-id';
import { FUNCTION_NAME_OUTPUT } from './smoke/output';
import type { ConsumedService, ConsumerStage } from './stage/stage';

/** The properties of a {@link ConsumerStack}. */
export interface ConsumerStackProps {
  readonly selected: SelectedStage<ConsumerStage>;
  /** Folder with the bundles of the stack's functions. */
  readonly bundlesFolder: string;
}

/** The network paths from the VPC to the services; a stage has at least one. */
interface ServicePaths {
  /** Through the load balancer and an endpoint behind it, to regional domain names. */
  readonly balanced: LoadBalancedPath | undefined;
  /** Directly to an endpoint that is associated with private domain names. */
  readonly direct: PrivateDomainNames | undefined;
}

interface LoadBalancedPath {
  readonly balancer: InternalLoadBalancer;
  readonly endpoint: ExecuteApiEndpoint;
}

/**
 * The consumer account. A client in its VPC calls `https://<service>.<domain>`: a private DNS name of the
 * internal load balancer, which forwards to an execute-api endpoint, or of an endpoint itself. Either
 * endpoint reaches the private APIs of the service accounts.
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
    const paths: ServicePaths = {
      balanced: this.addLoadBalancedPath(network),
      direct: this.addPrivateDomainNames(network),
    };
    this.addServiceNames(network, paths);
    this.shareEndpointIds(paths);
    this.addSmokeTest(network, paths);
    if (this.stage.client === true) this.addClient(network);
  }

  private addNetwork(): ConsumerVpc {
    const { vpcCidr, flowLogs = false, protect } = this.stage;
    return new ConsumerVpc(this, 'Network', { cidr: vpcCidr, flowLogs, retainLogs: protect });
  }

  private addLoadBalancedPath(network: ConsumerVpc): LoadBalancedPath | undefined {
    const { domainMode, certificate } = this.stage;
    if (domainMode === 'private' || certificate === undefined) return undefined;
    const endpoint = new ExecuteApiEndpoint(this, 'ExecuteApi', {
      vpc: network.vpc,
      subnets: network.privateSubnets,
      serviceAccounts: this.serviceAccounts,
    });
    const balancer = this.addLoadBalancer(network, endpoint, certificate);
    const { loadBalancer, targetGroup } = balancer;
    new LoadBalancerAlarms(this, 'Alarms', { loadBalancer, targetGroup, ...this.alarmTopic });
    return { balancer, endpoint };
  }

  private addLoadBalancer(
    { vpc, privateSubnets }: ConsumerVpc,
    endpoint: ExecuteApiEndpoint,
    source: CertificateSource,
  ): InternalLoadBalancer {
    const { domain, services, clientNetworks } = this.stage;
    const { addresses } = new EndpointAddresses(this, 'EndpointAddresses', {
      endpoint: endpoint.endpoint,
      count: vpc.selectSubnets(privateSubnets).subnetIds.length,
      bundlesFolder: this.bundlesFolder,
    });
    const subject = `*.${domain}`;
    return new InternalLoadBalancer(this, 'Alb', {
      vpc,
      subnets: privateSubnets,
      certificate: stageCertificate(this, { zoneName: domain, subject, source }),
      hosts: services.map(({ name, priority }) => ({ name: `${name}.${domain}`, priority })),
      clientCidrs: clientNetworks?.cidrs ?? [],
      target: endpoint,
      targetAddresses: addresses,
      accessLogs: new AccessLogBucket(this, 'AccessLogs').bucket,
      deletionProtection: this.refusesDeletion,
    });
  }

  private addPrivateDomainNames({
    vpc,
    privateSubnets,
  }: ConsumerVpc): PrivateDomainNames | undefined {
    const { domainMode = 'regional', services, clientNetworks } = this.stage;
    if (domainMode === 'regional') return undefined;
    return new PrivateDomainNames(this, 'PrivateDomainNames', {
      vpc,
      subnets: privateSubnets,
      serviceAccounts: this.serviceAccounts,
      clientCidrs: clientNetworks?.cidrs ?? [],
      domainNames: services.flatMap(({ name, domainNameArn: arn }) =>
        arn === undefined ? [] : [{ service: name, arn }],
      ),
    });
  }

  private get serviceAccounts(): readonly string[] {
    return this.stage.services.map(({ account }) => account);
  }

  private addServiceNames({ vpc }: ConsumerVpc, paths: ServicePaths): void {
    const { domain, services, clientNetworks } = this.stage;
    const { zone } = new ServiceDns(this, 'Dns', {
      vpc,
      furtherVpcIds: clientNetworks?.vpcIds ?? [],
      domain,
      names: services.flatMap((service) => nameOf(service, paths)),
    });
    this.output('PrivateZoneId', zone.hostedZoneId, 'To associate VPCs of other accounts with');
  }

  /** The topic that alarms notify, if the stage has one. */
  private get alarmTopic(): { readonly topicArn?: string } {
    const { alarmTopicArn: topicArn } = this.stage;
    return topicArn === undefined ? {} : { topicArn };
  }

  /** The service accounts name the endpoints in their APIs' resource policies. */
  private shareEndpointIds({ balanced, direct }: ServicePaths): void {
    const endpoints = [balanced?.endpoint, direct?.endpoint];
    const endpointId = endpoints.flatMap((one) => one?.endpointId ?? []).join(',');
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

  /** Tests services with a DNS record; with only private domain names, there is none at first. */
  private addSmokeTest({ vpc, privateSubnets }: ConsumerVpc, paths: ServicePaths): void {
    const { domain, certificateAuthority, protect } = this.stage;
    const services = this.stage.services.filter((service) => nameOf(service, paths).length > 0);
    if (services.length === 0) return;
    const { balanced, direct } = paths;
    const { function: tester, role } = new SmokeTest(this, 'SmokeTest', {
      vpc,
      subnets: privateSubnets,
      targets: {
        ...(balanced && { 'the load balancer': balanced.balancer.loadBalancer }),
        ...(direct && { 'the endpoint of private domain names': direct.endpoint }),
      },
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
      new ScheduledSmokeTest(this, 'ScheduledSmokeTest', { function: tester, ...this.alarmTopic });
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

/** Returns the DNS record of a service; none if there is no path to it yet. */
function nameOf(
  { name, domainMode, domainNameArn }: ConsumedService,
  { balanced, direct }: ServicePaths,
): readonly ServiceName[] {
  const isPrivate = domainMode === 'private' || balanced === undefined;
  if (isPrivate && domainNameArn !== undefined && direct !== undefined) {
    const target = new InterfaceVpcEndpointTarget(direct.endpoint.endpoint);
    return [{ service: name, target }];
  }
  if (balanced === undefined) return [];
  return [{ service: name, target: new LoadBalancerTarget(balanced.balancer.loadBalancer) }];
}
