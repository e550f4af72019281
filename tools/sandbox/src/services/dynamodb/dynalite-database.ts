/**
 * dynalite in this process, on disk. It is an HTTP server; its requests are handed to it without a
 * socket, which is twice as fast, and leaves no port that would answer whoever asks.
 */
import dynalite from 'dynalite';
import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { makePrivateFolder } from '../../files/private-files';
import { noteCleanStop, takeCleanStop } from './clean-stop';
import { repairIndexes } from './index-repair';

/** An operation's JSON answer as DynamoDB's protocol has it. */
export interface DynamoDbResponse {
  readonly status: number;
  readonly body: string;
}

/** What dynalite looks for in a request; it does not verify a signature. */
const HEADERS = {
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-date': '20200101T000000Z',
  authorization: 'AWS4-HMAC-SHA256 Credential=sandbox, SignedHeaders=host, Signature=none',
};

export class DynaliteDatabase {
  private readonly server: Server;

  private constructor(private readonly folder: string) {
    const path = folder;
    this.server = dynalite({ path, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  }

  /**
   * Opens a database; where it was not closed before, its indexes are repaired first.
   *
   * @param folder made when missing.
   * @throws {Error} when it can't be opened as a database.
   */
  static async open(folder: string): Promise<DynaliteDatabase> {
    const isNew = !existsSync(folder);
    makePrivateFolder(folder);
    if (!isNew && !takeCleanStop(folder)) await repairIndexes(folder);
    const database = new DynaliteDatabase(folder);
    const { status } = await database.send('ListTables', '{}');
    if (status !== 200) throw new Error(`${folder} can't be opened as a database`);
    return database;
  }

  /**
   * @param operation such as `PutItem`.
   * @param body the request as JSON text.
   */
  send(operation: string, body: string): Promise<DynamoDbResponse> {
    const target = `DynamoDB_20120810.${operation}`;
    const request = Object.assign(new EventEmitter(), {
      method: 'POST',
      url: '/',
      headers: { ...HEADERS, 'x-amz-target': target },
    });
    return new Promise((resolve) => {
      this.server.emit('request', request, new Response(resolve));
      request.emit('data', Buffer.from(body));
      request.emit('end');
    });
  }

  /**
   * dynalite closes its files only as a server that listens, so it does for that moment. It does the
   * writes under way first; where it can't, the next start takes it as a kill.
   */
  async close(): Promise<void> {
    const { server } = this;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    const failure = await new Promise((resolve) => server.close(resolve));
    if (!failure) noteCleanStop(this.folder);
  }
}

/** What dynalite answers into. */
class Response {
  statusCode = 200;

  constructor(private readonly resolve: (response: DynamoDbResponse) => void) {}

  /** Headers are the protocol's matter. */
  setHeader(): void {
    return undefined;
  }

  end(body = ''): void {
    this.resolve({ status: this.statusCode, body });
  }
}
