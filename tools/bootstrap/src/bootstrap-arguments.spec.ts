import { bootstrapArguments } from './bootstrap-arguments';
import type { BootstrapStage } from '@cross-account/stages';

const sandbox: BootstrapStage = { account: '111111111111', region: 'eu-central-1' };
const dev: BootstrapStage = {
  account: '222222222222',
  region: 'eu-west-1',
  bootstrap: { trustedAccounts: ['310987654321'], executionPolicies: ['execution'] },
};
const prod: BootstrapStage = { ...dev, account: '<prod account id>' };

const run = (...args: string[]) =>
  bootstrapArguments(args, { stages: { sandbox, dev, prod }, file: 'stages.ts' });

describe('bootstrap', () => {
  it('trusts the accounts of the stage, with its policies', () => {
    expect(run('--stage=dev')).toEqual([
      'bootstrap',
      'aws://222222222222/eu-west-1',
      '--trust',
      '310987654321',
      '--cloudformation-execution-policies',
      'arn:aws:iam::222222222222:policy/execution',
    ]);
  });

  it('prefers arguments to the stage', () => {
    const managed = 'arn:aws:iam::aws:policy/PowerUserAccess';
    expect(
      run(
        '--stage=dev',
        '--trust=1'.padEnd(20, '0'),
        `--execution-policy=${managed}`,
        '--execution-policy=b',
      ),
    ).toEqual([
      'bootstrap',
      'aws://222222222222/eu-west-1',
      '--trust',
      '100000000000',
      '--cloudformation-execution-policies',
      `${managed},arn:aws:iam::222222222222:policy/b`,
    ]);
  });

  it('sets the permissions boundary of the stage or of an argument', () => {
    const bootstrap = { executionPolicies: ['execution'], permissionsBoundary: 'of-the-stage' };
    const stages = { sandbox, dev: { ...dev, bootstrap }, prod };
    const boundaryOf = (...args: string[]) =>
      bootstrapArguments(['--stage=dev', ...args], { stages, file: 'stages.ts' }).slice(-2);
    expect(boundaryOf()).toEqual(['--custom-permissions-boundary', 'of-the-stage']);
    expect(boundaryOf('--custom-permissions-boundary=b')).toEqual([
      '--custom-permissions-boundary',
      'b',
    ]);
    expect(run('--stage=dev')).not.toContain('--custom-permissions-boundary');
  });

  it('trusts no other account by default', () => {
    expect(run('--stage=sandbox', '--execution-policy=execution')).not.toContain('--trust');
  });

  it('never falls back to CDK’s default of AdministratorAccess', () => {
    expect(() => run('--stage=sandbox')).toThrow(
      "stages.ts: stage 'sandbox': bootstrap.executionPolicies is missing",
    );
  });

  it('needs only the account, the Region and the bootstrap settings of the stage', () => {
    const open = { ...dev, domain: '<domain>' };
    expect(
      bootstrapArguments(['--stage=dev'], {
        stages: { sandbox, dev: open, prod },
        file: 'stages.ts',
      }),
    ).toEqual(run('--stage=dev'));
  });

  it('rejects a setting that is misspelt or a placeholder', () => {
    const bootstrap = { executionPolicies: ['<policy>'], trustedAcounts: ['310987654321'] };
    const stages = { sandbox, dev: { ...dev, bootstrap }, prod };
    expect(() => bootstrapArguments(['--stage=dev'], { stages, file: 'stages.ts' })).toThrow(
      [
        "stages.ts: stage 'dev': bootstrap.trustedAcounts is unknown: the known keys are trustedAccounts, executionPolicies, permissionsBoundary",
        "stages.ts: stage 'dev': bootstrap.executionPolicies.0 is still the placeholder <policy>",
      ].join('\n'),
    );
  });

  it.each([
    [['--stage=prod'], "stage 'prod': account is still the placeholder <prod account id>"],
    [[], 'no stage: stages.ts defines sandbox, dev, prod'],
    [['--stage=dev', '--trust=12'], "a trusted account must be twelve digits, got '12'"],
    [['--stage=dev', '--execution-policy=a b'], 'must be the name of a policy in account'],
    [
      ['--stage=dev', '--custom-permissions-boundary=arn:aws:iam::222222222222:policy/b'],
      'a permissions boundary must be the name of a policy, not its ARN',
    ],
    [['--stage=dev', '--force'], "Unknown option '--force'"],
  ])('rejects %j', (args, message) => {
    expect(() => run(...args)).toThrow(message);
  });
});
