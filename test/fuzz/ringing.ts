import { PeerCall } from '../../src/call/peer-call.js';
import { createAddressToken } from '../../src/call/terms/peer-address.js';
import type { CallOptions } from '../../src/call/terms/call-options.js';
import { createSeededRandom } from '../../src/signaling/memory/seeded-random.js';
import { Attackers } from './attackers.js';
import { CryptoTurns } from './crypto-turns.js';
import { installFakeBrowser } from './fake-browser.js';
import { FuzzSignaling } from './fuzz-signaling.js';
import { shorten } from './target.js';
import { TurnClock } from './turn-clock.js';

/** How far time goes at most in one step: sometimes past the time that a call rings. */
const STRIDE_MS = 20_000;
/** Longer than anything of a call that has ended waits for. */
const AFTERLIFE_MS = 60_000;

export interface RingingWalk {
  readonly steps: number;
  readonly rings: number;
  /** How many messages were signed with keys that the callee had agreed on with the attacker. */
  readonly sealed: number;
  readonly failures: readonly { readonly what: string; readonly input: string }[];
}

const touched = installFakeBrowser();
const turns = new CryptoTurns();
turns.install();
const present = { nowMs: 0 };
// The library's own clock, by which strangers have their budget.
performance.now = () => present.nowMs;
process.on('unhandledRejection', (error) => touched.errors.push(error));

/** Who may ring. Attackers know neither secret nor token. */
function optionsOf(seed: number): CallOptions {
  if (seed % 8 === 3) return { secret: 'both know this from elsewhere' };
  if (seed % 8 === 5) return { addressToken: createAddressToken(), knownOnly: true };
  return seed % 2 === 0 ? { addressToken: createAddressToken() } : {};
}

/** A callee whom nobody answers for, and attackers who say whatever comes to their minds: so many steps of it. */
export async function fuzzRinging(seed: number, steps: number): Promise<RingingWalk> {
  const random = createSeededRandom(seed);
  const clock = new TurnClock();
  const signaling = new FuzzSignaling('bob');
  const attackers = new Attackers(random, signaling);
  const options = optionsOf(seed);
  const isClosed = options.secret !== undefined || options.knownOnly === true;
  const calls: PeerCall[] = [];
  const certificatesBefore = touched.certificates;
  const endings = new Map<PeerCall, number>();
  const stop = PeerCall.listen(
    signaling,
    (call) => {
      calls.push(call);
      call.addEventListener('statechange', ({ state }) => {
        if (state === 'ended') endings.set(call, (endings.get(call) ?? 0) + 1);
      });
      call.addEventListener('error', ({ error }) => touched.errors.push(error));
    },
    { iceServers: [], clock, ...options },
  );
  const alive = () => calls.filter(({ state }) => state !== 'ended');

  function problem(): string | null {
    const { connections, certificates, devices, errors } = touched;
    if (connections > 0) return 'a connection was reached';
    // Each call that rings has its certificate ready, which no other side sees before the answer.
    if (certificates - certificatesBefore > calls.length) return 'more certificates than calls';
    if (devices > 0) return 'a device was reached';
    if (errors.length > 0) return `nobody has caught ${String(errors[0])}`;
    if ('polluted' in {}) return 'Object.prototype was changed';
    if (isClosed && calls.length > 0) return 'it rings for a stranger';
    if (alive().length > 1) return `${alive().length} calls at once`;
    if (calls.some(({ id }) => attackers.keyless.has(id))) return 'it rings without a key';
    if (alive().some(({ state }) => state !== 'ringing')) return 'a call has left its state';
    if ([...endings.values()].some((count) => count > 1)) return 'a call has ended twice';
    return null;
  }

  const failures: { what: string; input: string }[] = [];
  const recent: unknown[] = [];
  const look = (step: number) => {
    const what = failures.length > 0 ? null : problem();
    if (what === null) return;
    // The message that did it is among those since everything was last at rest.
    failures.push({ what: `step ${step}: ${what}`, input: shorten(JSON.stringify(recent)) });
  };
  const pass = async (ms: number) => {
    present.nowMs += ms;
    await clock.pass(ms, () => turns.idle());
  };

  for (let step = 0; step < steps && failures.length === 0; step += 1) {
    const said = await attackers.speak(alive()[0]);
    recent.push(said);
    look(step);
    const ms = random() < 0.1 ? random() * STRIDE_MS : 0;
    if (random() < 0.3 || ms > 0) {
      await pass(ms);
      look(step);
      recent.length = 0;
    }
    // Seldom: after three that were declined strangers don't ring for a while.
    if (random() < 0.001) alive()[0]?.reject();
  }
  stop();
  for (const call of alive()) call.hangup();
  await pass(AFTERLIFE_MS);
  look(steps);
  if (clock.pending > 0) failures.push({ what: `${clock.pending} timers are left`, input: '' });
  Object.assign(touched, { connections: 0, certificates: 0, devices: 0 });
  touched.errors.length = 0;
  return { steps, rings: calls.length, sealed: attackers.sealed, failures };
}
