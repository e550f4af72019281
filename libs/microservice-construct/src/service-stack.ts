import { CfnOutput, Duration } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { StageStack, stageCertificate } from '@cross-account/cdk-app';
import type { SelectedStage } from '@cross-account/stages';
import type { ServiceDefinition } from '@cross-account/orders-domain';
import { basePath } from '@cross-account/orders-domain/http';
import type { MicroserviceProps } from './microservice';
import type { BackupSettings } from './orders-backup';
import type { ServiceStage } from './stage';

/** The properties of a {@link ServiceStack}. */
export interface ServiceStackProps {
  readonly selected: SelectedStage<ServiceStage>;
  /** The consumer's execute-api endpoint, concrete (`vpce-…`), or several separated by commas. */
  readonly vpcEndpointId: string;
  /** Folder with the bundles of the service's functions. */
  readonly bundlesFolder: string;
}

/** The name of the stack output with the ID of the endpoint that the API admits. */
export const ENDPOINT_OUTPUT = 'VpcEndpointId';

/**
 * A stack in the account of a service. It creates only the certificate for the service's host name; a service's
 * stack adds its resources.
 */
export class ServiceStack extends StageStack {
  /** The host name of the service: `<service>.<domain>`. */
  readonly hostName: string;
  /** The certificate for the host name. */
  readonly certificate: ICertificate;
  /** The properties of a {@link Microservice} that the stage sets. Spread them first, then override. */
  protected readonly settings: Omit<MicroserviceProps, 'api'>;

  /**
   * @param appName the app's project; the stack is called `<appName>-<stage>`
   * @param service the service of the account
   */
  constructor(app: App, appName: string, service: ServiceDefinition, props: ServiceStackProps) {
    const { selected } = props;
    super(app, {
      appName,
      selected,
      description: `Service account: private order service '${service.name}'`,
    });
    const { stage } = selected;
    this.hostName = `${service.name}.${stage.domain}`;
    this.certificate = stageCertificate(this, {
      zoneName: this.hostName,
      subject: this.hostName,
      source: stage.certificate,
    });
    this.settings = {
      hostName: this.hostName,
      certificate: this.certificate,
      vpcEndpointId: props.vpcEndpointId,
      domainMode: stage.domainMode ?? 'regional',
      ...(stage.consumerAccount !== undefined && { consumerAccount: stage.consumerAccount }),
      vpcCidr: stage.vpcCidr,
      dynamoDbPrefixListId: stage.dynamoDbPrefixListId,
      bundlesFolder: props.bundlesFolder,
      shardCount: stage.shardCount,
      customerManagedKey: stage.customerManagedKey ?? false,
      protect: stage.protect,
      deletionProtection: this.refusesDeletion,
      flowLogs: stage.flowLogs ?? false,
      canary: stage.canary ?? stage.protect,
      ...(stage.callers && { callers: stage.callers }),
      ...(stage.alarmTopicArn !== undefined && { alarmTopicArn: stage.alarmTopicArn }),
      ...(stage.backup !== undefined && { backup: backupOf(stage.backup) }),
    };
    new CfnOutput(this, 'BaseUrl', {
      description: 'The host name of the service for the consumer',
      value: `https://${this.hostName}${basePath}`,
    });
    new CfnOutput(this, ENDPOINT_OUTPUT, {
      description: 'The endpoints of the consumer that the API admits',
      value: props.vpcEndpointId,
    });
  }
}

function backupOf({ copyTo, keepDays }: NonNullable<ServiceStage['backup']>): BackupSettings {
  return { copyTo, ...(keepDays !== undefined && { keepFor: Duration.days(keepDays) }) };
}
