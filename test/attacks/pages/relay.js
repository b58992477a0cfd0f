/** Hands the envelopes of a call from one network to the other, and may change each of them. */
export class Relay {
  /** Everything that has come, as it came: from whom, the envelope, and the message in it. */
  overheard = [];
  #queue = Promise.resolve();

  /**
   * @param between the clients of {@link World}
   * @param alter gets from whom an envelope is, the envelope, and the message in it; returns the envelope that is handed
   * on, or `null` if none is
   */
  constructor(between, alter = (_from, envelope) => envelope) {
    const ends = [
      ['caller', between.caller, between.callee],
      ['callee', between.callee, between.caller],
    ];
    for (const [from, client, other] of ends) {
      const to = from === 'caller' ? 'callee' : 'caller';
      client.addEventListener('message', ({ message: envelope }) => {
        const message = envelope.payload === undefined ? null : JSON.parse(envelope.payload);
        this.overheard.push({ from, envelope, message });
        // One after the other: to alter one may take a while.
        this.#queue = this.#queue.then(async () => {
          const altered = await alter(from, envelope, message);
          if (altered) await other.send(to, altered);
        });
      });
    }
  }

  /** What one side has said, by type. */
  typesFrom(side) {
    return this.overheard.filter(({ from, message }) => from === side && message).map(typeOf);
  }
}

/** The envelope with another message in it. */
export const withMessage = (envelope, message) => ({
  ...envelope,
  payload: JSON.stringify(message),
});

/** The envelope without one of its fields. */
export function without(envelope, field) {
  const { [field]: _removed, ...rest } = envelope;
  return rest;
}

const typeOf = ({ message }) => message.type;
