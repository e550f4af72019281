/** The tags of an account's tables, cached since policies need them for each call. */
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
  private readonly cache = new Map<string, Promise<Tags>>();

  constructor(private readonly send: Send) {}

  /** Returns the tags of a table, which its indexes share; none if it does not exist. */
  of(tableArn: string): Promise<Tags> {
    const cached = this.cache.get(tableArn);
    if (cached) return cached;
    const tags = this.read(tableArn);
    this.cache.set(tableArn, tags);
    // A failed read is not cached.
    tags.catch(() => this.cache.delete(tableArn));
    return tags;
  }

  /**
   * Sets the tags of a table's template, and removes those of the previous template.
   *
   * @throws {Error} when DynamoDB rejects one.
   */
  async put(tableArn: string, wanted: TagList, before: TagList): Promise<void> {
    const isWanted = (key: string) => wanted.some(({ Key }) => Key === key);
    const TagKeys = before.map(({ Key }) => Key).filter((key) => !isWanted(key));
    if (TagKeys.length > 0) await this.send('UntagResource', { ResourceArn: tableArn, TagKeys });
    const current = await this.of(tableArn);
    const Tags = wanted.filter(({ Key, Value }) => current.get(Key.toLowerCase()) !== Value);
    if (Tags.length === 0) return;
    const { status, body } = await this.send('TagResource', { ResourceArn: tableArn, Tags });
    if (status !== 200) throw new Error(`TagResource of table ${tableArn}: ${body}`);
  }

  /** Must be called after each operation; also invalidates reads that started before it. */
  after(operation: string): void {
    if (CHANGING.has(operation)) this.cache.clear();
  }

  private async read(ResourceArn: string): Promise<Tags> {
    const { status, body } = await this.send('ListTagsOfResource', { ResourceArn });
    return status === 200 ? tagsByKey(listedTags.parse(JSON.parse(body)).Tags) : new Map();
  }
}
