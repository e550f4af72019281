import { Match } from 'aws-cdk-lib/assertions';
import { describeTemplate, physicalNames } from '@cross-account/aws-checks';
import type { CloudFormationTemplate } from '@cross-account/aws-checks';
import { createApp } from '@cross-account/cdk-app';
import { addConsumerStack } from '../src/consumer-app';
import { exampleConsumerStage } from '../src/stage/examples';
import { stages } from '../src/stages';
import { synthExample } from './support/synth-consumer';

describe('two stages of the consumer in one account and Region', () => {
  const account = '410987654321';
  const dev = synthExample('dev', { account });
  const prod = synthExample('prod', { account });
  const both = [dev, prod];

  it('share no physical name, and export nothing', () => {
    const names = both.flatMap((one) => physicalNames(one.toJSON() as CloudFormationTemplate));
    expect(new Set(names).size).toBe(names.length);
    const outputs = both.flatMap((one) => Object.values(one.findOutputs('*')));
    expect(outputs).not.toEqual([]);
    for (const output of outputs) expect(output).not.toHaveProperty('Export');
  });

  it('have private zones of different domains', () => {
    const zones = both.flatMap((one) =>
      Object.values(one.findResources('AWS::Route53::HostedZone')),
    );
    expect(zones.map(({ Properties }) => (Properties as { Name: string }).Name)).toEqual([
      'dev.orders.example.com.',
      'orders.example.com.',
    ]);
  });

  it('allow principals of the same account to read the endpoint’s ID', () => {
    prod.hasResourceProperties('AWS::SecretsManager::ResourcePolicy', {
      ResourcePolicy: {
        Statement: [
          Match.objectLike({
            Principal: { AWS: `arn:aws:iam::${account}:root` },
            Condition: {
              ArnEquals: {
                'aws:PrincipalArn': stages.prod.services.map(
                  ({ name }) => `arn:aws:iam::${account}:role/deploy-${name}`,
                ),
              },
            },
          }),
        ],
      },
    });
  });
});

describe('the consumer of dev in the account of its services', () => {
  describeTemplate('its stack', () => {
    const dev = exampleConsumerStage('dev', stages.dev, { account: '410987654321' });
    return addConsumerStack(createApp({ stage: 'dev' }), { ...stages, dev });
  });
});
