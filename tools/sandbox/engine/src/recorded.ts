/**
 * A resource of a type that the sandbox does not emulate: it only has a name and an ARN, so that other resources can
 * reference it. The sandbox lists these types when it starts.
 */
import { z } from 'zod';
import { generatedName, resourceTypesOf, type AccountIdentity } from './resource-type';

const MAX_NAME_LENGTH = 255;

const resourceType = resourceTypesOf<AccountIdentity>();

export const recorded = resourceType({
  properties: z.unknown(),
  identity: 'generated',
  put(_properties, context) {
    const { account, type } = context;
    const name = generatedName(context, MAX_NAME_LENGTH);
    const service = type.split('::')[1]?.toLowerCase() ?? 'unknown';
    const Arn =
      service === 's3'
        ? `arn:aws:s3:::${name.toLowerCase()}`
        : `arn:aws:${service}:${account.region}:${account.id}:${name}`;
    return { ref: service === 's3' ? name.toLowerCase() : name, attributes: { Arn } };
  },
});
