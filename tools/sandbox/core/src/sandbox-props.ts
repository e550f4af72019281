/** How a sandbox is started. */
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
  /** Where stacks run that name no account or no Region. @default 000000000000 in us-east-1 */
  readonly environment?: Environment;
  /** The HTTPS port of the load balancer; 0 takes a free one. */
  readonly port: number;
  /** The port of the AWS APIs; 0 takes a free one. */
  readonly awsPort: number;
  /** @default no console is served */
  readonly console?: ConsoleOptions;
  /** Whether functions have an environment ready when the sandbox answers. @default true */
  readonly warmUp?: boolean;
  /** Functions that debuggers connect to. @default none */
  readonly inspect?: InspectProps;
  /** Keeps stacks at what the secrets hold that they read. @default they are deployed as they are */
  readonly synthesis?: Synthesis;
  /** @default not reported */
  readonly onAnswered?: OnAnswered;
  /**
   * Called with each invocation of a function when it starts; what it logs and answers comes later.
   * @default not reported
   */
  readonly onInvocation?: (invocation: Invocation) => void;
  /**
   * Called with one line about an event outside of requests, such as a failed write or a refused foreign call.
   * @default not reported
   */
  readonly print?: (line: string) => void;
}
