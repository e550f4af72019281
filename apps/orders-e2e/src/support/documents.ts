/** The OpenAPI documents of the services. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Service } from './services';

const APPS = resolve(__dirname, '../../..');

/** Returns the committed document of a service, as JSON. */
export function documentOf({ name }: Service): unknown {
  const file = join(APPS, `${name}-service`, 'contract/openapi.json');
  return JSON.parse(readFileSync(file, 'utf8'));
}
