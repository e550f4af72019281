import { App } from 'aws-cdk-lib';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json';
import {
  ASSET_RESOURCE_METADATA_ENABLED_CONTEXT,
  PATH_METADATA_ENABLE_CONTEXT,
} from 'aws-cdk-lib/cx-api';

/** The context that determines templates; the same in tests, `synth` and `deploy`. */
const TEMPLATE_CONTEXT: Readonly<Record<string, unknown>> = {
  ...recommendedFlags,
  // The CLI sets both by default; an app in a test runs without the CLI.
  [PATH_METADATA_ENABLE_CONTEXT]: true,
  [ASSET_RESOURCE_METADATA_ENABLED_CONTEXT]: true,
};

/**
 * Returns a CDK app with all feature flags that the installed `aws-cdk-lib` recommends. All apps, in
 * production and in tests, are created here, so that tests see the deployed template.
 *
 * @param context values as set by `-c <key>=<value>`; those of the CLI take precedence
 */
export function createApp(context: Readonly<Record<string, unknown>> = {}): App {
  return new App({
    context: { ...TEMPLATE_CONTEXT, ...context },
    // Otherwise each template lists its construct classes in an AWS::CDK::Metadata resource.
    analyticsReporting: false,
  });
}
