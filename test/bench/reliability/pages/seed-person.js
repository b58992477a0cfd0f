import { describe, LINK_TIMING, ufragsOf } from './seed-script.js';

const { PeerCall } = await import('/dist/core.js');
const { CallRegistry } = await import('/dist/call/incoming/call-registry.js');

/**
 * A tenth of the default durations, except for those by which a path is found broken: where many calls share a
 * processor, an answer may take half a second, and paths that work would be repaired all the time. Set-up has its
 * default time.
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

/** One side of a whole call. It has a window of its own, so that a change of network can affect it alone. */
class Person {
  name;
  call = null;
  link = null;
  /** All connections of the call; the last one is the present one. */
  connections = [];
  /** The ICE credentials that restarts should have replaced. */
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

  /** Does one random action. */
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

  /** Behind the library's back, as an app can that keeps the connection. */
  #restartIce() {
    this.#note('restarts ICE');
    this.#abandonCandidates();
    this.connection.restartIce();
  }

  #changeNetwork() {
    this.#note('is on another network');
    // Events within 2 s count as the same change.
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

  /** Apps can't see the link; here it shows what is sent, and what is still unacknowledged. */
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
