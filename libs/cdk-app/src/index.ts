/** The base of all CDK apps in the workspace: app, stack and Lambda functions. */
export * from './acknowledgements';
export * from './bundled-function';
export * from './create-app';
export * from './retain-if';
export * from './lambda-bundle';
export * from './named-principals';
export * from './run-app';
export * from './stage-certificate';
export * from './stage-stack';
