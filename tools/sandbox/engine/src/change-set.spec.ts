import { z } from 'zod';
import { changeSet, type StackContents } from './change-set';
import { resourceTypesOf, type AccountIdentity } from './resource-type';
import { resourceTypes } from './resource-types';
import { StackScope } from './stack-scope';
import type { StackOutput, StackResource } from './stack-state';
import { parseTemplate } from './template';

const thing = resourceTypesOf<AccountIdentity>()({
  properties: z.object({ Name: z.string(), Colour: z.unknown() }),
  replaceOn: ['Name'],
  identity: 'generated',
  put: ({ Name }) => ({ ref: Name }),
});
const types = resourceTypes({ types: { 'Test::Thing': thing }, customResource: thing });

/** A resource of a template; DependsOn and policies may be added. */
function resource(Name: unknown, Colour: unknown = 'red', rest: object = {}) {
  return { Type: 'Test::Thing', Properties: { Name, Colour }, ...rest };
}

/** A resource of the stack. */
function existing(logicalId: string, Colour: unknown = 'red'): StackResource {
  return {
    logicalId,
    type: 'Test::Thing',
    physicalId: logicalId,
    attributes: {},
    properties: { Name: logicalId, Colour },
    constructPath: logicalId,
    generation: 0,
    dependencies: [],
    status: 'CREATE_COMPLETE',
    timestamp: '2026-01-01T00:00:00.000Z',
  };
}

function changes(
  Resources: Record<string, object>,
  current: readonly StackResource[],
  {
    outputs = {},
    previousOutputs = {},
  }: { outputs?: object; previousOutputs?: Record<string, StackOutput> } = {},
) {
  const template = parseTemplate({ Resources, Outputs: outputs });
  const contents: StackContents = {
    resources: new Map(current.map((each) => [each.logicalId, each])),
    outputs: new Map(Object.entries(previousOutputs)),
  };
  const place = { name: 'stack', id: 'arn', account: '222222222222', region: 'eu-central-1' };
  const context = { ...place, template, parameters: {}, exports: new Map<string, string>() };
  return changeSet(template, contents, new StackScope(context, contents.resources), types);
}

/** Such as `Api create`, in order. */
function steps(...args: Parameters<typeof changes>): readonly string[] {
  return changes(...args).steps.map(({ logicalId, change }) => `${logicalId} ${change}`);
}

describe('a change set', () => {
  it('creates new resources, each after its dependencies', () => {
    expect(steps({ Second: resource({ Ref: 'First' }), First: resource('First') }, [])).toEqual([
      'First create',
      'Second create',
    ]);
  });

  it.each([
    ['does not change an unchanged resource', resource('A'), 'A none'],
    ['updates a changed value', resource('A', 'blue'), 'A update'],
    ['updates a removed value', resource('A', { Ref: 'AWS::NoValue' }), 'A update'],
    ['replaces a resource if the property can only be set at creation', resource('B'), 'A replace'],
    ['applies a changed policy', resource('A', 'red', { DeletionPolicy: 'Retain' }), 'A policies'],
  ])('%s', (_name, wanted, expected) => {
    const set = changes({ A: wanted }, [existing('A')]);
    expect(set.steps.map(({ logicalId, change }) => `${logicalId} ${change}`)).toEqual([expected]);
    expect(set.isEmpty).toBe(expected === 'A none');
  });

  it('defers the decision on a reference to a changed resource', () => {
    expect(
      steps({ A: resource('Other'), B: resource('B', { Ref: 'A' }), C: resource('C') }, [
        existing('A'),
        existing('B', 'A'),
        existing('C'),
      ]),
    ).toEqual(['A replace', 'B undecided', 'C none']);
  });

  it('does not defer the decision if only the policy of the referenced resource changes', () => {
    const retained = resource('A', 'red', { DeletionPolicy: 'Retain' });
    const current = [existing('A'), existing('B', 'A')];
    expect(steps({ A: retained, B: resource('B', { Ref: 'A' }) }, current)).toEqual([
      'A policies',
      'B none',
    ]);
  });

  it('deletes resources that are no longer in the template', () => {
    const set = changes({ B: resource('B') }, [existing('A'), existing('B'), existing('C')]);
    expect(set.deleted.map(({ logicalId }) => logicalId)).toEqual(['A', 'C']);
    expect(set.isEmpty).toBe(false);
  });

  it('is not empty if only an output changes', () => {
    const outputs = { Of: { Value: { Ref: 'A' } } };
    const resources = { A: resource('A') };
    const before = { outputs, previousOutputs: { Of: { value: 'A' } } };
    expect(changes(resources, [existing('A')], before).isEmpty).toBe(true);
    expect(changes(resources, [existing('A')], { outputs }).isEmpty).toBe(false);
  });

  it('rejects another type for an existing resource', () => {
    expect(() => changes({ A: { Type: 'Custom::Thing' } }, [existing('A')])).toThrow(
      'Update of resource type is not permitted. The new template modifies resource type of ' +
        'the following resources: [A]',
    );
  });
});
