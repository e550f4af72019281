import { createApp } from '@cross-account/cdk-app';
import { ConfigurationError, selectStage, stageError } from '@cross-account/stages';
import type { SharedValues } from '@cross-account/stages';
import { goodStage, shopStage } from './support/shop-stage';
import type { ShopStage } from './support/shop-stage';

const FILE = 'apps/shop/src/stages.ts';

const everywhere: SharedValues = {
  file: 'libs/everywhere.ts',
  values: { sandbox: {}, dev: { region: 'Frankfurt' }, prod: {} },
};
const shops: SharedValues = {
  file: 'libs/shops.ts',
  values: { sandbox: {}, dev: { region: 'Frankfurt', sign: 'shop' }, prod: { domain: 'Shop' } },
};

function select(dev: ShopStage, stage?: string, shared?: readonly SharedValues[]) {
  const app = createApp(stage === undefined ? {} : { stage });
  const stages = { sandbox: goodStage, dev, prod: goodStage };
  return selectStage(app, { stages, file: FILE, ...(shared && { shared }) }, shopStage);
}

describe('selectStage', () => {
  it('takes no stage when none is named', () => {
    expect(() => select(goodStage)).toThrow(
      new ConfigurationError(
        `no stage: ${FILE} defines sandbox, dev, prod (select one with -c stage=<name>)`,
      ),
    );
  });

  it('takes the stage that the context names', () => {
    expect(select({ ...goodStage, sign: 'Other' }, 'dev')).toMatchObject({
      name: 'dev',
      stage: { sign: 'Other' },
      file: FILE,
    });
  });

  it('lists the known stages when the stage is unknown', () => {
    expect(() => select(goodStage, 'staging')).toThrow(
      new ConfigurationError(
        `unknown stage 'staging': ${FILE} defines sandbox, dev, prod (select one with -c stage=<name>)`,
      ),
    );
  });

  it('does not take a name that every object has for a stage', () => {
    expect(() => select(goodStage, 'constructor')).toThrow('unknown stage');
  });

  it('names file, stage and key of every problem, each on a line of its own', () => {
    const dev = { ...goodStage, account: '<account id>', domain: '' };
    expect(() => select(dev, 'dev')).toThrow(
      new ConfigurationError(
        [
          `${FILE}: stage 'dev': account is still the placeholder <account id>`,
          `${FILE}: stage 'dev': domain is missing`,
        ].join('\n'),
      ),
    );
  });
});

describe('a value that the stage has taken over', () => {
  it('is to be changed where it is written, first of all in what more apps share', () => {
    const dev = { ...goodStage, region: 'Frankfurt', sign: 'shop' };
    expect(() => select(dev, 'dev', [everywhere, shops])).toThrow(
      [
        "libs/everywhere.ts: stage 'dev': region must be an AWS Region, got 'Frankfurt'",
        "libs/shops.ts: stage 'dev': sign must be a name, got 'shop'",
      ].join('\n'),
    );
  });

  it('is the stage’s own where the stage says something else', () => {
    expect(() => select({ ...goodStage, region: 'Paris' }, 'dev', [everywhere])).toThrow(
      `${FILE}: stage 'dev': region must be`,
    );
  });

  it('is the stage’s own where another stage shares it', () => {
    expect(() => select({ ...goodStage, domain: 'Shop' }, 'dev', [shops])).toThrow(
      `${FILE}: stage 'dev': domain must be`,
    );
  });

  it('is named as well by what finds a problem later', () => {
    const dev = { ...goodStage, region: 'eu-west-1', certificate: { publicHostedZoneId: 'Z1' } };
    const shared = [
      { file: 'libs/a.ts', values: { sandbox: {}, dev: { region: 'eu-west-1' }, prod: {} } },
    ];
    const error = stageError(select(dev, 'dev', shared), [{ key: 'region', problem: 'is full' }]);
    expect(error.message).toBe("libs/a.ts: stage 'dev': region is full");
  });
});
