import type { PeerCall } from '../../../call/peer-call.js';
import type { ToolsHost } from '../host/tools-host.js';
import { CaptionReader } from './caption-reader.js';
import { CaptionSpeaker, type SpeakerMemory } from './caption-speaker.js';
import type { CaptionsMessage } from './captions-message.js';
import { spokenLanguage } from './spoken-language.js';

/** The captions of one call, both ways. Fetched when either side asks for them. */
export class CallCaptions {
  /** Of what the other side says. */
  readonly reader: CaptionReader;
  /** Of what is said here. */
  readonly speaker: CaptionSpeaker;
  readonly #call: PeerCall;
  #wasConnected: boolean;

  constructor(
    call: PeerCall,
    host: ToolsHost,
    send: (message: CaptionsMessage) => void,
    memory: SpeakerMemory,
  ) {
    const onChange = () => host.requestUpdate();
    this.#call = call;
    this.#wasConnected = call.state === 'connected';
    this.reader = new CaptionReader(send, onChange);
    const language = () => spokenLanguage(host);
    this.speaker = new CaptionSpeaker(send, onChange, language, undefined, memory);
  }

  receive(message: CaptionsMessage): void {
    switch (message.type) {
      case 'ask':
        void this.speaker.ask(message.id);
        break;
      case 'stop':
        this.speaker.stop(message.id);
        break;
      default:
        this.reader.receive(message);
    }
  }

  /** The call is another one now, or the user wants something else. */
  update(isWanted: boolean): void {
    const isConnected = this.#call.state === 'connected';
    // Behind a new connection there may be a page that has been loaded anew, and knows nothing.
    if (isConnected && !this.#wasConnected) this.reader.askAgain();
    this.#wasConnected = isConnected;
    this.reader.want(isWanted);
    this.#listen();
  }

  close(): void {
    this.reader.close();
    this.speaker.close();
  }

  /** What nobody hears is not written either: that of a microphone which is off, or while the connection is lost. */
  #listen(): void {
    const { state, localMedia, localStream } = this.#call;
    const isHeard = state === 'connected' && localMedia.microphone;
    const [track] = localStream?.getAudioTracks() ?? [];
    this.speaker.listenTo((isHeard && track) || null);
  }
}
