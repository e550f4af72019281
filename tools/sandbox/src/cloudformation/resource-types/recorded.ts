/**
 * A resource of a type that the sandbox does not run: it gets a name and an ARN, so that other
 * resources may refer to it, and nothing more. The sandbox lists these types when it starts.
 */
import { z } from 'zod';
import { stableHex } from '../../services/identifiers';
import { resourceType } from '../resource-type';

export const recorded = resourceType(z.unknown(), (_properties, context) => {
  const { account, stackName, logicalId, type } = context;
  const name = `${stackName}-${logicalId}-${stableHex(12, account.id, stackName, logicalId)}`;
  const service = type.split('::')[1]?.toLowerCase() ?? 'unknown';
  const Arn =
    service === 's3'
      ? `arn:aws:s3:::${name.toLowerCase()}`
      : `arn:aws:${service}:${account.region}:${account.id}:${name}`;
  return { ref: service === 's3' ? name.toLowerCase() : name, attributes: { Arn } };
});
