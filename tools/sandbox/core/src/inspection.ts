/** Which functions have an inspector that debuggers connect to, and at which ports. */
import type { StackArtifact } from '@sandbox/engine/assembly';
import { constructPath } from '@sandbox/engine/template';
import { functionLabel, type FunctionLabel } from '@sandbox/services/lambda/function-label';
import { functionSelection, nameOf } from '@sandbox/services/lambda/function-selection';
import { FunctionInspector } from '@sandbox/services/lambda/inspector';
import { portTakenNamed } from './ports';

export interface InspectProps {
  /** Names such as `food:place-order`, `food` or `all`. */
  readonly functions: readonly string[];
  /** The port of the first of them; each further one has the next. 0 takes free ones. */
  readonly port: number;
}

export class Inspection {
  private readonly inspectors = new Map<string, FunctionInspector>();

  /**
   * Listens for debuggers of functions: in the order in which they are named, so that the first named has
   * the first port; of one name, in alphabetical order.
   *
   * @param print called with one line about a refused request.
   * @throws {UnknownFunctionError} when a name is no function's of these stacks.
   * @throws {PortError} when a port can't be had; none is held then.
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
        await portTakenNamed('--inspect-port', own, inspector.listen(own));
        inspection.inspectors.set(nameOf(label), inspector);
      }
    } catch (error) {
      inspection.close();
      throw error;
    }
    return inspection;
  }

  /** Where debuggers connect, in the order of the ports. */
  get list(): readonly Pick<FunctionInspector, 'name' | 'address'>[] {
    return [...this.inspectors.values()];
  }

  /** Returns the inspector of a function that has one. */
  of(label: FunctionLabel): FunctionInspector | undefined {
    return this.inspectors.get(nameOf(label));
  }

  close(): void {
    for (const inspector of this.inspectors.values()) inspector.close();
  }
}

/** Each once. */
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
