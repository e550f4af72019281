/** Emulates the AWS CLI for commands of docs/deploy.md whose APIs the sandbox does not have. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Call } from './shell';

/** The state of the accounts. */
export interface AccountState {
  /** The customer managed policies that exist, as `<account>/<name>`. */
  readonly policies: Set<string>;
  /** Returns an output of a stack. @throws Error when there is no such stack, or it has no such output */
  readonly output: (stack: string, name: string) => string;
}

const CONSUMER = 'consumer-infra-dev';

/** Commands by service and operation; each returns the output of the CLI. */
const commands: Readonly<
  Record<string, (option: (name: string) => string, call: Call, state: AccountState) => string>
> = {
  'ec2 describe-managed-prefix-lists': () => 'pl-66a5400f\n',
  'iam create-policy': (option, { cwd, env }, { policies }) => {
    const file = option('policy-document').replace('file://', '');
    JSON.parse(readFileSync(path.resolve(cwd, file), 'utf8'));
    policies.add(`${env['AWS_ACCESS_KEY_ID'] ?? ''}/${option('policy-name')}`);
    return '';
  },
  'ssm start-session': (_option, _call, { output }) => output(CONSUMER, 'SmokeTestFunctionName'),
  'route53 create-vpc-association-authorization': ofPrivateZone,
  'route53 associate-vpc-with-hosted-zone': ofPrivateZone,
  'route53 delete-vpc-association-authorization': ofPrivateZone,
};

function ofPrivateZone(
  option: (name: string) => string,
  _call: Call,
  { output }: AccountState,
): string {
  const zone = option('hosted-zone-id');
  if (zone !== output(CONSUMER, 'PrivateZoneId')) throw new Error(`NoSuchHostedZone: ${zone}`);
  return '';
}

/** Returns the output of a command. @throws Error when AWS would refuse the command, or it is unknown */
export function awsCli(call: Call, state: AccountState): string {
  const [service = '', operation = ''] = call.args;
  const command = commands[`${service} ${operation}`];
  if (!command) throw new Error(`unknown command: aws ${call.args.join(' ')}`);
  return command((name) => call.args[call.args.indexOf(`--${name}`) + 1] ?? '', call, state);
}
