import { parseArgs } from 'node:util';
import { outputsFile, stageEnvironment, stageNamed, stageStackName } from '@cross-account/stages';
import type { StageEnvironment, StageName } from '@cross-account/stages';
import { invokeSmokeTest, smokeTestFunctionName } from './invoke-smoke-test';
import type { SmokeTestReport } from './invoke-smoke-test';

const APP = 'consumer-infra';

/**
 * `smoke --stage=<name> [--function=<name>]`: runs the deployed smoke test and prints its results.
 * @param outputs the file that `deploy` wrote. @default the one of the stage
 * @returns the exit code: 0 when all services accepted an order and returned it
 */
export async function smokeCommand(
  args: readonly string[],
  stages: Readonly<Record<StageName, StageEnvironment>>,
  print: (line: string) => void,
  outputs?: string,
): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { stage: { type: 'string' }, function: { type: 'string' } },
  });
  const file = `apps/${APP}/src/stages.ts`;
  const { name, stage } = stageNamed(values.stage, { stages, file }, stageEnvironment);
  const functionName =
    values.function ??
    smokeTestFunctionName(outputs ?? outputsFile(APP, name), stageStackName(APP, name));
  const report = await invokeSmokeTest(functionName, stage.region);
  for (const line of linesOf(report)) print(line);
  return report.ok ? 0 : 1;
}

function linesOf({ ok, services }: SmokeTestReport): string[] {
  const lines = services.map((service) => {
    const outcome = service.ok ? 'ok    ' : 'FAILED';
    const reason = service.error === undefined ? '' : `  ${service.error}`;
    return `${outcome}  ${service.name}  ${service.status}  ${service.ms} ms${reason}`;
  });
  return [...lines, ok ? 'Every service accepted an order.' : 'The smoke test failed.'];
}
