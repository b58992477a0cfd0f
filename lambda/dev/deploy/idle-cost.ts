import type { ResourceChange } from '@aws-sdk/client-cloudformation';

/** What costs money in a month in which nobody calls, in cents of a dollar each. us-east-1, November 2026. */
const IDLE_CENTS: Readonly<Record<string, { readonly cents: number; readonly name: string }>> = {
  // https://aws.amazon.com/cloudwatch/pricing/ (ten alarms of an account are free)
  'AWS::CloudWatch::Alarm': { cents: 10, name: 'alarm' },
};

/** What costs nothing while it is not used, and why. */
const FREE_WHEN_IDLE: Readonly<Record<string, string>> = {
  // "Active signaling channel", https://aws.amazon.com/kinesis/video-streams/pricing/
  'AWS::KinesisVideo::SignalingChannel':
    'A Kinesis channel costs $0.03 in a month in which it is used, and by the minute.',
  'AWS::DynamoDB::Table': 'The table is on demand: it costs by use.',
  'AWS::CloudFront::Distribution': 'Bucket and CloudFront cost by what they store and serve.',
};

/**
 * What is added by `changes` costs this in a month without a call, line by line.
 *
 * @param isMore whether it comes to what is there already
 */
export function idleCost(changes: readonly ResourceChange[], isMore: boolean): readonly string[] {
  const types = changes
    .filter(({ Action: action }) => action === 'Add')
    .map(({ ResourceType: type = '' }) => type);
  let total = 0;
  const parts: string[] = [];
  for (const [type, { cents, name }] of Object.entries(IDLE_CENTS)) {
    const count = types.filter((other) => other === type).length;
    if (count === 0) continue;
    total += count * cents;
    parts.push(`${count} ${name}${count === 1 ? '' : 's'} at ${dollars(cents)}`);
  }
  const sum = parts.length === 0 ? '' : ` (${parts.join(', ')})`;
  const notes = Object.entries(FREE_WHEN_IDLE)
    .filter(([type]) => types.includes(type))
    .map(([, note]) => note);
  const price = `${dollars(total)} ${isMore ? 'more ' : ''}a month`;
  return [`It costs ${price} while nobody calls${sum}.`, ...notes];
}

/** Whether it adds something that costs money, be it only while it is used. */
export function hasPrice({ Action: action, ResourceType: type = '' }: ResourceChange): boolean {
  const isPriced = Object.hasOwn(IDLE_CENTS, type) || Object.hasOwn(FREE_WHEN_IDLE, type);
  return action === 'Add' && isPriced;
}

function dollars(cents: number): string {
  return `$${(cents / 100).toFixed(2)}`;
}
