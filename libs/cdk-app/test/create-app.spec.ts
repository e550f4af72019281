import { Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json';
import { createApp } from '../src/create-app';

/** Synthesizes a bucket as under the CLI, which passes context in environment variables. */
function templateUnder(cliContext: Readonly<Record<string, unknown>>) {
  const before = process.env['CDK_CONTEXT_JSON'];
  process.env['CDK_CONTEXT_JSON'] = JSON.stringify(cliContext);
  try {
    const app = createApp();
    const stack = new Stack(app, 'Test');
    new Bucket(stack, 'Bucket');
    return { app, template: app.synth().getStackByName('Test').template as Template };
  } finally {
    if (before === undefined) Reflect.deleteProperty(process.env, 'CDK_CONTEXT_JSON');
    else process.env['CDK_CONTEXT_JSON'] = before;
  }
}

interface Template {
  readonly Resources: Readonly<Record<string, { readonly Metadata?: object }>>;
}

describe('createApp', () => {
  it('enables the feature flags that the installed CDK recommends', () => {
    const { node } = createApp();
    const flags = Object.entries<unknown>(recommendedFlags);
    expect(flags.length).toBeGreaterThan(50);
    for (const [flag, value] of flags) expect(node.tryGetContext(flag)).toEqual(value);
  });

  it('uses the given context, and prefers that of the CLI', () => {
    const cli = { stage: 'dev', '@aws-cdk/aws-iam:minimizePolicies': false };
    const { app } = templateUnder(cli);
    expect(app.node.tryGetContext('stage')).toBe('dev');
    expect(app.node.tryGetContext('@aws-cdk/aws-iam:minimizePolicies')).toBe(false);
    expect(createApp({ stage: 'prod' }).node.tryGetContext('stage')).toBe('prod');
  });

  it('writes the same template whether the CLI requests metadata, reports or neither', () => {
    const asks = {
      'aws:cdk:enable-path-metadata': true,
      'aws:cdk:enable-asset-metadata': true,
      'aws:cdk:version-reporting': true,
    };
    const { template } = templateUnder({});
    expect(templateUnder(asks).template).toEqual(template);
    const [bucket, ...others] = Object.values(template.Resources);
    expect(bucket?.Metadata).toEqual({ 'aws:cdk:path': 'Test/Bucket/Resource' });
    expect(others).toEqual([]);
  });
});
