import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Template } from 'aws-cdk-lib/assertions';
import { executionPolicyProblems } from '@cross-account/aws-checks';
import type { CloudFormationTemplate, PolicyDocument } from '@cross-account/aws-checks';
import { stages } from '../src/stages';
import { synth } from './support/synth-consumer';

const file = path.join(__dirname, '../../../docs/policies/consumer-infra-execution.json');
const policy = JSON.parse(readFileSync(file, 'utf8')) as PolicyDocument;

const json = (template: Template) => template.toJSON() as CloudFormationTemplate;

describe('the execution policy of the consumer account', () => {
  it('covers every service that the stack uses with all its options on', () => {
    const { template } = synth({
      client: true,
      flowLogs: true,
      protect: true,
      certificate: { publicHostedZoneId: 'Z0123456789' },
    });
    expect(executionPolicyProblems([policy], json(template))).toEqual([]);
  });

  it('is the one that the stages name', () => {
    const name = path.basename(file, '.json');
    for (const { bootstrap } of [stages.dev, stages.prod]) {
      expect(bootstrap.executionPolicies).toEqual([name]);
    }
  });

  it('is not found wanting by a check that finds nothing', () => {
    const { template } = synth();
    expect(executionPolicyProblems([{ Statement: [] }], json(template))).toContain(
      'allows nothing of ec2',
    );
    const long = { Statement: [{ Action: 'a'.repeat(6_144) }] };
    expect(executionPolicyProblems([long], { Resources: {} })).toEqual([
      expect.stringContaining('IAM takes 6144'),
    ]);
  });
});
