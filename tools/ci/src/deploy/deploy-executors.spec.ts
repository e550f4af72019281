import type { ExecutorContext, TargetConfiguration } from '@nx/devkit';
import deployExecutor from './deploy-executor.cjs';
import deployFirstExecutor from './deploy-first-executor.cjs';
import type { RunCommand } from './deployment.cjs';
import runForStage from './stage-executor.cjs';

const PLATFORM = { cwd: 'apps/platform', command: 'cdk deploy -c stage={stage}' };

const DEPLOY: TargetConfiguration = {
  executor: './tools/ci/src/deploy:deploy',
  options: PLATFORM,
  configurations: { dev: { stage: 'dev' }, prod: { stage: 'prod' } },
};

/** Returns the context of an Nx run with these tasks, in which the executor of one project is called. */
function runOf(projectName: string, tasks: readonly string[]): ExecutorContext {
  const target = (id: string) => {
    const [project = '', name = '', configuration] = id.split(':');
    return { project, target: name, ...(configuration !== undefined && { configuration }) };
  };
  const node = (name: string, targets: Record<string, TargetConfiguration>) => ({
    name,
    type: 'app' as const,
    data: { root: `apps/${name}`, targets },
  });
  return {
    root: '/workspace',
    cwd: '/workspace',
    isVerbose: false,
    projectName,
    nxJsonConfiguration: {},
    projectsConfigurations: { version: 2, projects: {} },
    projectGraph: {
      dependencies: {},
      nodes: {
        platform: node('platform', { deploy: DEPLOY, 'deploy-first': {} }),
        service: node('service', { deploy: DEPLOY }),
      },
    },
    taskGraph: {
      roots: [],
      dependencies: {},
      continuousDependencies: {},
      tasks: Object.fromEntries(
        tasks.map((id) => [
          id,
          { id, target: target(id), overrides: {}, outputs: [], parallelism: true, cache: false },
        ]),
      ),
    },
  };
}

describe('the deployment of an app', () => {
  const run = jest.fn<ReturnType<RunCommand>, Parameters<RunCommand>>();
  const logged = jest.spyOn(console, 'log').mockImplementation();
  beforeEach(() => {
    run.mockReset().mockResolvedValue({ success: true });
    logged.mockClear();
  });

  it('runs the command of a service', async () => {
    const options = { command: 'cdk deploy', stage: 'dev', cwd: 'apps/service' };
    const context = runOf('service', ['service:deploy:dev']);
    expect(await deployExecutor(options, context, run)).toEqual({ success: true });
    expect(run).toHaveBeenCalledWith(options, context);
  });

  it.each(['dev', 'prod'])(
    "runs the platform's command for %s once, before the others",
    async (stage) => {
      const context = runOf('platform', [
        `platform:deploy:${stage}`,
        'platform:deploy-first',
        `service:deploy:${stage}`,
      ]);
      await deployFirstExecutor({ __unparsed__: ['--force'] }, context, run);
      await deployExecutor({ command: 'cdk deploy', stage }, context, run);
      expect(run.mock.calls.map(([args]) => args)).toEqual([
        { ...PLATFORM, stage, args: '', __unparsed__: ['--force'] },
      ]);
    },
  );

  it('does not deploy the platform if only a service is deployed, and reports that', async () => {
    const context = runOf('platform', ['service:deploy:dev', 'platform:deploy-first']);
    expect(await deployFirstExecutor({}, context, run)).toEqual({ success: true });
    expect(run).not.toHaveBeenCalled();
    expect(logged).toHaveBeenCalledWith(
      'platform is not part of this deployment and was left unchanged.',
    );
  });

  it('fails if the command fails, so that Nx runs no later task', async () => {
    run.mockResolvedValueOnce({ success: false });
    const context = runOf('platform', ['platform:deploy:dev', 'platform:deploy-first']);
    expect(await deployFirstExecutor({}, context, run)).toEqual({ success: false });
  });

  it('fails without a stage, and lists the stages', async () => {
    const context = { ...runOf('service', []), targetName: 'deploy' };
    await expect(deployExecutor({ command: 'cdk deploy' }, context)).rejects.toThrow(
      'service:deploy needs a stage: add -c <stage>; it has dev, prod',
    );
    const platform = runOf('platform', ['platform:deploy', 'platform:deploy-first']);
    await expect(
      deployFirstExecutor({}, { ...platform, targetName: 'deploy-first' }),
    ).rejects.toThrow('platform:deploy needs a stage');
  });

  it.each([
    [{ __unparsed__: ['-c', 'stage=prod'] }, 'stage=prod is not allowed'],
    [{ args: '--app ../prod' }, '--app is not allowed'],
    [{ args: ['--context=stage=prod'] }, '--context=stage=prod is not allowed'],
  ])('fails with arguments that choose another stage: %j', async (args, message) => {
    const context = { ...runOf('service', []), targetName: 'deploy' };
    const options = { command: 'cdk deploy', stage: 'dev', ...args };
    await expect(runForStage(options, context)).rejects.toThrow(message);
  });

  it('fails if CDK_APP would deploy another app', async () => {
    process.env['CDK_APP'] = 'cdk.out';
    const context = { ...runOf('service', []), targetName: 'deploy' };
    const running = runForStage({ command: 'cdk deploy', stage: 'dev' }, context);
    await expect(running.finally(() => delete process.env['CDK_APP'])).rejects.toThrow('CDK_APP');
  });
});
