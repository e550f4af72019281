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

  it("is replaced on exactly the properties in AWS's specification", () => {
    expect([...replaceOn].sort()).toEqual(replacing(type));
  });

  it('declares how each property is treated', () => {
    expect(paths.filter((path) => declarations.of(path).kind === 'undeclared')).toEqual([]);
  });

  it('declares only existing properties, each once', () => {
    const { readPaths, unreadPaths } = declarations;
    const declared = [...readPaths, ...unreadPaths];
    expect(declared.filter((path) => !paths.includes(path))).toEqual([]);
    expect(unreadPaths.filter((path, index) => unreadPaths.indexOf(path) !== index)).toEqual([]);
    expect(readPaths.filter((path) => declarations.of(path).kind !== 'effective')).toEqual([]);
  });
});

it('is a custom resource that is replaced with its service token', () => {
  expect(customResource.replaceOn).toEqual(replacing('AWS::CloudFormation::CustomResource'));
});

it("has schemas that match AWS's specification: run npx nx run sandbox-services:schemas", () => {
  expect(schemas).toEqual(specifiedNow);
});

it('knows each runtime of CDK', () => {
  const known = schemas['AWS::Lambda::Function'].properties.Runtime.enum;
  const runtimes = Runtime.ALL.filter((runtime) => runtime !== Runtime.FROM_IMAGE);
  expect(runtimes.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual([]);
});
