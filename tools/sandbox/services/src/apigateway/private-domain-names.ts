/**
 * The private custom domain names of one account, and the associations of its VPC endpoints with private domain
 * names of any account.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-custom-domains.html
 */
import type { Policy } from '@sandbox/policy/policy';

export interface PrivateDomainName {
  /** `arn:aws:apigateway:<region>:<account>:/domainnames/<name>+<ID>`, which no other has. */
  readonly arn: string;
  /** In lower case. Other accounts may have a domain name of that name, too. */
  readonly name: string;
  /** The policy of the name. Without one, every request is denied. */
  readonly policy: Policy | undefined;
  readonly constructPath: string;
}

/** The association of a VPC endpoint with a private domain name. */
export interface AccessAssociation {
  readonly domainNameArn: string;
  readonly endpointId: string;
}

/** The required services of another account in the Region. */
interface Neighbour {
  readonly apigateway: { readonly privateDomainNames: PrivateDomainNames };
  readonly ram: { isSharedWith(arn: string, accountId: string): boolean };
}

export class PrivateDomainNames {
  private readonly names = new Map<string, PrivateDomainName>();
  private readonly associations = new Map<string, AccessAssociation>();

  /** @param neighbours the other accounts of the Region. @default none */
  constructor(private readonly neighbours: () => readonly Neighbour[] = () => []) {}

  /** Creates a domain name, or updates the one with its ARN. */
  put(domainName: PrivateDomainName): void {
    this.names.set(domainName.arn, domainName);
  }

  delete(arn: string): void {
    this.names.delete(arn);
  }

  find(arn: string): PrivateDomainName | undefined {
    return this.names.get(arn);
  }

  /** @throws {Error} when the account has no such domain name. */
  owned(arn: string): PrivateDomainName {
    const found = this.names.get(arn);
    if (!found) throw new Error(`Invalid domain name identifier specified: ${arn}`);
    return found;
  }

  /** Returns whether the account has a private domain name with that name. */
  hasName(name: string): boolean {
    return [...this.names.values()].some((one) => one.name === name);
  }

  /**
   * @throws {Error} when the account can't associate its endpoints with a domain name: it does not exist, or another
   *   account does not share it.
   */
  assertAssociable(arn: string, accountId: string): void {
    if (this.names.has(arn)) return;
    const owner = this.neighbours().find(
      ({ apigateway }) => apigateway.privateDomainNames.find(arn) !== undefined,
    );
    if (!owner) this.owned(arn);
    if (owner?.ram.isSharedWith(arn, accountId) === true) return;
    throw new Error(
      `Account ${accountId} is not authorized to perform: apigateway:CreateAccessAssociation on ` +
        `resource: ${arn}`,
    );
  }

  associate(associationArn: string, association: AccessAssociation): void {
    this.associations.set(associationArn, association);
  }

  dissociate(associationArn: string): void {
    this.associations.delete(associationArn);
  }

  associationsOf(endpointId: string): readonly AccessAssociation[] {
    return [...this.associations.values()].filter((one) => one.endpointId === endpointId);
  }
}

/** Returns the name in the ARN of a private domain name, in lower case. */
export function hostNameIn(arn: string): string {
  return (arn.split('/').at(-1) ?? '').replace(/\+[^+]*$/, '').toLowerCase();
}

/** Returns a private domain name as policies name it: `arn:aws:execute-api:…:/domainnames/<name>+<ID>`. */
export function invokedName({ arn }: Pick<PrivateDomainName, 'arn'>): string {
  return arn.replace(':apigateway:', ':execute-api:');
}
