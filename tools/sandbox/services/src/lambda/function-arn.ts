/** The ways in which resources identify a function. */
import type { ResourceContext } from '@sandbox/engine/resource-type';

/** Returns the name of a function given by its name, its ARN, or a part of that such as `222222222222:function:name`. */
export function functionNameOf(nameOrArn: string): string {
  return nameOrArn.split('function:').at(-1) ?? nameOrArn;
}

/** Returns the ARN of a function given by its name or ARN. */
export function functionArn(nameOrArn: string, { account }: ResourceContext): string {
  return nameOrArn.startsWith('arn:')
    ? nameOrArn
    : `arn:aws:lambda:${account.region}:${account.id}:function:${nameOrArn}`;
}
