import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { z } from 'zod';
import { workspaceRoot } from '../testing/workspace-copy';

const food = 'apps/food-service/src/main.ts';
const networking = 'libs/networking/src/index.ts';
const domain = 'libs/orders-domain/src/index.ts';
const sandbox = 'tools/sandbox/src/main.ts';

/** Who imports what, and whether that passes lint. */
const IMPORTS = [
  ['a service imports another', food, '../../beverage-service/src/service', false],
  ['a service imports the consumer', food, '../../consumer-infra/src/stages', false],
  ['a service imports a tool', food, '../../../tools/ci/src/git', false],
  ['a library imports an app', networking, '../../../apps/food-service/src/service', false],
  ['a library imports a tool', domain, '../../../tools/ci/src/git', false],
  ['a tool imports an app', sandbox, '../../../apps/food-service/src/service', false],
  ['a service imports a library', food, '@cross-account/microservice-construct', true],
  ['a tool imports a library', sandbox, '@cross-account/orders-domain', true],
] as const;

const found = z.array(z.array(z.string())).parse(
  JSON.parse(
    execFileSync(process.execPath, [path.join(__dirname, 'lint-imports.mjs')], {
      cwd: workspaceRoot,
      encoding: 'utf8',
      env: { ...process.env, NX_DAEMON: 'false' },
      input: JSON.stringify(
        IMPORTS.map(([, file, imported]) => ({ file, code: `import '${imported}';\n` })),
      ),
    }),
  ),
);

describe('the lint rule on imports between projects', () => {
  it.each(IMPORTS.map(([name, , , passes], index) => ({ name, passes, index })))(
    '$name: $passes',
    ({ passes, index }) => {
      expect(found[index]).toHaveLength(passes ? 0 : 1);
    },
  );
});
