import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { App } from 'aws-cdk-lib';
import { createApp } from '../../src/create-app';

const workspaceRoot = path.resolve(__dirname, '../../../..');

/**
 * Declares the test that the stack which an app's specs look at is the one that `nx synth` writes
 * for the sandbox, and `deploy` sends to CloudFormation: the same template, byte for byte.
 * @param addStack adds the app's stack for the stage that the context names, as its `main.ts` does
 */
export function describeSynthesizedTemplate(
  appName: string,
  addStack: (app: App) => unknown,
): void {
  describe(`the template that nx synth ${appName} writes`, () => {
    it('is the one that the specs look at, byte for byte', async () => {
      const file = path.join(
        'dist/cdk.out',
        appName,
        'sandbox',
        `${appName}-sandbox.template.json`,
      );
      const expected = synthesized(file, appName);
      const actual = await templateInTest(`${appName}-sandbox`, addStack);
      expect(firstDifference(expected, actual)).toBeUndefined();
    });
  });
}

function synthesized(file: string, appName: string): string {
  try {
    return readFileSync(path.join(workspaceRoot, file), 'utf8');
  } catch (cause) {
    throw new Error(`there is no ${file}: run npx nx synth ${appName} first`, { cause });
  }
}

async function templateInTest(stackName: string, addStack: (app: App) => unknown): Promise<string> {
  const outdir = mkdtempSync(path.join(tmpdir(), 'synthesized-template-'));
  try {
    const app = createApp({ context: { stage: 'sandbox' }, outdir });
    await addStack(app);
    app.synth();
    return readFileSync(path.join(outdir, `${stackName}.template.json`), 'utf8');
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** Returns the first line that differs, and how: a whole template would be thousands of lines. */
export function firstDifference(expected: string, actual: string): string | undefined {
  if (expected === actual) return undefined;
  const [written, seen] = [expected.split('\n'), actual.split('\n')];
  const index = written.findIndex((line, at) => line !== seen[at]);
  const line = index === -1 ? written.length : index;
  return `line ${line + 1}: nx synth wrote ${shown(written[line])}, the specs see ${shown(seen[line])}`;
}

const shown = (line: string | undefined) => (line === undefined ? 'nothing' : `'${line.trim()}'`);
