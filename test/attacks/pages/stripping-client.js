import { SignalingClient } from '/dist/core.js';

/**
 * A client of the one in the middle: hides from its calls that the peer has a secret, and puts a proof that it has seen
 * elsewhere on its own invitations.
 */
export class StrippingClient extends SignalingClient {
  borrowedProof = undefined;
  #client;

  /** @param client one that is open */
  constructor(client) {
    super();
    this.#client = client;
    this.changeId(client.id);
    this.changeState('open');
    client.addEventListener('message', ({ from, message: { bySecret: _proof, ...message } }) =>
      this.receive(from, message),
    );
  }

  async open() {
    return this.id;
  }

  close() {}

  send(to, message) {
    const isInvitation = message.seq === 1 && this.borrowedProof !== undefined;
    return this.#client.send(to, {
      ...message,
      ...(isInvitation && { bySecret: this.borrowedProof }),
    });
  }
}
