import { strykerConfig } from '../../../tools/mutation/preset.mjs';

/** Mistakes put into the logic of orders. */
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
    // Jest finds the tests of a source only where it knows both.
    roots: ['<rootDir>', '<rootDir>/../src'],
    // A database and random events notice much, and late: a second for each mutant. What is
    // reached through them alone, the lister and the reader, is not mutated.
    testPathIgnorePatterns: ['/node_modules/', 'dynamodb-order-store', '\\.fuzz\\.'],
  },
});
