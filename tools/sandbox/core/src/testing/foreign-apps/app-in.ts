import { App } from 'aws-cdk-lib';

/** Returns an app as `cdk synth` runs it: with construct paths in its templates. */
export function appIn(outdir: string): App {
  return new App({ outdir, context: { 'aws:cdk:enable-path-metadata': true } });
}
