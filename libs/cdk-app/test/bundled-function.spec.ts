import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { SecurityGroup, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { createApp } from '../src/create-app';
import { BundledFunction, SOURCE_MAPS } from '../src/bundled-function';
import type { FunctionNetwork } from '../src/bundled-function';
import { emptyBundles } from './support/empty-bundles';

const bundlesFolder = emptyBundles('task');

function networkIn(stack: Stack): FunctionNetwork {
  // Vpc is incompatible with IVpc under exactOptionalPropertyTypes.
  const vpc = new Vpc(stack, 'Vpc', {
    subnetConfiguration: [{ name: 'functions', subnetType: SubnetType.PRIVATE_ISOLATED }],
  }) as IVpc;
  return {
    vpc,
    subnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
    securityGroup: new SecurityGroup(stack, 'Group', { vpc }),
  };
}

function synth(inNetwork: boolean): Template {
  const stack = new Stack(createApp(), 'Test');
  new BundledFunction(stack, 'Task', {
    bundlesFolder,
    bundle: 'task',
    description: 'a task',
    ...(inNetwork && { network: networkIn(stack) }),
  });
  return Template.fromStack(stack);
}

/** Returns the template and asset files of a function, with or without source maps. */
function withMap(sourceMaps: boolean, map?: string): { template: Template; files: string[] } {
  const folder = mkdtempSync(path.join(tmpdir(), 'bundles-'));
  mkdirSync(path.join(folder, 'task'));
  writeFileSync(path.join(folder, 'task', 'handler.mjs'), 'export const handler = 1;');
  if (map !== undefined) writeFileSync(path.join(folder, 'task', 'handler.mjs.map'), map);
  const app = createApp();
  const stack = new Stack(app, 'Test');
  stack.node.setContext(SOURCE_MAPS, sourceMaps);
  new BundledFunction(stack, 'Task', { bundlesFolder: folder, bundle: 'task', description: '' });
  const { directory } = app.synth();
  const [asset = ''] = readdirSync(directory).filter((name) => name.startsWith('asset.'));
  rmSync(folder, { recursive: true });
  return { template: Template.fromStack(stack), files: readdirSync(path.join(directory, asset)) };
}

describe('the source map of a bundle', () => {
  it('is not deployed, and does not affect what is deployed', () => {
    const [without, one, other] = [withMap(false), withMap(false, '{}'), withMap(false, '[]')];
    expect(one.files).toEqual(['handler.mjs']);
    expect(one.template.toJSON()).toEqual(without.template.toJSON());
    expect(other.template.toJSON()).toEqual(without.template.toJSON());
  });

  it('is deployed and read if the stage enables it', () => {
    const { template, files } = withMap(true, '{}');
    expect(files).toEqual(['handler.mjs', 'handler.mjs.map']);
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { NODE_OPTIONS: '--enable-source-maps' } },
    });
  });
});

describe('BundledFunction', () => {
  it('runs the bundle on Node.js 24 and Graviton, traced', () => {
    synth(false).hasResourceProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'handler.handler',
      MemorySize: 512,
      Timeout: 10,
      TracingConfig: { Mode: 'Active' },
    });
  });

  it('writes to one log group, which expires', () => {
    const template = synth(false);
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
    template.hasResourceProperties('AWS::Lambda::Function', {
      LoggingConfig: { LogGroup: Match.anyValue() },
    });
  });

  it('has a role without managed policies that may write to that log group only', () => {
    synth(false).hasResourceProperties('AWS::IAM::Role', {
      ManagedPolicyArns: Match.absent(),
      Policies: [
        {
          PolicyDocument: {
            Statement: [
              {
                Effect: 'Allow',
                Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
                Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('Logs'), 'Arn'] },
              },
            ],
          },
        },
      ],
    });
  });

  it("allows Lambda to manage its network interfaces, but not the function's code", () => {
    synth(true).hasResourceProperties('AWS::IAM::Role', {
      Policies: Match.arrayWith([
        Match.objectLike({
          PolicyName: 'Network',
          PolicyDocument: {
            Statement: [
              Match.objectLike({ Effect: 'Allow', Resource: '*' }),
              Match.objectLike({
                Effect: 'Deny',
                Condition: { ArnLike: { 'lambda:SourceFunctionArn': Match.anyValue() } },
              }),
            ],
          },
        }),
      ]),
    });
  });

  it.each<[string, string, RegExp]>([
    [
      'a build that never ran',
      '/nowhere/dist/apps/food-service/lambdas',
      /^no bundle for 'absent' in .*lambdas: run 'nx build food-service', which builds it from .*apps\/food-service\/src\/lambdas\/absent\/handler\.ts$/,
    ],
    [
      'a function that is not there',
      bundlesFolder,
      /^no bundle for 'absent' in .*, only for task: run 'nx build [\w+-]+', which builds it from .*src\/lambdas\/absent\/handler\.ts$/,
    ],
  ])('reports a missing bundle: %s', (_what, folder, message) => {
    const stack = new Stack(createApp(), 'Test');
    const props = { bundlesFolder: folder, bundle: 'absent', description: '' };
    expect(() => new BundledFunction(stack, 'Task', props)).toThrow(message);
  });
});
