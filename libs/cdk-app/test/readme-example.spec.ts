import { Duration } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { BundledFunction, StageStack, createApp } from '@cross-account/cdk-app';
import type { BaseStage, SelectedStage } from '@cross-account/stages';
import { emptyBundles } from './support/empty-bundles';

const stage: BaseStage = {
  account: '111111111111',
  region: 'eu-central-1',
  domain: 'orders.example.com',
  certificate: { publicHostedZoneId: 'Z1' },
  vpcCidr: '10.0.0.0/16',
  protect: true,
};

// #region example
interface ReportStackProps {
  readonly selected: SelectedStage<BaseStage>;
  /** `lambdaBundles('reports')` in the app: the output of `nx build reports`. */
  readonly bundlesFolder: string;
}

class ReportStack extends StageStack {
  constructor(app: App, { selected, bundlesFolder }: ReportStackProps) {
    super(app, { appName: 'reports', selected, description: 'Reports of the day' });
    new BundledFunction(this, 'Report', {
      bundlesFolder,
      bundle: 'daily-report',
      description: 'Writes the report of the day',
      timeout: Duration.minutes(1),
    });
  }
}
// #endregion

describe('the example of the README', () => {
  it('is a stack with one function', () => {
    const stack = new ReportStack(createApp(), {
      selected: { name: 'prod', stage, file: 'stages.ts' },
      bundlesFolder: emptyBundles('daily-report'),
    });
    expect(stack).toMatchObject({ stackName: 'reports-prod', terminationProtection: true });
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', { Timeout: 60 });
  });
});
