import { BILLED, type Billed } from './cost-of.js';
import { CALLS_PER_CHANNEL, type Estimate, type Traffic } from './estimate.js';
import { count, dollars, quantity } from './figures.js';
import { OTHER_PRICES, PRICES_AS_OF, type RegionalPrices } from './prices.js';

/** How each of them is called in tables. */
export const NAMES: Readonly<Record<Billed, string>> = {
  message: 'WebSocket messages',
  connectionMinute: 'connection minutes',
  lambdaRequest: 'Lambda requests',
  lambdaGigabyteSecond: 'Lambda GB-seconds',
  dynamoRead: 'DynamoDB reads',
  dynamoWrite: 'DynamoDB writes',
};

type Row = readonly [name: string, amount: string, aMonth: string, aCall: string];

const WIDTHS = [36, 16, 16, 16] as const;

/** The estimate as the command prints it. */
export function costTable(
  traffic: Traffic,
  region: string,
  { borrowed }: RegionalPrices,
  estimate: Estimate,
): string {
  const { calls, minutes, turnShare } = traffic;
  const percent = count(turnShare * 100);
  const title =
    `${count(calls)} calls a month of ${count(minutes)} minutes, ${percent} % of them over TURN, in ${region}.\n` +
    `Prices of ${PRICES_AS_OF}${regionNote(region, borrowed)}\n`;
  const sections = [
    title,
    table('The relay', relayRows(traffic, estimate)),
    ...(turnShare > 0 ? [turnSection(traffic, estimate)] : []),
    table(
      'The same calls by other designs, without TURN',
      estimate.designs.map(({ name, aCall, aMonth }) => [
        name,
        '',
        dollars(aMonth),
        dollars(aCall),
      ]),
    ),
    notes(turnShare > 0),
  ];
  return sections.join('\n');
}

function relayRows({ calls }: Traffic, { aCall }: Estimate): readonly Row[] {
  const rows = BILLED.map((name): Row => {
    const { [name]: units } = aCall.units;
    const { [name]: cost } = aCall.dollars;
    return [NAMES[name], quantity(units * calls), dollars(cost * calls), dollars(cost)];
  });
  return [...rows, ['sum', '', dollars(aCall.total * calls), dollars(aCall.total)]];
}

function turnSection({ calls, turnShare }: Traffic, estimate: Estimate): string {
  const { turn, turnMinutes, turnGigabytes, aCall } = estimate;
  const relay = aCall.total * calls;
  const perCall = (amount: number): string => (calls === 0 ? '' : dollars(amount / calls));
  const title = `TURN for ${quantity(calls * turnShare)} calls: ${quantity(turnMinutes)} minutes, ${quantity(turnGigabytes)} GB each way`;
  const costs = turn.map(({ provider, aMonth }): Row => [
    provider,
    '',
    dollars(aMonth),
    perCall(aMonth),
  ]);
  const sums = turn.map(({ provider, aMonth }): Row => [
    `relay and ${provider}`,
    '',
    dollars(relay + aMonth),
    perCall(relay + aMonth),
  ]);
  return `${table(title, costs)}\n${table('Both together', sums)}`;
}

function regionNote(region: string, borrowed: RegionalPrices['borrowed']): string {
  switch (borrowed) {
    case 'nothing':
      return ', without free tiers.';
    case 'part':
      return `: API Gateway's are those of ${region}, the others those of us-east-1. Without free tiers.`;
    case 'everything':
      return ` of us-east-1: those of ${region} are not known here, and may be higher. Without free tiers.`;
  }
}

function notes(withTurn: boolean): string {
  const { cloudflareFreeGigabytes } = OTHER_PRICES;
  const ofTurn =
    `Of TURN, Cloudflare gives ${count(cloudflareFreeGigabytes)} GB a month. A coturn of your own also needs an instance, ` +
    'which is not counted;\nits traffic is that of EC2 to the internet, to both sides.\n';
  return (
    'A month without calls costs $0: nothing of the relay runs while nobody is connected.\n' +
    (withTurn ? ofTurn : '') +
    `A channel of Kinesis is counted for every ${CALLS_PER_CHANNEL} calls. Logs and what pages do beside their calls are not counted: see docs/cost.md.\n`
  );
}

function table(title: string, rows: readonly Row[]): string {
  const head: Row = [title, '', 'a month', 'a call'];
  const isLong = title.length > WIDTHS[0] + WIDTHS[1];
  const lines = isLong ? [title, line(['', '', 'a month', 'a call'])] : [line(head)];
  return `${[...lines, ...rows.map(([name, ...more]) => line([`  ${name}`, ...more]))].join('\n')}\n`;
}

function line([name, amount, aMonth, aCall]: Row): string {
  const first = amount === '' ? name.padEnd(WIDTHS[0] + WIDTHS[1]) : name.padEnd(WIDTHS[0]);
  const second = amount === '' ? '' : amount.padStart(WIDTHS[1]);
  return (first + second + aMonth.padStart(WIDTHS[2]) + aCall.padStart(WIDTHS[3])).trimEnd();
}
