import type { AccountIdentity } from '@sandbox/engine/resource-type';
import type { AtStage } from './client-request';

/** A request for a method of an account's API. */
export interface Invoked extends Pick<AtStage, 'request' | 'mapped'> {
  readonly owner: AccountIdentity;
}

/** Returns what a request invokes: `arn:aws:execute-api:<region>:<account>:<api>/<stage>/<method>/<path>`. */
export function methodArn({ request, owner, mapped }: Invoked): string {
  const path = mapped.path.replace(/^\//, '');
  const api = `arn:aws:execute-api:${owner.region}:${owner.id}:${mapped.api.props.id}`;
  return `${api}/${mapped.stage}/${request.method}/${path}`;
}
