import { packageImports, reexports, withPackagesFrom } from './package-imports';

const code = `import { createHash } from "node:crypto";
import {
  DynamoDBClient,
  PutItemCommand as Put
} from "@aws-sdk/client-dynamodb";
import * as z from "zod/mini";
import first, { second } from "mixed";
import "effect";
var text = 'import { no } from "nowhere";';
`;

describe('the package imports of a module', () => {
  it('are returned by package name, without Node.js modules', () => {
    const found = [...packageImports([code])].map(([name, names]) => [name, [...names]]);
    expect(found).toEqual([
      ['@aws-sdk/client-dynamodb', ['DynamoDBClient', 'PutItemCommand']],
      ['zod/mini', ['*']],
      ['mixed', ['second', 'default']],
      ['effect', []],
    ]);
  });

  it('are merged over modules', () => {
    const other = 'import { GetItemCommand } from "@aws-sdk/client-dynamodb";\n';
    expect([...(packageImports([code, other]).get('@aws-sdk/client-dynamodb') ?? [])]).toEqual([
      'DynamoDBClient',
      'PutItemCommand',
      'GetItemCommand',
    ]);
  });

  it('are redirected, without other changes of the code', () => {
    const led = withPackagesFrom(code, (name) => `../packages/${name}.mjs`);
    expect(led).toContain('} from "../packages/@aws-sdk/client-dynamodb.mjs";');
    expect(led).toContain('import "../packages/effect.mjs";');
    expect(led).toContain('import { createHash } from "node:crypto";');
    expect(led).toContain(`var text = 'import { no } from "nowhere";';`);
  });
});

describe('a module of re-exports', () => {
  it.each([
    ['names', ['b', 'a'], 'import "p";\nexport { a, b } from "p";'],
    ['the whole namespace', ['*'], 'export * from "p";\n'],
    [
      'a namespace and its default',
      ['*', 'default'],
      'export * from "p";\nexport { default } from "p";',
    ],
    ['effects only', [], 'import "p";\n'],
  ])('exports %s', (_what, names, expected) => {
    expect(reexports('p', new Set(names))).toBe(expected);
  });
});
