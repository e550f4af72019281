/** Checks that each key of a stage has an option of the generator, or a reason to have none. */
import { join } from 'node:path';
import type { FileChange, Tree } from '@nx/devkit';
import { z } from 'zod';
import { serviceStage } from '@cross-account/microservice-construct';
import { unconfigured } from '../../testing/unconfigured';
import { collectOutput, edit, workspaceWith } from '../../testing/workspace';
import { configureGenerator } from './generator';
import type { ConfigureOptions } from './options';
import schema from './schema.json';

/** A run of the generator that sets a key, and the expected code. */
interface Run {
  readonly options: ConfigureOptions;
  readonly code: string;
  /** Manual changes before the run. @default none */
  readonly prepare?: (tree: Tree) => void;
}

const STAGES = 'apps/made-up-service/src/stages.ts';
const accounts = ['dev.consumer=190000000000', 'dev.made-up=190000000001'];
const certificate =
  'arn:aws:acm:eu-west-3:190000000001:certificate/12345678-1234-4234-8234-123456789012';
const topic = 'arn:aws:sns:eu-west-3:190000000001:alarms';
const role = 'arn:aws:iam::190000000009:role/ci';
const secret = 'arn:aws:secretsmanager:eu-west-3:190000000000:secret:Shared-AbC123';
const domainName =
  'arn:aws:apigateway:eu-west-3:190000000001:/domainnames/made-up.dev.acme.com+a1b2c3';

/** The keys that the generator sets: values that only the owner of accounts and domains knows. */
const configured: Readonly<Record<string, Run>> = {
  account: { options: { accounts }, code: "account: '190000000001'" },
  'services.account': { options: { accounts }, code: "account: '190000000001'" },
  consumerAccount: {
    prepare: (tree) => {
      edit(tree, STAGES, '...servicePlatform.dev,', "...servicePlatform.dev, consumerAccount: '',");
    },
    options: { accounts },
    code: "consumerAccount: '190000000000'",
  },
  region: { options: { region: ['dev=us-east-1'] }, code: "region: 'us-east-1'" },
  domain: { options: { domain: ['acme.com'] }, code: "domain: 'dev.acme.com'" },
  dynamoDbPrefixListId: {
    options: { dynamoDbPrefixList: ['dev=pl-0a1b2c3d'] },
    code: "dynamoDbPrefixListId: 'pl-0a1b2c3d'",
  },
  'certificate.certificateArn': {
    options: { accounts, certificates: [`dev.made-up=${certificate}`] },
    code: `'${certificate}'`,
  },
  'certificate.publicHostedZoneId': {
    options: { certificates: ['dev.made-up=Z0AB'] },
    code: "publicHostedZoneId: 'Z0AB'",
  },
  alarmTopicArn: {
    options: { accounts, alarmTopics: [`dev.made-up=${topic}`] },
    code: `alarmTopicArn: '${topic}'`,
  },
  allowedServicePrincipalArns: {
    options: { deployers: [`dev.made-up=${role}`] },
    code: `deployer: '${role}'`,
  },
  vpcEndpointIdSecretArn: {
    options: { endpointSecret: [`dev=${secret}`] },
    code: `'${secret}'`,
  },
  'services.domainNameArn': {
    options: { accounts, domain: ['acme.com'], domainNames: [`dev.made-up=${domainName}`] },
    code: `'${domainName}'`,
  },
  'bootstrap.permissionsBoundary': {
    options: { permissionsBoundary: ['dev=acme-boundary'] },
    code: "permissionsBoundary: 'acme-boundary'",
  },
};

/** Keys that are set manually in the file of the stages, with the reason. */
const byHand: Readonly<Record<string, string>> = {
  access: 'a choice of who may call',
  availabilityZones: 'required only in accounts without the default Availability Zones',
  'backup.copyTo': 'part of a choice',
  'backup.keepDays': 'a choice',
  'bootstrap.executionPolicies': 'the same in every fork',
  'bootstrap.trustedAccounts': 'an argument of bootstrap, too',
  callers: 'part of the choice of who may call',
  canary: 'a choice',
  certificateAuthority: 'several lines',
  client: 'a choice',
  'clientNetworks.cidrs': 'a list of networks',
  'clientNetworks.vpcIds': 'a list of networks',
  customerManagedKey: 'a choice',
  domainMode: 'a choice that moves step by step',
  flowLogs: 'a choice',
  protect: 'a choice',
  scheduledSmokeTest: 'a choice',
  'services.access': 'a choice of the service',
  'services.domainMode': 'a choice that moves step by step',
  'services.item': 'written by the generator of the service',
  'services.name': 'written by the generator of the service',
  'services.priority': 'written by the generator of the service',
  shardCount: 'a choice',
  sourceMaps: 'a choice',
  tags: 'free text',
  vpcCidr: 'the same in every fork, unless networks are connected',
  vpcEndpointId: 'an alternative to vpcEndpointIdSecretArn',
};

/** Returns the keys of a schema, including those of nested objects. */
function keysOf(type: unknown, path: readonly string[] = []): readonly string[] {
  if (type instanceof z.ZodObject) {
    return Object.entries(type.shape).flatMap(([key, below]) => keysOf(below, [...path, key]));
  }
  if (type instanceof z.ZodUnion) return type.options.flatMap((option) => keysOf(option, path));
  if (type instanceof z.ZodArray) return keysOf(type.element, path);
  if (type instanceof z.ZodReadonly || type instanceof z.ZodExactOptional) {
    return keysOf(type.unwrap(), path);
  }
  return [path.join('.')];
}

describe('the keys of a stage', () => {
  let generated: readonly FileChange[];

  beforeAll(async () => {
    generated = await unconfigured();
    collectOutput();
  });
  afterAll(() => jest.restoreAllMocks());

  it('are set by configure, or by hand for a reason', async () => {
    const file = join(__dirname, '../../../../../apps/consumer-infra/src/stage/stage');
    const { consumerStage } = (await import(file)) as { readonly consumerStage: z.ZodObject };
    const keys = new Set([...keysOf(consumerStage), ...keysOf(serviceStage)]);
    expect([...keys].sort()).toEqual([...Object.keys(configured), ...Object.keys(byHand)].sort());
  });

  it.each(Object.entries(configured))('are written by configure: %s', async (_key, run) => {
    const tree = workspaceWith(generated);
    run.prepare?.(tree);
    await configureGenerator(tree, run.options);
    const before = new Map(generated.map(({ path, content }) => [path, String(content)]));
    const written = tree
      .listChanges()
      .filter(({ path, content }) => String(content) !== before.get(path));
    expect(written.some(({ content }) => String(content).includes(run.code))).toBe(true);
  });

  it('are set by all options of configure, except for names and owners', () => {
    const used = Object.values(configured).flatMap(({ options }) => Object.keys(options));
    const others = ['name', 'owners', 'sharedAccounts'];
    expect(Object.keys(schema.properties).sort()).toEqual(
      [...new Set([...used, ...others])].sort(),
    );
  });
});
