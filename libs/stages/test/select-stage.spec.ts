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
  it('selects no stage if none is named', () => {
    expect(() => select(goodStage)).toThrow(
      new ConfigurationError(
        `no stage: ${FILE} defines sandbox, dev, prod (select one with -c stage=<name>)`,
      ),
    );
  });

  it('selects the stage in the context', () => {
    expect(select({ ...goodStage, sign: 'Other' }, 'dev')).toMatchObject({
      name: 'dev',
      stage: { sign: 'Other' },
      file: FILE,
    });
  });

  it('lists the known stages if the stage is unknown', () => {
    expect(() => select(goodStage, 'staging')).toThrow(
      new ConfigurationError(
        `unknown stage 'staging': ${FILE} defines sandbox, dev, prod (select one with -c stage=<name>)`,
      ),
    );
  });

  it('rejects names of object members', () => {
    expect(() => select(goodStage, 'constructor')).toThrow('unknown stage');
  });

  it('names file, stage and key of every problem, each on a separate line', () => {
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

describe('a shared value', () => {
  it('is reported with the file that defines it', () => {
    const dev = { ...goodStage, region: 'Frankfurt', sign: 'shop' };
    expect(() => select(dev, 'dev', [everywhere, shops])).toThrow(
      [
        "libs/everywhere.ts: stage 'dev': region must be an AWS Region, got 'Frankfurt'",
        "libs/shops.ts: stage 'dev': sign must be a name, got 'shop'",
      ].join('\n'),
    );
  });

  it('is reported in the stage’s file if the stage overrides it', () => {
    expect(() => select({ ...goodStage, region: 'Paris' }, 'dev', [everywhere])).toThrow(
      `${FILE}: stage 'dev': region must be`,
    );
  });

  it('is reported in the stage’s file if another stage shares it', () => {
    expect(() => select({ ...goodStage, domain: 'Shop' }, 'dev', [shops])).toThrow(
      `${FILE}: stage 'dev': domain must be`,
    );
  });

  it('is reported likewise by later checks', () => {
    const dev = { ...goodStage, region: 'eu-west-1', certificate: { publicHostedZoneId: 'Z1' } };
    const shared = [
      { file: 'libs/a.ts', values: { sandbox: {}, dev: { region: 'eu-west-1' }, prod: {} } },
    ];
    const error = stageError(select(dev, 'dev', shared), [{ key: 'region', problem: 'is full' }]);
    expect(error.message).toBe("libs/a.ts: stage 'dev': region is full");
  });
});
