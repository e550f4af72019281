import { App } from 'aws-cdk-lib';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json';
import {
  ASSET_RESOURCE_METADATA_ENABLED_CONTEXT,
  PATH_METADATA_ENABLE_CONTEXT,
} from 'aws-cdk-lib/cx-api';

/** What decides a template besides the app's code; the same in tests, `synth` and `deploy`. */
const TEMPLATE_CONTEXT: Readonly<Record<string, unknown>> = {
  ...recommendedFlags,
  // The CLI asks for both unless its options say otherwise; an app in a test has no CLI.
  [PATH_METADATA_ENABLE_CONTEXT]: true,
  [ASSET_RESOURCE_METADATA_ENABLED_CONTEXT]: true,
};

/**
 * Returns a CDK app with every feature flag that the installed `aws-cdk-lib` recommends. Every app,
 * in production and in tests, is made here, so that a test sees the template that is deployed.
 * @param context values such as `-c <key>=<value>` sets; what the CLI passes prevails over them
 */
export function createApp(context: Readonly<Record<string, unknown>> = {}): App {
  return new App({
    context: { ...TEMPLATE_CONTEXT, ...context },
    // Otherwise each template lists its construct classes in an AWS::CDK::Metadata resource.
    analyticsReporting: false,
  });
}
