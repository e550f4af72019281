import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { openApiDocument } from '@cross-account/orders-domain';
import { food } from './service';

describe('the committed openapi.json', () => {
  it('is the one that the code describes', () => {
    const file = path.join(__dirname, '..', 'openapi.json');
    const committed: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const described: unknown = JSON.parse(JSON.stringify(openApiDocument(food)));
    if (!isDeepStrictEqual(committed, described)) {
      throw new Error(
        'openapi.json is out of date. Write it anew: npx nx run food-service:openapi',
      );
    }
  });
});
