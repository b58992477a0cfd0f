// What happens to the line between the two, seen from one of them.
{
  const { senses } = globalThis;
  const present = () => senses.connections.at(-1);
  const isUp = (connection) =>
    connection.connectionState === 'connected' && connection.signalingState === 'stable';
  const ufragsOf = (description) => description?.sdp.match(/a=ice-ufrag:.*/g)?.join() ?? '';

  /** Restarts ICE on the present connection, and waits until both ends have done so. */
  senses.restartIce = async () => {
    const connection = present();
    const descriptions = () =>
      [connection.localDescription, connection.remoteDescription].map(ufragsOf);
    const [here, there] = descriptions();
    connection.restartIce();
    const isRestarted = () => descriptions()[0] !== here && descriptions()[1] !== there;
    await senses.until(() => isRestarted() && isUp(connection), 'the ICE restart');
  };

  /** Lets the present connection look beyond repair, as after a failure of DTLS, and waits for the one in its place. */
  senses.renew = async () => {
    const broken = present();
    const lie = (target, name, value) =>
      Object.defineProperty(target, name, { configurable: true, get: () => value });
    lie(broken.sctp.transport, 'state', 'failed');
    lie(broken, 'connectionState', 'failed');
    broken.dispatchEvent(new Event('connectionstatechange'));
    await senses.until(() => present() !== broken && isUp(present()), 'another connection');
    await senses.until(() => broken.signalingState === 'closed', 'the end of the one before');
  };

  /** The same, but this side looks at the new connection's certificate only when the peer's picture has begun to come. */
  senses.renewLate = async () => {
    const broken = present();
    const { digest } = SubtleCrypto.prototype;
    const hasPicture = ({ receiver }) => receiver.track.kind === 'video' && !receiver.track.muted;
    SubtleCrypto.prototype.digest = async function (...values) {
      const connection = present();
      if (connection !== broken && connection.sctp?.transport.state === 'connected') {
        await senses.until(() => connection.getTransceivers().some(hasPicture), 'a picture');
      }
      return digest.apply(this, values);
    };
    try {
      await senses.renew();
    } finally {
      SubtleCrypto.prototype.digest = digest;
    }
  };
}
