import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { importTypeScript } from '../../../support/import-typescript.mjs';

const { readCostArguments, runCost, HELP } = await importTypeScript(
  'lambda/dev/cost/cost-command.ts',
);
const { costOf, unitsOf } = await importTypeScript('lambda/dev/cost/cost-of.ts');
const { usageOf, tutorialUsageOf } = await importTypeScript('lambda/dev/cost/call-usage.ts');
const { estimate } = await importTypeScript('lambda/dev/cost/estimate.ts');
const { pricesOf, OTHER_PRICES, PRICES_AS_OF } = await importTypeScript(
  'lambda/dev/cost/prices.ts',
);

const { prices } = pricesOf('us-east-1');
const NOTHING = {
  relayedMessages: 0,
  answeredMessages: 0,
  whoAmI: 0,
  keepAlives: 0,
  roomJoins: 0,
  disconnects: 0,
  iceServersRequests: 0,
  minutesConnected: 0,
};

function assertNear(actual, expected, message) {
  assert.ok(Math.abs(actual - expected) <= Math.abs(expected) * 1e-9, `${message}: ${actual}`);
}

describe('the cost of a call', () => {
  test('counts each thing that a call does', () => {
    const of = (usage) => {
      const { message, lambdaRequest, dynamoRead, dynamoWrite } = unitsOf({ ...NOTHING, ...usage });
      return [message, lambdaRequest, dynamoRead, dynamoWrite];
    };
    assert.deepEqual(of({}), [0, 0, 0, 0]);
    assert.deepEqual(of({ relayedMessages: 1 }), [2, 1, 0, 0], 'in, and a POST');
    assert.deepEqual(of({ relayedMessages: 1, answeredMessages: 1 }), [3, 1, 0, 0]);
    assert.deepEqual(of({ whoAmI: 1 }), [2, 1, 0, 0], 'a question and its answer');
    assert.deepEqual(of({ keepAlives: 1 }), [2, 1, 0, 0]);
    assert.deepEqual(of({ iceServersRequests: 1 }), [2, 1, 2, 1]);
    assert.deepEqual(of({ disconnects: 1 }), [0, 1, 1, 0], 'of one who was in no room');
    assert.deepEqual(
      of({ roomJoins: 2, disconnects: 2 }),
      [6, 4, 8, 8],
      'joins, answers, came, went',
    );
    assert.equal(unitsOf({ ...NOTHING, minutesConnected: 20 }).connectionMinute, 20);
  });

  test('of ten minutes is below $0.00005, met in a room and with ICE servers asked for', () => {
    const usage = usageOf({ minutes: 10, meetsInRoom: true, asksForIceServers: true });
    const { units, dollars, total } = costOf(usage, prices);
    assert.deepEqual(units, {
      message: 4 + 8 + 10 + 4 + 2 + 4,
      connectionMinute: 20,
      lambdaRequest: 2 + 4 + 5 + 2 + 2 + 2,
      lambdaGigabyteSecond: (11 * 0.01 + 4 * 0.03 + 2 * 0.1) / 4,
      dynamoRead: 4 + 4 + 4,
      dynamoWrite: 4 + 4 + 2,
    });
    assertNear(dollars.message, 32e-6, 'messages');
    assertNear(dollars.connectionMinute, 5e-6, 'minutes');
    assertNear(dollars.lambdaRequest, 3.4e-6, 'requests');
    assertNear(dollars.dynamoRead + dollars.dynamoWrite, 1.5e-6 + 6.25e-6, 'DynamoDB');
    const sum = 32e-6 + 5e-6 + 3.4e-6 + 0.1075 * 0.0000133334 + 7.75e-6;
    assertNear(total, sum, 'sum');
    assert.ok(total < 0.00005);
  });

  test('has a keep-alive for every four minutes of each side', () => {
    const keepAlives = (minutes) => usageOf({ minutes }).keepAlives;
    assert.deepEqual([1, 3.9, 4, 7.9, 10, 30].map(keepAlives), [0, 0, 2, 2, 4, 14]);
  });

  test('is nothing where nothing happens', () => {
    assert.equal(costOf(NOTHING, prices).total, 0);
    const { designs, turn } = estimate({ calls: 0, minutes: 10, turnShare: 0.15 }, prices);
    for (const { aMonth } of [...designs, ...turn]) assert.equal(aMonth, 0);
  });

  test('of the tutorial counts a frame for each candidate, and an answer to each frame', () => {
    assert.equal(unitsOf(tutorialUsageOf(10)).message, 2 * 2 + 22 * 3);
  });
});

