import { Stack, Validations } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import { ManagedPolicy, PermissionsBoundary } from 'aws-cdk-lib/aws-iam';
import { ConfigurationError, DELETABLE, quoted, stageStackName } from '@cross-account/stages';
import type { SelectedStage } from '@cross-account/stages';
import type { BaseStage } from '@cross-account/stages';
import { SOURCE_MAPS } from './bundled-function';

/** The properties of a {@link StageStack}. */
export interface StageStackProps {
  /** The app's name; the stack is called `<appName>-<stage>`. */
  readonly appName: string;
  /** The stage that the stack is for. */
  readonly selected: SelectedStage<Omit<BaseStage, 'certificate'>>;
  /** The description of the stack in CloudFormation. */
  readonly description: string;
}

/**
 * A stack in the account and Region of its stage. It provides its Availability Zones: otherwise CDK looks them
 * up in AWS, and a synthesis would need credentials.
 */
export class StageStack extends Stack {
  /**
   * Whether the stack and its resources have deletion protection: in a protected stage, unless the context makes
   * them deletable, as during the creation of the stack.
   */
  protected readonly refusesDeletion: boolean;
  private readonly zones: string[];

  constructor(app: App, props: StageStackProps) {
    const { stage, name } = props.selected;
    const refusesDeletion = stage.protect && !isDeletable(app);
    super(app, stageStackName(props.appName, name), {
      env: { account: stage.account, region: stage.region },
      description: props.description,
      terminationProtection: refusesDeletion,
      // On the stack, so that CloudFormation adds them to every resource that supports tags.
      // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-resource-tags.html
      tags: { ...stage.tags, application: props.appName, stage: name },
    });
    this.refusesDeletion = refusesDeletion;
    this.node.setContext(SOURCE_MAPS, stage.sourceMaps ?? false);
    const boundary = stage.bootstrap?.permissionsBoundary;
    if (boundary !== undefined) this.boundRoles(boundary);
    this.zones = [...(stage.availabilityZones ?? [`${stage.region}a`, `${stage.region}b`])];
    Validations.of(this).acknowledge({
      id: 'CloudFormation-Validate::W3010',
      reason: 'The zones are set explicitly, because a stage may choose them.',
    });
  }

  /**
   * A permissions boundary of CDK's execution role restricts little if the roles that it creates have none.
   * @see https://docs.aws.amazon.com/cdk/v2/guide/customize-permissions-boundaries.html
   */
  private boundRoles(policyName: string): void {
    const policy = ManagedPolicy.fromManagedPolicyName(this, 'PermissionsBoundary', policyName);
    PermissionsBoundary.of(this).apply(policy);
  }

  override get availabilityZones(): string[] {
    return this.zones;
  }
}

/** `-c` sets a string, `cdk.json` and tests a boolean. */
function isDeletable({ node }: App): boolean {
  const value: unknown = node.tryGetContext(DELETABLE) ?? false;
  if (['true', 'false'].includes(String(value))) return String(value) === 'true';
  throw new ConfigurationError(
    `the context ${DELETABLE} must be true or false, got ${quoted(value)}`,
  );
}
