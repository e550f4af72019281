/** The services that the consumer calls, one row each; `nx g workspace-plugin:service` adds one. */
import type { StageName } from '@cross-account/stages';
import type { ConsumedService, ConsumerStage } from './stage/stage';

/** The account of a service in a stage, its deployer, and its callers. */
interface ServiceAccount extends Pick<ConsumedService, 'access' | 'domainMode' | 'domainNameArn'> {
  /** Account ID, twelve digits. */
  readonly account: string;
  /** ARN of the principal that deploys the service, and reads the endpoint's ID for that. */
  readonly deployer: string;
}

/** A service, and its accounts in all stages. */
interface ServiceRow
  extends
    Pick<ConsumedService, 'name' | 'item' | 'priority'>,
    Readonly<Record<StageName, ServiceAccount>> {}

const services: readonly ServiceRow[] = [
  {
    name: 'food',
    item: 'pizza',
    priority: 10,
    sandbox: { account: '222222222222', deployer: 'arn:aws:iam::222222222222:root' },
    dev: {
      account: '<dev food account id>',
      deployer: '<ARN of the role that deploys food-service to dev>',
    },
    prod: {
      account: '<prod food account id>',
      deployer: '<ARN of the role that deploys food-service to prod>',
    },
  },
  {
    name: 'beverage',
    item: 'tea',
    priority: 20,
    sandbox: { account: '333333333333', deployer: 'arn:aws:iam::333333333333:root' },
    dev: {
      account: '<dev beverage account id>',
      deployer: '<ARN of the role that deploys beverage-service to dev>',
    },
    prod: {
      account: '<prod beverage account id>',
      deployer: '<ARN of the role that deploys beverage-service to prod>',
    },
  },
];

/** Returns the values about services for a stage of the consumer. One role may deploy several of them. */
export function servicesIn(
  stage: StageName,
): Pick<ConsumerStage, 'services' | 'allowedServicePrincipalArns'> {
  return {
    services: services.map(({ name, item, priority, [stage]: row }) => {
      const { account, access, domainMode, domainNameArn } = row;
      return {
        ...{ name, account, item, priority },
        ...(access !== undefined && { access }),
        ...(domainMode !== undefined && { domainMode }),
        ...(domainNameArn !== undefined && { domainNameArn }),
      };
    }),
    allowedServicePrincipalArns: [...new Set(services.map((service) => service[stage].deployer))],
  };
}
