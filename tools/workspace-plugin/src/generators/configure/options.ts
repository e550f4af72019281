/** The options of the configure generator, and the syntax of their values. */
import { deployedStageNames } from '@cross-account/stages';
import type { DeployedStageName } from '@cross-account/stages';

/** The options, as in `schema.json`. Lists are separated by commas on the command line. */
export interface ConfigureOptions {
  readonly name?: string;
  readonly domain?: readonly string[];
  readonly region?: readonly string[];
  readonly dynamoDbPrefixList?: readonly string[];
  readonly accounts?: readonly string[];
  readonly sharedAccounts?: boolean;
  readonly certificates?: readonly string[];
  readonly deployers?: readonly string[];
  readonly alarmTopics?: readonly string[];
  readonly endpointSecret?: readonly string[];
  readonly domainNames?: readonly string[];
  readonly permissionsBoundary?: readonly string[];
  readonly owners?: readonly string[];
}

/** A value for a stage. */
export interface StageValue {
  readonly stage: DeployedStageName;
  readonly value: string;
}

/** A value for an app in a stage. */
export interface AppValue extends StageValue {
  readonly app: string;
}

/** Collects the problems of the options, so that all are reported at once. */
export class Problems {
  private readonly lines: string[] = [];

  add(line: string): void {
    this.lines.push(line);
  }

  /** Adds a problem if the value does not match. @returns whether it matches */
  expect(value: string, form: RegExp, option: string, expected: string): boolean {
    const holds = form.test(value);
    if (!holds) this.add(`--${option} must be ${expected}, got '${value}'`);
    return holds;
  }

  /** @throws Error with all problems, if there are any */
  throwIfAny(): void {
    if (this.lines.length > 0) throw new Error([...new Set(this.lines)].join('\n'));
  }
}

/**
 * Parses values by stage: `dev=a,prod=b`, or a single value for all stages.
 *
 * @param everywhere returns a stage's value for a single value
 */
export function stageValues(
  option: string,
  written: readonly string[] = [],
  problems: Problems,
  everywhere: (value: string, stage: DeployedStageName) => string = (value) => value,
): readonly StageValue[] {
  const [alone = ''] = written;
  if (written.length === 1 && !alone.includes('=')) {
    return deployedStageNames.map((stage) => ({ stage, value: everywhere(alone, stage) }));
  }
  return written.flatMap((one) => {
    const [key, value] = pair(one);
    const stage = deployedStageNames.find((name) => name === key);
    if (stage !== undefined && value !== '') return [{ stage, value }];
    const each = deployedStageNames.map((name) => `${name}=<value>`).join();
    problems.add(`--${option} must be <value>, or ${each}, got '${one}'`);
    return [];
  });
}

/** Parses values by stage and app: `dev.food=a,prod.consumer=b`; `dev=a` applies to all of `apps`. */
export function appValues(
  option: string,
  written: readonly string[] = [],
  apps: readonly string[],
  problems: Problems,
): readonly AppValue[] {
  return written.flatMap((one) => {
    const [key, value] = pair(one);
    const [stageName, app, ...rest] = key.split('.');
    const stage = deployedStageNames.find((name) => name === stageName);
    const named = app === undefined ? apps : apps.filter((known) => known === app);
    if (stage !== undefined && named.length > 0 && rest.length === 0 && value !== '') {
      return named.map((known) => ({ stage, app: known, value }));
    }
    problems.add(
      `--${option} must be <stage>.<app>=<value> with the stage ${deployedStageNames.join(' or ')} and the app ${apps.join(', ')}, got '${one}'`,
    );
    return [];
  });
}

/** Splits `name=value` at the first equals sign. */
export function pair(written: string): readonly [string, string] {
  const [name = '', ...value] = written.split('=');
  return [name.trim(), value.join('=').trim()];
}
