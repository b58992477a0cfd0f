import { bytesOf } from './bytes.js';
import { until } from './until.js';

/** The relay's own end of a connection with one of the two: it takes all that it can get. */
export class Leg {
  connection = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
  channel = this.connection.createDataChannel('p2p-video-call', { negotiated: true, id: 0 });
  /** What came over the data channel, but for the signs of life. */
  words = [];
  #sdp = null;

  constructor() {
    this.channel.addEventListener('message', ({ data }) => {
      if (data === 'ping') this.channel.send('pong');
      else if (data !== 'pong') this.words.push(data);
    });
  }

  /** An offer with all its candidates; the same one each time. */
  offer() {
    this.#sdp ??= this.#offer();
    return this.#sdp;
  }

  /** The answer to this message, with all its candidates; the same one each time. */
  answer(message) {
    this.#sdp ??= this.#answer(message);
    return this.#sdp;
  }

  /** Takes the answer to its offer. */
  async take({ description, candidates }) {
    if (this.connection.signalingState !== 'have-local-offer') return;
    await this.connection.setRemoteDescription(description);
    for (const candidate of candidates) await this.connection.addIceCandidate(candidate);
  }

  /** RTP that has come, in bytes. */
  receivedBytes() {
    return bytesOf(this.connection, 'inbound-rtp', 'bytesReceived');
  }

  async #offer() {
    for (const kind of ['audio', 'video', 'video', 'audio']) this.connection.addTransceiver(kind);
    return this.#describe();
  }

  async #answer({ description, candidates }) {
    await this.connection.setRemoteDescription(description);
    for (const candidate of candidates) await this.connection.addIceCandidate(candidate);
    for (const transceiver of this.connection.getTransceivers()) transceiver.direction = 'sendrecv';
    return this.#describe();
  }

  async #describe() {
    await this.connection.setLocalDescription();
    await until(() => this.connection.iceGatheringState === 'complete', 'all candidates');
    return this.connection.localDescription.sdp;
  }
}
