import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Template } from 'aws-cdk-lib/assertions';
import {
  driftPolicyProblems,
  executionPolicyProblems,
  needlessActions,
} from '@cross-account/aws-checks';
import type { CloudFormationTemplate, PolicyDocument } from '@cross-account/aws-checks';
import { stages } from '../src/stages';
import { synth, synthExample, withDomainName } from './support/synth-consumer';

const folder = path.join(__dirname, '../../../docs/policies');
const file = path.join(folder, 'consumer-infra-execution.json');

const policyIn = (name: string) => JSON.parse(readFileSync(name, 'utf8')) as PolicyDocument;
const policy = policyIn(file);

const json = (template: Template) => template.toJSON() as CloudFormationTemplate;

/** As in the stages, and with all options. */
const templates = [
  synthExample('dev'),
  synthExample('prod'),
  synth({
    services: stages.sandbox.services.map((one) => ({ ...one, access: 'iam' as const })),
    client: true,
    clientNetworks: { cidrs: ['10.20.0.0/16'], vpcIds: ['vpc-0a1b2c3d'] },
    flowLogs: true,
    protect: true,
    alarmTopicArn: 'arn:aws:sns:eu-central-1:111111111111:alarms',
    certificate: { publicHostedZoneId: 'Z0123456789' },
  }).template,
].map(json);

/** Stages with private domain names, which have a separate policy. */
const associated = (['both', 'private'] as const).map((domainMode) =>
  json(synth({ domainMode, services: stages.sandbox.services.map(withDomainName) }).template),
);
const associationPolicy = policyIn(path.join(folder, 'consumer-infra-private-domains.json'));

/** Examples of names that CloudFormation and CDK generate. */
const NAMES = [
  'consumer-infra-prod-SmokeTestLambdaFunction1A2B3C4D-x5Y6z7',
  'SharedEndpointIdSecret6FE28620-AbCdEfGh1234',
  'cdk-hnb659fds-assets-111111111111-eu-central-1',
  'cdk-bootstrap/hnb659fds/version',
];

const READS_ONLY = 'Reads what is there, and has no narrower resource.';

const BEYOND = {
  'ec2:Describe*': READS_ONLY,
  'elasticloadbalancing:Describe*': READS_ONLY,
  's3:GetBucket*': 'Reads the settings of the bucket of access logs, and nothing of its content.',
  's3:GetStorageLensConfiguration': 'Matched by a pattern; no bucket’s ARN is one of a lens.',
};

describe('the execution policy of the consumer account', () => {
  it('allows what CloudFormation’s handlers call, in every stage and with all options', async () => {
    expect(await executionPolicyProblems([policy], templates, NAMES)).toEqual([]);
  });

  it('allows nothing else without a reason', async () => {
    expect(await needlessActions(policy, templates, BEYOND)).toEqual([]);
  });

  it('has a separate policy for private domain names, with exactly the permissions that they need', async () => {
    const both = [policy, associationPolicy];
    expect(await executionPolicyProblems(both, associated, NAMES)).toEqual([]);
    expect(await executionPolicyProblems([policy], associated, NAMES)).toContain(
      'lacks apigateway:CreateAccessAssociation, for AWS::ApiGateway::DomainNameAccessAssociation',
    );
    expect(await needlessActions(associationPolicy, associated, {})).toEqual([]);
  });

  it('allows no change of resources that are tagged for another application', () => {
    const own = policy.Statement.find(({ Condition }) => Condition?.['StringEqualsIfExists']);
    expect(own?.Condition).toEqual({
      StringEqualsIfExists: {
        'aws:ResourceTag/application': synth().stack.tags.tagValues()['application'],
      },
    });
  });

  it('is the policy that the stages name', () => {
    const name = path.basename(file, '.json');
    for (const { bootstrap } of [stages.dev, stages.prod]) {
      expect(bootstrap.executionPolicies).toEqual([name]);
    }
  });
});

describe('the policy for drift detection', () => {
  it('allows reading every resource of the consumer’s stack, and no changes', async () => {
    const drift = policyIn(path.join(folder, 'drift-detection.json'));
    expect(await driftPolicyProblems(drift, [...templates, ...associated], NAMES)).toEqual([]);
  });
});
