import { Relay } from './relay.js';
import { until } from './until.js';
import { World } from './world.js';

const codesOf = ({ calls }) => calls.map(({ verificationCode }) => verificationCode?.digits);

async function everyoneSeesAndHears({ calls }) {
  const before = await Promise.all(calls.map((call) => call.receivedBytes()));
  await until(async () => {
    const now = await Promise.all(calls.map((call) => call.receivedBytes()));
    return now.every((bytes, index) => bytes > before[index]);
  }, 'media in both directions');
}

/**
 * Nobody is between: a call, an ICE restart, and another connection.
 *
 * @param side who restarts ICE. Firefox 153 loses its DTLS session if both do, the one directly after the other
 */
export async function callHonestly(side) {
  const world = await World.open();
  new Relay(world.between);
  await world.connected();
  await until(() => codesOf(world).every(Boolean), 'two codes');
  await everyoneSeesAndHears(world);
  const codes = [codesOf(world)];

  const { connection } = side === 'caller' ? world.outgoing : world.incoming;
  const credentials = () => /a=ice-ufrag:.*/.exec(connection.remoteDescription.sdp)[0];
  const before = credentials();
  connection.restartIce();
  await until(() => credentials() !== before, 'the answer to an ICE restart');
  await everyoneSeesAndHears(world);
  codes.push(codesOf(world));

  world.outgoing.breakDown();
  await until(
    () => world.isConnected && world.calls.every(({ connections }) => connections.length === 2),
    'another connection',
  );
  await everyoneSeesAndHears(world);
  codes.push(codesOf(world));
  return { codes, ...world.summary };
}
