/** Deployments that AWS refuses, and the sandbox in the same words; and their neighbours that AWS allows. */
import type { Template } from '@sandbox/engine/template';
import { deployments, type Deployments } from './deployments';

/** Resources, and what is said of them. */
export type Refusal = readonly [name: string, resources: Template['Resources'], says: RegExp];

export type Allowed = readonly [name: string, resources: Template['Resources']];

/** Adds a test for each. Call it at the top of a spec file, once; returns what its other tests deploy with. */
export function itRefuses(
  refusals: readonly Refusal[],
  allowed: readonly Allowed[] = [],
): Deployments {
  const made = deployments();
  it.each(refusals)('refuses %s', async (_name, resources, says) => {
    const { error } = await made.deploy(resources);
    expect(error?.message).toMatch(says);
  });
  it.each([...allowed])('allows %s', async (_name, resources) => {
    expect((await made.deploy(resources)).error).toBeUndefined();
  });
  return made;
}
