/**
 * The location of the services; the only module that reads environment variables. The global setup selects
 * the target once, and passes it to the workers that run the specs.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { services } from './services';

const targetSchema = z.object({
  /** Base URL of each service, such as `https://food.orders.localhost:8443/v1`, by the service's name. */
  urls: z.record(z.string(), z.url({ protocol: /^https$/ })),
  /** PEM file of the authority that signed the services' certificates, if it is not a public one. */
  caFile: z.string().optional(),
  /** The Region that requests are signed for; absent if the services require no signature. */
  signedFor: z.string().optional(),
  /** Data folder of the sandbox that the global setup has started; absent for a deployed stage. */
  sandboxFolder: z.string().optional(),
});

/** The location of the services. */
export type Target = z.infer<typeof targetSchema>;

const HANDED_OVER = 'ORDERS_E2E_TARGET';

/**
 * Returns the deployed stage in the variables `ORDERS_E2E_<SERVICE>_URL`, or undefined if they are not set.
 */
export function deployedTarget(): Target | undefined {
  const named = services.map(({ name }) => [name, fromEnvironment(urlVariable(name))] as const);
  if (named.every(([, url]) => url === undefined)) return undefined;
  const missing = named.filter(([, url]) => url === undefined).map(([name]) => urlVariable(name));
  if (missing.length > 0) throw new Error(`Set ${missing.join(' and ')} too, or none of them.`);
  return targetSchema.parse({
    urls: Object.fromEntries(named),
    caFile: fromEnvironment('ORDERS_E2E_CA_FILE'),
    signedFor: fromEnvironment('ORDERS_E2E_SIGNED_FOR'),
  });
}

/** Passes a target to all workers that start from now on. */
export function publishTarget(target: Target): void {
  process.env[HANDED_OVER] = JSON.stringify(target);
}

/** Returns the target that the global setup selected. */
export function currentTarget(): Target {
  const target = process.env[HANDED_OVER];
  if (target === undefined) throw new Error('No target: the global setup has not run.');
  return targetSchema.parse(JSON.parse(target));
}

/** Returns the certificate of the authority; undefined for public authorities. */
export function authorityOf({ caFile }: Pick<Target, 'caFile'>): Buffer | undefined {
  return caFile === undefined ? undefined : readFileSync(caFile);
}

/** Returns the base URL of a service. */
export function urlOf({ urls }: Pick<Target, 'urls'>, serviceName: string): string {
  const url = urls[serviceName];
  if (url === undefined) throw new Error(`The target has no service ${serviceName}.`);
  return url;
}

function urlVariable(serviceName: string): string {
  return `ORDERS_E2E_${serviceName.toUpperCase().replaceAll('-', '_')}_URL`;
}

/**
 * Returns a variable; an empty one counts as not set, since CI systems set optional variables to empty texts.
 */
function fromEnvironment(name: string): string | undefined {
  const value = process.env[name];
  return value === '' ? undefined : value;
}
