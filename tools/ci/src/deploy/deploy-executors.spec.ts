import type { ExecutorContext, TargetConfiguration } from '@nx/devkit';
import deployExecutor from './deploy-executor';
import deployFirstExecutor from './deploy-first-executor';
import type { RunCommand } from './deployment';

const DEPLOY: TargetConfiguration = {
  executor: './tools/ci:deploy',
  options: { cwd: 'apps/platform' },
  configurations: { dev: { command: 'cdk deploy dev' }, prod: { command: 'cdk deploy prod' } },
};

/** A run of Nx with these tasks, in which the executor of one project is called. */
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
    const options = { command: 'cdk deploy dev', cwd: 'apps/service' };
    const context = runOf('service', ['service:deploy:dev']);
    expect(await deployExecutor(options, context, run)).toEqual({ success: true });
    expect(run).toHaveBeenCalledWith(options, context);
  });

  it.each(['dev', 'prod'])(
    'runs that of the platform for %s once, ahead of the others',
    async (stage) => {
      const context = runOf('platform', [
        `platform:deploy:${stage}`,
        'platform:deploy-first',
        `service:deploy:${stage}`,
      ]);
      await deployFirstExecutor({ __unparsed__: ['--force'] }, context, run);
      await deployExecutor({ command: `cdk deploy ${stage}` }, context, run);
      expect(run.mock.calls.map(([options]) => options)).toEqual([
        { cwd: 'apps/platform', command: `cdk deploy ${stage}`, __unparsed__: ['--force'] },
      ]);
    },
  );

  it('leaves the platform as it is where only a service is deployed, and says so', async () => {
    const context = runOf('platform', ['service:deploy:dev', 'platform:deploy-first']);
    expect(await deployFirstExecutor({}, context, run)).toEqual({ success: true });
    expect(run).not.toHaveBeenCalled();
    expect(logged).toHaveBeenCalledWith('platform is not part of this deployment: left as it is.');
  });

  it('fails where the command fails, so that Nx runs nothing that comes after', async () => {
    run.mockResolvedValueOnce({ success: false });
    const context = runOf('platform', ['platform:deploy:dev', 'platform:deploy-first']);
    expect(await deployFirstExecutor({}, context, run)).toEqual({ success: false });
  });

  it('names the task that has no command', async () => {
    const context = { ...runOf('service', []), targetName: 'deploy' };
    await expect(deployExecutor({}, context)).rejects.toThrow(
      'service:deploy has no command: choose a configuration that has one, such as -c dev',
    );
  });
});
