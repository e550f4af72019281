/** API Gateway of one account: REST APIs, custom domain names and base path mappings. */
import { AccountSettings } from './account-settings';
import { hostNameIn, PrivateDomainNames } from './private-domain-names';
import { RestApi, type RestApiProps } from './rest-api';
import { AccountThrottle } from './throttles';
import type { Clock } from './token-bucket';

export interface BasePathMapping {
  readonly id: string;
  /** Empty for a mapping of the whole domain. */
  readonly basePath: string;
  readonly restApiId: string;
  readonly stage: string;
}

/** A custom domain name with a base path, which is empty for the whole domain. */
export interface DomainMapping {
  readonly domainName: string;
  readonly basePath: string;
}

export interface MappedApi {
  readonly api: RestApi;
  readonly stage: string;
  /** The rest of the path below the base path, starting with a slash. */
  readonly path: string;
}

export class ApiGateway {
  private readonly throttle: AccountThrottle;
  private readonly restApis = new Map<string, RestApi>();
  /** By the name of a public custom domain, or the ARN of a private one. */
  private readonly domains = new Map<string, readonly BasePathMapping[]>();

  /**
   * @param settings of the account. @default settings that are lost on a restart
   * @param clock of throttles.
   * @param privateDomainNames including those of other accounts. @default none of other accounts
   */
  constructor(
    private readonly settings = new AccountSettings(),
    clock: Clock = () => performance.now(),
    readonly privateDomainNames = new PrivateDomainNames(),
  ) {
    this.throttle = new AccountThrottle(clock);
  }

  /** The CloudWatch logging role of the account and Region; undefined if none is set. */
  get loggingRoleArn(): string | undefined {
    return this.settings.loggingRoleArn;
  }

  /** @throws {Error} when it can't be saved to disk. */
  logWith(roleArn: string): void {
    this.settings.setLoggingRole(roleArn);
  }

  /**
   * Asserts that a stage with access logs has a logging role.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
   */
  assertLoggingRole(): void {
    if (this.loggingRoleArn !== undefined) return;
    throw new Error('CloudWatch Logs role ARN must be set in account settings to enable logging');
  }

  /**
   * Creates an API, or updates the one with its ID.
   *
   * @throws {Error} when the policy is invalid.
   */
  putRestApi(props: RestApiProps): void {
    const existing = this.restApis.get(props.id);
    if (existing) existing.configure(props);
    else this.restApis.set(props.id, new RestApi(props, this.throttle));
  }

  /** Deletes an API with its resources, deployments and stages. */
  deleteRestApi(id: string): void {
    this.restApis.delete(id);
  }

  /** Returns the API with an ID, if it exists: its parts may be deleted after it. */
  findRestApi(id: string): RestApi | undefined {
    return this.restApis.get(id);
  }

  get all(): readonly RestApi[] {
    return [...this.restApis.values()];
  }

  /** Returns the custom domain names with the base paths that lead to a stage of an API. */
  mappingsTo(restApiId: string, stage: string): readonly DomainMapping[] {
    return [...this.domains].flatMap(([domain, mappings]) =>
      mappings
        .filter((mapping) => mapping.restApiId === restApiId && mapping.stage === stage)
        .map(({ basePath }) => ({
          domainName: domain.startsWith('arn:') ? hostNameIn(domain) : domain,
          basePath,
        })),
    );
  }

  /** @throws {Error} when the account has no such API. */
  restApi(id: string): RestApi {
    const api = this.restApis.get(id);
    if (!api) throw new Error(`REST API ${id} does not exist`);
    return api;
  }

  /** @throws {Error} when the account has no such API, or the API no such stage. */
  assertStage(restApiId: string, stage: string): void {
    if (!this.restApi(restApiId).stages.has(stage)) {
      throw new Error('Invalid stage identifier specified');
    }
  }

  /**
   * Creates a domain name; an existing one keeps its mappings.
   *
   * @param domainName the ARN of a private one, here and below.
   */
  putDomainName(domainName: string): void {
    const name = domainName.toLowerCase();
    this.domains.set(name, this.domains.get(name) ?? []);
  }

  /** Deletes a domain name with its mappings. */
  deleteDomainName(domainName: string): void {
    this.domains.delete(domainName.toLowerCase());
  }

  /**
   * Creates a mapping, or updates the one with its ID.
   *
   * @throws {Error} when the account has no such domain name, or another mapping has the base path.
   */
  putBasePathMapping(domainName: string, mapping: BasePathMapping): void {
    const name = domainName.toLowerCase();
    const mappings = this.domains.get(name);
    if (!mappings) throw new Error(`Domain name ${domainName} does not exist`);
    const others = mappings.filter(({ id }) => id !== mapping.id);
    if (others.some(({ basePath }) => basePath === mapping.basePath)) {
      throw new Error('Base path already exists for this domain name');
    }
    this.domains.set(
      name,
      [...others, mapping].sort((one, other) => other.basePath.length - one.basePath.length),
    );
  }

  deleteBasePathMapping(domainName: string, id: string): void {
    const name = domainName.toLowerCase();
    const mappings = this.domains.get(name);
    if (mappings) {
      this.domains.set(
        name,
        mappings.filter((mapping) => mapping.id !== id),
      );
    }
  }

  hasDomainName(domainName: string): boolean {
    return this.domains.has(domainName);
  }

  /**
   * Returns the API of one of API Gateway's default host names, and the stage that the path starts with.
   */
  byId(apiId: string, path: string): MappedApi | undefined {
    const api = this.restApis.get(apiId);
    const [, stage = '', rest = ''] = /^\/([^/]*)(.*)$/.exec(path) ?? [];
    return api && { api, stage, path: rest === '' ? '/' : rest };
  }

  /** Returns the API and stage of a path of a custom domain; the longest base path wins. */
  mapped(domainName: string, path: string): MappedApi | undefined {
    const mapping = this.domains
      .get(domainName.toLowerCase())
      ?.find(({ basePath }) => basePath === '' || `${path}/`.startsWith(`/${basePath}/`));
    const api = mapping && this.restApis.get(mapping.restApiId);
    if (!api) return undefined;
    const rest = mapping.basePath === '' ? path : path.slice(mapping.basePath.length + 1);
    return { api, stage: mapping.stage, path: rest === '' ? '/' : rest };
  }
}
