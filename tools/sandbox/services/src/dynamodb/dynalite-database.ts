/**
 * The DynamoDB operations of one account, on disk.
 *
 * Errors do not leave an operation: its caller receives an error response, and the terminal a line.
 * Closing completes the pending operations first.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { noteCleanStop } from './clean-stop';
import { isDynaliteOperation, runDynalite, type Input } from './dynalite-operation';
import { changeIndex, type IndexChange } from './index-changes';
import { assertReadable } from './input-checks';
import { assertAllowed } from './input-rules';
import { KeyLocks } from './key-locks';
import { DatabaseUnavailableError, type LevelDatabase } from './level-database';
import { countItems, openDatabase } from './open-database';
import { isRefusal, Refusal, refused, type DynamoDbResponse } from './refusal';
import { settleTables } from './settle-tables';
import { tableOperations } from './table-operations';
import { transactOperations } from './transact-items';
import { Transaction } from './transaction';

export interface DynaliteDatabaseProps {
  /** Created if it is missing. */
  readonly folder: string;
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** Called with one line about each operation that failed through no fault of its caller. @default not reported */
  readonly onProblem?: ((line: string) => void) | undefined;
}

/** Operations that lock several items; two of them at a time could deadlock. */
const MANY_ITEMS: ReadonlySet<string> = new Set([
  'BatchWriteItem',
  'TransactGetItems',
  'TransactWriteItems',
]);
const MANY_ITEMS_LOCK = 'many-items';

export class DynaliteDatabase {
  private readonly locks = new KeyLocks();
  private readonly inFlight = new Set<Promise<unknown>>();
  private isClosing = false;
  /** While it is set, no operation starts. */
  private exclusive: Promise<void> | undefined;

  private constructor(
    private readonly props: DynaliteDatabaseProps,
    private readonly database: LevelDatabase,
  ) {}

  /**
   * @param onDamage called with one line about damage found on disk, and the remaining items.
   * @throws {Error} when it can't be opened as a database.
   */
  static async open(
    props: DynaliteDatabaseProps,
    onDamage: (line: string) => void,
  ): Promise<DynaliteDatabase> {
    const { folder, account, region } = props;
    const database = await openDatabase(folder, onDamage);
    try {
      await settleTables(database, `arn:aws:dynamodb:${region}:${account}:`);
    } catch (error) {
      await database.close();
      throw error;
    }
    return new DynaliteDatabase(props, database);
  }

  /**
   * Executes an operation; never rejects.
   *
   * @param operation such as `PutItem`.
   * @param input may be modified.
   */
  async send(operation: string, input: Input): Promise<DynamoDbResponse> {
    while (this.exclusive) await this.exclusive;
    if (this.isClosing) return refused(Refusal.unavailable());
    const answer = this.answer(operation, input);
    this.inFlight.add(answer);
    try {
      return await answer;
    } finally {
      this.inFlight.delete(answer);
    }
  }

  /**
   * Adds or removes an index. Operations wait until the index is complete; in AWS they do not, and
   * return what it contains so far.
   */
  async changeIndex(change: IndexChange): Promise<void> {
    while (this.exclusive) await this.exclusive;
    const changed = this.afterOperations(() => changeIndex(this.database, change));
    this.exclusive = changed.catch(() => undefined);
    try {
      await changed;
    } finally {
      this.exclusive = undefined;
    }
  }

  private async afterOperations(work: () => Promise<void>): Promise<void> {
    while (this.inFlight.size > 0) await Promise.allSettled(this.inFlight);
    await work();
  }

  /** Completes all pending operations, then closes the database; later operations are rejected. */
  async close(): Promise<void> {
    this.isClosing = true;
    while (this.exclusive) await this.exclusive;
    while (this.inFlight.size > 0) await Promise.allSettled(this.inFlight);
    // Operations on tables write once more after their response, with a timer that is due by now.
    await sleep(0);
    const items = await countItems(this.database).catch(() => undefined);
    await this.database.close();
    if (items !== undefined) noteCleanStop(this.props.folder, items);
  }

  private async answer(operation: string, input: Input): Promise<DynamoDbResponse> {
    try {
      return { status: 200, body: await this.run(operation, input) };
    } catch (error) {
      if (isRefusal(error)) return refused(error);
      this.props.onProblem?.(
        `DynamoDB ${operation} in account ${this.props.account}: ${errorSummary(error)}`,
      );
      const isOfDisk = error instanceof DatabaseUnavailableError;
      return refused(isOfDisk ? Refusal.unavailable() : Refusal.internal());
    }
  }

  private async run(operation: string, input: Input): Promise<string> {
    const { account, region } = this.props;
    assertReadable(input);
    assertAllowed(operation, input);
    const act = tableOperations.get(operation) ?? transactOperations.get(operation) ?? runDynalite;
    if (act === runDynalite && !isDynaliteOperation(operation)) throw Refusal.unknownOperation();
    return Transaction.run(this.database, this.locks, async (transaction) => {
      if (MANY_ITEMS.has(operation)) await transaction.lock(MANY_ITEMS_LOCK);
      return act({ transaction, operation, account, region, input });
    });
  }
}

/** Returns an error in one line; for an internal error with its location. */
function errorSummary(error: unknown): string {
  if (error instanceof DatabaseUnavailableError) return error.message;
  if (!(error instanceof Error)) return String(error);
  const place = /\n\s+at ([^\n]+)/.exec(error.stack ?? '')?.[1];
  return place === undefined ? String(error) : `${String(error)} at ${place}`;
}
