import { Leg } from './leg.js';
import { Relay, withMessage, without } from './relay.js';
import { until } from './until.js';
import { QUICK_TIMING, World } from './world.js';

/** The relay takes the proofs off all that the callee says, from the first word to the answer, and changes nothing else. */
export async function stripProof() {
  const world = await World.open();
  let stripped = 0;
  new Relay(world.between, (from, envelope, message) => {
    if (from !== 'callee') return envelope;
    if (message?.type === 'accept') stripped += 1;
    return without(envelope, 'mac');
  });
  await world.play({ timing: QUICK_TIMING }, () => world.isConnected);
  return { ...world.summary, stripped };
}

/**
 * The relay puts its own offer in place of the caller's, and hands on everything but a hang-up as it is: so the callee connects
 * with the relay, and has agreed on keys with the caller.
 */
export async function replaceOffer() {
  const world = await World.open();
  const leg = new Leg();
  const relay = new Relay(world.between, async (from, envelope, message) => {
    if (message?.type === 'invite') {
      const description = { type: 'offer', sdp: await leg.offer() };
      return withMessage(envelope, { ...message, description, candidates: [] });
    }
    if (message?.type === 'accept') await leg.take(message);
    // What the caller gives as reason when it gives up, the callee has to find out by itself.
    return from === 'caller' && envelope.final ? null : envelope;
  });
  let injected = 0;
  leg.channel.addEventListener('open', async () => {
    for (const envelope of forgeries(relay.overheard)) {
      leg.channel.send(JSON.stringify(envelope));
      await world.between.callee.send('callee', envelope);
      injected += 1;
    }
  });
  await world.play({ timing: QUICK_TIMING }, () => {
    const { code, messages, errors } = world.incoming?.summary ?? {};
    return code || messages?.length > 0 || errors?.length > 0;
  });
  // They were injected while there was somebody to hear them.
  await until(() => injected > 0, 'words of the relay');
  return { ...world.summary, injected };
}

/** Words of the caller that it has never said, with every proof that the relay has seen. */
function forgeries(overheard) {
  const said = overheard.map(({ envelope }) => envelope);
  const [{ callId, v, key }] = said;
  const proofs = [...new Set(said.map(({ mac }) => mac))];
  const messages = [
    { type: 'app', data: 'a word of the relay' },
    { type: 'reveal', nonce: 'A'.repeat(43) },
    { type: 'media', media: { microphone: true, camera: true, screen: true } },
  ];
  return messages.flatMap((message) =>
    proofs.flatMap((mac) =>
      [1, 2, 3, 4].map((seq) => {
        const payload = JSON.stringify(message);
        return { v, callId, seq, ack: 1, payload, key, address: 'caller', ...(mac && { mac }) };
      }),
    ),
  );
}
