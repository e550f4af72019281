/** Runs the generators from the command line, in a copy of this workspace, and checks the result with Nx. */
import { WorkspaceCopy } from '@cross-account/ci/testing';

// Not `made-up`: the generators' specs, which also run in the copy, generate that one.
const NAME = 'brought-in';
const FOLDER = `apps/${NAME}-service`;

let copy: WorkspaceCopy;

beforeAll(() => {
  copy = new WorkspaceCopy();
});
afterAll(() => copy.remove());

const generate = (...args: string[]) => copy.nx('g', ...args);
const generateService = () => generate('workspace-plugin:service', NAME, '--items=cake,ice-cream');
const changes = () => copy.git('status', '--porcelain', '--untracked-files=all');

/** Runs targets as CI does. @throws Error with the output when a target fails */
const runMany = (targets: string, projects: string, ...args: string[]) =>
  copy.nx(
    'run-many',
    `--targets=${targets}`,
    `--projects=${projects}`,
    '--output-style=static',
    ...args,
  );

/** Checks that uncommitted files are formatted. @throws Error with the files that are not */
const isFormatted = () => {
  const changed = changes().split('\n').filter(Boolean);
  const files = changed.map((line) => line.slice('?? '.length));
  return copy.node('prettier/bin/prettier.cjs', '--check', '--ignore-unknown', ...files);
};

describe('a generated service', () => {
  beforeAll(() => {
    generateService();
  });

  it('is formatted', () => {
    expect(isFormatted()).toContain('All matched files use Prettier code style');
  });

  it('passes lint, types and tests, and is built and synthesized', () => {
    const targets = 'lint,typecheck,test,build,synth';
    expect(runMany(targets, `${NAME}-service`)).toContain('Successfully ran');
    expect(runMany('lint,typecheck', 'consumer-infra,orders-e2e')).toContain('Successfully ran');
    expect(runMany('test', 'workspace-plugin,ci,bench')).toContain('Successfully ran');
  });

  it('is synthesized into a separate account, and admitted by the consumer', () => {
    runMany('synth', 'consumer-infra');
    const account = /account: '(\d{12})'/.exec(copy.read(`${FOLDER}/src/stages.ts`))?.[1] ?? '';
    const manifest = copy.read(`dist/cdk.out/${NAME}-service/sandbox/manifest.json`);
    expect(manifest).toContain(`aws://${account}/eu-central-1`);
    const consumer = 'dist/cdk.out/consumer-infra/sandbox/consumer-infra-sandbox.template.json';
    expect(copy.read(consumer)).toContain(`arn:aws:iam::${account}:root`);
  });

  it('is unchanged when it is generated again', () => {
    copy.commit(`add ${NAME}`);
    expect(generateService()).toContain('Nothing to add: everything is up to date.');
    expect(changes()).toBe('');
  });

  it('is removed completely', () => {
    generate('workspace-plugin:remove-service', NAME);
    copy.git('add', '--all');
    expect(copy.git('diff', '--cached', '--stat', 'HEAD~1')).toBe('');
    expect(() => copy.read(`dist/${FOLDER}/lambdas/place-order/handler.mjs`)).toThrow('ENOENT');
    copy.git('reset', '--quiet', '--hard', 'HEAD~1');
  });
});

describe('a generated stage', () => {
  const STAGE = 'brought';

  beforeAll(() => {
    generate('workspace-plugin:stage', STAGE, '--region=eu-west-1', '--like=prod');
    generateService();
  });
  afterAll(() => {
    copy.git('reset', '--quiet', '--hard');
    copy.git('clean', '--quiet', '-d', '--force');
  });

  it('is formatted, and passes types and tests, including a later service', () => {
    expect(isFormatted()).toContain('All matched files use Prettier code style');
    const types = 'tag:type:app,tag:type:lib,tag:type:test,tag:scope:tools';
    expect(runMany('typecheck', types)).toContain('Successfully ran');
    const tested = ['consumer-infra', 'platform', 'stages', 'microservice-construct'];
    const projects = [...tested, 'food-service', `${NAME}-service`].map((one) => `${one}-test`);
    expect(runMany('test', [...projects, 'ci', 'workspace-plugin'].join())).toContain(
      'Successfully ran',
    );
  });

  it('is known to every command, and rejected until it is configured', () => {
    const synth = () => runMany('synth', 'consumer-infra', `--configuration=${STAGE}`);
    expect(synth).toThrow(`stage '${STAGE}': account is still the placeholder`);
    const deploy = () => copy.nx('run', `${NAME}-service:diff`, '--configuration=stagin');
    expect(deploy).toThrow(STAGE);
  });

  it('can be configured', () => {
    generate('workspace-plugin:configure', `--accounts=${STAGE}.consumer=190000000010`);
    expect(copy.read('apps/consumer-infra/src/stages.ts')).toContain("account: '190000000010'");
  });
});

describe('the command line', () => {
  it('rejects an invalid name with a clear message, and writes nothing', () => {
    const bad = () => generate('workspace-plugin:service', 'Ice_Cream', '--items=vanilla');
    expect(bad).toThrow(/name 'Ice_Cream' must be kebab-case/);
    expect(bad).not.toThrow(/\n\s+at /);
    expect(changes()).toBe('');
  });

  it('prints its changes in a dry run', () => {
    const dry = generate('workspace-plugin:service', NAME, '--items=cake', '--dry-run');
    expect(dry).toContain(`CREATE ${FOLDER}/src/service.ts`);
    expect(changes()).toBe('');
  });
});

describe('a configured fork', () => {
  it('passes its checks, and synthesizes for AWS', () => {
    const listed = copy.read('apps/consumer-infra/src/services.ts').matchAll(/ name: '(.+)'/g);
    const services = [...listed].flatMap(([, name]) => name ?? []);
    const apps = ['consumer', ...services];
    const account = (app: string) => `1900000000${10 + apps.indexOf(app)}`;
    generate(
      'workspace-plugin:configure',
      '--name=acme-orders',
      '--domain=orders.acme.com',
      '--region=eu-west-1',
      `--accounts=${apps.map((app) => `dev.${app}=${account(app)}`).join()}`,
      `--certificates=${apps.map((app, index) => `dev.${app}=Z012345678${index}`).join()}`,
      `--deployers=dev=arn:aws:iam::190000000009:role/ci`,
      `--owners=${['default', ...apps].map((app) => `${app}=@acme/${app}`).join()}`,
    );
    expect(isFormatted()).toContain('All matched files use Prettier code style');
    const serviceApps = services.map((name) => `${name}-service`);
    const projects = [...serviceApps, 'consumer-infra', 'networking', 'workspace-plugin', 'ci'];
    expect(runMany('typecheck,test', projects.join())).toContain('Successfully ran');
    runMany('synth', 'consumer-infra', '--configuration=dev');
    const stack = 'dist/cdk.out/consumer-infra/dev/consumer-infra-dev.template.json';
    expect(copy.read(stack)).toContain('dev.orders.acme.com');
    expect(() => runMany('synth', `${services[0] ?? ''}-service`, '--configuration=dev')).toThrow(
      /platform\.ts: stage 'dev': vpcEndpointIdSecretArn is still the placeholder/,
    );
  });
});
