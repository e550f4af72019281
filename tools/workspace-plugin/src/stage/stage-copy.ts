/**
 * Copies a stage's object in a TypeScript file for another stage: settings are kept, and values become
 * placeholders.
 */
import type { Step, TypeScriptSource } from '../source/typescript-source';
import { propertyKey, quoted } from '../source/typescript-source';
import { placeholders } from './placeholders';

/** The stage to add. */
export interface NewStage {
  readonly name: string;
  /** The stage whose settings are copied. */
  readonly like: string;
  /** The stage that is deployed before it. */
  readonly after: string;
  readonly region: string;
  /** ID of the AWS-managed prefix list of DynamoDB in that Region. */
  readonly dynamoDbPrefixListId: string;
}

/** The location of an app's stages: an object with a property for each stage. */
export interface StageObject {
  readonly steps: readonly Step[];
  /** The app's name in placeholders; undefined for values that all apps share. */
  readonly app?: string;
}

/**
 * Returns the source with the new stage as a property after that of `after`.
 *
 * @throws Error when `like` or `after` is not a literal property there
 */
export function withStage(
  source: TypeScriptSource,
  { steps, app = '' }: StageObject,
  stage: NewStage,
): TypeScriptSource {
  const { name, like, after } = stage;
  const code = source.codeAt(...steps, like);
  if (code === undefined) throw source.missing([...steps, like], 'stage');
  const own = withoutResources(spreadsFor(code, like, name), `${name} ${app}`);
  const copy = source.withPropertyAfter(steps, after, name, own);
  const bootstrap = source.codeAt(...steps, like, 'bootstrap');
  const values = Object.entries({
    ...{ region: stage.region, dynamoDbPrefixListId: stage.dynamoDbPrefixListId },
    ...placeholdersOf(name, app),
  });
  return values
    .filter(([key]) => copy.has(...steps, name, key))
    .reduce(
      (changed, [key, value]) =>
        key === 'certificate'
          ? changed.withCode([...steps, name, key], `{ certificateArn: ${quoted(value)} }`)
          : changed.withString([...steps, name, key], value),
      // Trusted accounts and execution policies are not resources of the stage.
      bootstrap === undefined ? copy : copy.withCode([...steps, name, 'bootstrap'], bootstrap),
    );
}

/** Returns placeholders by key; a certificate is an object. */
function placeholdersOf(stage: string, app: string): Readonly<Record<string, string>> {
  const { certificateArn, ...plain } = placeholders;
  const values = Object.entries(plain).map(([key, of]) => [key, of(stage, app)] as const);
  return { ...Object.fromEntries(values), certificate: certificateArn(stage, app) };
}

/** Resources and accounts of the copied stage, such as a backup vault, which the new stage must not use. */
const RESOURCE = /'((?:arn:|vpce-)[^'\s]+|\d{12})'/g;

function withoutResources(code: string, owner: string): string {
  return code.replaceAll(RESOURCE, (_match, resource: string) =>
    quoted(`<${owner}, in place of ${resource}>`),
  );
}

/** Replaces the stage in spread values such as `...platform.dev`. */
function spreadsFor(code: string, like: string, name: string): string {
  const access = propertyKey(name) === name ? `.${name}` : `[${quoted(name)}]`;
  const old = like.replaceAll('-', '\\-');
  return code
    .replaceAll(
      new RegExp(`(\\.\\.\\.\\w+)(?:\\.${old}\\b(?!-)|\\['${old}'\\])`, 'g'),
      `$1${access}`,
    )
    .replaceAll(new RegExp(`(\\.\\.\\.\\w+)\\('${old}'\\)`, 'g'), `$1(${quoted(name)})`);
}
