/**
 * One function: its `$LATEST`, its published versions and its aliases. An update replaces the pool of environments;
 * the old pool ends when its invocations are complete.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html
 */
import { isDeepStrictEqual } from 'node:util';
import { versionFor, versionsOf, type AliasRoute } from './alias-route';
import type { EnvironmentPool } from './environment-pool';
import type { InvocationResult } from './execution-environment';
import type { FunctionConfiguration, FunctionSettings } from './function-configuration';
import { InvokeError } from './invoke-error';
import type { Tags } from '../tags';

export const LATEST = '$LATEST';

/** A published version. */
export interface PublishedVersion {
  readonly number: number;
  readonly configuration: FunctionConfiguration;
}

/** The result of an invocation, and the version that ran it. */
export type Executed = InvocationResult & { readonly version: string };

type NewPool = (configuration: FunctionConfiguration, version: string) => EnvironmentPool;

export class LambdaFunction {
  private latest: EnvironmentPool;
  private readonly versions = new Map<string, EnvironmentPool>();
  private readonly aliases = new Map<string, AliasRoute>();
  private lastPublished: PublishedVersion | undefined;
  private lastNumber = 0;
  private settings: FunctionSettings = {};
  private running = 0;
  /** By version. */
  private readonly modified = new Map<string, Date>([[LATEST, new Date()]]);

  constructor(
    configuration: FunctionConfiguration,
    private readonly newPool: NewPool,
  ) {
    this.latest = newPool(configuration, LATEST);
  }

  get reservedConcurrency(): number | undefined {
    return this.settings.reservedConcurrency;
  }

  get tags(): Tags | undefined {
    return this.settings.tags;
  }

  /** When versions were last modified; for restored ones, the start of the sandbox. */
  modifiedAt(version: string): Date {
    return this.modified.get(version) ?? new Date(0);
  }

  /** Updates `$LATEST`; published versions are immutable. */
  configure(configuration: FunctionConfiguration, settings: FunctionSettings = {}): void {
    this.settings = settings;
    if (isDeepStrictEqual(configuration, this.latest.configuration)) return;
    const old = this.latest;
    this.latest = this.newPool(configuration, LATEST);
    this.modified.set(LATEST, new Date());
    old.drain();
  }

  /** Replaces the code of `$LATEST` and every version; the next published version is as usual. */
  reload(codeFolder: string): void {
    this.latest = this.withCode(this.latest, LATEST, codeFolder);
    for (const [version, pool] of this.versions) {
      this.versions.set(version, this.withCode(pool, version, codeFolder));
    }
  }

  /**
   * Publishes `$LATEST` under the next number, or a version that was published before a restart.
   *
   * @throws {Error} when nothing has changed since the last version, as in AWS.
   */
  publish(known?: PublishedVersion): PublishedVersion {
    const { configuration } = this.latest;
    const last = this.lastPublished;
    if (!known && last && isDeepStrictEqual(last.configuration, configuration)) {
      throw new Error(
        `A version for this Lambda function exists ( ${last.number} ). Modify the function to create a new version.`,
      );
    }
    const published = known ?? { number: this.lastNumber + 1, configuration };
    const version = String(published.number);
    if (!this.versions.has(version)) {
      this.versions.set(version, this.newPool(published.configuration, version));
      this.modified.set(version, new Date());
    }
    if (published.number >= this.lastNumber) this.lastPublished = published;
    this.lastNumber = Math.max(this.lastNumber, published.number);
    return published;
  }

  /** @throws {Error} while an alias points to it. */
  deleteVersion(version: string): void {
    const using = [...this.aliases].find(([, route]) => versionsOf(route).includes(version));
    if (using) throw new Error(`Version ${version} is in use by alias ${using[0]}`);
    this.versions.get(version)?.drain();
    this.versions.delete(version);
    if (this.lastPublished?.number === Number(version)) this.lastPublished = undefined;
  }

