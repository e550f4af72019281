/** The tags of an account's tables: policies ask for them, so that they are remembered. */
import { z } from 'zod';
import { tagList, tagsByKey, type Tags } from '../tags';
import type { DynamoDbResponse } from './refusal';

type TagList = z.output<typeof tagList>;

type Send = (
  operation: 'ListTagsOfResource' | 'TagResource' | 'UntagResource',
  input: Readonly<Record<string, unknown>>,
) => Promise<DynamoDbResponse>;

const listedTags = z.object({ Tags: tagList });

const CHANGING: ReadonlySet<string> = new Set([
  'CreateTable',
  'DeleteTable',
  'TagResource',
  'UntagResource',
]);

export class TableTags {
  /** By the table's ARN. */
  private readonly known = new Map<string, Promise<Tags>>();

  constructor(private readonly send: Send) {}

  /** Returns the tags of a table, which its indexes share; none where it is not there. */
  of(tableArn: string): Promise<Tags> {
    const known = this.known.get(tableArn);
    if (known) return known;
    const found = this.read(tableArn);
    this.known.set(tableArn, found);
    // What could not be read is read again by whoever asks next.
    found.catch(() => this.known.delete(tableArn));
    return found;
  }

  /**
   * Sets the tags of a table's template, and removes those of the previous template.
   *
   * @throws {Error} where DynamoDB refuses one.
   */
  async put(tableArn: string, wanted: TagList, before: TagList): Promise<void> {
    const isWanted = (key: string) => wanted.some(({ Key }) => Key === key);
    const TagKeys = before.map(({ Key }) => Key).filter((key) => !isWanted(key));
    if (TagKeys.length > 0) await this.send('UntagResource', { ResourceArn: tableArn, TagKeys });
    const known = await this.of(tableArn);
    const Tags = wanted.filter(({ Key, Value }) => known.get(Key.toLowerCase()) !== Value);
    if (Tags.length === 0) return;
    const { status, body } = await this.send('TagResource', { ResourceArn: tableArn, Tags });
    if (status !== 200) throw new Error(`TagResource of table ${tableArn}: ${body}`);
  }

  /** To be called after each operation: a read that began before it is not believed either. */
  after(operation: string): void {
    if (CHANGING.has(operation)) this.known.clear();
  }

  private async read(ResourceArn: string): Promise<Tags> {
    const { status, body } = await this.send('ListTagsOfResource', { ResourceArn });
    return status === 200 ? tagsByKey(listedTags.parse(JSON.parse(body)).Tags) : new Map();
  }
}
