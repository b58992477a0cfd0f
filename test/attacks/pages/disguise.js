import { Leg } from './leg.js';
import { Relay, withMessage, without } from './relay.js';
import { QUICK_TIMING, World } from './world.js';

const FINGERPRINT = /^a=fingerprint:(.*)\r\n/m;

/** Shows the fingerprint of `genuine` in the way that everybody reads, and the own one in the other. */
function disguise(own, genuine, spelling) {
  const [shown] = FINGERPRINT.exec(genuine);
  const lines = new RegExp(FINGERPRINT, 'gm');
  return own.replace(lines, (_line, value) => `${shown}${spelling.replace('…', value)}\r\n`);
}

/**
 * The relay puts itself between, with certificates of its own that it hides behind the genuine fingerprints. It leaves the
 * keys as they are, and takes the proofs off what the callee says, of which it has changed the answer.
 *
 * @param spelling a line of SDP, with `…` in place of hash and fingerprint
 */
export async function hideFingerprint(spelling) {
  const world = await World.open();
  const towards = { caller: new Leg(), callee: new Leg() };
  let invitation = null;

  const relay = new Relay(world.between, async (from, envelope, message) => {
    if (message?.type === 'invite') {
      invitation = message;
      const sdp = disguise(await towards.callee.offer(), message.description.sdp, spelling);
      const description = { type: 'offer', sdp };
      return withMessage(envelope, { ...message, description, candidates: [] });
    }
    if (message?.type === 'accept') {
      await towards.callee.take(message);
      const answer = await towards.caller.answer(invitation);
      const sdp = disguise(answer, message.description.sdp, spelling);
      const description = { type: 'answer', sdp };
      const altered = withMessage(envelope, { ...message, description, candidates: [] });
      return without(altered, 'mac');
    }
    // The addresses of the two would only help them to find each other.
    if (message?.type === 'candidates') return null;
    return from === 'callee' ? without(envelope, 'mac') : envelope;
  });

  const legs = [towards.caller, towards.callee];
  const received = () => Promise.all(legs.map((leg) => leg.receivedBytes()));
  await world.play({ timing: QUICK_TIMING }, async () => {
    return world.isConnected && (await received()).every((bytes) => bytes > 0);
  });
  const stolenBytes = await received();
  return {
    ...world.summary,
    heardFromCallee: relay.typesFrom('callee'),
    stolenBytes,
    words: legs.flatMap(({ words }) => words),
  };
}
