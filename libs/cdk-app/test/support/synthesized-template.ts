import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Stage } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';

const workspaceRoot = path.resolve(__dirname, '../../../..');

/**
 * Declares a test that the stack in an app's specs has the same template, byte for byte, as the one that
 * `nx synth` writes for the sandbox and `deploy` sends to CloudFormation.
 * @param createStack returns the app's stack of the sandbox, as its specs create it; it gets the
 *   metadata of the written template, which say what was read while that was synthesized
 */
export function describeSynthesizedTemplate(
  appName: string,
  createStack: (metadata: Readonly<Record<string, unknown>>) => Stack | Promise<Stack>,
): void {
  describe(`the template that nx synth ${appName} writes`, () => {
    it('equals the template in the specs, byte for byte', async () => {
      const file = path.join(
        'dist/cdk.out',
        appName,
        'sandbox',
        `${appName}-sandbox.template.json`,
      );
      const expected = synthesized(file, appName);
      const { Metadata = {} } = JSON.parse(expected) as WrittenTemplate;
      const actual = templateOf(await createStack(Metadata));
      expect(firstDifference(expected, actual)).toBeUndefined();
    });
  });
}

interface WrittenTemplate {
  readonly Metadata?: Readonly<Record<string, unknown>>;
}

function synthesized(file: string, appName: string): string {
  try {
    return readFileSync(path.join(workspaceRoot, file), 'utf8');
  } catch (cause) {
    throw new Error(`there is no ${file}: run npx nx synth ${appName} first`, { cause });
  }
}

function templateOf(stack: Stack): string {
  const assembly = Stage.of(stack)?.synth();
  if (assembly === undefined) throw new Error(`${stack.node.path} is not in an app`);
  return readFileSync(assembly.getStackArtifact(stack.artifactId).templateFullPath, 'utf8');
}

/** Returns the first difference of two templates, since a diff would have thousands of lines. */
export function firstDifference(expected: string, actual: string): string | undefined {
  if (expected === actual) return undefined;
  const [written, seen] = [expected.split('\n'), actual.split('\n')];
  const index = written.findIndex((line, at) => line !== seen[at]);
  const line = index === -1 ? written.length : index;
  return `line ${line + 1}: nx synth wrote ${shown(written[line])}, the specs see ${shown(seen[line])}`;
}

const shown = (line: string | undefined) => (line === undefined ? 'nothing' : JSON.stringify(line));
