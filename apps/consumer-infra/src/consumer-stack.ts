import { CfnOutput } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import { AccessLogBucket } from './network/access-log-bucket';
import { ClientInstance } from './clients/client-instance';
import { ConsumerVpc } from './network/consumer-vpc';
import { EndpointAddresses } from './network/endpoint-addresses';
import { ExecuteApiEndpoint } from './network/execute-api-endpoint';
import { InternalLoadBalancer } from './network/internal-load-balancer';
import { LoadBalancerAlarms } from './network/load-balancer-alarms';
import { ServiceDns } from './network/service-dns';
import { SharedEndpointId } from './network/shared-endpoint-id';
import { SmokeTest } from './clients/smoke-test';
import { StageStack, stageCertificate } from '@cross-account/cdk-app';
import type { SelectedStage } from '@cross-account/stages';
import type { ConsumerStage } from './stage/stage';

/** What a {@link ConsumerStack} is made from. */
export interface ConsumerStackProps {
  readonly selected: SelectedStage<ConsumerStage>;
  /** Folder with the bundles of the stack's functions. */
  readonly bundlesFolder: string;
}

/** The consumer account: clients reach every service through one load balancer and one endpoint. */
export class ConsumerStack extends StageStack {
  readonly network: ConsumerVpc;
  readonly loadBalancer: InternalLoadBalancer;
  readonly sharedEndpointId: SharedEndpointId;
  readonly smokeTest: SmokeTest;
  private readonly stage: ConsumerStage;
  private readonly bundlesFolder: string;

  constructor(app: App, { selected, bundlesFolder }: ConsumerStackProps) {
    super(app, {
      appName: 'consumer-infra',
      selected,
      description: 'Consumer account: private way to the services of other accounts',
    });
    const { stage } = selected;
    this.stage = stage;
    this.bundlesFolder = bundlesFolder;
    this.network = new ConsumerVpc(this, 'Network', {
      cidr: stage.vpcCidr,
      flowLogs: stage.flowLogs ?? false,
      retainLogs: stage.protect,
    });
    const { vpc, privateSubnets, clientSubnets } = this.network;
    const endpoint = new ExecuteApiEndpoint(this, 'ExecuteApi', {
      vpc,
      subnets: privateSubnets,
      serviceAccounts: stage.services.map(({ account }) => account),
    });
    this.loadBalancer = this.createLoadBalancer(endpoint);
    this.sharedEndpointId = new SharedEndpointId(this, 'SharedEndpointId', {
      endpointId: endpoint.endpointId,
      readerArns: stage.allowedServicePrincipalArns,
    });
    this.smokeTest = this.createSmokeTest();
    this.publish(endpoint.endpointId);
    if (stage.client === true) {
      const client = new ClientInstance(this, 'Client', { vpc, subnets: clientSubnets });
      this.output('ClientInstanceId', client.instance.instanceId, 'For aws ssm start-session');
    }
  }

  /** The load balancer, its names and its alarms. */
  private createLoadBalancer(endpoint: ExecuteApiEndpoint): InternalLoadBalancer {
    const { domain, services, certificate, protect, alarmTopicArn } = this.stage;
    const { vpc, privateSubnets } = this.network;
    const { addresses } = new EndpointAddresses(this, 'EndpointAddresses', {
      endpoint: endpoint.endpoint,
      count: vpc.selectSubnets(privateSubnets).subnetIds.length,
      bundlesFolder: this.bundlesFolder,
    });
    const created = new InternalLoadBalancer(this, 'Alb', {
      vpc,
      subnets: privateSubnets,
      certificate: stageCertificate(this, {
        domain,
        subject: `*.${domain}`,
        source: certificate,
      }),
      hostNames: services.map(({ name }) => `${name}.${domain}`),
      target: endpoint,
      targetAddresses: addresses,
      accessLogs: new AccessLogBucket(this, 'AccessLogs').bucket,
      deletionProtection: protect,
    });
    const { loadBalancer, targetGroup } = created;
    new ServiceDns(this, 'Dns', {
      vpc,
      domain,
      services: services.map(({ name }) => name),
      loadBalancer,
    });
    new LoadBalancerAlarms(this, 'Alarms', {
      loadBalancer,
      targetGroup,
      ...(alarmTopicArn !== undefined && { topicArn: alarmTopicArn }),
    });
    return created;
  }

  private createSmokeTest(): SmokeTest {
    const { domain, services, certificateAuthority } = this.stage;
    const { vpc, privateSubnets } = this.network;
    return new SmokeTest(this, 'SmokeTest', {
      vpc,
      subnets: privateSubnets,
      loadBalancer: this.loadBalancer.loadBalancer,
      services: services.map(({ name, item }) => {
        return { name, item, url: `https://${name}.${domain}/v1` };
      }),
      ...(certificateAuthority !== undefined && { certificateAuthority }),
      bundlesFolder: this.bundlesFolder,
    });
  }

  private publish(endpointId: string): void {
    this.output('VpcEndpointId', endpointId, 'The execute-api endpoint that the services let in');
    this.output(
      'VpcEndpointIdSecretArn',
      this.sharedEndpointId.secret.secretArn,
      'Copy into vpcEndpointIdSecretArn of the services’ stages',
    );
    this.output(
      'SmokeTestFunctionName',
      this.smokeTest.function.functionName,
      'Invoked by nx run consumer-infra:smoke',
    );
  }

  private output(id: string, value: string, description: string): void {
    new CfnOutput(this, id, { description, value });
  }
}
