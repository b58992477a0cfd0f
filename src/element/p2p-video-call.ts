import type { PropertyValues } from 'lit';
import type { AnswerOptions, CallOptions } from '../call/terms/call-options.js';
import { meetInRoom } from '../call/meet-in-room.js';
import { PeerCall } from '../call/peer-call.js';
import { isOn } from '../call/terms/media-state.js';
import { ApiGatewaySignalingClient } from '../signaling/api-gateway/api-gateway-signaling-client.js';
import type { SignalingClient } from '../signaling/signaling-client.js';
import { AudioOutputController } from './controllers/audio-output-controller.js';
import type { CallControllerHooks } from './controllers/call-host.js';
import { CallController } from './controllers/call-controller.js';
import type { CallTools } from './controllers/call-tools.js';
import type { ToolsContext } from './controllers/tools-context.js';
import type { Strings } from './texts/strings.js';
import { CallFilesController } from './controllers/call-files-controller.js';
import { CopyController } from './controllers/copy-controller.js';
import type { ElementState } from './element-events.js';
import { FocusController } from './controllers/focus-controller.js';
import { LanguageController } from './controllers/language-controller.js';
import { MeetingController } from './controllers/meeting-controller.js';
import { PanelController } from './controllers/panel-controller.js';
import { PlaybackController } from './controllers/playback-controller.js';
import { PreviewController } from './controllers/preview-controller.js';
import { root } from './views/root.js';
import type { CallFiles, Panel, PanelName } from './views/view.js';
// A bundle has its files in this order, and gzip packs it better with what is no program code at the end.
import { styles } from './styles/p2p-video-call.styles.js';
import { lobbyStyles } from './styles/lobby.styles.js';
import { laterStyles } from './styles/styled-element.js';
import { ConfiguredElement } from './configured-element.js';
import { loadLanguage, resolveStrings } from './texts/languages.js';

// This file is the package's door `./element`: what belongs to the class comes with it.
export {
  CallIncomingEvent,
  ConnectionIdEvent,
  ElementErrorEvent,
  ElementStateChangeEvent,
  type ElementState,
} from './element-events.js';
export type { CallRecordedEvent } from './controllers/recording/call-recorded-event.js';
export type { StringKey, Strings } from './texts/strings.js';

