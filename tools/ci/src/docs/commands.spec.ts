import { projectGraph } from '../testing/project-graph';
import { workspaceRoot } from '../testing/workspace-copy';
import { commandProblem } from './command-problems';
import { readRepository } from './repository';
import { commandsIn } from './shell-commands';
import { readWorkspace } from './workspace';
import type { Target, Workspace } from './workspace';

const deploy: Target = {
  configurations: ['dev', 'prod'],
  needsConfiguration: true,
  script: 'tools/deploy/main.ts',
};
const test: Target = { configurations: [], needsConfiguration: false, script: undefined };

/** A workspace of two apps, a generator and a script. */
const small: Workspace = {
  projects: {
    food: { tags: ['tier:service'], targets: { test, deploy } },
    lint: { tags: [], targets: { test } },
  },
  generators: { 'plugin:service': ['items'] },
  scripts: { start: 'tools/start.mjs' },
  hasProgram: (name) => name === 'jest',
  hasFile: (file) => file === 'dist/main.cjs',
  knows: (_script, word) => word === 'port' || word === 'explain',
};

const problemIn = (block: string) =>
  commandsIn(block)
    .map((command) => commandProblem(command, small))
    .find((problem) => problem !== undefined);

describe('the commands of a page', () => {
  it('are read from shell blocks, without comments, prompts and output', () => {
    const page = [
      'Run `npx nx test food`, not `food.ts`.',
      '```bash\nA=1 npm start \\\n  -- --port 1   # a port\n(cd x && node y.mjs "a b")\n```',
      '```console\n$ npm test\noutput\n```',
      '```text\nnpm run none\n```',
    ].join('\n\n');
    expect(commandsIn(page).map(({ words }) => words)).toEqual([
      ['npx', 'nx', 'test', 'food'],
      ['npm', 'start', '--', '--port', '1'],
      ['cd', 'x'],
      ['node', 'y.mjs', 'a b'],
      ['npm', 'test'],
    ]);
    expect(commandsIn(page).map(({ line }) => line)).toEqual([1, 3, 3, 3, 9]);
  });

  it.each([
    'npx nx run food:test',
    'npx nx run food:deploy -c dev -- -c deletable=true',
    'npx nx run food:deploy:prod --port=1',
    'npx nx run <app>:deploy -c <stage>',
    'npx nx affected -t test deploy -c prod --base=main',
    'npx nx run-many --targets=test --parallel=2',
    'npx nx run-many -t deploy -c dev -p tag:tier:service',
    'npx nx test food',
    'npx nx deploy -c dev',
    'npx nx g plugin:service dessert --items=cake --dry-run',
    'npx nx show project food',
    'npx nx show projects --affected',
    'npx nx release --skip-publish',
    'npx jest',
    'npm ci',
    'npm start -- --port=0',
    'node dist/main.cjs explain --port 1 -- --anything',
    "node -p '1'",
    'curl --anything',
  ])('pass: %s', (command) => {
    expect(problemIn(`\`\`\`bash\n${command}\n\`\`\``)).toBeUndefined();
  });

  it.each`
    command                               | problem
    ${'npx nx run fod:test'}              | ${"no project is called, or has the tag, 'fod'"}
    ${'npx nx run-many -t test -p tag:x'} | ${"no project is called, or has the tag, 'tag:x'"}
    ${'npx nx run food:tset'}             | ${"food has no target 'tset'"}
    ${'npx nx run lint:deploy -c dev'}    | ${"lint has no target 'deploy'"}
    ${'npx nx affected -t test tset'}     | ${"no project has a target 'tset'"}
    ${'npx nx test fod'}                  | ${"no project is called, or has the tag, 'fod'"}
    ${'npx nx tset'}                      | ${"no project has a target 'tset'"}
    ${'npx nx run food:deploy'}           | ${"'deploy' needs a stage: -c <stage>"}
    ${'npx nx affected -t deploy'}        | ${"'deploy' needs a stage: -c <stage>"}
    ${'npx nx run food:deploy -c stagin'} | ${"'deploy' has no configuration 'stagin'"}
    ${'npx nx run food:deploy:stagin'}    | ${"'deploy' has no configuration 'stagin'"}
    ${'nx run food:deploy -c dev --prt'}  | ${'tools/deploy/main.ts has no option --prt'}
    ${'npx nx g plugin:servce'}           | ${"there is no generator 'plugin:servce'"}
    ${'npx nx g plugin:service --itms=a'} | ${'plugin:service has no option --itms'}
    ${'npx nx show project fod'}          | ${"no project is called 'fod'"}
    ${'npx jset'}                         | ${"no installed package has the program 'jset'"}
    ${'npm run none'}                     | ${"package.json has no script 'none'"}
    ${'npm start -- --prot=0'}            | ${'tools/start.mjs has no option --prot'}
    ${'node dist/mian.cjs'}               | ${'there is no file dist/mian.cjs'}
    ${'node dist/main.cjs explian'}       | ${"dist/main.cjs has no command 'explian'"}
    ${'node dist/main.cjs --prot 1'}      | ${'dist/main.cjs has no option --prot'}
  `('fail: $command', ({ command, problem }: Readonly<Record<'command' | 'problem', string>>) => {
    expect(problemIn(`Run \`${command}\`.`)).toBe(problem);
  });
});

describe('the documentation of this repository', () => {
  it('shows commands that exist, with options that exist', () => {
    const { sources } = readRepository(workspaceRoot);
    const workspace = readWorkspace(workspaceRoot, projectGraph());
    const commands = [...sources].flatMap(([file, source]) =>
      commandsIn(source).map((command) => ({ file, command })),
    );
    expect(commands.length).toBeGreaterThan(100);
    const problems = commands.flatMap(({ file, command }) => {
      const problem = commandProblem(command, workspace);
      return problem === undefined ? [] : [`${file}:${command.line}: ${command.text}: ${problem}`];
    });
    expect(problems).toEqual([]);
  });
});
