// `node scripts/docs/write-cost-tables.mjs`: puts the tables of the costs into docs/cost.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { costTables, writeTables } from './cost-tables.mjs';

const page = new URL('../../docs/cost.md', import.meta.url);
writeFileSync(page, writeTables(readFileSync(page, 'utf8'), costTables()));
