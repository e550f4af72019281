/** The inspectors that debuggers attach to, and their ports. */
import type { StackArtifact } from '@sandbox/engine/assembly';
import { constructPath } from '@sandbox/engine/template';
import { functionLabel, type FunctionLabel } from '@sandbox/services/lambda/function-label';
import { functionSelection, nameOf } from '@sandbox/services/lambda/function-selection';
import { FunctionInspector } from '@sandbox/services/lambda/inspector';
import { awaitListening } from './ports';

export interface InspectProps {
  /** Names such as `food:place-order`, `food` or `all`. */
  readonly functions: readonly string[];
  /** The port of the first function; each further one uses the next port. 0 for any free ports. */
  readonly port: number;
}

export class Inspection {
  private readonly inspectors = new Map<string, FunctionInspector>();

  /**
   * Listens for debuggers of functions. Ports are assigned in the order of the names; functions that one name
   * selects are in alphabetical order.
   *
   * @param print called with one line about a refused request.
   * @throws {UnknownFunctionError} when a name selects no function of these stacks.
   * @throws {PortError} when a port is not available; no port remains open.
   */
  static async start(
    { functions, port }: InspectProps,
    artifacts: readonly StackArtifact[],
    print: (line: string) => void,
  ): Promise<Inspection> {
    const inspection = new Inspection();
    try {
      for (const label of chosen(functions, artifacts.flatMap(labelsIn))) {
        const tell = (reason: string) =>
          print(`Refused a request to the inspector of ${nameOf(label)}: ${reason}`);
        const inspector = new FunctionInspector(label, tell);
        const own = port === 0 ? 0 : port + inspection.inspectors.size;
        await awaitListening('--inspect-port', own, inspector.listen(own));
        inspection.inspectors.set(nameOf(label), inspector);
      }
    } catch (error) {
      inspection.close();
      throw error;
    }
    return inspection;
  }

  /** The inspectors, in the order of their ports. */
  get list(): readonly Pick<FunctionInspector, 'name' | 'address'>[] {
    return [...this.inspectors.values()];
  }

  /** Returns the inspector of a function; undefined if it has none. */
  of(label: FunctionLabel): FunctionInspector | undefined {
    return this.inspectors.get(nameOf(label));
  }

  close(): void {
    for (const inspector of this.inspectors.values()) inspector.close();
  }
}

/** Returns the selected functions, each once. */
function chosen(
  functions: readonly string[],
  labels: readonly FunctionLabel[],
): readonly FunctionLabel[] {
  const sorted = [...labels].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const named = functions.flatMap((name) => sorted.filter(functionSelection([name], labels)));
  return [...new Map(named.map((label) => [nameOf(label), label])).values()];
}

function labelsIn({ name: stackName, template }: StackArtifact): readonly FunctionLabel[] {
  return Object.entries(template.Resources)
    .filter(([, { Type }]) => Type === 'AWS::Lambda::Function')
    .map(([name, definition]) =>
      functionLabel({ name, stackName, constructPath: constructPath(name, definition) }),
    );
}
