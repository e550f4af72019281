import { portError } from './start-checks.cjs';

/**
 * Waits for a server to listen.
 *
 * @param option the option that sets the port, such as `--port`.
 * @throws {PortError} when the port is not available; the message names the option.
 */
export async function awaitListening<Value>(
  option: string,
  port: number,
  listening: Promise<Value>,
): Promise<Value> {
  try {
    return await listening;
  } catch (error) {
    throw portError(option, port, error);
  }
}
