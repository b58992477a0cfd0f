import { describe, LINK_TIMING, ufragsOf } from './seed-script.js';

const { PeerCall } = await import('/dist/core.js');
const { CallRegistry } = await import('/dist/call/incoming/call-registry.js');

/**
 * A tenth of the product's durations, but for what says that a path is broken: where many calls share a processor, an
 * answer may take half a second, and outages that there are not would be repaired without end. Set-up takes the product's own time.
 */
const TIMING = {
  ...LINK_TIMING,
  candidateBatchMs: 10,
  answerMs: 1_000,
  disconnectedGraceMs: 500,
  heartbeatMs: 500,
  restartIntervalMs: 2_000,
};
const OPTIONS = { iceServers: [], video: false, timing: TIMING };

/** One side of a whole call. Its window is its own, so that a change of network can come to it alone. */
class Person {
  name;
  call = null;
  link = null;
  /** All that the call has had; the last is the present one. */
  connections = [];
  /** The ICE credentials that restarts were to leave behind. */
  abandoned = new Set();
  errors = [];
  said = [];
  heard = [];
  #client;
  #trace;
  #Call;
  #stopListening = () => undefined;
  #isMicrophoneOn = true;
  #hasChangedNetwork = false;

  constructor({ name, client, tone, trace }) {
    this.name = name;
    this.#client = client;
    this.#trace = trace;
    this.#Call = this.#createClass(tone);
    this.#watchLink();
  }

  get connection() {
    return this.connections.at(-1);
  }

  listen() {
    this.#stopListening = this.#Call.listen(
      this.#client,
      (call) => {
        this.#take(call);
        void call.answer();
      },
      OPTIONS,
    );
  }

  place(address) {
    this.#take(this.#Call.place(this.#client, address, OPTIONS));
  }

  /** Does what chance wants. */
  act(random) {
    const draw = random();
    if (draw < 0.5) this.#restartIce();
    else if (draw < 0.7) this.#changeNetwork();
    else if (draw < 0.85) this.#toggleMicrophone();
    else this.say();
  }

  say() {
    const text = `message ${this.said.length + 1}`;
    this.#note(`says ${text}`);
    try {
      this.call.sendMessage(text);
      this.said.push(text);
    } catch (error) {
      this.#fail(error);
    }
  }

  hangUp() {
    this.#note('hangs up');
    this.call.hangup();
  }

  close() {
    this.#stopListening();
    this.call?.hangup();
    this.#client.close();
  }

  /** Past the library, as an app may that keeps hold of the connection. */
  #restartIce() {
    this.#note('restarts ICE');
    this.#abandonCandidates();
    this.connection.restartIce();
  }

  #changeNetwork() {
    this.#note('is on another network');
    // What comes within 2 s is taken for the same change.
    if (!this.#hasChangedNetwork) this.#abandonCandidates();
    this.#hasChangedNetwork = true;
    dispatchEvent(new Event('online'));
  }

  #toggleMicrophone() {
    this.#isMicrophoneOn = !this.#isMicrophoneOn;
    this.#note(`turns its microphone ${this.#isMicrophoneOn ? 'on' : 'off'}`);
    this.call.setMicrophoneEnabled(this.#isMicrophoneOn).catch((error) => this.#fail(error));
  }

  #abandonCandidates() {
    const { currentLocalDescription } = this.connection;
    for (const ufrag of ufragsOf(currentLocalDescription)) this.abandoned.add(ufrag);
  }

  #take(call) {
    this.call = call;
    call.addEventListener('statechange', ({ state }) => this.#note(`is ${state}`));
    call.addEventListener('message', ({ data }) => this.heard.push(data));
    call.addEventListener('error', ({ error }) => this.#fail(error));
  }

  #fail(error) {
    this.#note(`error ${error.code}: ${error.message}`);
    this.errors.push(error);
  }

  #createClass(tone) {
    const keep = (connection) => {
      const number = this.connections.push(connection) - 1;
      this.#note(`makes connection ${number}`);
      this.#trace.watch(this.name, connection, `connection ${number}: `);
      return connection;
    };
    return class extends PeerCall {
      createConnection(configuration) {
        return keep(super.createConnection(configuration));
      }

      async openMedia() {
        return new MediaStream([tone.clone()]);
      }
    };
  }

  /** No app sees the link; here it shows what is said, and what is still unacknowledged. */
  #watchLink() {
    const { router } = CallRegistry.for(this.#client);
    const open = router.open.bind(router);
    router.open = (options) => {
      const link = open({
        ...options,
        deliver: (message) => {
          this.#note(`takes ${describe(message)}`);
          options.deliver(message);
        },
      });
      const send = link.send.bind(link);
      link.send = (message, ...rest) => {
        this.#note(`sends ${describe(message)}`);
        send(message, ...rest);
      };
      this.link = link;
      return link;
    };
  }

  #note(text) {
    this.#trace.note(this.name, text);
  }
}

export const page = { createPerson: (options) => new Person(options) };
