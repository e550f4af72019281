import { Stack, Validations } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import { stageStackName } from '@cross-account/stages';
import type { SelectedStage } from '@cross-account/stages';
import type { BaseStage } from '@cross-account/stages';

/** What a {@link StageStack} is made from. */
export interface StageStackProps {
  /** The app's name; the stack is called `<appName>-<stage>`. */
  readonly appName: string;
  /** The stage that the stack is for. */
  readonly selected: SelectedStage<BaseStage>;
  /** What the stack holds, as CloudFormation shows it. */
  readonly description: string;
}

/**
 * A stack in the account and Region of its stage. It answers for its Availability Zones itself:
 * left to CDK, a stack with a concrete account asks AWS for them, and a synthesis would need
 * credentials.
 */
export class StageStack extends Stack {
  private readonly zones: string[];

  constructor(app: App, props: StageStackProps) {
    const { stage, name } = props.selected;
    super(app, stageStackName(props.appName, name), {
      env: { account: stage.account, region: stage.region },
      description: props.description,
      terminationProtection: stage.protect,
      tags: { application: props.appName, stage: name },
    });
    this.zones = [...(stage.availabilityZones ?? [`${stage.region}a`, `${stage.region}b`])];
    Validations.of(this).acknowledge({
      id: 'CloudFormation-Validate::W3010',
      reason: 'The zones are named on purpose: the stage may choose them.',
    });
  }

  override get availabilityZones(): string[] {
    return this.zones;
  }
}
