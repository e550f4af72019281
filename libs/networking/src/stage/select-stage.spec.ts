import { App } from 'aws-cdk-lib';
import { ConfigurationError } from './configuration-error';
import { selectStage } from './select-stage';
import { consumerStageChecks, serviceStageChecks } from './stage-checks';
import type { ConsumerStage, ServiceStage } from './stage';

const FILE = 'apps/some/src/stages.ts';
const good: ConsumerStage = {
  account: '111111111111',
  region: 'eu-central-1',
  domain: 'orders.example.com',
  certificate: { certificateArn: 'arn:aws:acm:eu-central-1:111111111111:certificate/1' },
  vpcCidr: '192.168.0.0/16',
  services: ['food'],
  allowedServicePrincipalArns: ['arn:aws:iam::222222222222:role/deploy'],
  protect: false,
};

function select(dev: ConsumerStage, stage?: string) {
  const app = new App(stage === undefined ? {} : { context: { stage } });
  return selectStage(app, { sandbox: good, dev, prod: good }, FILE, consumerStageChecks);
}

describe('selectStage', () => {
  it('takes the sandbox when no stage is named', () => {
    expect(select(good).name).toBe('sandbox');
  });

  it('takes the stage that the context names', () => {
    expect(
      select({ ...good, account: '222222222222', certificate: { publicHostedZoneId: 'Z1' } }, 'dev')
        .stage.account,
    ).toBe('222222222222');
  });

  it('lists the known stages when the stage is unknown', () => {
    expect(() => select(good, 'staging')).toThrow(
      new ConfigurationError(
        `unknown stage 'staging': ${FILE} knows sandbox, dev, prod (choose with -c stage=<name>)`,
      ),
    );
  });

  it('does not take a name that every object has for a stage', () => {
    expect(() => select(good, 'constructor')).toThrow('unknown stage');
  });

  it('names file, stage and key of a placeholder, however deep', () => {
    const dev = { ...good, allowedServicePrincipalArns: ['<ARN of the role>'] };
    expect(() => select(dev, 'dev')).toThrow(
      `${FILE}: stage 'dev': allowedServicePrincipalArns.0 is still the placeholder <ARN of the role>`,
    );
  });

  it.each<[Partial<ConsumerStage>, string]>([
    [{ account: '12' }, "account must be twelve digits, got '12'"],
    [{ region: 'Frankfurt' }, "region must be an AWS Region, got 'Frankfurt'"],
    [{ domain: 'Orders' }, "domain must be a lower-case DNS domain, got 'Orders'"],
    [{ vpcCidr: '10.0.0.0' }, "vpcCidr must be an IPv4 range, got '10.0.0.0'"],
    [{ services: [] }, 'services must name at least one service'],
    [{ allowedServicePrincipalArns: [] }, 'allowedServicePrincipalArns must name at least one'],
    [
      { allowedServicePrincipalArns: ['*'] },
      'allowedServicePrincipalArns.0 must be the ARN of an IAM',
    ],
    [
      { certificate: { certificateArn: 'arn:aws:acm:us-east-1:111111111111:certificate/1' } },
      'certificate.certificateArn must be an ACM certificate of account 111111111111 in eu-central-1',
    ],
  ])('refuses %j', (change, message) => {
    expect(() => select({ ...good, ...change }, 'dev')).toThrow(message);
  });

  it('refuses a service stage whose prefix list is not one', () => {
    const stage: ServiceStage = { ...good, dynamoDbPrefixListId: 'dynamodb', shardCount: 1 };
    const stages = { sandbox: stage, dev: stage, prod: stage };
    expect(() => selectStage(new App(), stages, FILE, serviceStageChecks)).toThrow(
      "dynamoDbPrefixListId must be a prefix list ID (pl-…), got 'dynamodb'",
    );
  });
});
