/** A synthesized stack without a cloud assembly. */
import type { StackArtifact } from '../assembly';
import type { Template } from '../template';

export const accountId = '222222222222';
export const region = 'eu-central-1';

/** @param assets folder by asset key; functions name the key in `Code.S3Key`. */
export function stackArtifact(
  template: Template,
  assets: Readonly<Record<string, string>> = {},
): StackArtifact {
  return {
    name: 'service',
    account: accountId,
    region,
    template,
    assets: new Map(Object.entries(assets)),
  };
}
