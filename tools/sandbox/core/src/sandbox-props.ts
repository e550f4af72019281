/** The options of {@link Sandbox.start}. */
import type { Environment } from '@sandbox/engine/assembly-environment';
import type { ConsoleOptions } from '@sandbox/front-doors/console/console';
import type { OnAnswered } from '@sandbox/front-doors/https/listener';
import type { Invocation } from '@sandbox/kernel/invocation';
import type { InspectProps } from './inspection';
import type { Synthesis } from './syntheses';

export interface SandboxProps {
  /** Cloud assembly folders, one for each app. */
  readonly assemblies: readonly string[];
  readonly dataDir: string;
  /** The account and Region of environment-agnostic stacks. @default 000000000000 in us-east-1 */
  readonly environment?: Environment;
  /** The HTTPS port of the load balancer; 0 for any free port. */
  readonly port: number;
  /** The port of the AWS APIs; 0 for any free port. */
  readonly awsPort: number;
  /** @default no console is served */
  readonly console?: ConsoleOptions;
  /** Whether to start an execution environment of each function in advance, while requests are served. @default true */
  readonly warmUp?: boolean;
  /** The functions that debuggers can attach to. @default none */
  readonly inspect?: InspectProps;
  /** Synthesizes stacks again whose secrets have changed. @default stacks are deployed as they are */
  readonly synthesis?: Synthesis;
  /** Called after each client request. @default not reported */
  readonly onAnswered?: OnAnswered;
  /**
   * Called when an invocation of a function starts; its logs and its response follow.
   * @default not reported
   */
  readonly onInvocation?: (invocation: Invocation) => void;
  /**
   * Called with one line about an event outside of requests, such as a failed write or a refused foreign call.
   * @default not reported
   */
  readonly print?: (line: string) => void;
}
