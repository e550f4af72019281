import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Resource } from '@aws-cdk/service-spec-types';
import { schemaPaths } from '@sandbox/engine/schema-paths';
import { customResource } from '../cloudformation/custom-resource';
import { emulatedTypes } from '../emulated-types';
import schemas from './schemas.json';
import { specifiedSchemas } from './specified-schemas';

const database = loadAwsServiceSpecSync();
const specifiedNow = specifiedSchemas(emulatedTypes.names);

function specified(type: string): Resource {
  const [resource] = database.lookup('resource', 'cloudFormationType', 'equals', type);
  if (!resource) throw new Error(`AWS's specification has no ${type}`);
  return resource;
}

function replacing(type: string): readonly string[] {
  return Object.entries(specified(type).properties)
    .filter(([, { causesReplacement }]) => causesReplacement === 'yes')
    .map(([name]) => name)
    .sort();
}

describe.each(emulatedTypes.names)('%s', (type) => {
  const { declarations, replaceOn } = emulatedTypes.typeOf(type);
  const paths = schemaPaths(specifiedNow[type] ?? {});

  it("is replaced on exactly those properties that AWS's specification names", () => {
    expect([...replaceOn].sort()).toEqual(replacing(type));
  });

  it('declares what becomes of each property that there is', () => {
    expect(paths.filter((path) => declarations.of(path).kind === 'undeclared')).toEqual([]);
  });

  it('declares only properties that there are, each once', () => {
    const { readPaths, unreadPaths } = declarations;
    const declared = [...readPaths, ...unreadPaths];
    expect(declared.filter((path) => !paths.includes(path))).toEqual([]);
    expect(unreadPaths.filter((path, index) => unreadPaths.indexOf(path) !== index)).toEqual([]);
    expect(readPaths.filter((path) => declarations.of(path).kind !== 'effective')).toEqual([]);
  });
});

it('is a custom resource that its service token replaces', () => {
  expect(customResource.replaceOn).toEqual(replacing('AWS::CloudFormation::CustomResource'));
});

it("checks the schemas that AWS's specification has now: run npx nx run sandbox-services:schemas", () => {
  expect(schemas).toEqual(specifiedNow);
});

it('knows each runtime that CDK knows', () => {
  const known = schemas['AWS::Lambda::Function'].properties.Runtime.enum;
  const runtimes = Runtime.ALL.filter((runtime) => runtime !== Runtime.FROM_IMAGE);
  expect(runtimes.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual([]);
});
