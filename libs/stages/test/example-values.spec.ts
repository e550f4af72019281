import { createApp } from '@cross-account/cdk-app';
import {
  exampleBase,
  exampleServiceAccount,
  problemsOf,
  stagesOrExamples,
} from '@cross-account/stages';
import { goodStage, shopStage } from './support/shop-stage';

const stages = { sandbox: 'sandbox', dev: 'dev', prod: 'prod' };

function stagesWith(examples: unknown) {
  const app = createApp({ examples });
  return stagesOrExamples(app, stages, (name, stage) => `example of ${name}: ${stage}`);
}

describe('the stages of an app', () => {
  it.each([undefined, 'false', false])('are its own where examples are %j', (examples) => {
    expect(stagesWith(examples)).toEqual(stages);
  });

  it.each(['true', true])('are examples where examples are %j, but for the sandbox', (examples) => {
    expect(stagesWith(examples)).toEqual({
      sandbox: 'sandbox',
      dev: 'example of dev: dev',
      prod: 'example of prod: prod',
    });
  });
});

describe('example values', () => {
  it.each(['dev', 'prod'] as const)('fill in all that every stage leaves open: %s', (name) => {
    const open = { ...goodStage, account: '<account>', domain: '<domain>' };
    const account = exampleServiceAccount(name, 'dessert');
    expect(problemsOf({ ...open, ...exampleBase(name, account) }, shopStage)).toEqual([]);
  });

  it('give every service of every stage an account of its own, unless they share one', () => {
    const accounts = (['dev', 'prod'] as const).flatMap((name) =>
      ['food', 'beverage', 'dessert'].map((service) => exampleServiceAccount(name, service)),
    );
    expect(new Set(accounts).size).toBe(6);
    expect(exampleServiceAccount('dev', 'food', { account: '410987654321' })).toBe('410987654321');
  });
});
