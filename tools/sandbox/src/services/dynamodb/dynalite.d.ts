/** dynalite ships no types; these are of the part that is used here. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** Times in milliseconds. */
  interface Options {
    readonly path?: string;
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
  }

  export default function dynalite(options?: Options): Server;
}
