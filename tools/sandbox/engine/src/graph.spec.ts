import fc from 'fast-check';
import { creationOrder, resourceDependencies } from './graph';
import type { ResourceDefinition, Template } from './template';

function template(
  resources: Record<string, Partial<ResourceDefinition>>,
  rest: Partial<Template> = {},
): Template {
  return {
    ...rest,
    Resources: Object.fromEntries(
      Object.entries(resources).map(([id, resource]) => [id, { Type: 'Test::A::B', ...resource }]),
    ),
  };
}

describe('the creation order', () => {
  it('puts each resource after all that its properties reference', () => {
    const order = creationOrder(
      template({
        Api: { Properties: { Fn: { 'Fn::GetAtt': ['Function', 'Arn'] } } },
        Function: { Properties: { Role: { 'Fn::Sub': '${Role.Arn}' }, Table: { Ref: 'Table' } } },
        Role: {},
        Table: {},
      }),
    );
    expect(order).toEqual(['Role', 'Table', 'Function', 'Api']);
  });

  it.each([['B'], [['C', 'B']]])('puts a resource after what it DependsOn (%j)', (DependsOn) => {
    const order = creationOrder(template({ A: { DependsOn }, B: {}, C: {} }));
    expect(order.indexOf('A')).toBeGreaterThan(order.indexOf('B'));
    expect([...order].sort()).toEqual(['A', 'B', 'C']);
  });

  it('keeps the order of the template otherwise', () => {
    expect(creationOrder(template({ C: {}, A: {}, B: {} }))).toEqual(['C', 'A', 'B']);
  });

  it('accepts references to parameters and pseudo parameters', () => {
    const Properties = { a: { Ref: 'Stage' }, b: { 'Fn::Sub': '${AWS::Region}' } };
    const Parameters = { Stage: { Type: 'String' } };
    expect(creationOrder(template({ A: { Properties } }, { Parameters }))).toEqual(['A']);
  });

  /** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html */
  it.each(['Stage', 'AWS::Region'])(
    'rejects a DependsOn that is not a resource: %s',
    (DependsOn) => {
      const Parameters = { Stage: { Type: 'String' } };
      expect(() => creationOrder(template({ A: { DependsOn } }, { Parameters }))).toThrow(
        `Resources.A.DependsOn: ${DependsOn} is not a resource of the template`,
      );
    },
  );

  it('rejects a cycle and names its resources', () => {
    const broken = template({
      Start: { DependsOn: 'A' },
      A: { Properties: { x: { Ref: 'B' } } },
      B: { Properties: { x: { 'Fn::GetAtt': ['C', 'Arn'] } } },
      C: { DependsOn: ['A'] },
    });
    expect(() => creationOrder(broken)).toThrow('Resources: circular dependency A -> B -> C -> A');
  });

  it('rejects a resource that depends on itself', () => {
    const broken = template({ A: { Properties: { x: { Ref: 'A' } } } });
    expect(() => creationOrder(broken)).toThrow('circular dependency A -> A');
  });

  it.each([
    [{ DependsOn: 'Gone' }, 'Resources.A.DependsOn: refers to Gone'],
    [{ Properties: { x: [{ Ref: 'Gone' }] } }, 'Resources.A.Properties.x[0]: refers to Gone'],
    [
      { Properties: { x: { 'Fn::Sub': '${Gone.Arn}' } } },
      'Resources.A.Properties.x: refers to Gone',
    ],
  ])('rejects a dangling reference with its path: %j', (resource, says) => {
    expect(() => creationOrder(template({ A: resource }))).toThrow(says);
  });

  it.each([
    [{ DependsOn: 'constructor' }, 'Resources.A.DependsOn: refers to constructor'],
    [{ Properties: { x: { Ref: 'toString' } } }, 'Resources.A.Properties.x: refers to toString'],
    [
      { Properties: { x: { 'Fn::GetAtt': ['valueOf', 'Arn'] } } },
      'Resources.A.Properties.x: refers to valueOf',
    ],
    [
      { Properties: { x: { 'Fn::Sub': '${hasOwnProperty}' } } },
      'Resources.A.Properties.x: refers to hasOwnProperty',
    ],
  ])('rejects a reference to the name of an object member: %j', (resource, says) => {
    const Parameters = { Stage: { Type: 'String' } };
    expect(() => creationOrder(template({ A: resource }))).toThrow(says);
    expect(() => creationOrder(template({ A: resource }, { Parameters }))).toThrow(says);
  });

  it('accepts resources named like object members', () => {
    const order = creationOrder(template({ valueOf: { DependsOn: 'toString' }, toString: {} }));
    expect(order).toEqual(['toString', 'valueOf']);
  });

  it('puts every resource exactly once, after its dependencies, in any graph without cycles', () => {
    const edges = fc.array(fc.tuple(fc.nat(14), fc.nat(14)), { maxLength: 40 });
    fc.assert(
      fc.property(
        edges,
        fc.shuffledSubarray([...Array(15).keys()], { minLength: 15 }),
        (pairs, ids) => {
          const resources: Record<string, { DependsOn: string[] }> = {};
          for (const id of ids) resources[`R${id}`] = { DependsOn: [] };
          for (const [one, other] of pairs) {
            if (one > other) resources[`R${one}`]?.DependsOn.push(`R${other}`);
          }
          const acyclic = template(resources);
          const order = creationOrder(acyclic);
          expect([...order].sort()).toEqual(Object.keys(resources).sort());
          for (const [id, needed] of resourceDependencies(acyclic)) {
            for (const other of needed) {
              expect(order.indexOf(other)).toBeLessThan(order.indexOf(id));
            }
          }
        },
      ),
    );
  });
});
