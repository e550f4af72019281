/** How the sandbox treats each error that AWS documents for the emulated operations of DynamoDB. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { services } from '@sandbox/front-doors/aws-api/services';
import { table } from './markdown';

const SPECS = '../tools/sandbox/front-doors/test/services/dynamodb';

interface Treatment {
  /** What the sandbox does, or why the error never occurs. */
  readonly here: string;
  /** The spec, relative to the document, that provokes the error. @default the error never occurs */
  readonly spec?: string;
}

const returned = (spec: string, here = 'the same'): Treatment => ({
  here,
  spec: `${SPECS}/${spec}`,
});
const never = (reason: string): Treatment => ({ here: `never: ${reason}` });

const treatments: Readonly<Record<string, Treatment>> = {
  ConditionalCheckFailedException: returned('dynamodb.spec.ts'),
  IdempotentParameterMismatchException: returned('transactions.spec.ts'),
  InternalServerError: returned(
    'faults.spec.ts',
    'the same, for an internal error of the sandbox, which the terminal shows; a full disk causes `ServiceUnavailable`',
  ),
  InvalidEndpointException: never('every account has a single endpoint here'),
  ItemCollectionSizeLimitExceededException: never('local secondary indexes are not emulated'),
  LimitExceededException: never('operations on tables run one at a time'),
  ProvisionedThroughputExceededException: never('throughput is not limited'),
  ReplicatedWriteConflictException: never('a table exists in a single Region'),
  RequestLimitExceeded: never('throughput is not limited'),
  ResourceInUseException: returned(
    'errors.spec.ts',
    'the same, for a table that already exists; no other operation on a table is ever in progress',
  ),
  ResourceNotFoundException: returned('dynamodb.spec.ts'),
  ThrottlingException: never('throughput is not limited'),
  TransactionCanceledException: returned(
    'transactions.spec.ts',
    'the same, for the reasons `ConditionalCheckFailed` and `ValidationError`',
  ),
  TransactionConflictException: never('conflicting requests wait for the transaction'),
  TransactionInProgressException: never('a request with the same token waits for the first'),
};

/** Errors of all operations. @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/CommonErrors.html */
const common: Readonly<Record<string, Treatment>> = {
  AccessDeniedException: returned('operations.spec.ts'),
  SerializationException: returned('errors.spec.ts'),
  ServiceUnavailable: returned('faults.spec.ts'),
  UnknownOperationException: returned('operations.spec.ts'),
  ValidationException: returned('conformance.spec.ts'),
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

/** Returns the treatment of each error, by its name. */
export function treatedErrors(): ReadonlyMap<string, Treatment> {
  return new Map(Object.entries({ ...treatments, ...common }));
}

/** Returns the names of the errors in the table that AWS documents for single operations. */
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

/** Lists the operations or, if they are more than half of all, the others. */
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
