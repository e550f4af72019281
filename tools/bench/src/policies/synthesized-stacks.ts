/** The stacks as synthesized for the sandbox, on which benchmarks work. */
import { join } from 'node:path';
import { readAssembly, type StackArtifact } from '@cross-account/sandbox';

const assemblies = join(__dirname, '..', '..', '..', '..', 'dist', 'cdk.out');

/** @throws {Error} when the app is not synthesized. */
export function synthesizedStack(app: string): StackArtifact {
  const [stack] = readAssembly(join(assemblies, app, 'sandbox'));
  if (!stack) throw new Error(`${app} is not synthesized: run npx nx synth ${app}`);
  return stack;
}
