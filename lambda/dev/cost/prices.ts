/** When the prices below were last held against their sources. */
export const PRICES_AS_OF = '2026-11-27';

/** What the parts of a relay cost, in dollars. */
export interface Prices {
  /** A WebSocket message in either direction, for each 32 KB begun. */
  readonly message: number;
  /** A connection, for a minute. */
  readonly connectionMinute: number;
  readonly lambdaRequest: number;
  /** A gigabyte of memory for a second, on arm64. */
  readonly lambdaGigabyteSecond: number;
  /** A consistent read of an item of up to 4 KB, on demand. */
  readonly dynamoRead: number;
  /** A write of an item of up to 1 KB, on demand. */
  readonly dynamoWrite: number;
  /** Traffic from EC2 to the internet. */
  readonly ec2GigabyteOut: number;
}

/** What belongs to no region, or is only known for one. */
export interface OtherPrices {
  readonly cloudflareGigabyte: number;
  readonly cloudflareFreeGigabytes: number;
  readonly kinesisTurnMinute: number;
  /** A signaling message of Kinesis Video Streams, sent or received. */
  readonly kinesisMessage: number;
  /** A signaling channel that anybody was connected to in that month. */
  readonly kinesisChannelMonth: number;
}

const MILLION = 1_000_000;

/**
 * us-east-1, without the free tiers: those of Lambda and DynamoDB are an account's, not this relay's, and that of API
 * Gateway ends after a year.
 *
 * - API Gateway: https://aws.amazon.com/api-gateway/pricing/ ("WebSocket APIs", the first billion messages)
 * - Lambda: https://aws.amazon.com/lambda/pricing/ (arm64, the first 7.5 billion GB-seconds)
 * - DynamoDB: https://aws.amazon.com/dynamodb/pricing/on-demand/ (since 1 November 2024, half of what it was before)
 * - EC2: https://aws.amazon.com/ec2/pricing/on-demand/ ("Data Transfer OUT", the first 10 TB; 100 GB of it are free)
 */
const US_EAST_1: Prices = {
  message: 1 / MILLION,
  connectionMinute: 0.25 / MILLION,
  lambdaRequest: 0.2 / MILLION,
  lambdaGigabyteSecond: 0.0000133334,
  dynamoRead: 0.125 / MILLION,
  dynamoWrite: 0.625 / MILLION,
  ec2GigabyteOut: 0.09,
};

/** What is known to cost something else elsewhere. What is left out here is taken from us-east-1. */
const ELSEWHERE: Readonly<Record<string, Partial<Prices>>> = {
  'us-east-1': {},
  'ap-southeast-2': { message: 1.3 / MILLION, connectionMinute: 0.325 / MILLION },
};

/**
 * - Cloudflare: https://developers.cloudflare.com/realtime/turn/ (what its edge sends to the client that asked for the relay)
 * - Kinesis Video Streams: https://aws.amazon.com/kinesis/video-streams/pricing/
 */
export const OTHER_PRICES: OtherPrices = {
  cloudflareGigabyte: 0.05,
  cloudflareFreeGigabytes: 1_000,
  kinesisTurnMinute: 0.12 / 1_000,
  kinesisMessage: 2.25 / MILLION,
  kinesisChannelMonth: 0.03,
};

export interface RegionalPrices {
  readonly prices: Prices;
  /** What is counted with the price of us-east-1, for want of the region's own; nothing in us-east-1 itself. */
  readonly borrowed: 'nothing' | 'part' | 'everything';
}

/** The prices of a region, as far as they are known here. */
export function pricesOf(region: string): RegionalPrices {
  const own = Object.hasOwn(ELSEWHERE, region) ? ELSEWHERE[region] : undefined;
  const borrowed = region === 'us-east-1' ? 'nothing' : own ? 'part' : 'everything';
  return { prices: { ...US_EAST_1, ...own }, borrowed };
}
