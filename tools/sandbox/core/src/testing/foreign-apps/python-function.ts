/** A function with a runtime that the sandbox does not support. */
import { Stack } from 'aws-cdk-lib';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { appIn } from './app-in';

export function pythonApp(outdir: string): string {
  const app = appIn(outdir);
  new Function(new Stack(app, 'Report'), 'Daily', {
    runtime: Runtime.PYTHON_3_12,
    handler: 'index.handler',
    code: Code.fromInline('def handler(event, context): return {}'),
  });
  return app.synth().directory;
}