/**
 * A whole video call in one element: meetings by link, own address, dialling, ringing, the call, and what became of it.
 *
 * ```html
 * <p2p-video-call endpoint="wss://abc.execute-api.eu-central-1.amazonaws.com/prod"></p2p-video-call>
 * ```
 *
 * It is online as long as it is in a document, and hangs up when it is taken out; moving it does not disturb a call.
 * Camera and microphone stay untouched until the user calls, answers, or asks for the self-view. Before a room is joined the
 * camera shows the user what others would see; nothing of it is sent. The own address depends
 * on `endpoint` and `signaling` alone; a change of these during a call takes effect after it. Options of calls are
 * read when a call begins. `undefined` and `null` mean that a property is not given.
 *
 * @summary One-to-one video call between two browsers.
 * @tagname p2p-video-call
 *
 * @attr {string} endpoint - WebSocket URL of the signaling server (`wss://…`)
 * @attr {string} room - name of a room: whoever else joins it is met there. By default that of the invite link that the
 *   page was opened by
 * @attr {string} peer-id - address of the other side; prefills the input
 * @attr {"off"} audio - `off`: calls start with the microphone off
 * @attr {"off"} video - `off`: calls start with the camera off
 * @attr {string} audio-output - id of the loudspeaker, as `enumerateDevices()` gives it; by default the system's own
 * @attr {boolean} auto-answer - answers every call at once, microphone on, camera off. Whoever has the address can
 *   then listen in: filter the callers with `call-incoming`
 * @attr {boolean} preview - shows the own camera before a call, without being asked by the user
 * @attr {boolean} resume - lets a call go on when the page is reloaded. Who closes it leaves the other side waiting for
 *   half a minute
 * @attr {"relay"} ice-transport-policy - `relay`: private mode. Calls go through a TURN server only, so that the other
 *   side does not learn the own network address
 * @attr {boolean} known-only - lets only those ring who know `addressToken` or `secret`
 * @attr {boolean} warm-up - connects while it still rings: sooner after the answer, but every caller learns the own address
 * @attr {string} display-name - what the own user wants to be called: the other side reads it
 * @attr {boolean} data-saver - for metered networks: at most 300 kbit/s and 15 pictures a second for video, both ways
 * @attr {number} max-bitrate - the most that video may take, in bit/s, both ways
 * @attr {string} lang - `en`, `ko`, `ja`, `zh`, `es`, `fr`, `de` or `ar`, with or without a region; by default that of the nearest
 *   element around with a `lang`. Any other is English
 * @attr {"offline"|"idle"|"waiting"|"calling"|"ringing"|"connecting"|"connected"|"reconnecting"|"ended"} state - (read-only)
 *   for style sheets
 *
 * @fires {ElementStateChangeEvent} call-statechange - `state` has changed; bubbles
 * @fires {CallIncomingEvent} call-incoming - someone calls; `preventDefault()` declines unseen; bubbles
 * @fires {ElementErrorEvent} call-error - something failed; the element says so itself, too; bubbles
 * @fires {CallRecordedEvent} call-recorded - a recording is done; `preventDefault()`: the page keeps the file itself; bubbles
 * @fires {ConnectionIdEvent} connection-id - the own address is new; bubbles
 *
 * @csspart remote-video - the peer's camera
 * @csspart remote-screen-video - the peer's shared screen
 * @csspart local-video - the self-view
 * @csspart toolbar - the buttons in a call
 * @csspart own-id - the own address
 * @csspart peer-id - the input for the other side's address
 * @csspart call-button - starts a call, or calls again
 * @csspart meeting-button - makes an invite link
 * @csspart join-button - joins the room, or joins it again
 * @csspart leave-button - leaves it while alone there
 * @csspart share-button - hands the link on; copies it where the browser has nothing for that
 * @csspart copy-button - copies the link, beside the `share-button`
 * @csspart answer-button - answers
 * @csspart reject-button - declines
 * @csspart hangup-button - hangs up, or cancels an unanswered call
 * @csspart microphone-button - microphone on or off
 * @csspart camera-button - camera on or off
 * @csspart screen-button - screen sharing on or off
 * @csspart verify-button - the lock: whether the call is verified; opens the panel
 * @csspart verification - the panel with the code to compare
 * @csspart status - the state in words
 *
 * @cssprop [--p2p-accent=light-dark(#2b59d9, #9db7ff)] - main buttons and focus
 * @cssprop [--p2p-on-accent=light-dark(#ffffff, #0d1a3d)] - text on the accent
 * @cssprop [--p2p-surface=light-dark(#ffffff, #181a20)] - background outside of a call
 * @cssprop [--p2p-field=light-dark(#f3f4f7, #24272f)] - background of fields and quiet buttons
 * @cssprop [--p2p-text=light-dark(#1b1e26, #eceef3)] - text
 * @cssprop [--p2p-muted=light-dark(#5b6270, #a8afbd)] - text of less weight
 * @cssprop [--p2p-border=light-dark(#e2e5eb, #343843)] - lines
 * @cssprop [--p2p-stage=#14161b] - background of a call
 * @cssprop [--p2p-answer=#1c8548] - the answer button
 * @cssprop [--p2p-danger=#d5363c] - the decline and hang-up buttons
 * @cssprop [--p2p-radius=20px] - roundness of the element's corners
 * @cssprop [--p2p-font=system-ui, sans-serif] - font family
 * @cssprop [--p2p-video-fit=cover] - `object-fit` of the peer's camera
 */
export class P2pVideoCallElement extends ConfiguredElement {
  static override readonly styles = [styles, lobbyStyles, laterStyles];

  static override readonly properties: typeof ConfiguredElement.properties = {
    signaling: { attribute: false },
    // Of these Lit makes setters that do nothing: a framework that sets what it finds does not throw.
    call: { attribute: false },
    connectionId: { attribute: false },
    state: { attribute: false },
  };

