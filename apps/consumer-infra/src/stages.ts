/** Where the consumer lives, stage by stage. Replace what stands in angle brackets. */
import type { ConsumerStage, StageName } from '@cross-account/networking';

const services = ['food', 'beverage'] as const;

export const stages = {
  /** Runs on a laptop; the account IDs are made up. */
  sandbox: {
    account: '111111111111',
    region: 'eu-central-1',
    domain: 'orders.localhost',
    certificate: {
      certificateArn:
        'arn:aws:acm:eu-central-1:111111111111:certificate/00000000-0000-4000-8000-000000000000',
    },
    vpcCidr: '192.168.0.0/16',
    services,
    allowedServicePrincipalArns: [
      'arn:aws:iam::222222222222:root',
      'arn:aws:iam::333333333333:root',
    ],
    protect: false,
  },
  dev: {
    account: '<dev consumer account id>',
    region: 'eu-central-1',
    domain: '<dev domain that you own, such as dev.orders.example.com>',
    certificate: {
      certificateArn: '<ARN of an ACM certificate for *.<domain> in the dev consumer account>',
    },
    vpcCidr: '192.168.0.0/16',
    services,
    allowedServicePrincipalArns: [
      '<ARN of the role that deploys food-service to dev>',
      '<ARN of the role that deploys beverage-service to dev>',
    ],
    protect: false,
  },
  prod: {
    account: '<prod consumer account id>',
    region: 'eu-central-1',
    domain: '<prod domain that you own, such as orders.example.com>',
    certificate: {
      certificateArn: '<ARN of an ACM certificate for *.<domain> in the prod consumer account>',
    },
    vpcCidr: '192.168.0.0/16',
    services,
    allowedServicePrincipalArns: [
      '<ARN of the role that deploys food-service to prod>',
      '<ARN of the role that deploys beverage-service to prod>',
    ],
    protect: true,
  },
} as const satisfies Record<StageName, ConsumerStage>;