  /**
   * Points an alias to one or two versions. It is switched when they are warm, so that invocations don't wait.
   *
   * @throws {Error} when the function has no such version, or the alias can't have both versions.
   */
  async putAlias(name: string, route: AliasRoute): Promise<void> {
    const versions = versionsOf(route);
    const pools = versions.map((version) => this.existingPool(version));
    if (route.additional) assertRoutable(versions, pools);
    const previous = this.aliases.get(name);
    if (previous) {
      const before = versionsOf(previous);
      const added = versions.filter((version) => !before.includes(version));
      await Promise.all(added.map((version) => this.existingPool(version).warmUp()));
    }
    this.aliases.set(name, route);
  }

  private existingPool(version: string): EnvironmentPool {
    const pool = version === LATEST ? this.latest : this.versions.get(version);
    if (pool) return pool;
    throw new Error(`Function not found: ${this.latest.configuration.arn}:${version}`);
  }

  deleteAlias(name: string): void {
    this.aliases.delete(name);
  }

  /**
   * Runs one invocation, within the reserved concurrency, which all versions share.
   *
   * @throws {InvokeError} when there is no such version or alias, or the invocation is throttled.
   */
  async invoke(
    functionArn: string,
    payload: string,
    traceId: string,
    requestId?: string,
  ): Promise<Executed> {
    const version = this.nextVersion(functionArn.split(':')[7]);
    const pool = this.pool(version);
    if (!pool) {
      throw new InvokeError('ResourceNotFoundException', `Function not found: ${functionArn}`);
    }
    const { reservedConcurrency = Infinity } = this.settings;
    if (this.running >= reservedConcurrency) {
      throw new InvokeError(
        'TooManyRequestsException',
        `Rate Exceeded. ${reservedConcurrency} invocations at once are reserved for ${functionArn}`,
      );
    }
    this.running++;
    try {
      return { ...(await pool.invoke(functionArn, payload, traceId, requestId)), version };
    } finally {
      this.running--;
    }
  }

  /** Returns the pool of a qualifier: `$LATEST` or none, a version's number, or an alias. */
  pool(qualifier = LATEST): EnvironmentPool | undefined {
    const version = this.versionOf(qualifier);
    return version === LATEST ? this.latest : this.versions.get(version);
  }

  /** Returns the version of a qualifier: a number, or `$LATEST`; the first of an alias with two versions. */
  versionOf(qualifier = LATEST): string {
    return this.aliases.get(qualifier)?.version ?? qualifier;
  }

  /** Returns the version for the next invocation of a qualifier. */
  private nextVersion(qualifier = LATEST): string {
    const route = this.aliases.get(qualifier);
    return route === undefined ? qualifier : versionFor(route, Math.random());
  }

  /** Ends all environments when their invocations are complete. */
  drain(): void {
    for (const pool of [this.latest, ...this.versions.values()]) pool.drain();
  }

  private withCode(old: EnvironmentPool, version: string, codeFolder: string): EnvironmentPool {
    const pool = this.newPool({ ...old.configuration, codeFolder }, version);
    old.drain();
    // A debugger has to set breakpoints in the new code before it runs.
    if (pool.isInspected && old.isProvisioned) void pool.warmUp();
    return pool;
  }
}

/**
 * @throws {Error} with Lambda's message, when an alias can't route to both versions.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html
 */
function assertRoutable(versions: readonly string[], pools: readonly EnvironmentPool[]): void {
  if (versions.includes(LATEST)) {
    throw new Error('$LATEST is not supported for an alias pointing to more than 1 version');
  }
  if (new Set(versions).size < versions.length) {
    throw new Error(`An alias leads to two different versions, not twice to ${versions[0]}`);
  }
  const roles = new Set(pools.map(({ configuration }) => configuration.roleArn));
  if (roles.size > 1) {
    throw new Error(
      `Both versions of an alias must have the same execution role: ${[...roles].join(', ')}`,
    );
  }
}
