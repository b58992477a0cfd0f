import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { DeleteItemCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { importTypeScript } from '../../support/import-typescript.mjs';
import { operator, startDynalite, startMoto, tableEnvironment } from '../support/dynamo.mjs';

const { MemoryRoomStore } = await importTypeScript('lambda/rooms/memory-room-store.ts');
const { DynamoRoomStore } = await importTypeScript('lambda/rooms/dynamo-room-store.ts');

const HOUR_MS = 3_600_000;
let nowMs = Date.now();
const now = () => nowMs;
let keys = 0;

/** What every store of rooms does. */
function contract(name, store) {
  describe(`a room store, ${name}`, () => {
    const newKey = () => `room#${name}-${++keys}`;
    const later = () => nowMs + HOUR_MS;

    test('has nothing at first', async () => {
      assert.equal(await store.read(newKey()), null);
    });

    test('gives back what was written, and a new version with each write', async () => {
      const key = newKey();
      const content = { text: '한글 📞', list: [1, null, { a: true }], __proto__: { x: 1 } };
      assert.equal(await store.write(key, content, null, later()), true);
      const first = await store.read(key);
      assert.deepEqual(first.content, { text: '한글 📞', list: [1, null, { a: true }] });
      assert.equal(await store.write(key, { n: 2 }, first.version, later()), true);
      const second = await store.read(key);
      assert.deepEqual(second.content, { n: 2 });
      assert.notEqual(second.version, first.version);
    });

    test('shares no object with those who write and read', async () => {
      const key = newKey();
      const content = { list: [1] };
      await store.write(key, content, null, later());
      content.list.push(2);
      const read = await store.read(key);
      assert.deepEqual(read.content, { list: [1] });
      read.content.list.push(3);
      assert.deepEqual((await store.read(key)).content, { list: [1] });
    });

    test('writes and removes nothing that has changed meanwhile', async () => {
      const key = newKey();
      await store.write(key, { n: 1 }, null, later());
      const { version: old } = await store.read(key);
      assert.equal(await store.write(key, { n: 2 }, null, later()), false, 'it is there already');
      await store.write(key, { n: 3 }, old, later());
      assert.equal(await store.write(key, { n: 4 }, old, later()), false);
      assert.equal(await store.remove(key, old), false);
      const { content, version } = await store.read(key);
      assert.deepEqual(content, { n: 3 });
      assert.equal(await store.remove(key, version), true);
      assert.equal(await store.read(key), null);
      assert.equal(await store.remove(key, version), false, 'it is gone already');
      assert.equal(await store.write(key, { n: 5 }, version, later()), false);
    });

    test('gives no version twice, also not to an item that was made anew', async () => {
      const key = newKey();
      const versions = new Set();
      for (let round = 0; round < 5; round += 1) {
        await store.write(key, { round }, null, later());
        const { version } = await store.read(key);
        versions.add(version);
        await store.remove(key, version);
      }
      assert.equal(versions.size, 5);
    });

    test('has one winner of many who write at once', async () => {
      const key = newKey();
      for (let round = 0; round < 3; round += 1) {
        const version = (await store.read(key))?.version ?? null;
        const writes = Array.from({ length: 20 }, (_, n) =>
          store.write(key, { round, n }, version, later()),
        );
        const results = await Promise.all(writes);
        assert.equal(results.filter(Boolean).length, 1);
        const { content } = await store.read(key);
        assert.deepEqual(content, { round, n: results.indexOf(true) });
      }
    });

    test('counts what has expired as absent, and lets it be overwritten', async () => {
      const key = newKey();
      await store.write(key, { n: 1 }, null, nowMs + 60_000);
      nowMs += 59_000;
      assert.deepEqual((await store.read(key)).content, { n: 1 });
      nowMs += 2_000;
      const expired = await store.read(key);
      assert.equal(expired.content, null);
      assert.equal(await store.write(key, { n: 2 }, expired.version, later()), true);
      assert.deepEqual((await store.read(key)).content, { n: 2 });
    });

    test('keeps keys apart', async () => {
      const [one, other] = [newKey(), newKey()];
      await store.write(one, { n: 1 }, null, later());
      await store.write(other, { n: 2 }, null, later());
      const { version } = await store.read(one);
      assert.equal(await store.remove(other, version), false);
      assert.deepEqual((await store.read(other)).content, { n: 2 });
    });
  });
}

/** What a table of DynamoDB can hold besides. */
function tableContract(name, store, endpoint) {
  describe(`a room store, ${name}: the table`, () => {
    const client = operator(endpoint);
    const TableName = 'rooms';

    test('has the attributes that the template and the TTL go by', async () => {
      await store.write('room#attributes', { n: 1 }, null, 1_800_000_000_001);
      const Key = { pk: { S: 'room#attributes' } };
      const { Item } = await client.send(new GetItemCommand({ TableName, Key }));
      assert.deepEqual(Object.keys(Item).sort(), ['content', 'expires', 'pk', 'version']);
      assert.deepEqual(Item.expires, { N: '1800000001' }, 'in seconds');
      assert.deepEqual(Item.content, { S: '{"n":1}' });
    });

    const foreign = [
      ['without a version', {}],
      ['with a number for a version', { version: { N: '5' } }],
      ['with an empty version', { version: { S: '' } }],
      [
        'with a version, but without content',
        { version: { S: 'v' }, expires: { N: '9999999999' } },
      ],
      [
        'with content that is no JSON',
        { version: { S: 'v' }, expires: { N: '9999999999' }, content: { S: '{' } },
      ],
      [
        'with a list for content',
        { version: { S: 'v' }, expires: { N: '9999999999' }, content: { L: [] } },
      ],
    ];
    for (const [title, attributes] of foreign) {
      test(`takes an item ${title} for none, and overwrites it once`, async () => {
        const pk = `room#foreign ${title}`;
        const Item = { pk: { S: pk }, ...attributes };
        await client.send(new PutItemCommand({ TableName, Item }));
        const { content, version } = await store.read(pk);
        assert.equal(content, undefined);
        assert.equal(await store.write(pk, { n: 1 }, null, nowMs + HOUR_MS), false);
        assert.equal(await store.write(pk, { n: 1 }, version, nowMs + HOUR_MS), true);
        assert.deepEqual((await store.read(pk)).content, { n: 1 });
        assert.equal(await store.write(pk, { n: 2 }, version, nowMs + HOUR_MS), false);
        assert.equal(await store.remove(pk, version), false);
      });
    }

    test('takes an item without a time for one that has expired', async () => {
      const Item = { pk: { S: 'room#timeless' }, version: { S: 'v' }, content: { S: '{"n":1}' } };
      await client.send(new PutItemCommand({ TableName, Item }));
      assert.equal((await store.read('room#timeless')).content, null);
    });

    test('sees what others delete', async () => {
      await store.write('room#deleted', { n: 1 }, null, nowMs + HOUR_MS);
      const { version } = await store.read('room#deleted');
      const Key = { pk: { S: 'room#deleted' } };
      await client.send(new DeleteItemCommand({ TableName, Key }));
      assert.equal(await store.write('room#deleted', { n: 2 }, version, nowMs + HOUR_MS), false);
      assert.equal(await store.write('room#deleted', { n: 2 }, null, nowMs + HOUR_MS), true);
    });

    after(() => client.destroy());
  });
}

/** The store reads its endpoint from the environment, at its first request. */
async function dynamoStore(endpoint) {
  Object.assign(process.env, tableEnvironment(endpoint));
  const store = new DynamoRoomStore('rooms', now);
  await store.read('room#first');
  return store;
}

contract('in memory', new MemoryRoomStore(now));

const dynalite = await startDynalite({ after });
const onDynalite = await dynamoStore(dynalite);
contract('in dynalite', onDynalite);
tableContract('in dynalite', onDynalite, dynalite);

const moto = await startMoto({ after });
if (moto === null) {
  console.log('Left out: the contract of the room store on moto, which Python does not have here.');
} else {
  const onMoto = await dynamoStore(moto);
  contract('in moto', onMoto);
  tableContract('in moto', onMoto, moto);
}
