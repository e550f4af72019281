import { CfnOutput } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import { StageStack, stageCertificate } from '@cross-account/cdk-app';
import type { SelectedStage } from '@cross-account/stages';
import type { ServiceDefinition } from '@cross-account/orders-domain';
import { Microservice } from './microservice';
import type { ServiceStage } from './stage';

/** What a {@link MicroserviceStack} is made from. */
export interface MicroserviceStackProps {
  /** The app's name; the stack is called `<appName>-<stage>`. */
  readonly appName: string;
  readonly service: ServiceDefinition;
  readonly selected: SelectedStage<ServiceStage>;
  /** The consumer's execute-api endpoint, concrete (`vpce-…`). */
  readonly vpcEndpointId: string;
  /** Folder with the bundles of the service's functions. */
  readonly bundlesFolder: string;
  /** Folder with the bundles that all services share. */
  readonly sharedBundlesFolder: string;
}

/** A service account: one microservice, and where it is found. */
export class MicroserviceStack extends StageStack {
  readonly microservice: Microservice;

  constructor(app: App, props: MicroserviceStackProps) {
    const { service, selected } = props;
    super(app, {
      appName: props.appName,
      selected,
      description: `Service account: private order service '${service.name}'`,
    });
    const { stage } = selected;
    const hostName = `${service.name}.${stage.domain}`;
    this.microservice = new Microservice(this, 'Microservice', {
      service,
      hostName,
      certificate: stageCertificate(this, {
        domain: stage.domain,
        subject: hostName,
        source: stage.certificate,
      }),
      vpcEndpointId: props.vpcEndpointId,
      vpcCidr: stage.vpcCidr,
      dynamoDbPrefixListId: stage.dynamoDbPrefixListId,
      bundlesFolder: props.bundlesFolder,
      sharedBundlesFolder: props.sharedBundlesFolder,
      shardCount: stage.shardCount,
      customerManagedKey: stage.customerManagedKey ?? false,
      protect: stage.protect,
      flowLogs: stage.flowLogs ?? false,
      canary: stage.canary ?? stage.protect,
      ...(stage.alarmTopicArn !== undefined && { alarmTopicArn: stage.alarmTopicArn }),
    });
    new CfnOutput(this, 'BaseUrl', {
      description: 'Where the consumer finds the service',
      value: `https://${hostName}/v1`,
    });
  }
}
