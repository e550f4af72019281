/** Before all specs: selects the deployed stage in the environment variables, or else starts a sandbox. */
import { startShared } from './shared-sandbox';
import { deployedTarget, publishTarget } from './target';

export default async function globalSetup(): Promise<void> {
  const deployed = deployedTarget();
  if (deployed !== undefined) {
    const urls = Object.values(deployed.urls).join(', ');
    process.stdout.write(`\nAgainst ${urls}; skipped: src/sandbox, which starts its own sandbox\n`);
  }
  publishTarget(deployed ?? (await startShared()));
}
