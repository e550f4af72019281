/** Deploys one stack's template into its account. */
import { randomUUID } from 'node:crypto';
import type { Account } from '../account';
import type { AwsApi } from '../aws-api/aws-api';
import type { StackArtifact } from './assembly';
import { creationOrder } from './graph';
import { resolve, type Scope } from './intrinsics';
import type { DeployedResource, ResourceContext } from './resource-type';
import { isEmulated, typeOf } from './resource-types';
import { constructPath, TemplateError, type Template } from './template';

/** What a deployed stack shows of itself. */
export interface Stack {
  readonly name: string;
  readonly account: string;
  readonly outputs: ReadonlyMap<string, string>;
  readonly resourceCount: number;
  /** Resource types without an effect in the sandbox, with how many resources are of them. */
  readonly notRun: ReadonlyMap<string, number>;
}

/** A resource that could not be made; the message names the stack, the construct and the reason. */
export class DeploymentError extends Error {
  override readonly name = 'DeploymentError';
}

/** The version of the bootstrap stack that a deployment would find: the newest that CDK asks for. */
const BOOTSTRAP_VERSION = '999';

/**
 * Creates all resources of a stack, each after what it refers to.
 *
 * @throws {TemplateError | DeploymentError} at the first thing that CloudFormation would refuse.
 */
export async function deployStack(
  artifact: StackArtifact,
  account: Account,
  awsApi: AwsApi,
): Promise<Stack> {
  const { template } = artifact;
  const deployed = new Map<string, DeployedResource>();
  const scope = new StackScope(artifact, deployed);
  const notRun = new Map<string, number>();
  try {
    for (const logicalId of creationOrder(template)) {
      const resource = template.Resources[logicalId];
      const place = `Resources.${logicalId}`;
      if (!resource || !scope.isWanted(resource.Condition, place)) continue;
      const { Type: type } = resource;
      if (!isEmulated(type)) notRun.set(type, (notRun.get(type) ?? 0) + 1);
      const properties = resolve(resource.Properties ?? {}, scope, `${place}.Properties`);
      const context: ResourceContext = {
        logicalId,
        constructPath: constructPath(logicalId, resource),
        stackName: artifact.name,
        type,
        generation: 0,
        account,
        awsApi,
        asset: (objectKey) => assetFolder(artifact, objectKey),
      };
      deployed.set(logicalId, await createResource(properties, context));
    }
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw new TemplateError(`${artifact.name}: ${error.message}`);
  }
  return {
    name: artifact.name,
    account: artifact.account,
    outputs: outputsOf(template, scope),
    resourceCount: deployed.size,
    notRun,
  };
}

async function createResource(
  properties: unknown,
  context: ResourceContext,
): Promise<DeployedResource> {
  try {
    return await typeOf(context.type).put(properties, context);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DeploymentError(
      `${context.stackName}: ${context.constructPath} (${context.type}): ${reason}`,
    );
  }
}

function assetFolder(artifact: StackArtifact, objectKey: string): string {
  const folder = artifact.assets.get(objectKey);
  if (folder === undefined) throw new Error(`the assembly has no asset ${objectKey}`);
  return folder;
}

function outputsOf(template: Template, scope: StackScope): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(template.Outputs ?? {})
      .filter(([name, output]) => scope.isWanted(output.Condition, `Outputs.${name}`))
      .map(([name, output]) => [
        name,
        String(resolve(output.Value, scope, `Outputs.${name}.Value`)),
      ]),
  );
}

class StackScope implements Scope {
  readonly mappings;
  private readonly pseudoParameters: Readonly<Record<string, unknown>>;
  /** The conditions that are being resolved, to find one that depends on itself. */
  private readonly resolving = new Set<string>();

  constructor(
    private readonly artifact: StackArtifact,
    private readonly deployed: ReadonlyMap<string, DeployedResource>,
  ) {
    const { account, region, name } = artifact;
    this.mappings = artifact.template.Mappings ?? {};
    this.pseudoParameters = {
      'AWS::AccountId': account,
      'AWS::Region': region,
      'AWS::Partition': 'aws',
      'AWS::URLSuffix': 'amazonaws.com',
      'AWS::StackName': name,
      'AWS::StackId': `arn:aws:cloudformation:${region}:${account}:stack/${name}/${randomUUID()}`,
      'AWS::NotificationARNs': [],
    };
  }

  parameter(name: string): unknown {
    const { Parameters = {} } = this.artifact.template;
    const definition = Object.hasOwn(Parameters, name) ? Parameters[name] : undefined;
    if (!definition) {
      return Object.hasOwn(this.pseudoParameters, name) ? this.pseudoParameters[name] : undefined;
    }
    return definition.Type.startsWith('AWS::SSM::') ? BOOTSTRAP_VERSION : definition.Default;
  }

  ref(logicalId: string): string | undefined {
    return this.deployed.get(logicalId)?.ref;
  }

  attribute(logicalId: string, name: string, path: string): unknown {
    const attributes = this.deployed.get(logicalId)?.attributes ?? {};
    const value = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    if (value !== undefined) return value;
    const type = this.artifact.template.Resources[logicalId]?.Type ?? 'nothing';
    throw new TemplateError(`${path}: ${logicalId} (${type}) has no attribute ${name} here`);
  }

  condition(name: string, path: string): boolean {
    const conditions = this.artifact.template.Conditions ?? {};
    if (!Object.hasOwn(conditions, name)) {
      throw new TemplateError(`${path}: the template defines no condition ${name}`);
    }
    if (this.resolving.has(name)) {
      throw new TemplateError(`Conditions.${name}: the condition depends on itself`);
    }
    this.resolving.add(name);
    try {
      return resolve(conditions[name], this, `Conditions.${name}`) === true;
    } finally {
      this.resolving.delete(name);
    }
  }

  isWanted(condition: string | undefined, place: string): boolean {
    return condition === undefined || this.condition(condition, `${place}.Condition`);
  }
}
