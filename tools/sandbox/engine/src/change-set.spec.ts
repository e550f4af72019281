import { z } from 'zod';
import { stackScope } from './testing/stack-scope';
import { changeOf, changeSet, planned, plannedOutputs, type StackContents } from './change-set';
import { resourceTypesOf, type AccountIdentity } from './resource-type';
import { resourceTypes } from './resource-types';
import type { StackOutput, StackResource } from './stack-state';
import { parseTemplate, TemplateError, type ResourceDefinition } from './template';

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
  const template = parseTemplate({ Conditions, Resources, Outputs: outputs });
  const contents: StackContents = {
    resources: new Map(current.map((each) => [each.logicalId, each])),
    outputs: new Map(Object.entries(previousOutputs)),
  };
  return changeSet(template, contents, stackScope(template, {}, contents.resources), types);
}

/** Conditions for resources and outputs. */
const Conditions = {
  Here: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-central-1'] },
  Elsewhere: { 'Fn::Not': [{ Condition: 'Here' }] },
};

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
    [
      'applies a changed policy for replacements',
      resource('A', 'red', { UpdateReplacePolicy: 'Retain' }),
      'A policies',
    ],
    [
      'updates a changed construct path',
      resource('A', 'red', { Metadata: { 'aws:cdk:path': 'stack/A/Resource' } }),
      'A update',
    ],
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

  it('decides on a reference to an unchanged resource, and is not empty if only one changes', () => {
    const resources = {
      A: resource('A'),
      B: resource('B', { Ref: 'A' }),
      C: resource('C', 'blue'),
    };
    const set = changes(resources, [existing('A'), existing('B', 'A'), existing('C')]);
    expect(set.steps.map(({ change }) => change)).toEqual(['none', 'none', 'update']);
    expect(set.isEmpty).toBe(false);
  });

  it('neither creates nor keeps a resource whose condition is false', () => {
    const elsewhere = { Condition: 'Elsewhere' };
    const resources = {
      A: resource('A', 'red', elsewhere),
      B: resource('B', 'red', elsewhere),
      C: resource('C', 'red', { Condition: 'Here' }),
    };
    const set = changes(resources, [existing('A')]);
    expect(set.steps.map(({ logicalId }) => logicalId)).toEqual(['C']);
    expect(set.deleted.map(({ logicalId }) => logicalId)).toEqual(['A']);
  });

  it('rejects an undefined condition of a resource', () => {
    expect(() => changes({ A: resource('A', 'red', { Condition: 'Gone' }) }, [])).toThrow(
      'Resources.A.Condition: the template does not define the condition Gone',
    );
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

  it('rejects another type for existing resources', () => {
    const other = { Type: 'Custom::Thing' };
    const resources = { A: other, B: resource('B'), C: other, New: other };
    expect(() => changes(resources, [existing('A'), existing('B'), existing('C')])).toThrow(
      new TemplateError(
        'Update of resource type is not permitted. The new template modifies resource type of ' +
          'the following resources: [A, C]',
      ),
    );
  });
});

describe('a planned resource', () => {
  const plan = (definition: ResourceDefinition) =>
    planned({ logicalId: 'A', definition, dependencies: ['B'] }, stackScope({ Resources: {} }));

  it('has its resolved properties, without those that AWS::NoValue removes', () => {
    const Colour = { 'Fn::Sub': '${AWS::Region}' };
    const Properties = { Colour, Name: { Ref: 'AWS::NoValue' } };
    expect(plan({ Type: 'Test::Thing', Properties })).toStrictEqual({
      logicalId: 'A',
      type: 'Test::Thing',
      properties: { Colour: 'eu-central-1' },
      constructPath: 'A',
      dependencies: ['B'],
    });
  });

  it('has its policies and its construct path', () => {
    const policies = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Delete' };
    const Metadata = { 'aws:cdk:path': 'stack/A' };
    expect(plan({ Type: 'Test::Thing', ...policies, Metadata })).toStrictEqual({
      logicalId: 'A',
      type: 'Test::Thing',
      properties: {},
      constructPath: 'stack/A',
      dependencies: ['B'],
      deletionPolicy: 'Retain',
      updateReplacePolicy: 'Delete',
    });
  });

  it('is not changed by the order of the keys of its properties', () => {
    const current = { ...existing('A'), properties: { Colour: { a: 1, b: 2 }, Name: 'A' } };
    const Properties = { Name: 'A', Colour: { b: 2, a: 1 } };
    expect(changeOf(plan({ Type: 'Test::Thing', Properties }), current, types)).toBe('none');
  });

  it('names the property that can not be resolved', () => {
    const Properties = { Colour: [{ Ref: 'Gone' }] };
    expect(() => plan({ Type: 'Test::Thing', Properties })).toThrow(
      'Resources.A.Properties.Colour[0]: Ref to Gone, which the template does not define',
    );
  });
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html */
describe('the planned outputs', () => {
  const outputs = (Outputs: object) => {
    const template = parseTemplate({ Conditions, Resources: {}, Outputs });
    return plannedOutputs(template, stackScope(template));
  };

  it('are empty without outputs', () => {
    const template = parseTemplate({ Resources: {} });
    expect(plannedOutputs(template, stackScope(template))).toEqual({});
  });

  it('are strings, each with its description and the name of its export', () => {
    const Name = { 'Fn::Sub': '${AWS::StackName}-out' };
    expect(
      outputs({
        Text: { Value: { Ref: 'AWS::Region' }, Description: 'the Region', Export: { Name } },
        Number: { Value: 443 },
        Boolean: { Value: true },
      }),
    ).toStrictEqual({
      Text: { value: 'eu-central-1', description: 'the Region', exportName: 'service-out' },
      Number: { value: '443' },
      Boolean: { value: 'true' },
    });
  });

  it('do not contain those whose condition is false', () => {
    const Value = 'x';
    const both = { Yes: { Value, Condition: 'Here' }, No: { Value, Condition: 'Elsewhere' } };
    expect(Object.keys(outputs(both))).toEqual(['Yes']);
  });

  it.each([
    [{ Value: ['a'] }, 'Value: an output must be a string, got ["a"]'],
    [{ Value: { Ref: 'AWS::NoValue' } }, 'Value: an output must be a string, got undefined'],
    [{ Value: { Ref: 'Gone' } }, 'Value: Ref to Gone, which the template does not define'],
    [{ Value: 'x', Export: { Name: ['a'] } }, 'Export.Name: an output must be a string, got ["a"]'],
    [
      { Value: 'x', Export: { Name: { Ref: 'Gone' } } },
      'Export.Name: Ref to Gone, which the template does not define',
    ],
    [
      { Value: 'x', Condition: 'Gone' },
      'Condition: the template does not define the condition Gone',
    ],
  ])('reject %j with its path', (One, says) => {
    expect(() => outputs({ One })).toThrow(new TemplateError(`Outputs.One.${says}`));
  });
});
