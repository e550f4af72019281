import { packagesIn } from './packages';

const file = (bytesInOutput: number) => ({ bytesInOutput });

it("sums the bytes of each package, of the workspace, and of esbuild's own code", () => {
  const inputs = {
    'libs/orders-domain/src/index.ts': file(10),
    'apps/food-service/src/service.ts': file(5),
    'node_modules/zod/mini/index.js': file(100),
    'node_modules/@smithy/core/dist/a.js': file(20),
    'node_modules/@smithy/core/node_modules/zod/b.js': file(7),
    'node_modules/unused/index.js': file(0),
  };
  const outputs = { 'handler.mjs': { bytes: 150, inputs, imports: [], exports: [] } };
  expect([...packagesIn({ outputs })]).toEqual([
    ['this repository', 15],
    ['zod', 107],
    ['@smithy/core', 20],
    ['esbuild', 8],
  ]);
});
