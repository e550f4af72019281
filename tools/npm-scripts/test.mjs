/** `npm test`: every project's tests, end to end too; Nx runs only what a change has touched. */
import { ensureInstalled, runNx } from './install.mjs';

ensureInstalled();
runNx(['run-many', '--target=test', '--output-style=static', ...process.argv.slice(2)]);
