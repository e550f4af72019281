/** The parts of a table with the same form in templates and in DynamoDB's responses. */
import { z } from 'zod';

/** The key schema of a table or an index. */
export const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.string() }));

export const attributeDefinitions = z.array(
  z.object({ AttributeName: z.string(), AttributeType: z.string() }),
);
