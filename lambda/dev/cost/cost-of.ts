import type { CallUsage } from './call-usage.js';
import type { Prices } from './prices.js';

/** What is paid for, by the name of its price, in the order of the table. */
export const BILLED = [
  'message',
  'connectionMinute',
  'lambdaRequest',
  'lambdaGigabyteSecond',
  'dynamoRead',
  'dynamoWrite',
] as const satisfies readonly (keyof Prices)[];

export type Billed = (typeof BILLED)[number];

export interface Cost {
  /** How many of each. */
  readonly units: Readonly<Record<Billed, number>>;
  readonly dollars: Readonly<Record<Billed, number>>;
  /** In dollars. */
  readonly total: number;
}

/** Of the function: what Lambda bills for each second of it. */
export const MEMORY_GIGABYTES = 0.25;
/** What Lambda bills for an invocation: assumptions, to be held against the `REPORT` lines of your own function. */
const PLAIN_SECONDS = 0.01;
/** With three or four requests to DynamoDB. */
const ROOM_SECONDS = 0.03;
/** With a request to Cloudflare or Kinesis; a coturn credential is made without one. */
const ICE_SERVERS_SECONDS = 0.1;

/** The connection and the room are read (consistently), then both are written. */
const READS_PER_JOIN = 2;
const WRITES_PER_JOIN = 2;
/** The connection and its room are read; the one is deleted, the other written. */
const READS_PER_LEAVE = 2;
const WRITES_PER_LEAVE = 2;

/** Whether the connection is in a room; then how many its network has had in this hour, which is written with one more. */
const READS_PER_ICE_SERVERS = 2;
const WRITES_PER_ICE_SERVERS = 1;

/**
 * What one call costs at the relay. Each question is a frame in and one out; so is each relayed message, whose second
 * half is a POST to `@connections`. A second member's coming, and the first one's leaving, is told to the other.
 */
export function costOf(usage: CallUsage, prices: Prices): Cost {
  const units = unitsOf(usage);
  const dollarsOf = (name: Billed): [Billed, number] => [name, units[name] * prices[name]];
  const dollars = Object.fromEntries(BILLED.map(dollarsOf)) as Record<Billed, number>;
  return { units, dollars, total: BILLED.reduce((sum, name) => sum + dollars[name], 0) };
}

/** All messages of a call, where each has up to 32 KB. */
export function unitsOf(usage: CallUsage): Record<Billed, number> {
  const { relayedMessages, answeredMessages, whoAmI, keepAlives, roomJoins, iceServersRequests } =
    usage;
  const questions = whoAmI + keepAlives + roomJoins + iceServersRequests;
  const plain = whoAmI + keepAlives + relayedMessages;
  // Leaving is the `$disconnect` of a connection, which is invoked, but is no message. Who was in no room is looked up.
  const leaves = roomJoins;
  const otherEnds = Math.max(0, usage.disconnects - leaves);
  // In each pair of joins, the second is news for the first; in each pair of leaves, the first for the second.
  const news = roomJoins;
  const seconds =
    (plain + otherEnds) * PLAIN_SECONDS +
    (roomJoins + leaves) * ROOM_SECONDS +
    iceServersRequests * ICE_SERVERS_SECONDS;
  return {
    message: 2 * (questions + relayedMessages) + answeredMessages + news,
    connectionMinute: usage.minutesConnected,
    lambdaRequest: plain + roomJoins + leaves + otherEnds + iceServersRequests,
    lambdaGigabyteSecond: seconds * MEMORY_GIGABYTES,
    dynamoRead:
      roomJoins * READS_PER_JOIN +
      leaves * READS_PER_LEAVE +
      otherEnds +
      iceServersRequests * READS_PER_ICE_SERVERS,
    dynamoWrite:
      roomJoins * WRITES_PER_JOIN +
      leaves * WRITES_PER_LEAVE +
      iceServersRequests * WRITES_PER_ICE_SERVERS,
  };
}
