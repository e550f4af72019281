/** What becomes of each error that AWS documents for the operations of DynamoDB that are emulated. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { services } from '@sandbox/front-doors/aws-api/services';
import { table } from './markdown';

const SPECS = '../tools/sandbox/front-doors/test/services/dynamodb';

interface Treatment {
  /** What the sandbox does, or why the error never is. */
  readonly here: string;
  /** The spec, relative to the document, that provokes the error. @default it never is */
  readonly spec?: string;
}

const answered = (spec: string, here = 'the same'): Treatment => ({
  here,
  spec: `${SPECS}/${spec}`,
});
const never = (reason: string): Treatment => ({ here: `never: ${reason}` });

const treatments: Readonly<Record<string, Treatment>> = {
  ConditionalCheckFailedException: answered('dynamodb.spec.ts'),
  IdempotentParameterMismatchException: answered('transactions.spec.ts'),
  InternalServerError: answered(
    'faults.spec.ts',
    'the same, for a fault of the sandbox, which the terminal reports; a full disk is a `ServiceUnavailable`',
  ),
  InvalidEndpointException: never('every account has one endpoint here'),
  ItemCollectionSizeLimitExceededException: never('local secondary indexes are not emulated'),
  LimitExceededException: never('one change of a table is done before the next begins'),
  ProvisionedThroughputExceededException: never('throughput is not limited'),
  ReplicatedWriteConflictException: never('a table is in one Region'),
  RequestLimitExceeded: never('throughput is not limited'),
  ResourceInUseException: answered(
    'errors.spec.ts',
    'the same, for a table that is there already; no other change of a table is ever under way',
  ),
  ResourceNotFoundException: answered('dynamodb.spec.ts'),
  ThrottlingException: never('throughput is not limited'),
  TransactionCanceledException: answered(
    'transactions.spec.ts',
    'the same, for the reasons `ConditionalCheckFailed` and `ValidationError`',
  ),
  TransactionConflictException: never('what conflicts with a transaction waits for it'),
  TransactionInProgressException: never('a request with the same token waits for the first'),
};

/** Of all operations. @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/CommonErrors.html */
const common: Readonly<Record<string, Treatment>> = {
  AccessDeniedException: answered('operations.spec.ts'),
  SerializationException: answered('errors.spec.ts'),
  ServiceUnavailable: answered('faults.spec.ts'),
  UnknownOperationException: answered('operations.spec.ts'),
  ValidationException: answered('conformance.spec.ts'),
};

/** The operations that document each error, by its name. */
export type DocumentedErrors = ReadonlyMap<string, readonly string[]>;

/** Returns the errors of the emulated operations, as the SDK's own documentation lists them. */
export function documentedErrors(): DocumentedErrors {
  const errors = new Map<string, string[]>();
  for (const operation of operations()) {
    for (const error of errorsOf(operation)) {
      errors.set(error, [...(errors.get(error) ?? []), operation]);
    }
  }
  return new Map([...errors].sort(([one], [other]) => one.localeCompare(other)));
}

/** Returns a table with a row for each error. */
export function errorTable(): string {
  const rows = [...documentedErrors()].map(([error, of]) =>
    row(error, shortened(of), treatments[error]),
  );
  const ofAll = Object.entries(common).map(([error, treatment]) => row(error, 'all', treatment));
  return table(['Error', 'Documented for', 'The sandbox', 'Test'], [...rows, ...ofAll]);
}

/** Returns what the table says of each error, by its name. */
export function treatedErrors(): ReadonlyMap<string, Treatment> {
  return new Map(Object.entries({ ...treatments, ...common }));
}

/** Returns the names of the errors that AWS documents for single operations, as the table has them. */
export function tabledErrors(): readonly string[] {
  return Object.keys(treatments);
}

function row(error: string, operations: string, treatment?: Treatment): readonly string[] {
  const { here, spec } = treatment ?? { here: '?' };
  return [`\`${error}\``, operations, here, spec === undefined ? '' : `[spec](${spec})`];
}

function operations(): readonly string[] {
  return [...(services['dynamodb']?.operations.keys() ?? [])].sort();
}

/** Of more than half of the operations, those that don't document the error. */
function shortened(documenting: readonly string[]): string {
  const others = operations().filter((operation) => !documenting.includes(operation));
  const names = (list: readonly string[]) => list.map((name) => `\`${name}\``).join(', ');
  return others.length < documenting.length ? `all but ${names(others)}` : names(documenting);
}

const client = dirname(require.resolve('@aws-sdk/client-dynamodb/package.json'));

function errorsOf(operation: string): readonly string[] {
  const file = join(client, `dist-types/commands/${operation}Command.d.ts`);
  const thrown = readFileSync(file, 'utf8').matchAll(/@throws \{@link (\w+)\} \(/g);
  return [...new Set([...thrown].flatMap(([, name]) => name ?? []))];
}
