/**
 * Tests of deployments that the sandbox rejects with AWS's messages, and of similar ones that AWS
 * allows.
 */
import type { Template } from '@sandbox/engine/template';
import { deployments, type Deployments } from './deployments';

/** Resources, and the message of the error. */
export type Refusal = readonly [name: string, resources: Template['Resources'], says: RegExp];

export type Allowed = readonly [name: string, resources: Template['Resources']];

/**
 * Adds a test for each case. Must be called once, at the top level of a spec file. Returns the
 * deployments for its other tests.
 */
export function itRefuses(
  refusals: readonly Refusal[],
  allowed: readonly Allowed[] = [],
): Deployments {
  const deployer = deployments();
  it.each(refusals)('refuses %s', async (_name, resources, says) => {
    const { error } = await deployer.deploy(resources);
    expect(error?.message).toMatch(says);
  });
  it.each([...allowed])('allows %s', async (_name, resources) => {
    expect((await deployer.deploy(resources)).error).toBeUndefined();
  });
  return deployer;
}
