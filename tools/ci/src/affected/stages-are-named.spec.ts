/** Runs Nx in a copy of the workspace whose builds and commands only record their calls. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { deployedStageNames, stageNames } from '@cross-account/stages';
import { WorkspaceCopy } from '../testing/workspace-copy';

const nxJsonSchema = z.looseObject({
  targetDefaults: z.record(
    z.string(),
    z.looseObject({
      executor: z.string(),
      options: z.looseObject({ command: z.string().optional() }),
      configurations: z.record(z.string(), z.looseObject({})).optional(),
    }),
  ),
});

const copy = new WorkspaceCopy();

beforeAll(() => {
  const nxJson = nxJsonSchema.parse(JSON.parse(copy.read('nx.json')));
  for (const [name, target] of Object.entries(nxJson.targetDefaults)) {
    const stage = target.executor.startsWith('./tools/ci') ? '{stage}' : '';
    const command = `echo ${name} {projectName} ${stage} >> ${path.join(copy.root, 'notes')}`;
    if (stage === '') target.executor = 'nx:run-commands';
    target.options = { command };
    target.configurations = {};
    target['cache'] = false;
  }
  copy.write('nx.json', JSON.stringify(nxJson));
});

afterAll(() => copy.remove());

/** Returns the recorded commands, one per line. */
const recorded = () =>
  existsSync(path.join(copy.root, 'notes'))
    ? copy
        .read('notes')
        .split('\n')
        .filter((line) => line !== '')
    : [];

describe('Nx runs nothing', () => {
  it.each([
    [['run', 'consumer-infra:destroy', '-c', 'stagin', '--force'], "no stage 'stagin'"],
    [['run', 'food-service:deploy:stagin'], "food-service:deploy has no stage 'stagin'; it has"],
    [['deploy', 'food-service'], 'food-service:deploy needs a stage'],
    [['run-many', '-t', 'deploy'], 'consumer-infra:deploy needs a stage'],
    [['run-many', '-t', 'build', 'deploy', '--configuration=staging'], "no stage 'staging'"],
    [['affected', '-t', 'deploy', '--files=nx.json'], 'beverage-service:deploy needs a stage'],
    [['run', 'food-service:diff'], 'food-service:diff needs a stage'],
    [['run', 'food-service:drift', '-c', 'sandbox'], `it has ${deployedStageNames.join(', ')}`],
    [['run', 'food-service:bootstrap', '-c', 'sandbox'], `it has ${deployedStageNames.join(', ')}`],
    [['run', 'consumer-infra:smoke'], 'consumer-infra:smoke needs a stage'],
    [['synth', 'food-service', '-c', 'staging'], "food-service:synth has no stage 'staging'"],
    [['run', 'food-service:deploy', '-c', 'dev', '--', '-c', 'stage=prod'], 'stage=prod'],
    [['run', 'food-service:bootstrap', '-c', 'dev', '--stage=prod'], '--stage=prod'],
    [['run', 'food-service:destroy', '-c', 'dev', '--args=--app ../prod'], '--app'],
  ])('of nx %j', (args, message) => {
    expect(() => copy.nx(...args)).toThrow(message);
    expect(recorded()).toEqual([]);
  });

  it('with its daemon', () => {
    const withDaemon = { NX_DAEMON: 'true' };
    try {
      expect(() => copy.nxWith(withDaemon, 'run', 'food-service:destroy:stagin')).toThrow(
        `food-service:destroy has no stage 'stagin'; it has ${stageNames.join(', ')}`,
      );
    } finally {
      copy.nxWith(withDaemon, 'daemon', '--stop');
    }
    expect(recorded()).toEqual([]);
  });
});

describe('Nx runs a target for the named stage', () => {
  afterEach(() => copy.write('notes', ''));

  it('and builds first', () => {
    copy.nx('run', 'food-service:destroy', '-c', 'prod', '--force');
    expect(recorded().at(-1)).toBe('destroy food-service prod --force');
    expect(recorded().join('\n')).toContain('build food-service');
  });

  it('for several apps', () => {
    copy.nx('run-many', '-t', 'bootstrap', '--configuration=dev', '--trust=1');
    const services = ['beverage-service', 'consumer-infra', 'food-service'];
    expect(recorded().sort()).toEqual(services.map((app) => `bootstrap ${app} dev --trust=1`));
  });
});
