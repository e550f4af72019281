/** The parts of a table that templates and DynamoDB's answers describe alike. */
import { z } from 'zod';

/** Of a table or an index. */
export const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.string() }));

export const attributeDefinitions = z.array(
  z.object({ AttributeName: z.string(), AttributeType: z.string() }),
);
