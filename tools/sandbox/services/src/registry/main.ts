/** Generates `schemas.json` from AWS's specification and `constraints.json`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emulatedTypes } from '../emulated-types';
import { specifiedSchemas } from './specified-schemas';

const schemas = specifiedSchemas(emulatedTypes.names);
writeFileSync(join(__dirname, 'schemas.json'), `${JSON.stringify(schemas, undefined, 2)}\n`);
