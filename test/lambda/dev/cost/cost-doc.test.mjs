import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { costTables, readTables, writeTables } from '../../../../scripts/docs/cost-tables.mjs';

const page = readFileSync(new URL('../../../../docs/cost.md', import.meta.url), 'utf8');

/** The last figure of a row, as a number. */
function lastOf(table, name) {
  const row = table.split('\n').find((line) => line.startsWith(`| ${name} `));
  return Number(/([\d.,]+) \|$/.exec(row)[1].replaceAll(',', ''));
}

describe('docs/cost.md', () => {
  test('has the figures of the program in its tables', () => {
    const tables = costTables();
    const written = readTables(page);
    assert.deepEqual(Object.keys(written).sort(), Object.keys(tables).sort());
    for (const [name, table] of Object.entries(tables)) assert.equal(written[name], table, name);
    assert.equal(writeTables(page, tables), page, 'written again, the page stays as it is');
  });

  test('says the same in its sentences', () => {
    const { limits, turn } = costTables();
    const anHour = lastOf(limits, 'dollars an hour');
    assert.ok(page.includes(`It costs $${Math.round(anHour)} an hour`));
    const providers = ['Cloudflare', 'Kinesis Video Streams', 'own coturn on EC2'];
    const ratios = providers.map((name) => lastOf(turn, name) / anHour);
    const range = `${Math.round(Math.min(...ratios))} to ${Math.round(Math.max(...ratios))} times`;
    assert.equal(page.split(range).length - 1, 2, range);
  });
});
