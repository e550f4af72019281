/** Connects functions to the host names that the sandbox serves. */
import type { FunctionConfiguration } from './function-configuration';

/** Connects execution environments with the names that the sandbox serves. */
export interface FunctionNetwork {
  /** The PEM file of the authority that signs the certificates of those names. */
  readonly authorityFile: string;
  /** Connects one environment of a function. */
  join(configuration: FunctionConfiguration): Promise<NetworkAccess>;
}

/** The connection of one environment. */
export interface NetworkAccess {
  /** The loopback port that replaces port 443 of every name under `.localhost`. */
  readonly port: number;
  /** Returns whether a name resolves in the function's network: its VPC, or the internet. */
  readonly resolves: (name: string) => boolean;
  readonly leave: () => void;
}
