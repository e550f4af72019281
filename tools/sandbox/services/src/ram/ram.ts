/**
 * Resource Access Manager of one account: the shares of its resources with other accounts. In AWS,
 * an account outside of the owner's organization has to accept a share; here each is accepted at
 * once.
 *
 * @see https://docs.aws.amazon.com/ram/latest/userguide/getting-started-sharing.html
 */
export interface ResourceShare {
  readonly arn: string;
  readonly resourceArns: readonly string[];
  /** Account IDs. */
  readonly principals: readonly string[];
}

export class Ram {
  private readonly shares = new Map<string, ResourceShare>();

  /** Creates a share, or updates the one with its ARN. */
  putShare(share: ResourceShare): void {
    this.shares.set(share.arn, share);
  }

  deleteShare(arn: string): void {
    this.shares.delete(arn);
  }

  isSharedWith(resourceArn: string, accountId: string): boolean {
    return [...this.shares.values()].some(
      ({ resourceArns, principals }) =>
        resourceArns.includes(resourceArn) && principals.includes(accountId),
    );
  }
}
