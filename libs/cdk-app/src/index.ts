/** What every CDK app of the workspace is built on: the app, its stack, its Lambda functions. */
export * from './acknowledgements';
export * from './bundled-function';
export * from './create-app';
export * from './retain-if';
export * from './lambda-bundle';
export * from './named-principals';
export * from './run-app';
export * from './stage-certificate';
export * from './stage-stack';
