/** API Gateway of one account: REST APIs, custom domain names and what they are mapped to. */
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

/** A custom domain name with a base path of it, which is empty for the whole domain. */
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
   * @param settings what the APIs of the account share. @default nothing is kept over a restart
   * @param clock the time that throttles go by.
   * @param privateDomainNames with those of other accounts. @default there are none of others
   */
  constructor(
    private readonly settings = new AccountSettings(),
    clock: Clock = () => performance.now(),
    readonly privateDomainNames = new PrivateDomainNames(),
  ) {
    this.throttle = new AccountThrottle(clock);
  }

  /** The role that all APIs of the account and Region log with; undefined where none is set. */
  get loggingRoleArn(): string | undefined {
    return this.settings.loggingRoleArn;
  }

  /** @throws {Error} when it can't be kept on disk. */
  logWith(roleArn: string): void {
    this.settings.setLoggingRole(roleArn);
  }

  /**
   * Refuses a stage that is to log where no role is set.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
   */
  assertLoggingRole(): void {
    if (this.loggingRoleArn !== undefined) return;
    throw new Error('CloudWatch Logs role ARN must be set in account settings to enable logging');
  }

  /**
   * Creates an API, or changes the one of that ID.
   *
   * @throws {Error} when the policy is invalid.
   */
  putRestApi(props: RestApiProps): void {
    const existing = this.restApis.get(props.id);
    if (existing) existing.configure(props);
    else this.restApis.set(props.id, new RestApi(props, this.throttle));
  }

  /** Its parts, deployments and stages go with it. */
  deleteRestApi(id: string): void {
    this.restApis.delete(id);
  }

  /** The API of that ID, if it is still there: its parts may be deleted after it. */
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
   * Creates a domain name; one that is there keeps its mappings.
   *
   * @param domainName of a private one, its ARN; and so below.
   */
  putDomainName(domainName: string): void {
    const name = domainName.toLowerCase();
    this.domains.set(name, this.domains.get(name) ?? []);
  }

  /** Its mappings go with it. */
  deleteDomainName(domainName: string): void {
    this.domains.delete(domainName.toLowerCase());
  }

  /**
   * Creates a mapping, or changes the one of that ID.
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
   * The API that one of API Gateway's own host names leads to, and the stage that the path begins
   * with.
   */
  byId(apiId: string, path: string): MappedApi | undefined {
    const api = this.restApis.get(apiId);
    const [, stage = '', rest = ''] = /^\/([^/]*)(.*)$/.exec(path) ?? [];
    return api && { api, stage, path: rest === '' ? '/' : rest };
  }

  /** The API and stage that a path of a custom domain leads to; the longest base path wins. */
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
