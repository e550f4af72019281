/** Checks, with Nx, which projects of the sandbox are tested again after a change. */
import { z } from 'zod';
import { WorkspaceCopy } from '../testing/workspace-copy';

/**
 * The sandbox's projects in the order of their dependencies; `sandbox` is the CLI. The console's page depends
 * only on types of the server.
 */
const PROJECTS = [
  ...['sandbox-kernel', 'sandbox-policy', 'sandbox-engine', 'sandbox-services'],
  ...['sandbox-front-doors', 'sandbox-console', 'sandbox-core', 'sandbox-workspace', 'sandbox'],
];
const ABOVE_SERVICES = PROJECTS.slice(PROJECTS.indexOf('sandbox-front-doors'));

const names = z.array(z.string());

const copy = new WorkspaceCopy();

afterAll(() => copy.remove());

function retestedAfterChangeOf(file: string): readonly string[] {
  const args = ['show', 'projects', '--affected', `--files=${file}`, '--with-target=test'];
  const affected = names.parse(JSON.parse(copy.nx(...args, '--json')));
  return PROJECTS.filter((room) => affected.includes(room));
}

it.each`
  file                                              | retested
  ${'kernel/src/trace.ts'}                          | ${PROJECTS}
  ${'policy/src/wildcard.ts'}                       | ${['sandbox-policy', 'sandbox-services', ...ABOVE_SERVICES]}
  ${'engine/src/stacks.ts'}                         | ${['sandbox-engine', 'sandbox-services', ...ABOVE_SERVICES]}
  ${'services/src/ec2/security-groups.ts'}          | ${['sandbox-services', ...ABOVE_SERVICES]}
  ${'front-doors/src/https/resource-policy-hop.ts'} | ${ABOVE_SERVICES}
  ${'core/src/sandbox.ts'}                          | ${['sandbox-core', 'sandbox-workspace', 'sandbox']}
  ${'workspace/src/watch.ts'}                       | ${['sandbox-workspace', 'sandbox']}
  ${'cli/src/text.ts'}                              | ${['sandbox']}
  ${'console/src/app.tsx'}                          | ${['sandbox-console']}
`(
  'a change of $file retests $retested',
  ({ file, retested }: { file: string; retested: string[] }) => {
    expect(copy.read(`tools/sandbox/${file}`)).not.toBe('');
    expect(retestedAfterChangeOf(`tools/sandbox/${file}`)).toEqual(retested);
  },
);
