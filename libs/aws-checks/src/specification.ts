import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { Resource, TypeDefinition } from '@aws-cdk/service-spec-types';

/** AWS's own list of CloudFormation's resource types, as CDK's L1 constructs are made from it. */
export interface Specification {
  /** @returns nothing for a type that AWS does not have */
  resource(type: string): Resource | undefined;
  definition(id: string): TypeDefinition;
}

let loaded: Specification | undefined;

/** Loaded once, since that takes the better part of a second. */
export function specification(): Specification {
  if (loaded) return loaded;
  const database = loadAwsServiceSpecSync();
  loaded = {
    resource: (type) => database.lookup('resource', 'cloudFormationType', 'equals', type)[0],
    definition: (id) => database.get('typeDefinition', id),
  };
  return loaded;
}
