/** The outputs of a deployed stack as plain values. */
import type { DeployedStack } from '../deployed-stack';

export function outputValues({ outputs }: DeployedStack): Readonly<Record<string, string>> {
  return Object.fromEntries([...outputs].map(([name, { value }]) => [name, value]));
}
