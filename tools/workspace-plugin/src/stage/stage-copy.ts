/** A stage's object in a TypeScript file, copied for another stage: settings stay, and values become placeholders. */
import type { Step, TypeScriptSource } from '../source/typescript-source';
import { propertyKey, quoted } from '../source/typescript-source';
import { placeholders } from './placeholders';

/** The stage that is added. */
export interface NewStage {
  readonly name: string;
  /** The stage whose settings it gets. */
  readonly like: string;
  /** The stage that is deployed right before it. */
  readonly after: string;
  readonly region: string;
  /** ID of the AWS-managed prefix list of DynamoDB in that Region. */
  readonly dynamoDbPrefixListId: string;
}

/** Where the stages of an app are written: an object with a property for each. */
export interface StageObject {
  readonly steps: readonly Step[];
  /** The app, as placeholders name it; undefined for what all apps share. */
  readonly app?: string;
}

/**
 * Returns the source with the new stage as a property behind that of `after`.
 * @throws Error when `like` or `after` must be a literal property there
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
      // Who is trusted to deploy, and with which policies, is no resource of the stage.
      bootstrap === undefined ? copy : copy.withCode([...steps, name, 'bootstrap'], bootstrap),
    );
}

/** By their keys in a stage: a certificate is an object there. */
function placeholdersOf(stage: string, app: string): Readonly<Record<string, string>> {
  const { certificateArn, ...plain } = placeholders;
  const values = Object.entries(plain).map(([key, of]) => [key, of(stage, app)] as const);
  return { ...Object.fromEntries(values), certificate: certificateArn(stage, app) };
}

/** Resources and accounts of another stage, such as a vault for backups, are none of the new one. */
const RESOURCE = /'((?:arn:|vpce-)[^'\s]+|\d{12})'/g;

function withoutResources(code: string, owner: string): string {
  return code.replaceAll(RESOURCE, (_match, resource: string) =>
    quoted(`<${owner}, in place of ${resource}>`),
  );
}

/** What a stage takes over from elsewhere, such as `...platform.dev`, is that of the new stage. */
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
