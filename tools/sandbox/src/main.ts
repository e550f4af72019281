/** Entry point: serves the synthesized stacks until it is interrupted. */
import { serve } from './cli/serve';

void serve(process.argv.slice(2), process.cwd());
