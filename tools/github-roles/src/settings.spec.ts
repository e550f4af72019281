import { appsIn, settings } from './settings';
import { apps, ARGUMENTS, BEVERAGE, CONSUMER, FOOD, TOOLING } from './testing';
import path from 'node:path';

describe('the settings', () => {
  it('have the accounts of every stage, each once', () => {
    const { stages, tooling } = settings(ARGUMENTS, apps([CONSUMER, FOOD, FOOD]));
    expect(tooling).toBe(TOOLING);
    expect(stages.map(({ name, accounts }) => [name, accounts])).toEqual([
      ['dev', [CONSUMER, FOOD]],
      ['prod', [CONSUMER, FOOD]],
    ]);
    expect(settings(ARGUMENTS, apps()).stages[0]?.accounts).toContain(BEVERAGE);
  });

  it.each([
    ['no repository', [ARGUMENTS[1], ARGUMENTS[2]], /^usage: .*--repository=/],
    ['no tooling account', [ARGUMENTS[0], ARGUMENTS[2]], /^usage: /],
    ['no stages', [ARGUMENTS[0], ARGUMENTS[1]], /^usage: .*--stages=/],
    ['a repository without an owner', ['--repository=orders', ...ARGUMENTS.slice(1)], /owner/],
    ['an invalid account', [...ARGUMENTS, '--tooling=12'], /twelve digits, got '12'/],
    [
      'a provider in an invalid account',
      [...ARGUMENTS, '--existing-provider=x'],
      /twelve digits, got 'x'/,
    ],
    ['an unknown stage', [...ARGUMENTS, '--stages=staging'], /staging.*dev, prod/],
    ['the sandbox', [...ARGUMENTS, '--stages=sandbox'], /runs on a laptop/],
    ['an unknown option', [...ARGUMENTS, '--stage=dev'], /Unknown option '--stage'[^]*usage: /],
  ])('reject %s', (_what, args, message) => {
    expect(() => settings(args, apps())).toThrow(message);
  });

  it('reject a placeholder account, and name its file', () => {
    const open = apps(['<dev consumer account id>', FOOD, BEVERAGE]);
    expect(() => settings(ARGUMENTS, open)).toThrow(
      /^apps\/consumer-infra\/src\/stages\.ts: stage 'dev': account is still the placeholder/,
    );
  });

  it('are read from the apps of the workspace, one of which is the platform', async () => {
    const found = await appsIn(path.resolve(__dirname, '../../..'));
    expect(found.filter(({ isPlatform }) => isPlatform).map(({ name }) => name)).toEqual([
      'consumer-infra',
    ]);
    expect(found.map(({ name }) => name)).toContain('food-service');
  });
});
