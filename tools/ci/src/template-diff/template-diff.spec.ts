import { compareTemplates } from './compare-templates';
import type { ResourceChange } from './compare-templates';
import { COMMENT_MARK, templateDiffComment } from './markdown';
import { STATEFUL_TYPES } from './stateful-types';

type Properties = Readonly<Record<string, unknown>>;

/** Returns a resource as in a template of CDK. */
function resource(type: string, properties: Properties = {}, more: Properties = {}) {
  const metadata = { 'aws:cdk:path': 'food-service-prod/Service/Thing/Resource' };
  return { Type: type, Properties: properties, Metadata: metadata, ...more };
}

const templateOf = (resource: unknown) => ({ Resources: { Thing: resource } });

/** Returns the changes of one resource. */
function changesOf(before: unknown, now: unknown): readonly ResourceChange[] {
  const templates = [before, now].map((resource) =>
    resource === undefined ? {} : templateOf(resource),
  );
  return compareTemplates('food-service-prod', templates[0] ?? {}, templates[1] ?? {}).resources;
}

const table = (key: string, more: Properties = {}) =>
  resource(
    'AWS::DynamoDB::Table',
    {
      KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
    },
    more,
  );

describe('a deployment over an existing one', () => {
  it('names the construct, and what causes the replacement of a table', () => {
    expect(changesOf(table('orderId'), table('id'))).toEqual([
      {
        path: 'food-service-prod/Service/Thing',
        logicalId: 'Thing',
        type: 'AWS::DynamoDB::Table',
        effect: 'replace',
        changed: ['KeySchema'],
        loses: 'its items',
      },
    ]);
  });

  it.each<[string, unknown, unknown, Partial<ResourceChange>]>([
    ['creates', undefined, table('id'), { effect: 'create' }],
    ['deletes', table('id'), undefined, { effect: 'delete', loses: 'its items' }],
    [
      'leaves behind',
      table('id', { DeletionPolicy: 'Retain' }),
      undefined,
      { effect: 'orphan', loses: 'its items' },
    ],
    [
      'updates',
      resource('AWS::Lambda::Function', { MemorySize: 128 }),
      resource('AWS::Lambda::Function', { MemorySize: 256 }),
      { effect: 'update', changed: ['MemorySize'] },
    ],
    [
      'updates attributes other than properties of',
      table('id'),
      table('id', { DeletionPolicy: 'Retain' }),
      { effect: 'update', changed: ['DeletionPolicy'] },
    ],
    [
      'replaces, for another type,',
      resource('AWS::SQS::Queue'),
      resource('AWS::SNS::Topic'),
      { effect: 'replace', type: 'AWS::SNS::Topic', loses: 'its messages' },
    ],
    [
      'replaces without a loss',
      resource('AWS::ApiGateway::Deployment', { RestApiId: 'a' }),
      resource('AWS::ApiGateway::Deployment', { RestApiId: 'b' }),
      { effect: 'replace', changed: ['RestApiId'] },
    ],
  ])('%s a resource', (_name, before, now, expected) => {
    const [change, ...others] = changesOf(before, now);
    expect(others).toEqual([]);
    expect(change).toMatchObject(expected);
    expect(change?.loses).toBe(expected.loses);
  });

  it("has no change if only CDK's paths and comments differ", () => {
    const moved = { ...table('id'), Metadata: { 'aws:cdk:path': 'elsewhere' } };
    expect(changesOf(table('id'), moved)).toEqual([]);
  });

  it('reports outputs, and broader permissions', () => {
    const statement = (action: string) => ({
      Effect: 'Allow',
      Action: action,
      Resource: '*',
    });
    const role = (actions: readonly string[]) => ({
      ...templateOf(
        resource('AWS::IAM::Policy', {
          PolicyName: 'policy',
          Roles: ['role'],
          PolicyDocument: { Statement: actions.map(statement) },
        }),
      ),
      Outputs: Object.fromEntries(actions.map((_, index) => [`Output${index}`, { Value: 'a' }])),
    });
    const [some, more] = [role(['s3:GetObject']), role(['s3:GetObject', 's3:PutObject'])];
    expect(compareTemplates('stack', some, more)).toMatchObject({
      others: ['Outputs Output1'],
      permissionsBroadened: true,
    });
    expect(compareTemplates('stack', more, some).permissionsBroadened).toBe(false);
  });

  it('knows each stateful type by its CloudFormation name and its content', () => {
    for (const [type, holds] of Object.entries(STATEFUL_TYPES)) {
      expect(type).toMatch(/^AWS::\w+::\w+$/);
      expect(holds).toMatch(/^(its|the) /);
    }
  });
});

describe('the comment on a pull request', () => {
  const compare = (before: object, now: object) =>
    compareTemplates('food-service-prod', { ...before }, { ...now });

  it('reports possible data loss first', () => {
    const stacks = [
      compare(templateOf(table('orderId')), templateOf(table('id'))),
      compareTemplates('beverage-service-prod', {}, {}),
    ];
    expect(templateDiffComment(stacks, '`prod`, since 1a2b3c4')).toBe(`<!-- template-diff -->

## What a deployment would change

Templates of \`prod\`, since 1a2b3c4.

> [!CAUTION]
> Data may be lost:
> - \`food-service-prod/Service/Thing\` (AWS::DynamoDB::Table) of \`food-service-prod\` would be **replaced**, and lose its items.

<details><summary>food-service-prod: 1 × replace</summary>

| | Resource | Type | Changes |
| --- | --- | --- | --- |
| ± **replace** | \`food-service-prod/Service/Thing\` | AWS::DynamoDB::Table | \`KeySchema\` |

</details>

Nothing changes in \`beverage-service-prod\`.
`);
  });

  it.each<[string, unknown, unknown, string]>([
    ['deleted', table('id'), undefined, 'would be **deleted**, and lose its items.'],
    [
      'left behind',
      table('id', { DeletionPolicy: 'Retain' }),
      undefined,
      'would be retained: it remains in AWS, and no stack manages it.',
    ],
  ])('warns about a table that is %s', (_name, before, now, words) => {
    const stacks = [compare(templateOf(before), now === undefined ? {} : templateOf(now))];
    expect(templateDiffComment(stacks, 'prod')).toContain(words);
  });

  it('has no warning without data loss', () => {
    const stacks = [compare({}, templateOf(table('id')))];
    expect(templateDiffComment(stacks, 'prod')).not.toContain('CAUTION');
  });

  it('escapes names in its table', () => {
    const change = {
      path: 'a|b`c',
      logicalId: 'x',
      type: 'T',
      effect: 'create',
      changed: [],
    } as const;
    const stack = { stack: 's', resources: [change], others: [], permissionsBroadened: false };
    expect(templateDiffComment([stack], 'prod')).toContain("| + create | `a\\|b'c` | T |  |");
  });

  it("is within GitHub's limit, and notes that it was truncated", () => {
    const resources = Array.from({ length: 2000 }, (_, index): ResourceChange => {
      const path = `food-service-prod/Table${index}`;
      return { path, logicalId: 'x', type: 'AWS::DynamoDB::Table', effect: 'create', changed: [] };
    });
    const stack = { stack: 's', resources, others: [], permissionsBroadened: false };
    const comment = templateDiffComment([stack], 'prod');
    expect(comment.length).toBeLessThanOrEqual(65_536);
    expect(comment.startsWith(COMMENT_MARK)).toBe(true);
    expect(comment).toMatch(/\n<\/details>\n\n… and more: see the summary of the job\.\n$/);
  });
});
