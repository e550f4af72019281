import { stageProblems } from './stage-check.cjs';

const stages = (...names: string[]) => Object.fromEntries(names.map((name) => [name, {}]));
const app = {
  data: {
    targets: {
      build: {},
      synth: { configurations: stages('sandbox', 'dev', 'prod'), defaultConfiguration: 'sandbox' },
      deploy: { configurations: stages('sandbox', 'dev', 'prod') },
      bootstrap: { configurations: stages('dev', 'prod') },
    },
  },
};
const projects = { food: app, consumer: app, ci: { data: { targets: { test: {} } } } };

const problems = (command: string) => stageProblems(command.split(' '), projects);

describe('a run of Nx', () => {
  it.each`
    command
    ${'run food:deploy:dev'}
    ${'run food:deploy -c prod --force'}
    ${'run food:deploy -cdev'}
    ${'run food:deploy -c=dev'}
    ${'run food:deploy --configuration dev -- --force -c key=value'}
    ${'deploy food --configuration=sandbox'}
    ${'food:deploy:dev'}
    ${'run --project food --target deploy -c dev'}
    ${'run-many -t build synth --configuration=sandbox'}
    ${'run-many --targets=build,deploy -c dev --projects=food,consumer'}
    ${'affected -t deploy -c dev'}
    ${'run food:synth'}
    ${'run-many -t synth'}
    ${'run ci:test -c staging'}
    ${'run ci:test deploy --stage=prod'}
    ${'run food:synth -- --stage=prod'}
  `('continues: $command', ({ command }: { command: string }) => {
    expect(problems(command)).toEqual([]);
  });

  it.each`
    command                                       | message
    ${'run food:deploy'}                          | ${'food:deploy needs a stage: add -c <stage>; it has sandbox, dev, prod'}
    ${'run food:deploy -c'}                       | ${'food:deploy needs a stage'}
    ${'run food:deploy --configuration='}         | ${'food:deploy needs a stage'}
    ${'deploy food'}                              | ${'food:deploy needs a stage'}
    ${'food:deploy'}                              | ${'food:deploy needs a stage'}
    ${'run --project=food --target=deploy'}       | ${'food:deploy needs a stage'}
    ${'run food:deploy -- -c dev'}                | ${'food:deploy needs a stage'}
    ${'run food:deploy:stagin'}                   | ${"food:deploy has no stage 'stagin'; it has sandbox, dev, prod"}
    ${'run food:deploy -cstagin'}                 | ${"food:deploy has no stage 'stagin'"}
    ${'run food:deploy --c=stagin'}               | ${"food:deploy has no stage 'stagin'"}
    ${'run food:deploy --prod'}                   | ${"food:deploy has no stage 'production'"}
    ${'run food:deploy:stagin -c dev'}            | ${"food:deploy has no stage 'stagin'"}
    ${'run food:synth -c staging'}                | ${"food:synth has no stage 'staging'"}
    ${'run-many -t build synth -c staging'}       | ${"food:synth has no stage 'staging'"}
    ${'run food:bootstrap -c sandbox'}            | ${"food:bootstrap has no stage 'sandbox'; it has dev, prod"}
    ${'run-many -t deploy -p tag:tier:service'}   | ${'food:deploy needs a stage'}
    ${'run food:deploy -c dev -c prod'}           | ${'one stage at a time, got dev and prod'}
    ${'run food:deploy -c dev -- -c stage=prod'}  | ${'stage=prod is not allowed'}
    ${'run food:deploy -c dev -- -cstage=prod'}   | ${'-cstage=prod is not allowed'}
    ${'run food:deploy -c dev --context=stage=p'} | ${'--context=stage=p is not allowed'}
    ${'run food:bootstrap -c dev --stage=prod'}   | ${'--stage=prod is not allowed'}
    ${'run food:deploy -c dev --app ../prod'}     | ${'--app is not allowed'}
    ${'run food:deploy -c dev -- -fa ../prod'}    | ${'-fa is not allowed'}
    ${'run food:deploy -c dev --command=cdk'}     | ${'--command=cdk is not allowed'}
  `(
    'fails before the first task: $command',
    ({ command, message }: { command: string; message: string }) => {
      expect(problems(command)).toContainEqual(expect.stringContaining(message));
    },
  );

  it('finds a stage in --args', () => {
    const args = ['run', 'food:deploy', '-c', 'dev', '--args=--force --context "stage=prod"'];
    expect(stageProblems(args, projects)).toHaveLength(1);
  });

  it('names every app without the stage', () => {
    expect(problems('affected -t deploy -c staging')).toEqual([
      "food:deploy has no stage 'staging'; it has sandbox, dev, prod",
      "consumer:deploy has no stage 'staging'; it has sandbox, dev, prod",
    ]);
  });
});
