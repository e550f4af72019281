/** Modified copies of the food service's assembly. */
import { cpSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assemblyOf } from './workspace';

function changed(folder: string, change: (text: string) => string): string {
  cpSync(assemblyOf('food-service'), folder, { recursive: true });
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
    const file = join(folder, name);
    writeFileSync(file, change(readFileSync(file, 'utf8')));
    renameSync(file, join(folder, change(name)));
  }
  return folder;
}

/**
 * The service with a mistake in its resource policy, `aws:SourceVpc` for `aws:SourceVpce`, and a new
 * deployment of its API, without which the old policy would hold.
 */
export function withWrongConditionKey(folder: string): string {
  return changed(folder, (text) =>
    text
      .replaceAll('aws:SourceVpce"', 'aws:SourceVpc"')
      .replaceAll(/(ApiDeployment[0-9A-F]{8})[0-9a-f]{32}/g, '$1wrong'),
  );
}

/** Another service, in a separate account. */
export function pudding(folder: string): string {
  return changed(folder, (text) =>
    text
      .replaceAll('food-service', 'pudding-service')
      .replaceAll('food.orders', 'pudding.orders')
      .replaceAll('222222222222', '444444444444'),
  );
}
