import { strykerConfig } from '../../../tools/mutation/preset.mjs';

/** Mutation testing of the order logic. */
export default strykerConfig({
  name: 'orders-domain',
  mutate: [
    'libs/orders-domain/src/{config,domain,logging,use-cases}/**/*.ts',
    'libs/orders-domain/src/adapters/http/**/*.ts',
    'libs/orders-domain/src/adapters/dynamodb/{document-client,merge-shards,order-finder,order-updater,order-writer,store-errors,stored-order}.ts',
  ],
  jestConfig: 'libs/orders-domain/test/jest.config.cjs',
  folders: ['libs/orders-domain'],
  jest: {
    // Jest finds related tests only if both source and tests are in its roots.
    roots: ['<rootDir>', '<rootDir>/../src'],
    // Tests with a database or random events take a second per mutant, so they are excluded, as are the
    // lister and the reader, which only these tests cover.
    testPathIgnorePatterns: ['/node_modules/', 'dynamodb-order-store', '\\.fuzz\\.'],
  },
});
