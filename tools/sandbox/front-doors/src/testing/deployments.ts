/** Deploys templates into an account, and restarts it, for tests of stack operations. */
import type { StackArtifact } from '@sandbox/engine/assembly';
import type { DeployedStack } from '@sandbox/engine/deployed-stack';
import type { StackEvent } from '@sandbox/engine/stack-state';
import type { DeployOptions } from '@sandbox/engine/deploy';
import type { Template } from '@sandbox/engine/template';
import { stackArtifact } from '@sandbox/engine/testing/stack-artifact';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { startAccount, type RunningAccount } from './account';

/** One deployment: its events as `<logical ID> <status>`, and its error if it failed. */
export interface Deployed {
  readonly events: readonly string[];
  readonly stackEvents: readonly StackEvent[];
  readonly error: Error | undefined;
}

export interface Deployments {
  readonly account: () => RunningAccount['account'];
  /** The endpoint of the account's AWS APIs, which changes with each restart. */
  readonly awsEndpoint: () => string;
  readonly deploy: (
    resources: Template['Resources'],
    rest?: Partial<Template> &
      Pick<Partial<StackArtifact>, 'name' | 'terminationProtection'> & {
        readonly assets?: Record<string, string>;
      },
    options?: DeployOptions,
  ) => Promise<Deployed>;
  readonly stack: (name?: string) => DeployedStack;
  /** Deletes a stack. */
  readonly destroy: (name?: string) => Promise<Deployed>;
  /** Stops the account, and starts another one with its folder, which restores its stacks. */
  readonly restart: () => Promise<void>;
  /** The folder of the account. */
  readonly folder: () => string;
}

/** Must be called at the top level of a spec file. Each test has its own account. */
export function deployments(): Deployments {
  const folders = temporaryFolders();
  let folder = '';
  let running: RunningAccount;
  beforeEach(async () => {
    folder = folders();
    running = await startAccount(folder);
  });
  afterEach(() => running.stop());

  const noting = async (
    operation: (onEvent: (event: StackEvent) => void) => Promise<unknown>,
  ): Promise<Deployed> => {
    const stackEvents: StackEvent[] = [];
    const error = await operation((event) => stackEvents.push(event)).then(
      () => undefined,
      (failure: unknown) => (failure instanceof Error ? failure : new Error(String(failure))),
    );
    return {
      stackEvents,
      error,
      events: stackEvents.map((event) => `${event.logicalId} ${event.status}`),
    };
  };
  return {
    account: () => running.account,
    awsEndpoint: () => running.endpoint,
    folder: () => folder,
    stack: (name = 'service') => {
      const found = running.account.stacks.find(name);
      if (!found) throw new Error(`There is no stack ${name}`);
      return found;
    },
    deploy: (
      Resources,
      { name = 'service', terminationProtection = false, assets, ...rest } = {},
      options = {},
    ) =>
      noting((onEvent) => {
        const artifact = {
          ...stackArtifact({ ...rest, Resources }, assets),
          ...{ name, terminationProtection },
        };
        return running.account.stacks.deployStack(artifact, { ...options, onEvent });
      }),
    destroy: (name = 'service') =>
      noting((onEvent) => running.account.stacks.deleteStack(name, onEvent)),
    restart: async () => {
      await running.stop();
      running = await startAccount(folder);
      await running.account.stacks.restore();
    },
  };
}
