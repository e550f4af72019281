/** Replaces the placeholders in the commands of docs/deploy.md, for the stage `dev`. */
import { exampleAccount } from '@cross-account/stages';
import { REGION } from './cdk-cli';

/** The tooling account, whose role deploys the services. */
export const TOOLING = '999999999999';

export const DEPLOYER = { account: TOOLING, name: 'orders-deploy-dev' };

export const DEPLOYER_ARN = `arn:aws:iam::${DEPLOYER.account}:role/${DEPLOYER.name}`;

/** The apps, by their names in `configure`. */
export const APPS = ['consumer', 'food', 'beverage'];

/** Returns the account of an app. */
export const accountOf = (app: string, stage = 'dev') => exampleAccount(stage, app);

/** The values of the page's placeholders. */
const VALUES: readonly (readonly [RegExp, string | ((stage: string, app: string) => string)])[] = [
  [/(dev|prod)\.(\w+)=<id>/g, (stage, app) => `${stage}.${app}=${accountOf(app, stage)}`],
  [
    /(dev|prod)\.(\w+)=<ARN or zone ID>/g,
    (stage, app) =>
      `${stage}.${app}=arn:aws:acm:${REGION}:${accountOf(app, stage)}:certificate/12345678-1234-4234-8234-123456789012`,
  ],
  [
    /(dev|prod)\.(\w+)=<ARN>/g,
    (stage, app) => `${stage}.${app}=arn:aws:sns:${REGION}:${accountOf(app, stage)}:alarms`,
  ],
  [/<ARN of the role[^>]*>|(?<=prod=)<ARN>/g, DEPLOYER_ARN],
  // The sandbox issues certificates only for names of this machine.
  [/orders\.acme\.com/g, 'orders.localhost'],
  [/<domain>/g, 'dev.orders.localhost'],
  [/<region>/g, REGION],
  [/<tooling account>|(?<=--tooling=)<account>/g, TOOLING],
  [/<consumer account>/g, accountOf('consumer')],
  [/<owner>\/<name>/g, 'acme/orders'],
  [/<VPC of the other account>/g, 'vpc-0123456789abcdef0'],
  [/<output ClientInstanceId>/g, 'i-0123456789abcdef0'],
];

/** Returns a command with its placeholders replaced. @throws Error when a placeholder is unknown */
export function filledIn(text: string): string {
  const filled = VALUES.reduce(
    (all, [placeholder, value]) =>
      typeof value === 'string'
        ? all.replaceAll(placeholder, value)
        : all.replaceAll(placeholder, (_all, stage: string, app: string) => value(stage, app)),
    text,
  );
  if (/<[a-z]/i.test(filled)) throw new Error(`unknown placeholder: ${filled}`);
  return filled;
}
