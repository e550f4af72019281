/** Validates the name and menu of a service. */
import { defineService } from '@cross-account/orders-domain';
import { stageNames } from '@cross-account/stages';

/** The parameters of a service's app. */
export interface Service {
  /** The host's first label and the JSON property of the ordered item, such as `dessert`. */
  readonly name: string;
  /** Its menu; never empty. */
  readonly items: readonly string[];
  /** The version of its OpenAPI document. @default the first version */
  readonly version?: string;
  /** Its account in the sandbox: twelve digits, unique. */
  readonly account: string;
  /** The priority of its rule in the consumer's load balancer; unique. */
  readonly priority: number;
}

/** Returns the name of a service's project and of its folder in `apps/`. */
export function appOf(name: string): string {
  return `${name}-service`;
}

/** Returns the folder of a service's app, relative to the workspace root. */
export function appFolderOf(name: string): string {
  return `apps/${appOf(name)}`;
}

/** Lower-case words of letters and digits, separated by hyphens: a DNS label. */
export const KEBAB_CASE = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** A DNS label may have 63 characters; names of stacks, roles and functions contain the service's name. */
const LONGEST_NAME = 31;

const RESERVED: Readonly<Record<string, string>> = {
  consumer: 'the scope of the consumer account',
  shared: 'the scope of the libraries that every app may use',
  tools: 'the scope of the tools',
  orders: 'the account key of all services, and the first label of a domain',
  ...Object.fromEntries(stageNames.map((stage) => [stage, 'a stage, and the start of its domain'])),
  default: 'the default owner',
  constructor: 'the name of a property of every JavaScript object',
};

/**
 * Returns the problem of a new service's name, as the end of a sentence, or undefined.
 *
 * @param scopes the scopes of all projects, without `scope:`
 */
export function nameProblem(name: string, scopes: ReadonlySet<string>): string | undefined {
  if (!KEBAB_CASE.test(name)) {
    return 'must be kebab-case, because it is a DNS label: lower-case letters, digits and single hyphens, starting with a letter, such as ice-cream';
  }
  if (name.length < 2 || name.length > LONGEST_NAME) {
    return `must have 2 to ${LONGEST_NAME} characters, because the names of stacks and resources contain it; it has ${name.length}`;
  }
  if (name.endsWith('-service')) {
    return `must not end with '-service', which is added to the name of the project: ${name.slice(0, -'-service'.length)}`;
  }
  const reserved = Object.hasOwn(RESERVED, name) ? RESERVED[name] : undefined;
  if (reserved !== undefined) return `is taken: ${reserved}`;
  if (scopes.has(name)) return `is taken: a project with the tag scope:${name} exists`;
  return undefined;
}

/** Returns the problem of a menu as a sentence, or undefined. */
export function menuProblem(name: string, items: readonly string[]): string | undefined {
  if (items.includes('constructor')) {
    return "item 'constructor' is the name of a property of every JavaScript object";
  }
  try {
    defineService({ name, items });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
