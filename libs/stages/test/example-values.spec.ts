import { createApp } from '@cross-account/cdk-app';
import {
  ACCOUNT,
  ENDPOINT_ID,
  exampleAccount,
  exampleBase,
  exampleEndpointId,
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
  it.each([undefined, 'false', false])('are its own if examples are %j', (examples) => {
    expect(stagesWith(examples)).toEqual(stages);
  });

  it.each(['true', true])('are examples if examples are %j, except for the sandbox', (examples) => {
    expect(stagesWith(examples)).toEqual({
      sandbox: 'sandbox',
      dev: 'example of dev: dev',
      prod: 'example of prod: prod',
    });
  });
});

describe('example values', () => {
  it.each(['dev', 'prod', 'staging'])('fill in all placeholders: %s', (name) => {
    const open = { ...goodStage, account: '<account>', domain: '<domain>' };
    const account = exampleAccount(name, 'dessert');
    expect(problemsOf({ ...open, ...exampleBase(name, account) }, shopStage)).toEqual([]);
  });

  it('give every app of every stage a separate account, unless they share one', () => {
    const accounts = ['dev', 'prod'].flatMap((name) =>
      ['consumer', 'food', 'beverage'].map((app) => exampleAccount(name, app)),
    );
    expect(new Set(accounts).size).toBe(6);
    for (const account of accounts) expect(account).toMatch(ACCOUNT);
    expect(exampleAccount('dev', 'food', { account: '410987654321' })).toBe('410987654321');
  });

  it('give every stage a separate endpoint and domain', () => {
    const endpoints = ['dev', 'prod', 'staging'].map(exampleEndpointId);
    const domains = ['dev', 'prod', 'staging'].map((name) => exampleBase(name, '1').domain);
    expect([new Set(endpoints).size, new Set(domains).size]).toEqual([3, 3]);
    for (const id of endpoints) expect(id).toMatch(ENDPOINT_ID);
  });
});
