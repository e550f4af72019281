/** What a service may be called and sell, checked before anything is written. */
import { defineService } from '@cross-account/orders-domain';
import { stageNames } from '@cross-account/stages';

/** All that makes one service's app different from another's. */
export interface Service {
  /** The host's first label and the JSON property of the ordered item, such as `dessert`. */
  readonly name: string;
  /** Its menu, never empty. */
  readonly items: readonly string[];
  /** Its contract's version, where it is not the first. */
  readonly version?: string;
  /** Its account in the sandbox: twelve digits, used by no other. */
  readonly account: string;
  /** Of its rule in the consumer's load balancer, used by no other. */
  readonly priority: number;
}

/** The project of a service, and its folder under `apps/`. */
export function appOf(name: string): string {
  return `${name}-service`;
}

/** Where a service's app is, from the workspace root. */
export function appFolderOf(name: string): string {
  return `apps/${appOf(name)}`;
}

/** Lower-case words of letters and digits, joined by hyphens: a DNS label. */
export const KEBAB_CASE = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** A domain label may have 63 characters; stack, roles and functions are called after the service. */
const LONGEST_NAME = 31;

const RESERVED: Readonly<Record<string, string>> = {
  consumer: 'the scope of the consumer account',
  shared: 'the scope of the libraries that every app may use',
  tools: 'the scope of the tools',
  orders: 'the account key of all services, and the first label of a domain',
  ...Object.fromEntries(stageNames.map((stage) => [stage, 'a stage, and the start of its domain'])),
  default: 'the owner of what nobody else owns',
  constructor: 'the name of a property of every JavaScript object',
};

/**
 * What is wrong with a new service's name, as the end of a sentence; nothing where it is right.
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

/** What is wrong with a menu, as a sentence; nothing where it is right. */
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
