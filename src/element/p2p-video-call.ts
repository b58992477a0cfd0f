import type { PropertyValues } from 'lit';
import type { AnswerOptions, CallOptions } from '../call/terms/call-options.js';
import { meetInRoom } from '../call/meet-in-room.js';
import { PeerCall } from '../call/peer-call.js';
import { isOn } from '../call/terms/media-state.js';
import { ApiGatewaySignalingClient } from '../signaling/api-gateway/api-gateway-signaling-client.js';
import type { SignalingClient } from '../signaling/signaling-client.js';
import { AudioOutputController } from './controllers/devices/audio-output-controller.js';
import type { CallControllerHooks } from './controllers/host/call-host.js';
import { CallController } from './controllers/call/call-controller.js';
import type { ToolsContext } from './controllers/tools-context.js';
import type { Strings } from './texts/strings.js';
import { CallFilesController } from './controllers/call-files-controller.js';
import type { CallTools } from './controllers/call-tools.js';
import { CopyController } from './controllers/page/copy-controller.js';
import { CustomStates } from './controllers/page/custom-states.js';
import type { ElementState } from './element-events.js';
import { FocusController } from './controllers/page/focus-controller.js';
import { LanguageController } from './controllers/page/language-controller.js';
import { MeetingController } from './controllers/meeting/meeting-controller.js';
import { PanelController } from './controllers/host/panel-controller.js';
import { PlaybackController } from './controllers/call/playback-controller.js';
import { PreviewController } from './controllers/devices/preview-controller.js';
import { root } from './views/root.js';
import type { CallFiles, Panel, PanelName } from './views/frame/view.js';
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
  type CallRatingEvent,
  type ElementState,
  type Rating,
} from './element-events.js';
export type { CallRecordedEvent } from './controllers/recording/call-recorded-event.js';
export type { ChatMessageEvent } from './controllers/chat/chat-message-event.js';
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
 * @attr {boolean} auto-answer - answers every call at once, microphone as `audio` says, camera off. Whoever has the address can
 *   then listen in: filter the callers with `call-incoming`
 * @attr {boolean} preview - shows the own camera before a call, without being asked by the user
 * @attr {"off"} mirror - `off`: the self-view is no mirror image. The user can change that, and what is shown to the other
 *   side never is one
 * @attr {boolean} resume - lets a call go on when the page is reloaded. Who closes it leaves the other side waiting for
 *   half a minute
 * @attr {"relay"} ice-transport-policy - `relay`: private mode. Calls go through a TURN server only, so that the other
 *   side does not learn the own network address
 * @attr {boolean} known-only - lets only those ring who know `addressToken` or `secret`
 * @attr {boolean} warm-up - connects while it still rings: sooner after the answer, but every caller learns the own address
 * @attr {string} display-name - what the own user wants to be called: the other side reads it
 * @attr {boolean} ask-name - asks the user for that before a call
 * @attr {boolean} data-saver - for metered networks: at most 300 kbit/s and 15 pictures a second for video, both ways
 * @attr {number} max-bitrate - the most that video may take, in bit/s, both ways
 * @attr {number} max-file-size - the largest file, in bytes, that is sent or taken; 2 GiB by default, 0 for no files at all
 * @attr {string} ringtone - address of a sound to ring with; `off`: no sound at all, not for who calls either
 * @attr {boolean} notify - tells of calls by notifications of the system while nobody sees the page. The user is asked
 *   by a button in `idle`, or by `requestNotifications()`
 * @attr {"off"} hotkeys - `off`: no single keys for the buttons of a call
 * @attr {string} controlslist - what is taken away from a call's screen, as in `<video controlslist>`: of `nomicrophone
 *   nocamera noscreen nochat nofiles noflip nodevices nopip nofullscreen noself-view noswap nomove nostats norecord nocaptions
 *   norating`
 * @attr {string} lang - `en`, `ko`, `ja`, `zh`, `es`, `fr`, `de` or `ar`, with or without a region; by default that of the nearest
 *   element around with a `lang`. Any other is English
 * @attr {"offline"|"idle"|"waiting"|"calling"|"ringing"|"connecting"|"connected"|"reconnecting"|"ended"} state - (read-only)
 *   for style sheets
 *
 * @fires {ElementStateChangeEvent} call-statechange - `state` has changed; bubbles
 * @fires {CallIncomingEvent} call-incoming - someone calls; `preventDefault()` declines unseen; bubbles
 * @fires {ElementErrorEvent} call-error - something failed; the element says so itself, too; bubbles
 * @fires {CallRecordedEvent} call-recorded - a recording is done; `preventDefault()`: the page keeps the file itself; bubbles
 * @fires {ChatMessageEvent} chat-message - a message was sent, or has come; bubbles
 * @fires {ConnectionIdEvent} connection-id - the own address is new; bubbles
 * @fires {CallRatingEvent} call-rating - the user says how the call was, once it has ended: `rating` is 1 to 5; bubbles
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
 * @csspart copy-button - copies the own address; in a room the link, beside the `share-button`
 * @csspart answer-button - answers
 * @csspart reject-button - declines
 * @csspart hangup-button - hangs up, or cancels an unanswered call
 * @csspart microphone-button - microphone on or off
 * @csspart camera-button - camera on or off
 * @csspart screen-button - screen sharing on or off
 * @csspart flip-button - the other camera, on devices with a finger
 * @csspart pip-button - the call in a small window above all others
 * @csspart fullscreen-button - the call fills the screen
 * @csspart more-button - opens the menu of what the toolbar has no room for
 * @csspart more - the menu
 * @csspart swap-button - makes the small picture the large one; in the menu
 * @csspart move-button - moves the small pictures to the next corner; in the menu
 * @csspart self-view-button - hides the self-view, or shows it again
 * @csspart zoom - the buttons that make a shared screen larger and smaller
 * @csspart zoom-button - one of them
 * @csspart tile-button - lies over a small picture: a press makes that the large one
 * @csspart record-button - asks to record the call, or ends that; in the menu
 * @csspart record-note - who records, asks for it, or what was recorded
 * @csspart record-note-button - the answers to that
 * @csspart captions-button - captions of what the other side says, on or off; in the menu
 * @csspart captions - those captions
 * @csspart captions-note - what has become of the question for them, here and there
 * @csspart captions-note-button - the answers to that
 * @csspart chat-preview - a new message while the chat is closed
 * @csspart panel-button - what else there is to press in a panel
 * @csspart verify-button - the lock: whether the call is verified; opens the panel
 * @csspart verification - the panel with the code to compare
 * @csspart notify-button - asks whether calls may be told of by notifications
 * @csspart network-check-button - opens the panel that checks the network before a call
 * @csspart network-check - that panel
 * @csspart stats-button - how good the connection is, as bars and in a word; opens the panel with the figures
 * @csspart stats - the panel with the figures of the call
 * @csspart rating - the five stars after a call
 * @csspart star-button - one of them
 * @csspart copy-diagnostics-button - copies what is known of the call, in the panel and after the call
 * @csspart chat-button - opens and closes the chat; has a mark when there is something new in it
 * @csspart chat - the panel with the messages and files of this call
 * @csspart chat-input - where a message is written
 * @csspart chat-send-button - sends it
 * @csspart attach-button - chooses files to send
 * @csspart file - a file in the chat
 * @csspart devices-button - opens the panel with the devices to choose from, before a call and in it
 * @csspart devices - that panel
 * @csspart own-name - the input for the own name, with `ask-name`
 * @csspart status - the state in words
 * @csspart root - the whole
 * @csspart panel - the words and buttons in the middle; in a call those at its upper edge
 * @csspart emblem - the round picture at the head of a screen without a call
 * @csspart avatar - stands for a person without a picture
 * @csspart peer-name - the other side's address or name
 * @csspart peer-display-name - what the other side calls itself, above its address
 * @csspart room - the name of the room
 * @csspart meeting-link - the link to send
 * @csspart qr-code - the link as a picture, folded
 * @csspart field - around an address and its button
 * @csspart spinner - while the element goes online
 * @csspart advice - what to do after a call that failed
 * @csspart retry-button - connects to the relay again
 * @csspart back-button - leaves the screen
 * @csspart preview-button - the own camera before a call, on or off
 * @csspart answer-audio-button - answers without the camera
 * @csspart hear-button - where the browser keeps the call silent
 * @csspart call-info - who is called, for how long, how well
 * @csspart time - how long the call has been connected
 * @csspart mark - a sign beside them: the bars, for example
 * @csspart private-mark - private mode, before a call
 * @csspart placeholder - in place of a picture of the other side
 * @csspart notice - a failure, or an offer
 * @csspart offer-button - takes what is offered
 * @csspart dismiss-button - closes the notice
 * @csspart emoji - the pictures of a code
 * @csspart digits - the digits of a code
 * @csspart match-button - the code is the same on both sides
 * @csspart differ-button - it is not
 * @csspart close-button - closes a panel
 *
 * @slot logo - in place of the picture at the head of the screens before a call
 * @slot idle - below the status while there is no call
 * @slot incoming - below the status while it rings here
 * @slot ended - below the reason why a call has ended
 * @slot offline - below the status without a connection to the relay
 * @slot waiting - below the status while alone in a room
 * @slot calling - below the status until it rings there
 * @slot ringing - below the status while it rings there
 * @slot connecting - below the status from the answer on
 * @slot connected - below the words at the upper edge of a call
 * @slot reconnecting - there, while its connection is lost
 * @slot toolbar-start - first in the toolbar of a call
 * @slot toolbar-end - last in it
 * @slot icon-microphone - picture: the microphone is on
 * @slot icon-microphone-off - picture: it is off
 * @slot icon-camera - picture: the camera is on
 * @slot icon-camera-off - picture: it is off
 * @slot icon-devices - picture: camera and sound
 * @slot icon-flip - picture: front or back camera
 * @slot icon-screen - picture: share the screen
 * @slot icon-call - picture: call
 * @slot icon-hangup - picture: hang up, or decline
 * @slot icon-meeting - picture: start or join a meeting
 * @slot icon-copy - picture: copy
 * @slot icon-copied - picture: copied
 * @slot icon-close - picture: close a notice
 * @slot icon-sound - picture: hear the call
 * @slot icon-person - picture: stands for a person
 * @slot icon-muted - picture: the other side’s microphone is off
 * @slot icon-private - picture: private mode
 * @slot icon-ended - picture: the call has ended
 * @slot icon-offline - picture: no connection to the relay
 * @slot icon-lock - picture: the call is verified by a link
 * @slot icon-lock-checked - picture: verified by the user
 * @slot icon-lock-open - picture: not verified
 * @slot icon-lock-off - picture: can’t be verified
 * @slot icon-full-screen - picture: fill the screen
 * @slot icon-full-screen-off - picture: leave full screen
 * @slot icon-more - picture: the menu
 * @slot icon-move - picture: the next corner
 * @slot icon-swap - picture: swap the pictures
 * @slot icon-eye - picture: show the self-view
 * @slot icon-minus - picture: smaller
 * @slot icon-plus - picture: larger
 * @slot icon-pip - picture: picture in picture
 * @slot icon-record - picture: record the call
 * @slot icon-captions - picture: captions
 * @slot icon-voice - picture: the other side speaks
 * @slot icon-hide - picture: hide the self-view
 * @slot icon-quality-0 - picture: no connection
 * @slot icon-quality-1 - picture: a poor one
 * @slot icon-quality-2 - picture: a good one
 * @slot icon-quality-3 - picture: an excellent one
 *
 * @cssstate idle - no call; as the attribute `state`
 * @cssstate offline - no connection to the relay; as the attribute `state`
 * @cssstate waiting - alone in a room; as the attribute `state`
 * @cssstate calling - the call goes out; as the attribute `state`
 * @cssstate ringing - it rings; as the attribute `state`
 * @cssstate connecting - it was answered; as the attribute `state`
 * @cssstate connected - it is connected; as the attribute `state`
 * @cssstate reconnecting - the connection is lost; as the attribute `state`
 * @cssstate ended - the call is over; as the attribute `state`
 * @cssstate muted - in a call, with the own microphone off
 * @cssstate camera-off - in a call, with the own camera off
 * @cssstate sharing - the own screen is shared
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
 * @cssprop [--p2p-focus=var(--p2p-accent)] - the ring round what has the focus; in a call white by itself
 * @cssprop [--p2p-control-radius=0.875rem] - roundness of buttons and fields
 * @cssprop [--p2p-warning=#ffdf9e] - background of warnings; bad signs in a call
 * @cssprop [--p2p-on-warning=#14161b] - text on warnings
 * @cssprop [--p2p-good=#7be0a4] - good signs in a call
 * @cssprop [--p2p-shadow=0 4px 20px #0006] - below notices, panels and the self-view
 * @cssprop [--p2p-toolbar=#121419b8] - background of the toolbar, and of words over a picture
 * @cssprop [--p2p-toolbar-gap=clamp(0.25rem, 1.5cqi, 0.5rem)] - between the buttons of the toolbar
 * @cssprop [--p2p-button=color-mix(in srgb, currentColor 14%, transparent)] - background of the toolbar's buttons
 * @cssprop [--p2p-on-button=inherit] - icons on these
 * @cssprop [--p2p-marked=#ffffff] - background of a button whose device is off
 * @cssprop [--p2p-on-marked=#14161b] - icons on these
 * @cssprop [--p2p-panel=#2a2e38] - background of panels in a call
 * @cssprop [--p2p-self-view-width=clamp(4.75rem, min(24cqi, 40cqb), max(14rem, 12cqi))] - width of the self-view in a call
 * @cssprop [--p2p-self-view-radius=0.875rem] - roundness of the self-view
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
      import('./controllers/meeting/meeting-session.js'),
      import('./views/meeting/meeting-screen.js'),
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
  #tools: CallTools | null = null;
  readonly #callFiles = new CallFilesController<CallFiles>(
    this,
    async () => {
      const [sheets, { callViews }, { CallTools }, { ExchangeTools }] = await Promise.all([
        import('./styles/call-styles.js'),
        import('./views/call-screen.js'),
        import('./controllers/call-tools.js'),
        import('./controllers/exchange-tools.js'),
      ]);
      this.addLaterStyles(sheets.callStyles);
      // They may have been fetched twice at the same time.
      this.#tools ??= new CallTools(
        this,
        this.#toolsContext,
        new ExchangeTools(this, this.#toolsContext),
        sheets.pipStyles,
      );
      return { ...callViews, tools: this.#tools };
    },
    this.#report,
  );
  readonly #copy = new CopyController(this);
  readonly #panels: PanelController<Panel, PanelName> = new PanelController<Panel, PanelName>(
    this,
    {
      devices: async () =>
        (await import('./views/devices/devices-panel.js')).createDevicesPanel(this),
      verification: async () =>
        (await import('./views/verification/verification-panel.js')).verificationPanel,
      'network-check': async () =>
        (await import('./views/figures/network-check-panel.js')).networkCheckPanel(
          this,
          this.#calls,
          this.#panels,
        ),
      stats: async () => (await import('./views/figures/stats-panel.js')).statsPanel,
      chat: async () => (await import('./views/chat/chat-panel.js')).chatPanel,
      more: async () => (await import('./views/call-screen.js')).morePanel,
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
    new CustomStates(this);
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

  /**
   * Turns `notify` on, and asks the user whether notifications may be shown. Call it when the user has pressed something:
   * else browsers refuse.
   *
   * @returns {Promise<boolean>} whether they may
   */
  async requestNotifications(): Promise<boolean> {
    this.notify = true;
    const answer = await globalThis.Notification?.requestPermission();
    this.requestUpdate();
    return answer === 'granted';
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
