import type {
  AttributeValue,
  ConditionalCheckFailedException,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { awsClientLimits } from '../aws/client-limits.js';
import { RoomsError, type RoomStore, type StoredItem } from './room-store.js';

/** The version of an item that nobody of ours has written. Ours are never empty. */
const FOREIGN = '';

/** How DynamoDB says that it takes no more: of this table, of this account, or of this item. */
const THROTTLED: readonly string[] = [
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
];

/**
 * Rooms in a DynamoDB table, whose key is the text `pk` and whose TTL attribute is `expires`. It needs no other permission
 * than GetItem, PutItem and DeleteItem. Each call is one of these on one item: no scan, no transaction.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ConditionExpressions.html
 */
export class DynamoRoomStore implements RoomStore {
  readonly #table: string;
  readonly #now: () => number;
  #client: DynamoDBClient | null = null;

  /** @param now - milliseconds since 1970 */
  constructor(table: string, now: () => number) {
    this.#table = table;
    this.#now = now;
  }

  async read(key: string): Promise<StoredItem | null> {
    const { GetItemCommand } = await import('../aws/dynamodb.js');
    const command = new GetItemCommand({
      TableName: this.#table,
      Key: { pk: { S: key } },
      ConsistentRead: true,
    });
    const client = await this.#connect();
    const { Item: item } = await client.send(command).catch(fail);
    if (!item) return null;
    const version = item['version']?.S ?? FOREIGN;
    return { content: version === FOREIGN ? undefined : this.#contentOf(item), version };
  }

  async write(
    key: string,
    content: object,
    expected: string | null,
    expiresAtMs: number,
  ): Promise<boolean> {
    const version = crypto.randomUUID();
    const { PutItemCommand } = await import('../aws/dynamodb.js');
    const command = new PutItemCommand({
      TableName: this.#table,
      Item: {
        pk: { S: key },
        version: { S: version },
        expires: { N: String(Math.ceil(expiresAtMs / 1000)) },
        content: { S: JSON.stringify(content) },
      },
      ...condition(expected),
    });
    const client = await this.#connect();
    try {
      await client.send(command);
      return true;
    } catch (error) {
      if (!isConditionFailed(error)) return fail(error);
      // The SDK's second attempt fails like this if the first was heard, but not its answer.
      const mayBeOurs = (error.$metadata.attempts ?? 1) > 1;
      return mayBeOurs && (await this.read(key))?.version === version;
    }
  }

  async remove(key: string, expected: string): Promise<boolean> {
    const { DeleteItemCommand } = await import('../aws/dynamodb.js');
    const command = new DeleteItemCommand({
      TableName: this.#table,
      Key: { pk: { S: key } },
      ...condition(expected),
    });
    const client = await this.#connect();
    try {
      await client.send(command);
      return true;
    } catch (error) {
      if (isConditionFailed(error)) return false;
      return fail(error);
    }
  }

  /** Not part of the start of a function: its first message is who-am-I, which needs no table. */
  async #connect(): Promise<DynamoDBClient> {
    const { DynamoDBClient } = await import('../aws/dynamodb.js');
    this.#client ??= new DynamoDBClient(awsClientLimits());
    return this.#client;
  }

  #contentOf({ expires, content }: Record<string, AttributeValue>): unknown {
    // AWS deletes what has expired, but takes up to days for it.
    if (Number(expires?.N ?? 0) * 1000 <= this.#now()) return null;
    try {
      return JSON.parse(content?.S ?? '') as unknown;
    } catch {
      return undefined;
    }
  }
}

function isConditionFailed(error: unknown): error is ConditionalCheckFailedException {
  return error instanceof Error && error.name === 'ConditionalCheckFailedException';
}

function condition(expected: string | null) {
  if (expected === null) return { ConditionExpression: 'attribute_not_exists(pk)' };
  if (expected === FOREIGN) {
    return {
      ConditionExpression:
        'attribute_not_exists(#version) OR NOT attribute_type(#version, :text) OR #version = :none',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':text': { S: 'S' }, ':none': { S: FOREIGN } },
    };
  }
  return {
    ConditionExpression: '#version = :version',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':version': { S: expected } },
  };
}

function fail(cause: unknown): never {
  const isThrottled = cause instanceof Error && THROTTLED.includes(cause.name);
  throw isThrottled
    ? new RoomsError('throttled', 'DynamoDB takes no more requests at the moment.', { cause })
    : new RoomsError('unavailable', 'DynamoDB did not do what it was asked.', { cause });
}
