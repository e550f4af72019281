/** API Gateway of one account: REST APIs, custom domain names and what they are mapped to. */
import type { RestApi } from './rest-api';

export interface BasePathMapping {
  /** Empty for a mapping of the whole domain. */
  readonly basePath: string;
  readonly restApiId: string;
  readonly stage: string;
}

export interface MappedApi {
  readonly api: RestApi;
  readonly stage: string;
  /** The rest of the path below the base path, starting with a slash. */
  readonly path: string;
}

export class ApiGateway {
  /** The role that all APIs of the account and Region log with; undefined where none is set. */
  loggingRoleArn: string | undefined;
  private readonly restApis = new Map<string, RestApi>();
  private readonly domains = new Map<string, BasePathMapping[]>();

  createRestApi(api: RestApi): void {
    this.restApis.set(api.props.id, api);
  }

  /** @throws {Error} when the account has no such API. */
  restApi(id: string): RestApi {
    const api = this.restApis.get(id);
    if (!api) throw new Error(`There is no REST API ${id}`);
    return api;
  }

  createDomainName(domainName: string): void {
    this.domains.set(domainName.toLowerCase(), []);
  }

  /** @throws {Error} when the account has no such domain name. */
  createBasePathMapping(domainName: string, mapping: BasePathMapping): void {
    const mappings = this.domains.get(domainName.toLowerCase());
    if (!mappings) throw new Error(`There is no domain name ${domainName}`);
    mappings.push(mapping);
    mappings.sort((one, other) => other.basePath.length - one.basePath.length);
  }

  hasDomainName(domainName: string): boolean {
    return this.domains.has(domainName);
  }

  /** The API and stage that a path of a custom domain leads to; the longest base path wins. */
  mapped(domainName: string, path: string): MappedApi | undefined {
    const mapping = this.domains
      .get(domainName)
      ?.find(({ basePath }) => basePath === '' || `${path}/`.startsWith(`/${basePath}/`));
    const api = mapping && this.restApis.get(mapping.restApiId);
    if (!api) return undefined;
    const rest = mapping.basePath === '' ? path : path.slice(mapping.basePath.length + 1);
    return { api, stage: mapping.stage, path: rest === '' ? '/' : rest };
  }
}
