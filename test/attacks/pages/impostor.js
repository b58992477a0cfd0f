import { bytesOf } from './bytes.js';
import { Relay } from './relay.js';
import { until } from './until.js';
import { World } from './world.js';

const { getRemoteCertificates } = RTCDtlsTransport.prototype;

/** As if DTLS had connected with somebody else: one bit of the certificate is another. */
function exchangeCertificateOf(isVictim, onLook) {
  RTCDtlsTransport.prototype.getRemoteCertificates = function () {
    const certificates = getRemoteCertificates.call(this);
    if (!isVictim(this) || certificates.length === 0) return certificates;
    onLook();
    const bytes = new Uint8Array(certificates[0].slice(0));
    bytes[bytes.length - 1] ^= 1;
    return [bytes.buffer];
  };
}

/** What the victim has sent by the time when it looks at the certificate. */
function watchSent(connectionOf) {
  const looks = [];
  return {
    look: () => looks.push(bytesOf(connectionOf(), 'outbound-rtp', 'bytesSent')),
    sentBytes: async () => (await Promise.all(looks)).reduce((sum, bytes) => sum + bytes, 0),
    count: () => looks.length,
  };
}

/** The first connection of the victim has an impostor at its other end. The other side speaks as soon as it can. */
export async function meetImpostor(victim) {
  const world = await World.open();
  new Relay(world.between);
  const callOf = { caller: () => world.outgoing, callee: () => world.incoming };
  const connectionOf = () => callOf[victim]()?.connection;
  const sent = watchSent(connectionOf);
  exchangeCertificateOf((transport) => transport === connectionOf()?.sctp?.transport, sent.look);

  world.listen();
  world.place();
  const other = victim === 'caller' ? 'callee' : 'caller';
  await until(() => world.calls.length === 2);
  callOf[other]().addEventListener('statechange', ({ state }) => {
    if (state === 'connected') callOf[other]().sendMessage('Do you hear me?');
  });
  await until(
    () => world.calls.every(({ state }) => state === 'ended') || world.isConnected,
    'the end of both calls',
  );
  return { ...world.summary, looks: sent.count(), sentBytes: await sent.sentBytes() };
}

/** The call is connected, and then gets another connection, which has an impostor at its other end. */
export async function meetImpostorLater() {
  const world = await World.open();
  new Relay(world.between);
  await world.connected();
  const call = world.outgoing;
  const [first] = call.connections;
  const sent = watchSent(() => call.connection);
  exchangeCertificateOf(
    (transport) => call.connection !== first && transport === call.connection.sctp?.transport,
    sent.look,
  );

  call.breakDown();
  await until(
    () =>
      world.calls.every(({ state }) => state === 'ended') ||
      (sent.count() > 0 && world.isConnected),
    'the end of both calls',
  );
  return {
    ...world.summary,
    looks: sent.count(),
    sentBytes: await sent.sentBytes(),
    attachedToNew: call.connections.slice(1).reduce((sum, one) => sum + call.attachedTo(one), 0),
  };
}
