import { expect } from '@open-wc/testing';
import {
  resolveOptions,
  type ApiGatewaySignalingOptions,
} from '../../src/signaling/api-gateway/api-gateway-options.js';
import {
  createMemorySignaling,
  type MemorySignalingOptions,
} from '../../src/signaling/memory/memory-signaling.js';
import {
  DefaultReconnectPolicy,
  type DefaultReconnectPolicyOptions,
} from '../../src/signaling/reconnect-policy.js';
import { SignalingError } from '../../src/signaling/signaling-error.js';
import { ManualClock } from '../support/manual-clock.js';
import { createSeededRandom } from '../../src/signaling/memory/seeded-random.js';

const NOT_GIVEN = [undefined, null];
const BAD_NUMBERS = [-1, NaN, '500', true];

// Every option, with a value that is not the default. A new option that is missing here does not compile.
const API_GATEWAY = {
  endpoint: 'wss://relay.example/prod',
  connectTimeoutMs: 1,
  whoAmITimeoutMs: 1,
  keepAliveMs: 1,
  minUptimeMs: 1,
  rotationMs: 1,
  rotationJitterMs: 1,
  rotationOverlapMs: 1,
  getToken: () => 'token',
  reconnectPolicy: { nextDelayMs: () => 1 },
  WebSocket,
  clock: new ManualClock(),
  random: () => 0.25,
} satisfies Required<ApiGatewaySignalingOptions>;

const POLICY = {
  delaysMs: [1],
  jitterMs: 1,
  spreadMs: 9,
  random: () => 0.25,
} satisfies Required<DefaultReconnectPolicyOptions>;

const MEMORY = {
  latencyMs: 3,
  reorder: 0.5,
  duplicate: 0.5,
  drop: 0.5,
  reorderWindowMs: 7,
  seed: 2,
  intercept: () => 'drop',
  clock: new ManualClock(),
} satisfies Required<MemorySignalingOptions>;

function without<Options extends object>(options: Options, name: keyof Options): Options {
  const { [name]: _left, ...others } = options;
  return others as Options;
}

/** What a policy does, as far as anybody can see. */
function waitsOf(options: DefaultReconnectPolicyOptions | null | undefined): number[] {
  const policy = new DefaultReconnectPolicy(options);
  return [0, 1, 2, 3, 50].map((attempt) => policy.nextDelayMs(attempt));
}

/** What a network in memory does with 200 messages. */
async function fateOf(options: MemorySignalingOptions | null | undefined): Promise<object> {
  const signaling = createMemorySignaling(options);
  const [a, b] = [signaling.connect('a'), signaling.connect('b')];
  await Promise.all([a.open(), b.open()]);
  for (let count = 0; count < 200; count += 1) await a.send('b', count);
  await signaling.settled();
  const { sent, delivered, dropped, duplicated, reordered } = signaling;
  return { sent, delivered, dropped, duplicated, reordered };
}

describe('Options of signaling that are not given', () => {
  for (const empty of NOT_GIVEN) {
    for (const name of Object.keys(API_GATEWAY) as (keyof typeof API_GATEWAY)[]) {
      it(`may be ${empty}: ${name} of ApiGatewaySignalingClient`, () => {
        const left = resolveOptions(without<ApiGatewaySignalingOptions>(API_GATEWAY, name));
        const emptied = resolveOptions({ ...API_GATEWAY, [name]: empty });
        expect({ ...emptied, reconnectPolicy: waitsFrom(emptied) }).to.deep.equal({
          ...left,
          reconnectPolicy: waitsFrom(left),
        });
      });
    }

    for (const name of Object.keys(POLICY) as (keyof typeof POLICY)[]) {
      it(`may be ${empty}: ${name} of DefaultReconnectPolicy`, () => {
        const draw = createSeededRandom(1);
        const { random } = Math;
        Math.random = draw;
        const emptied = waitsOf({ ...POLICY, [name]: empty });
        Math.random = createSeededRandom(1);
        const left = waitsOf(without<DefaultReconnectPolicyOptions>(POLICY, name));
        Math.random = random;
        expect(emptied).to.deep.equal(left);
      });
    }

    for (const name of Object.keys(MEMORY) as (keyof typeof MEMORY)[]) {
      it(`may be ${empty}: ${name} of createMemorySignaling`, async () => {
        // What is intercepted shows nothing of the others.
        const { clock: _clock, intercept, ...faults } = MEMORY;
        const given = name === 'intercept' ? { ...faults, intercept } : faults;
        const left = without<MemorySignalingOptions>(given, name);
        expect(await fateOf({ ...given, [name]: empty })).to.deep.equal(await fateOf(left));
      });
    }

    it(`may be ${empty} as a whole`, async () => {
      expect(await fateOf(empty)).to.include({ sent: 200, delivered: 200, reordered: 0 });
      expect(waitsOf(empty)[0]).to.equal(0);
    });
  }

  function waitsFrom({ reconnectPolicy }: ReturnType<typeof resolveOptions>): unknown[] {
    return [0, 1, 2, 3, 50].map((attempt) => reconnectPolicy.nextDelayMs(attempt));
  }
});

describe('Options of signaling with wrong values', () => {
  const durations = Object.keys(API_GATEWAY).filter((name) => name.endsWith('Ms'));
  for (const name of durations) {
    it(`are refused: ${name} of ApiGatewaySignalingClient`, () => {
      for (const value of BAD_NUMBERS) {
        expect(() => resolveOptions({ ...API_GATEWAY, [name]: value }))
          .to.throw(SignalingError, `The option ${name} has a wrong value.`)
          .with.property('code', 'invalid-argument');
      }
    });
  }

  for (const [name, wrap] of [
    ['jitterMs', (value: unknown) => value],
    ['delaysMs', (value: unknown) => [0, value]],
  ] as const) {
    it(`are refused: ${name} of DefaultReconnectPolicy`, () => {
      for (const value of BAD_NUMBERS) {
        expect(() => new DefaultReconnectPolicy({ [name]: wrap(value) }))
          .to.throw(SignalingError, `The option ${name} has a wrong value.`)
          .with.property('code', 'invalid-argument');
      }
    });
  }

  it('are refused: one wait in place of a list of them', () => {
    const delaysMs = 500 as unknown as number[];
    expect(() => new DefaultReconnectPolicy({ delaysMs }))
      .to.throw(SignalingError, 'The option delaysMs has a wrong value.')
      .with.property('code', 'invalid-argument');
  });
});