describe('the cost of TURN', () => {
  const turnOf = (calls, turnShare) =>
    Object.fromEntries(
      estimate({ calls, minutes: 10, turnShare }, prices).turn.map(({ provider, aMonth }) => [
        provider,
        aMonth,
      ]),
    );

  test('is that of the traffic, or of the minutes', () => {
    // 1.5 Mbit/s for 10 minutes are 0.1125 GB.
    const costs = turnOf(1_000_000, 0.15);
    assertNear(costs['Cloudflare'], (150_000 * 0.1125 - 1_000) * 0.05, 'Cloudflare');
    assertNear(costs['Kinesis Video Streams'], (1_500_000 * 0.12) / 1_000, 'Kinesis');
    assertNear(costs['own coturn on EC2'], 2 * 150_000 * 0.1125 * 0.09, 'coturn');
  });

  test('is nothing at Cloudflare up to 1,000 GB', () => {
    assert.equal(turnOf(8_888, 1)['Cloudflare'], 0);
    assert.ok(turnOf(8_890, 1)['Cloudflare'] > 0);
  });

  test('is nothing without TURN, and then nobody asks for its servers', () => {
    const { turn, usage } = estimate({ calls: 1_000, minutes: 10, turnShare: 0 }, prices);
    for (const { aMonth } of turn) assert.equal(aMonth, 0);
    assert.equal(usage.iceServersRequests, 0);
  });
});

describe('prices', () => {
  test('have a date and are all above zero', () => {
    assert.match(PRICES_AS_OF, /^\d{4}-\d\d-\d\d$/);
    for (const [name, price] of Object.entries({ ...prices, ...OTHER_PRICES }))
      assert.ok(price > 0, name);
  });

  test('of another region are its own as far as they are known', () => {
    const sydney = pricesOf('ap-southeast-2');
    assertNear(sydney.prices.message, 1.3e-6, 'message');
    assertNear(sydney.prices.connectionMinute, 0.325e-6, 'minute');
    assert.equal(sydney.prices.dynamoRead, prices.dynamoRead);
    assert.equal(sydney.borrowed, 'part');
    assert.deepEqual(pricesOf('eu-central-1'), { prices, borrowed: 'everything' });
    assert.deepEqual(pricesOf('constructor'), { prices, borrowed: 'everything' });
    assert.equal(pricesOf('us-east-1').borrowed, 'nothing');
  });
});

describe('p2p-video-call cost', () => {
  const run = (...args) => runCost(readCostArguments(args));

  test('prints every part, the sums, and the other designs', () => {
    const text = run('--calls', '1000000', '--minutes', '10', '--turn', '15%');
    const rows = [
      /^ {2}WebSocket messages +32,000,000 +\$32\.00 +\$0\.0000320$/m,
      /^ {2}connection minutes +20,000,000 +\$5\.00 +\$0\.00000500$/m,
      /^ {2}Lambda requests +17,000,000 +\$3\.40 /m,
      /^ {2}Lambda GB-seconds +107,500 +\$1\.43 /m,
      /^ {2}DynamoDB reads +12,000,000 +\$1\.50 /m,
      /^ {2}DynamoDB writes +10,000,000 +\$6\.25 /m,
      /^ {2}sum +\$49\.58 +\$0\.0000496$/m,
      /^ {2}Cloudflare +\$793\.75 +\$0\.000794$/m,
      /^ {2}relay and Cloudflare +\$843\.33 /m,
      /^ {2}the tutorial's relay +\$80\.60 +\$0\.0000806$/m,
      /^ {2}Kinesis Video Streams' signaling +\$1,022\.52 /m,
      /costs \$0/,
    ];
    for (const row of rows) assert.match(text, row);
  });

  test('says where a price is another region’s', () => {
    assert.match(run('--region', 'eu-central-1'), /those of eu-central-1 are not known here/);
    assert.match(run('--region', 'ap-southeast-2'), /API Gateway's are those of ap-southeast-2/);
    assert.doesNotMatch(run(), /not known/);
  });

  test('leaves TURN out at 0%', () => {
    assert.doesNotMatch(run('--turn', '0%'), /Cloudflare|coturn/);
  });

  test('has defaults, and a help', () => {
    assert.deepEqual(readCostArguments([]), {
      calls: 1_000,
      minutes: 10,
      turnShare: 0.15,
      region: 'us-east-1',
    });
    assert.equal(readCostArguments(['--help', '--calls', 'x']), null);
    for (const name of ['--calls', '--minutes', '--turn', '--region'])
      assert.ok(HELP.includes(name));
  });

  test('refuses what it does not understand, and says what would do', () => {
    const wrong = [
      ['--calls=-1', /--calls -1: give a whole number/],
      ['--calls=NaN', /--calls NaN/],
      ['--calls=1.5', /--calls 1\.5/],
      ['--calls=', /--calls/],
      ['--calls=Infinity', /--calls/],
      ['--calls=99999999999999999999', /--calls/],
      ['--minutes=0', /--minutes 0: .*above 0/],
      ['--minutes=-10', /--minutes/],
      ['--minutes=NaN', /--minutes/],
      ['--minutes=1441', /--minutes/],
      ['--turn=150%', /--turn 150%: give a percentage from 0% to 100%/],
      ['--turn=-1%', /--turn/],
      ['--turn=15', /--turn 15: .*15%/],
      ['--turn=x%', /--turn/],
      ['--turn=%', /--turn/],
      ['--region=mars', /--region mars: .*no AWS region/],
      ['--region=', /--region/],
      ['--region=us-east-1; x', /--region/],
      ['--callz=1', /--callz/],
      ['extra', /extra/],
    ];
    for (const [argument, message] of wrong) {
      assert.throws(() => readCostArguments([argument]), { name: 'UsageError', message }, argument);
    }
  });
});
