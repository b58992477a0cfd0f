import { formatTable } from '../../test/bench/figures.mjs';
import { aloneTable, stormTable } from '../../test/bench/reconnect-storm/policies.mjs';
import { importTypeScript } from '../../test/support/import-typescript.mjs';

const { BILLED, costOf, MEMORY_GIGABYTES } = await importTypeScript('lambda/dev/cost/cost-of.ts');
const { usageOf } = await importTypeScript('lambda/dev/cost/call-usage.ts');
const { NAMES } = await importTypeScript('lambda/dev/cost/cost-table.ts');
const { estimate } = await importTypeScript('lambda/dev/cost/estimate.ts');
const { count, dollars, quantity } = await importTypeScript('lambda/dev/cost/figures.ts');
const { pricesOf } = await importTypeScript('lambda/dev/cost/prices.ts');

const { prices } = pricesOf('us-east-1');
const MINUTES = 10;
const TURN_SHARE = 0.15;
const MONTHS = [1_000, 100_000, 10_000_000];
const HOURS = [1_000, 100_000, 10_000_000];
const HOUR_SECONDS = 3_600;

/** Which part of a usage each row of the table of units is about. */
const PARTS = {
  whoAmI: 'who-am-I, each side once',
  keepAlives: 'keep-alives, every 4 minutes each side',
  relayedMessages: 'relayed messages, ring to hang-up',
  roomJoins: 'room: each side comes and goes',
  iceServersRequests: 'ICE servers, each side once',
  minutesConnected: 'both connected',
};

function estimates() {
  return MONTHS.map((calls) =>
    estimate({ calls, minutes: MINUTES, turnShare: TURN_SHARE }, prices),
  );
}

/** What a call of ten minutes asks for, part by part. */
function unitsTable() {
  const usage = usageOf({ minutes: MINUTES, meetsInRoom: true, asksForIceServers: true });
  const none = Object.fromEntries(Object.keys(usage).map((name) => [name, 0]));
  const row = (title, times, part) => {
    const { units, total } = costOf(part, prices);
    return [title, times, ...BILLED.map((name) => quantity(units[name])), dollars(total)];
  };
  return formatTable(
    ['', 'times', ...BILLED.map((name) => NAMES[name]), 'a call'],
    [
      ...Object.entries(PARTS).map(([name, title]) =>
        row(title, quantity(usage[name]), { ...none, [name]: usage[name] }),
      ),
      row('sum', '', usage),
    ],
  );
}

/** What is paid in a month. */
function monthsTable() {
  const months = estimates();
  const rows = BILLED.map((name) => [
    NAMES[name],
    dollars(months[0].aCall.dollars[name]),
    ...months.map(({ aCall }, index) => dollars(aCall.dollars[name] * MONTHS[index])),
  ]);
  const sum = [
    'the relay, sum',
    dollars(months[0].aCall.total),
    ...months.map(({ aCall }, index) => dollars(aCall.total * MONTHS[index])),
  ];
  return formatTable(head('', true), [...rows, sum]);
}

function designsTable() {
  const months = estimates();
  const rows = months[0].designs.map(({ name, aCall }, index) => [
    name,
    dollars(aCall),
    ...months.map(({ designs }) => dollars(designs[index].aMonth)),
  ]);
  return formatTable(head('', true), rows);
}

function turnTable() {
  const months = estimates();
  const traffic = [
    'traffic, one way',
    ...months.map(({ turnGigabytes }) => `${quantity(turnGigabytes)} GB`),
  ];
  const rows = months[0].turn.map(({ provider }, index) => [
    provider,
    ...months.map(({ turn }) => dollars(turn[index].aMonth)),
  ]);
  return formatTable(head('', false), [traffic, ...rows]);
}

/** What a relay has to bear in a second where calls come evenly, and what there is of it. */
function limitsTable() {
  const usage = usageOf({ minutes: MINUTES, meetsInRoom: true, asksForIceServers: true });
  const { units, total } = costOf(usage, prices);
  const { relayedMessages, whoAmI, keepAlives, roomJoins, iceServersRequests } = usage;
  const framesIn = relayedMessages + whoAmI + keepAlives + roomJoins + iceServersRequests;
  // Each relayed message is posted, and so is the news that somebody came or went.
  const posts = relayedMessages + roomJoins;
  const seconds = units.lambdaGigabyteSecond / MEMORY_GIGABYTES;
  const rows = [
    ['new connections a second', '500, burst 500', whoAmI],
    ['messages to the relay a second', '100 (`ThrottleRate`)', framesIn],
    ['all requests a second, POSTs with them', '10,000', framesIn + posts + whoAmI],
    ['Lambda functions at once', '10 or 1,000', seconds],
    ['DynamoDB reads a second', '12,000 at first', units.dynamoRead],
    ['DynamoDB writes a second', '4,000 at first', units.dynamoWrite],
  ].map(([name, limit, perCall]) => [
    name,
    limit,
    quantity(perCall),
    ...HOURS.map((calls) => quantity((calls / HOUR_SECONDS) * perCall)),
  ]);
  const cost = [
    'dollars an hour',
    '',
    dollars(total),
    ...HOURS.map((calls) => dollars(calls * total)),
  ];
  return formatTable(
    ['', 'there are', 'a call', ...HOURS.map((calls) => `${count(calls)} calls an hour`)],
    [...rows, cost],
  );
}

function head(first, withCall) {
  return [
    first,
    ...(withCall ? ['a call'] : []),
    ...MONTHS.map((calls) => `${count(calls)} calls`),
  ];
}

/** The tables of docs/cost.md by their names. */
export function costTables() {
  return {
    units: unitsTable(),
    months: monthsTable(),
    designs: designsTable(),
    turn: turnTable(),
    limits: limitsTable(),
    storm: stormTable(),
    alone: aloneTable(),
  };
}

const markers = (name) => [`<!-- table: ${name} -->`, `<!-- end: ${name} -->`];

/** @returns {Record<string, string>} the tables that stand in the page */
export function readTables(page) {
  const found = {};
  for (const name of page.matchAll(/<!-- table: (\w+) -->/g)) {
    const [begin, end] = markers(name[1]);
    found[name[1]] = page.slice(page.indexOf(begin) + begin.length, page.indexOf(end)).trim();
  }
  return found;
}

/** Puts the tables into the page, each between its marks. */
export function writeTables(page, tables) {
  return Object.entries(tables).reduce((text, [name, table]) => {
    const [begin, end] = markers(name);
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`docs/cost.md has no place for the table ${name}.`);
    return `${text.slice(0, from + begin.length)}\n\n${table}\n\n${text.slice(to)}`;
  }, page);
}
