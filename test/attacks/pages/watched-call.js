import { PeerCall } from '/dist/core.js';
import { bytesOf } from './bytes.js';

/** Every sender that was ever given a track. */
const attached = new Set();
const { replaceTrack } = RTCRtpSender.prototype;
RTCRtpSender.prototype.replaceTrack = function (track) {
  if (track) attached.add(this);
  return replaceTrack.call(this, track);
};

/** A call of one of the two who are attacked, which keeps what has happened to it. */
export class WatchedCall extends PeerCall {
  connections = [];
  #states = [];
  #messages = [];
  #errors = [];
  /** For each connection, the senders that it has had: a closed one shows none. */
  #senders = new Map();

  constructor(init) {
    super(init);
    this.addEventListener('message', ({ data }) => this.#messages.push(data));
    this.addEventListener('error', ({ error }) => this.#errors.push(error.code));
  }

  createConnection(config) {
    const connection = super.createConnection(config);
    const senders = new Set();
    const look = () => connection.getSenders().forEach((sender) => senders.add(sender));
    connection.addEventListener('signalingstatechange', look);
    this.connections.push(connection);
    this.#senders.set(connection, senders);
    return connection;
  }

  onStateChange(state) {
    this.#states.push(state);
  }

  get connection() {
    return this.connections.at(-1);
  }

  /** On how many senders of this connection there was a track. */
  attachedTo(connection = this.connection) {
    const senders = this.#senders.get(connection) ?? new Set();
    return [...senders].filter((sender) => attached.has(sender)).length;
  }

  /** RTP that has come over the present connection, in bytes. */
  receivedBytes() {
    return bytesOf(this.connection, 'inbound-rtp', 'bytesReceived');
  }

  /** Makes the present connection look as if its DTLS had failed: the caller replaces it by another. */
  breakDown() {
    const { connection } = this;
    Object.defineProperty(connection, 'connectionState', { get: () => 'failed' });
    Object.defineProperty(connection.sctp.transport, 'state', { get: () => 'failed' });
    connection.dispatchEvent(new Event('connectionstatechange'));
  }

  /** Everything about it that a test in Node asks for. */
  get summary() {
    const { state, endReason, verificationCode, verified, connections } = this;
    return {
      state,
      endReason,
      verified,
      code: verificationCode?.digits ?? null,
      states: this.#states,
      messages: this.#messages,
      errors: this.#errors,
      connections: connections.length,
      attached: connections.reduce((sum, connection) => sum + this.attachedTo(connection), 0),
    };
  }
}
