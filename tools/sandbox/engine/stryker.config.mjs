import { strykerConfig } from '../../mutation/preset.mjs';

/** The files that need neither a state nor resource handlers: templates, assets, plans and values. */
const PURE = [
  'assembly',
  'assembly-file',
  'assembly-metadata',
  'asset-store',
  'change-set',
  'creation-stacks',
  'graph',
  'import-order',
  'intrinsics',
  'parameters',
  'property-declarations',
  'schema-paths',
  'schema-violations',
];

/** Mutation testing of the deployment engine. */
export default strykerConfig({
  name: 'sandbox-engine',
  mutate: PURE.map((file) => `tools/sandbox/engine/src/${file}.ts`),
  jestConfig: 'tools/sandbox/engine/jest.config.cjs',
  folders: ['tools/sandbox/kernel', 'tools/sandbox/policy', 'tools/sandbox/engine'],
});