  readonly #hooks: CallControllerHooks = {
    createSignaling: () => this.createSignaling(),
    createCall: (peerId, options, signaling) =>
      this.#preview.handOver(options, (all) => this.createCall(peerId, all, signaling)),
    answerCall: (call, options) => this.#preview.handOver(options, (all) => call.answer(all)),
    resumeCall: (...args) => this.resumeCall(...args),
    createCallListener: (...args) => this.createCallListener(...args),
    meet: (room, onCall, options, media) =>
      meetInRoom(
        {
          place: (signaling, peerId, all) => {
            try {
              return this.#hooks.createCall(peerId, { ...all, ...media() }, signaling);
            } catch (error) {
              this.#report(error);
              throw error;
            }
          },
          listen: (...args) => this.createCallListener(...args),
        },
        room,
        onCall,
        options,
      ),
  };

  readonly #calls = new CallController(this, this.#hooks);
  readonly #meeting = new MeetingController(this, this.#calls, async () => {
    const [{ MeetingSession }, { meetingScreen }, , hasTexts] = await Promise.all([
      import('./controllers/meeting-session.js'),
      import('./views/meeting-screen.js'),
      // Joined, one must not wait for a file that does not come.
      import('../call/meeting/meeting.js'),
      loadLanguage(this.#language.language),
    ]);
    if (!hasTexts) throw new Error('The texts of the element could not be fetched.');
    const session = new MeetingSession(this, this.#calls, this.#hooks, this.#preview);
    return { session, screen: meetingScreen };
  });

  readonly #report = (error: unknown): void => this.#calls.problems.report(error);
  readonly #preview = new PreviewController(this, this.#report);
  readonly #audioOutput = new AudioOutputController(this, this.#report);
  readonly #playback = new PlaybackController(this);
  readonly #language = new LanguageController(this);
  readonly #callFiles = new CallFilesController<CallFiles>(
    this,
    async () => {
      const [{ callStyles }, { callScreen }, { CallTools }] = await Promise.all([
        import('./styles/call-styles.js'),
        import('./views/call-screen.js'),
        import('./controllers/call-tools.js'),
      ]);
      this.addLaterStyles(callStyles);
      // They may have been fetched twice at the same time.
      this.#tools ??= new CallTools(this, this.#toolsContext);
      return { screen: callScreen, tools: this.#tools };
    },
    this.#report,
  );
  readonly #copy = new CopyController(this);
  #tools: CallTools | null = null;
  readonly #panels = new PanelController<Panel, PanelName>(
    this,
    {
      verification: async () => (await import('./views/verification-panel.js')).verificationPanel,
    },
    this.#report,
  );

  readonly #toolsContext: ToolsContext = {
    calls: this.#calls,
    meeting: this.#meeting,
    preview: this.#preview,
    panels: this.#panels,
    report: this.#report,
    text: () => this.#text,
  };

  constructor() {
    super();
    new FocusController(this);
  }

  /**
   * The signaling in use. Set your own in place of `endpoint`'s: the element opens it if it is closed, but does not close
   * it. `null` returns to `endpoint`.
   */
  get signaling(): SignalingClient | null {
    return this.#calls.signaling;
  }

  set signaling(signaling: SignalingClient | null | undefined) {
    this.#calls.signaling = signaling ?? null;
  }

  /** The call that is shown; an ended one until it is dismissed or a new one comes. Read-only. */
  get call(): PeerCall | null {
    return this.#calls.call;
  }

  /** The own address; `null` while offline. It may change at every reconnect. Read-only. */
  get connectionId(): string | null {
    return this.#calls.connectionId;
  }

  /** Where the element stands. Read-only; the attribute of the same name follows it. */
  get state(): ElementState {
    return this.#calls.state;
  }

  /**
   * Calls `peerId`, by default what the input says.
   *
   * @returns {PeerCall | null} the call; `null` if none could be started, which is shown and fired as `call-error`
   */
  startCall(peerId?: string | null): PeerCall | null {
    return this.#calls.startCall(peerId ?? this.peerId);
  }

  /**
   * Joins the room that is named by `room`, or by the invite link that the page was opened by: who is there is in the call
   * with you, without a ring. It lasts until `leave()`, or until you hang up. After a reload in the same tab the element
   * joins again by itself.
   *
   * @returns {Promise<void>} resolves once that is done, or has failed, which is shown and fired as `call-error`; while offline at
   * once: the room is joined when the element is online
   */
  join(): Promise<void> {
    return this.#meeting.join();
  }

  /** Leaves the room, and hangs up if there is a call in it. */
  leave(): void {
    this.#meeting.leave();
  }

  /** Answers the ringing call. Like all requests below it does nothing without a call, and fails as `call-error`. */
  answer(options?: AnswerOptions | null): Promise<void> {
    return this.#calls.answer(options);
  }

  /** Declines the ringing call. */
  reject(): void {
    void this.#calls.request((call) => call.reject());
  }

  /** Ends the call: cancels it before it is answered, declines it if it rings here. */
  hangup(): void {
    void this.#calls.hangup();
  }

  /** Microphone on, off, or by default the other way round. */
  toggleMicrophone(on?: boolean | null): Promise<void> {
    return this.#calls.request((call) =>
      call.setMicrophoneEnabled(on ?? !isOn(call.localMedia, 'microphone')),
    );
  }

  /** Camera on, off, or by default the other way round. */
  toggleCamera(on?: boolean | null): Promise<void> {
    return this.#calls.request((call) =>
      call.setCameraEnabled(on ?? !isOn(call.localMedia, 'camera')),
    );
  }

  /** Screen sharing on, off, or by default the other way round. Browsers ask for a click before they share. */
  toggleScreenShare(on?: boolean | null): Promise<void> {
    return this.#calls.request((call) =>
      call.setScreenShareEnabled(on ?? !isOn(call.localMedia, 'screen')),
    );
  }

  /**
   * Plays calls on this loudspeaker, now and later. Browsers know of those that the page may use: of any, once it has
   * the microphone. Where it can't be used, that is shown and fired as `call-error`, and the one before stays.
   *
   * @param deviceId of `enumerateDevices()`; the system's own loudspeaker without it
   * @returns {Promise<void>} resolves when that is done, or has failed
   */
  async setAudioOutput(deviceId?: string | null): Promise<void> {
    this.audioOutput = deviceId || null;
    await this.updateComplete;
    await this.#audioOutput.settled;
  }

  /** Hook: makes the signaling for `endpoint`; `null` while there is nothing to connect to. */
  protected createSignaling(): SignalingClient | null {
    return this.endpoint === '' ? null : new ApiGatewaySignalingClient(this.endpoint);
  }

  /** Hook: starts a call, also in a room. Return one of your own class here, e.g. `MyCall.place(signaling, peerId, options)`. */
  protected createCall(peerId: string, options: CallOptions, signaling: SignalingClient): PeerCall {
    return PeerCall.place(signaling, peerId, options);
  }

  /** Hook: goes on with the call from before a reload, e.g. `MyCall.resume(signaling, options)`; `null`: there is none. */
  protected resumeCall(signaling: SignalingClient, options: CallOptions): Promise<PeerCall | null> {
    return PeerCall.resume(signaling, options);
  }

  /**
   * Hook: listens for calls, also in a room, e.g. `MyCall.listen(signaling, onIncoming, options)`. Returns how to stop; where `options`
   * change, that is done and the hook called again.
   */
  protected createCallListener(
    signaling: SignalingClient,
    onIncoming: (call: PeerCall) => void,
    options: CallOptions,
  ): () => void {
    return PeerCall.listen(signaling, onIncoming, options);
  }

  protected override scheduleUpdate(): Promise<unknown> | undefined {
    const withFiles = () => this.#callFiles.whenReady(() => super.scheduleUpdate());
    return this.#language.whenReady(withFiles) as Promise<unknown> | undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('preview')) this.#preview.wanted = this.preview;
  }

  get #text(): Strings {
    return resolveStrings(this.#language.language, this.strings);
  }

  protected override render(): unknown {
    const { language } = this.#language;
    return root(language, {
      text: this.#text,
      language,
      element: this,
      calls: this.#calls,
      meeting: this.#meeting,
      preview: this.#preview,
      playback: this.#playback,
      copy: this.#copy,
      panels: this.#panels,
      callFiles: this.#callFiles.files,
    });
  }
}
