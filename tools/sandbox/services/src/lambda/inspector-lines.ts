/**
 * The lines that Node.js's inspector prints to standard error, which are not part of the function's
 * log.
 */

const LISTENING = /^Debugger listening on (ws:\/\/\S+)$/;

const OTHERS = [
  /^For help, see: https:\/\/nodejs\.org\//,
  /^Debugger attached\.$/,
  /^Debugger ending on ws:\/\//,
  /^Waiting for the debugger to disconnect\.\.\.$/,
];

/** Returns the address of an inspector, if the line contains one. */
export function inspectorUrl(line: string): string | undefined {
  return LISTENING.exec(line)?.[1];
}

/** Returns whether a line is the inspector's. */
export function isOfInspector(line: string): boolean {
  return [LISTENING, ...OTHERS].some((pattern) => pattern.test(line));
}
