import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { Resource, TypeDefinition } from '@aws-cdk/service-spec-types';

/** AWS's specification of CloudFormation's resource types, from which CDK's L1 constructs are generated. */
export interface Specification {
  /** @returns undefined for an unknown type */
  resource(type: string): Resource | undefined;
  definition(id: string): TypeDefinition;
}

let loaded: Specification | undefined;

/** Loads the specification once, since that takes almost a second. */
export function specification(): Specification {
  if (loaded) return loaded;
  const database = loadAwsServiceSpecSync();
  loaded = {
    resource: (type) => database.lookup('resource', 'cloudFormationType', 'equals', type)[0],
    definition: (id) => database.get('typeDefinition', id),
  };
  return loaded;
}
