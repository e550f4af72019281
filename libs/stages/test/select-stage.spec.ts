import { App } from 'aws-cdk-lib';
import { ConfigurationError } from '../src/configuration-error';
import { servicePlatform } from '../src/platform';
import { selectStage } from '../src/select-stage';
import { consumerStageChecks, serviceStageChecks } from '../src/stage-checks';
import type { ConsumerStage, ServiceStage } from '../src/stage';

const FILE = 'apps/some/src/stages.ts';
const good: ConsumerStage = {
  account: '111111111111',
  region: 'eu-central-1',
  domain: 'orders.example.com',
  certificate: { publicHostedZoneId: 'Z0123456789' },
  vpcCidr: '192.168.0.0/16',
  services: [{ name: 'food', account: '222222222222', item: 'pizza' }],
  allowedServicePrincipalArns: ['arn:aws:iam::222222222222:role/deploy'],
  protect: false,
};

function select(dev: ConsumerStage, stage?: string) {
  const app = new App(stage === undefined ? {} : { context: { stage } });
  return selectStage(app, { sandbox: good, dev, prod: good }, FILE, consumerStageChecks);
}

describe('selectStage', () => {
  it('takes no stage when none is named', () => {
    expect(() => select(good)).toThrow(
      new ConfigurationError(
        `no stage: ${FILE} knows sandbox, dev, prod (choose with -c stage=<name>)`,
      ),
    );
  });

  it('takes the stage that the context names', () => {
    expect(select({ ...good, account: '222222222222' }, 'dev').stage.account).toBe('222222222222');
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

  it('names file, stage and key of every open value, each on a line of its own', () => {
    const dev = {
      ...good,
      account: '<account id>',
      domain: '',
      allowedServicePrincipalArns: ['arn:aws:iam::<account>:role/deploy'],
    };
    expect(() => select(dev, 'dev')).toThrow(
      new ConfigurationError(
        [
          `${FILE}: stage 'dev': account is still the placeholder <account id>`,
          `${FILE}: stage 'dev': domain is missing`,
          `${FILE}: stage 'dev': allowedServicePrincipalArns.0 is still the placeholder arn:aws:iam::<account>:role/deploy`,
        ].join('\n'),
      ),
    );
  });

  it('names the file that all apps share for a value that the stage has taken from there', () => {
    const sandbox: ServiceStage = {
      ...good,
      ...servicePlatform.sandbox,
      vpcEndpointIdSecretArn: 'arn:aws:secretsmanager:eu-central-1:111111111111:secret:S-AbC123',
      shardCount: 1,
    };
    const stages = { sandbox, dev: sandbox, prod: sandbox };
    const inSandbox = new App({ context: { stage: 'sandbox' } });
    expect(() => selectStage(inSandbox, stages, FILE, serviceStageChecks)).toThrow(
      "libs/stages/src/platform.ts: stage 'sandbox': vpcEndpointId excludes",
    );
    const inDev = new App({ context: { stage: 'dev' } });
    expect(() => selectStage(inDev, stages, FILE, serviceStageChecks)).toThrow(
      `${FILE}: stage 'dev': vpcEndpointId excludes`,
    );
  });

  it('names a key that is not there at all', () => {
    const rest = Object.entries(good).filter(([key]) => key !== 'services');
    const dev = Object.fromEntries(rest) as unknown as ConsumerStage;
    expect(() => select(dev, 'dev')).toThrow('services is missing');
  });
});
