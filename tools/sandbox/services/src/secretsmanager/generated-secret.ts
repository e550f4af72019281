/**
 * The secrets that Secrets Manager generates, by the properties of `GenerateSecretString`.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-secretsmanager-secret-generatesecretstring.html
 */
import { randomInt } from 'node:crypto';
import { z } from 'zod';

const boolean = z.stringbool().or(z.boolean());

interface Characters {
  readonly ExcludeCharacters: string;
  readonly ExcludeLowercase: boolean;
  readonly ExcludeUppercase: boolean;
  readonly ExcludeNumbers: boolean;
  readonly ExcludePunctuation: boolean;
  readonly IncludeSpace: boolean;
}

export const generatedSecretSchema = z
  .object({
    PasswordLength: z.coerce.number().int().min(1).max(4096).default(32),
    ExcludeCharacters: z.string().default(''),
    ExcludeLowercase: boolean.default(false),
    ExcludeUppercase: boolean.default(false),
    ExcludeNumbers: boolean.default(false),
    ExcludePunctuation: boolean.default(false),
    IncludeSpace: boolean.default(false),
    RequireEachIncludedType: boolean.default(true),
    SecretStringTemplate: z.string().optional(),
    GenerateStringKey: z.string().min(1).optional(),
  })
  .refine(
    ({ SecretStringTemplate, GenerateStringKey }) =>
      (SecretStringTemplate === undefined) === (GenerateStringKey === undefined),
    'SecretStringTemplate and GenerateStringKey must be set together',
  )
  .refine(
    ({ SecretStringTemplate }) =>
      SecretStringTemplate === undefined || membersOf(SecretStringTemplate) !== undefined,
    'SecretStringTemplate must be a JSON object',
  )
  .refine(
    (given) => kindsOf(given).length > 0,
    'The password that Secrets Manager generates must have characters to choose from',
  )
  .refine(
    (given) => !given.RequireEachIncludedType || kindsOf(given).length <= given.PasswordLength,
    'The password is too short to have a character of each included type',
  );

export type GeneratedSecret = z.output<typeof generatedSecretSchema>;

/** Returns a new random value: a password, or a JSON object with one in it. */
export function generatedSecret(given: GeneratedSecret): string {
  const { SecretStringTemplate: template, GenerateStringKey: key } = given;
  if (template === undefined || key === undefined) return password(given);
  return JSON.stringify({ ...membersOf(template), [key]: password(given) });
}

function password(given: GeneratedSecret): string {
  const kinds = kindsOf(given);
  const all = kinds.join('');
  const required = given.RequireEachIncludedType ? kinds.map(oneOf) : [];
  const characters = [...required];
  while (characters.length < given.PasswordLength) characters.push(oneOf(all));
  return shuffled(characters).join('');
}

/** Returns the characters to choose from, by type. */
function kindsOf(given: Characters): readonly string[] {
  const included = [
    ...(given.ExcludeLowercase ? [] : ['abcdefghijklmnopqrstuvwxyz']),
    ...(given.ExcludeUppercase ? [] : ['ABCDEFGHIJKLMNOPQRSTUVWXYZ']),
    ...(given.ExcludeNumbers ? [] : ['0123456789']),
    ...(given.ExcludePunctuation ? [] : ['!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~']),
    ...(given.IncludeSpace ? [' '] : []),
  ];
  return included
    .map((kind) =>
      Array.from(kind)
        .filter((one) => !given.ExcludeCharacters.includes(one))
        .join(''),
    )
    .filter((kind) => kind !== '');
}

function oneOf(characters: string): string {
  return characters.charAt(randomInt(characters.length));
}

function shuffled(characters: readonly string[]): readonly string[] {
  const left = [...characters];
  return characters.flatMap(() => left.splice(randomInt(left.length), 1));
}

const members = z.record(z.string(), z.unknown());

/** Returns undefined if the text is not a JSON object. */
function membersOf(template: string): z.output<typeof members> | undefined {
  try {
    return members.safeParse(JSON.parse(template)).data;
  } catch {
    return undefined;
  }
}
