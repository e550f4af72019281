import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { Resource } from '@aws-cdk/service-spec-types';
import { emulatedTypes } from './emulated-types';

const database = loadAwsServiceSpecSync();

function specified(type: string): Resource {
  const [resource] = database.lookup('resource', 'cloudFormationType', 'equals', type);
  if (!resource) throw new Error(`AWS's specification has no ${type}`);
  return resource;
}

describe.each(emulatedTypes.names)('%s', (type) => {
  it("is replaced on exactly those properties that AWS's specification names", () => {
    const replacing = Object.entries(specified(type).properties)
      .filter(([, { causesReplacement }]) => causesReplacement === 'yes')
      .map(([name]) => name);
    expect([...emulatedTypes.typeOf(type).replaceOn].sort()).toEqual(replacing.sort());
  });

  it('reads only properties that there are', () => {
    const { properties } = specified(type);
    expect(
      emulatedTypes.typeOf(type).reads.filter((name) => !Object.hasOwn(properties, name)),
    ).toEqual([]);
  });
});
