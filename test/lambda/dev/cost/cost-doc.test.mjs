import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { costTables, readTables, writeTables } from '../../../../scripts/docs/cost-tables.mjs';

const page = readFileSync(new URL('../../../../docs/cost.md', import.meta.url), 'utf8');

describe('docs/cost.md', () => {
  test('has the figures of the program in its tables', () => {
    const tables = costTables();
    const written = readTables(page);
    assert.deepEqual(Object.keys(written).sort(), Object.keys(tables).sort());
    for (const [name, table] of Object.entries(tables)) assert.equal(written[name], table, name);
    assert.equal(writeTables(page, tables), page, 'written again, the page stays as it is');
  });
});
