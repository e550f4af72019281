import { CfnOutput } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import {
  AccessLogBucket,
  ConsumerVpc,
  EndpointAddresses,
  ExecuteApiEndpoint,
  InternalLoadBalancer,
  ServiceDns,
  SharedEndpointId,
  StageStack,
  stageCertificate,
} from '@cross-account/networking';
import type { ConsumerStage, SelectedStage } from '@cross-account/networking';

/** What a {@link ConsumerStack} is made from. */
export interface ConsumerStackProps {
  readonly selected: SelectedStage<ConsumerStage>;
  /** Folder with the bundles of the stack's functions. */
  readonly bundlesFolder: string;
}

/** The consumer account: clients reach every service through one load balancer and one endpoint. */
export class ConsumerStack extends StageStack {
  readonly loadBalancer: InternalLoadBalancer;
  readonly sharedEndpointId: SharedEndpointId;

  constructor(app: App, props: ConsumerStackProps) {
    super(app, {
      appName: 'consumer-infra',
      selected: props.selected,
      description: 'Consumer account: private way to the services of other accounts',
    });
    const { stage } = props.selected;
    const { vpc, privateSubnets } = new ConsumerVpc(this, 'Network', { cidr: stage.vpcCidr });
    const endpoint = new ExecuteApiEndpoint(this, 'ExecuteApi', { vpc, subnets: privateSubnets });
    const { addresses } = new EndpointAddresses(this, 'EndpointAddresses', {
      endpoint: endpoint.endpoint,
      count: vpc.selectSubnets(privateSubnets).subnetIds.length,
      bundlesFolder: props.bundlesFolder,
    });
    this.loadBalancer = new InternalLoadBalancer(this, 'Alb', {
      vpc,
      subnets: privateSubnets,
      certificate: stageCertificate(this, {
        domain: stage.domain,
        subject: `*.${stage.domain}`,
        source: stage.certificate,
      }),
      hostNames: stage.services.map((service) => `${service}.${stage.domain}`),
      target: endpoint,
      targetAddresses: addresses,
      accessLogs: new AccessLogBucket(this, 'AccessLogs').bucket,
      deletionProtection: stage.protect,
    });
    new ServiceDns(this, 'Dns', {
      vpc,
      domain: stage.domain,
      services: stage.services,
      loadBalancer: this.loadBalancer.loadBalancer,
    });
    this.sharedEndpointId = new SharedEndpointId(this, 'SharedEndpointId', {
      endpointId: endpoint.endpointId,
      readerArns: stage.allowedServicePrincipalArns,
    });
    this.publish(endpoint.endpointId);
  }

  private publish(endpointId: string): void {
    new CfnOutput(this, 'VpcEndpointId', {
      description: 'The execute-api endpoint that the services let in',
      value: endpointId,
    });
    new CfnOutput(this, 'VpcEndpointIdSecretArn', {
      description: 'Copy into vpcEndpointIdSecretArn of the services’ stages',
      value: this.sharedEndpointId.secret.secretArn,
    });
  }
}
