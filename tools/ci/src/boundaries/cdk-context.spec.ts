import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { workspaceRoot } from '../testing/workspace-copy';

const files = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', 'apps', 'libs'],
  {
    cwd: workspaceRoot,
    encoding: 'utf8',
  },
)
  .split('\n')
  .filter((file) => existsSync(path.join(workspaceRoot, file)));

const read = (file: string) => readFileSync(path.join(workspaceRoot, file), 'utf8');

describe('the context that decides what CDK writes', () => {
  it('is in one place: only createApp creates an App', () => {
    const creating = files
      .filter((file) => file.endsWith('.ts'))
      .filter((file) => /\bnew (cdk\.)?App\(/.test(read(file)));
    expect(creating).toEqual(['libs/cdk-app/src/create-app.ts']);
  });

  const settings = files.filter((file) => path.basename(file) === 'cdk.json');

  // https://docs.aws.amazon.com/cdk/v2/guide/cli-telemetry.html
  it.each(settings)('is not in %s, which only the CLI reads', (file) => {
    const { context, ...others } = JSON.parse(read(file)) as { context: unknown };
    expect(context).toEqual({ 'cli-telemetry': false });
    expect(Object.keys(others).sort()).toEqual(['app', 'notices']);
  });
});
