import { portError } from './start-checks.cjs';

/**
 * Waits for a server to listen.
 *
 * @param option the one that chooses the port, such as `--port`.
 * @throws {PortError} where the port can't be had, with the option that chooses another.
 */
export async function portTakenNamed<Value>(
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
