/**
 * Dynamic references, such as `{{resolve:secretsmanager:<ARN>:SecretString:<key>}}`, which are resolved when a
 * resource is created, and are in no template, event or state.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
import { ssmParameter } from './parameters';

/** The secrets of an account. */
export interface Secrets {
  /** By its ARN. */
  secret(arn: string): Secret | undefined;
  /** By its name. */
  named(name: string): Secret | undefined;
}

interface Secret {
  readonly versions: readonly {
    readonly id: string;
    readonly value: string;
    /** Staging labels. */
    readonly stages: readonly string[];
  }[];
}

const REFERENCE = /\{\{resolve:([^}]+)\}\}/g;

/**
 * Returns a value with resolved dynamic references.
 *
 * @throws {Error} naming a reference that can't be resolved.
 */
export function withDynamicReferences(value: unknown, secrets: Secrets): unknown {
  if (typeof value === 'string') {
    return value.replace(REFERENCE, (reference, parts: string) =>
      resolveReference(reference, parts, secrets),
    );
  }
  if (Array.isArray(value)) return value.map((item) => withDynamicReferences(item, secrets));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, withDynamicReferences(item, secrets)]),
  );
}

function resolveReference(reference: string, parts: string, secrets: Secrets): string {
  const [service = '', ...rest] = parts.split(':');
  if (service === 'ssm' || service === 'ssm-secure') {
    const [name = ''] = rest;
    return ssmParameter(name, reference);
  }
  if (service === 'secretsmanager') return secretValue(reference, rest, secrets);
  throw new Error(`${reference}: dynamic references to ${service} are not supported`);
}

/** `<name or ARN>[:SecretString[:key[:stage[:version ID]]]]`; an ARN contains six colons. */
function secretValue(reference: string, rest: readonly string[], secrets: Secrets): string {
  const idLength = rest[0] === 'arn' ? 7 : 1;
  const id = rest.slice(0, idLength).join(':');
  const [kind = '', key = '', stage = '', versionId = ''] = rest.slice(idLength);
  const secret = secrets.secret(id) ?? secrets.named(id);
  if (!secret) throw new Error(`${reference}: the account has no secret ${id}`);
  if (kind !== 'SecretString' && kind !== '') {
    throw new Error(`${reference}: only SecretString is supported, not ${kind}`);
  }
  if (stage !== '' && versionId !== '') {
    throw new Error(`${reference}: specify a staging label or a version ID, not both`);
  }
  const label = stage === '' ? 'AWSCURRENT' : stage;
  const version = secret.versions.find((one) =>
    versionId === '' ? one.stages.includes(label) : one.id === versionId,
  );
  if (!version) {
    throw new Error(
      `${reference}: the secret has no version ${versionId === '' ? label : versionId}`,
    );
  }
  return key === '' ? version.value : jsonKey(reference, version.value, key);
}

function jsonKey(reference: string, text: string, key: string): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(`${reference}: the secret is not JSON, so it has no key ${key}`);
  }
  const member: unknown =
    typeof value === 'object' && value !== null && Object.hasOwn(value, key)
      ? Reflect.get(value, key)
      : undefined;
  if (member === undefined) throw new Error(`${reference}: the secret has no key ${key}`);
  return typeof member === 'string' ? member : JSON.stringify(member);
}
