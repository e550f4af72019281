export * from './empty-bundles';
