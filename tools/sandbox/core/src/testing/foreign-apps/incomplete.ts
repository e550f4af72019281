/** Apps whose synthesis the CDK CLI would not deploy. */
import { Annotations, Stack } from 'aws-cdk-lib';
import { SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { appIn } from './app-in';

/** An app that reports an error and a warning about a topic. */
export function reportingApp(outdir: string): string {
  const app = appIn(outdir);
  const topic = new Topic(new Stack(app, 'Report'), 'Topic');
  Annotations.of(topic).addError('the topic needs a key');
  Annotations.of(topic).addWarningV2('report:name', 'the topic has no name');
  return app.synth().directory;
}

/** An app with a VPC that has not been looked up. */
export function lookupApp(outdir: string): string {
  const app = appIn(outdir);
  const stack = new Stack(app, 'Network', {
    env: { account: '111111111111', region: 'eu-central-1' },
  });
  const vpc = Vpc.fromLookup(stack, 'Vpc', { vpcId: 'vpc-0123456789abcdef0' });
  new SecurityGroup(stack, 'Callers', { vpc });
  return app.synth().directory;
}
