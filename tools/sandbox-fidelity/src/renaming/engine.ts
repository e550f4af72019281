/** CloudFormation with the services of one account, without the functions of custom resources. */
import { join } from 'node:path';
import { inspect } from 'node:util';
import { z } from 'zod';
import type { StackArtifact } from '@sandbox/engine/assembly';
import { resourceTypesOf, type AccountIdentity } from '@sandbox/engine/resource-type';
import type { ResourceTypes } from '@sandbox/engine/resource-types';
import { Stacks } from '@sandbox/engine/stacks';
import { Account } from '@sandbox/services/account';
import { emulatedTypes } from '@sandbox/services/emulated-types';
import type { Services } from '@sandbox/services/services';

/** A custom resource with a fixed response of its provider function, which does not affect identities. */
const fixedResponse = resourceTypesOf<AccountIdentity>()({
  properties: z.unknown(),
  identity: 'generated',
  put: (_properties, { logicalId, generation }) => ({
    ref: `${logicalId}-${generation}`,
    attributes: { Address0: '192.168.32.9', Address1: '192.168.48.9' },
  }),
});

const types: ResourceTypes<Services> = {
  ...emulatedTypes,
  typeOf: (type) => (type.startsWith('Custom::') ? fixedResponse : emulatedTypes.typeOf(type)),
};

const unused = () => {
  throw new Error('no function creates custom resources here');
};

export class Engine {
  readonly stacks: Stacks<Services>;
  readonly account: Account;

  /** @param folder of the account's data, from which a deployment can be restored. */
  constructor({ account: id, region }: StackArtifact, folder: string) {
    const responses = { expectCustomResource: unused };
    this.account = new Account({
      id,
      region,
      folder,
      awsEndpoint: 'http://127.0.0.1:9',
      responses,
    });
    // In AWS, the provider function of a service's logging role does this.
    this.account.apigateway.logWith(`arn:aws:iam::${id}:role/logs`);
    this.stacks = new Stacks<Services>({
      account: this.account,
      types,
      secrets: this.account.secretsmanager,
      folder: join(folder, 'engine'),
      responses,
      prepareAssets: () => undefined,
      runningAssets: () => this.account.lambda.codeFolders,
      inOtherAccounts: () => [],
    });
  }

  /** Returns the state of the services as text, without times, files and free addresses. */
  get state(): string {
    const { apigateway, ec2, elasticloadbalancing, iam, kms, route53, secretsmanager } =
      this.account;
    const { routeTables, securityGroups } = ec2;
    const network = { routeTables, securityGroups, elasticloadbalancing, route53 };
    const services = { ...network, apigateway, iam, kms, secretsmanager };
    const text = inspect(services, { depth: Infinity, sorted: true, maxArrayLength: null });
    return text.replaceAll(/^ *(filledAt|createdAt|changedAt|file|nodes): .*\n/gm, '');
  }

  /** Stops the services, so that another engine can use the folder. */
  stop(): Promise<void> {
    return this.account.stop();
  }
}
