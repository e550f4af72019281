/** Writes this service's OpenAPI document; run it with `nx run food-service:openapi`. */
import path from 'node:path';
import { writeOpenApiFile } from '@cross-account/orders-openapi';
import { service } from './service';

writeOpenApiFile(service, path.join(__dirname, '..', 'openapi.json'));
