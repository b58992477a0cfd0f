import { tutorialUsageOf, usageOf, type CallUsage } from './call-usage.js';
import { costOf, type Cost } from './cost-of.js';
import { OTHER_PRICES, type Prices } from './prices.js';

/** The calls of a month. */
export interface Traffic {
  readonly calls: number;
  /** How long each of them lasts. */
  readonly minutes: number;
  /** Which part of them needs TURN, from 0 to 1. */
  readonly turnShare: number;
}

/** What the calls of a month cost by one design, in dollars. Signaling alone: TURN costs the same by each. */
export interface Design {
  readonly name: string;
  readonly aCall: number;
  readonly aMonth: number;
}

/** What the relayed calls of a month cost by one provider of TURN, in dollars. */
export interface TurnCost {
  readonly provider: string;
  readonly aMonth: number;
}

export interface Estimate {
  /** What one call asks of the relay, and what that costs. */
  readonly usage: CallUsage;
  readonly aCall: Cost;
  /** What passes a TURN server in a month: minutes of calls, and gigabytes to the side that needs it. */
  readonly turnMinutes: number;
  readonly turnGigabytes: number;
  readonly turn: readonly TurnCost[];
  /** This relay first. */
  readonly designs: readonly Design[];
}

/** Of each side, sound included: a camera of 720 lines. The browser adapts it to the network, mostly downwards. */
const MEDIA_BITS_PER_SECOND = 1_500_000;
const GIGABYTES_PER_MINUTE = (MEDIA_BITS_PER_SECOND * 60) / 8 / 1e9;

/**
 * A channel of Kinesis is an address at which one can be called, and is paid for in every month in which it is: here by
 * one who is called once a day.
 */
export const CALLS_PER_CHANNEL = 30;

/** What the calls of a month cost. */
export function estimate({ calls, minutes, turnShare }: Traffic, prices: Prices): Estimate {
  const asksForIceServers = turnShare > 0;
  const usage = usageOf({ minutes, meetsInRoom: true, asksForIceServers });
  const byAddress = usageOf({ minutes, meetsInRoom: false, asksForIceServers });
  const aCall = costOf(usage, prices);
  const design = (name: string, cost: number, channels = 0): Design => {
    const aMonth = cost * calls + channels * OTHER_PRICES.kinesisChannelMonth;
    return { name, aCall: calls === 0 ? cost : aMonth / calls, aMonth };
  };
  const turnMinutes = calls * turnShare * minutes;
  const turnGigabytes = turnMinutes * GIGABYTES_PER_MINUTE;
  return {
    usage,
    aCall,
    turnMinutes,
    turnGigabytes,
    turn: turnCosts(turnMinutes, turnGigabytes, prices),
    designs: [
      design('this relay, met in a room', aCall.total),
      design('this relay, called by address', costOf(byAddress, prices).total),
      design("the tutorial's relay", costOf(tutorialUsageOf(minutes), prices).total),
      design(
        "Kinesis Video Streams' signaling",
        // It counts what is sent and what is received. As many messages as ours, which its own SDK would exceed.
        2 * usage.relayedMessages * OTHER_PRICES.kinesisMessage,
        Math.ceil(calls / CALLS_PER_CHANNEL),
      ),
    ],
  };
}

/** One side of each of these calls gets a relayed address; the other one sends to it. */
function turnCosts(minutes: number, gigabytes: number, prices: Prices): readonly TurnCost[] {
  const { cloudflareGigabyte, cloudflareFreeGigabytes, kinesisTurnMinute } = OTHER_PRICES;
  return [
    {
      provider: 'Cloudflare',
      aMonth: Math.max(0, gigabytes - cloudflareFreeGigabytes) * cloudflareGigabyte,
    },
    { provider: 'Kinesis Video Streams', aMonth: minutes * kinesisTurnMinute },
    // What goes to either side leaves EC2 once.
    { provider: 'own coturn on EC2', aMonth: 2 * gigabytes * prices.ec2GigabyteOut },
  ];
}
