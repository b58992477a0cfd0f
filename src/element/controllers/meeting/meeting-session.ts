import { deviceGone } from '../../../call/media/media-error.js';
import { CallError } from '../../../call/terms/call-error.js';
import type { CallOptions } from '../../../call/terms/call-options.js';
import { isWantedEnding } from '../../../call/terms/call-state.js';
import type { PeerCall } from '../../../call/peer-call.js';
import type { Room } from '../../../signaling/room.js';
import type { SignalingClient } from '../../../signaling/signaling-client.js';
import { SignalingError } from '../../../signaling/signaling-error.js';
import { isRingingHere } from '../../call-phase.js';
import type { CallController } from '../call/call-controller.js';
import type { CallControllerHooks, CallHost } from '../host/call-host.js';
import { callOptions, isSameOptions } from '../call/host-options.js';
import { MeetingDevices } from './meeting-devices.js';
import { isReturn, leaveNote, takeNote } from './meeting-note.js';
import { MeetingPlans, type MeetingPlan } from './meeting-plan.js';
import { PressGuard } from '../call/press-guard.js';
import type { PreviewController } from '../devices/preview-controller.js';

/**
 * Where the user stands: before the door (`lobby`, `joining`), or in the room and alone: at first, after the other has
 * left, while a call that was lost begins again, or after one that was stopped because it could not be trusted.
 */
export type MeetingStage = 'lobby' | 'joining' | 'waiting' | 'left' | 'retrying' | 'stopped';

/** Joins a room and leaves it, and shows the calls that come of it. */
export class MeetingSession {
  readonly #host: CallHost;
  readonly #calls: CallController;
  readonly #hooks: CallControllerHooks;
  readonly #plans: MeetingPlans;
  readonly #presses: PressGuard;
  readonly devices: MeetingDevices;
  #plan: MeetingPlan | null = null;
  /** The user has joined, and has not left: lost rooms are joined again. */
  #isWanted = false;
  #joining: { readonly client: SignalingClient; readonly abort: AbortController } | null = null;
  /** The latest attempt to join. */
  #attempt = Promise.resolve();
  #room: Room<SignalingClient> | null = null;
  #stopMeeting: () => void = () => {};
  /** What the meeting was begun with. */
  #options: CallOptions = {};
  /** The latest call. */
  #call: PeerCall | null = null;
  /** Whether a screen was shared in a call that has ended without the user, who may believe that it still is. */
  #hasLostScreen = false;
  #mayHaveNote: boolean;

  constructor(
    host: CallHost,
    calls: CallController,
    hooks: CallControllerHooks,
    preview: PreviewController,
  ) {
    this.#host = host;
    this.#calls = calls;
    this.#hooks = hooks;
    this.devices = new MeetingDevices(host, preview, (error) => calls.problems.report(error));
    this.#plans = new MeetingPlans(host);
    this.#presses = new PressGuard(host);
    this.#mayHaveNote = isReturn(host.ownerDocument.defaultView ?? window);
  }

  /** The room that is joined, or can be; `null`: there is none. */
  get plan(): MeetingPlan | null {
    return this.#plan;
  }

  /** Whether the link was made here, so that somebody has to be sent it. */
  get hasStarted(): boolean {
    return this.#plans.hasStarted;
  }

  get stage(): MeetingStage {
    if (this.#room === null) return this.#isWanted ? 'joining' : 'lobby';
    const ended = this.endedCall;
    if (ended === null) return 'waiting';
    if (ended.endReason === 'verification-failed') return 'stopped';
    if (isWantedEnding(ended.endReason)) return 'left';
    return this.#room.members.length > 0 ? 'retrying' : 'waiting';
  }

  /** The call that was the latest here, where it has ended. */
  get endedCall(): PeerCall | null {
    return this.#call?.state === 'ended' ? this.#call : null;
  }

  /** Whether the user has joined, be it that there is no connection now. */
  get isWanted(): boolean {
    return this.#isWanted;
  }

  /** Whether `call` is one of this meeting. */
  isOf(call: PeerCall): boolean {
    return call === this.#call;
  }

  /** The host has changed, or what it shows. */
  update(): void {
    const calls = this.#calls;
    const { client } = calls;
    if (this.#room && (this.#room.hasLeft || this.#room.signaling !== client)) this.#exit();
    if (this.#joining && this.#joining.client !== client) this.#stopJoining();
    this.#readPlan();
    const isOnline = client !== null && calls.connectionId !== null;
    if (!isOnline || calls.shown.isLive || this.#plan === null) return;
    // Nobody could see the room behind the end of a call by address.
    if (calls.call !== null && !this.isOf(calls.call)) return;
    if (this.#room && !isSameOptions(this.#callOptions(this.#plan), this.#options)) {
      this.#meetAnew(this.#room, this.#plan);
    }
    if (this.#mayHaveNote) this.#lookForNote(this.#plan);
    if (this.#isWanted && !this.#room && !this.#joining) {
      this.#attempt = this.#enter(client, this.#plan, false);
    }
    if (calls.call === null) this.devices.show();
  }

  /** Makes a meeting of the user's own; not where there is one to join, which had only not been fetched yet. */
  start(): void {
    this.#readPlan();
    if (this.#plan !== null) return;
    this.#plans.start();
    this.#host.requestUpdate();
  }

  /** @returns a promise that resolves when that is done, or has failed; while offline, at once */
  join(): Promise<void> {
    if (!this.#isWanted) this.#attempt = this.#join();
    return this.#attempt;
  }

  async #join(): Promise<void> {
    const calls = this.#calls;
    this.#readPlan();
    if (this.#plan === null || calls.shown.isLive) {
      const sentence = this.#plan
        ? 'Hang up before you join a room.'
        : 'There is no room to join: set `room`, or open an invite link.';
      calls.problems.report(new CallError('invalid-state', sentence));
      return;
    }
    calls.dismissCall();
    calls.problems.dismiss();
    this.#call = null;
    this.#isWanted = true;
    const { client } = calls;
    if (client && calls.connectionId !== null) await this.#enter(client, this.#plan, true);
    // The next attempt to get online may be minutes away.
    else if (calls.offlineError) calls.reconnect();
  }

  /** Leaves the room, and hangs up. The self-view goes, too; after a call there is none anyway, until one joins again. */
  leave(): void {
    if (!this.#isWanted) return;
    this.#giveUp();
    const call = this.#call;
    if (call && isRingingHere(call)) call.reject();
    else call?.hangup();
    if (this.#calls.call === null) this.devices.close();
  }

  /** A press on Join, Back or Leave, which take each other's place: lets `action` work, unless it is the second of two. */
  press(press: Event, action: () => unknown): void {
    if (!this.#presses.isMeant(press)) return;
    this.#presses.swapped();
    action();
  }

  /** Joins by a press on the screen of an ended call. */
  joinAgain(): void {
    this.#presses.swapped();
    void this.join();
  }

  /** Back to where no meeting is; to the lobby, where the page has named the room. */
  back(): void {
    this.#presses.swapped();
    this.leave();
    this.#calls.dismissCall();
    if (this.#plan) this.#plans.drop(this.#plan);
    this.devices.close();
  }

  /** A change of the page while one is in the room takes effect when that is left. */
  #readPlan(): void {
    const { call, shown } = this.#calls;
    if (this.#isWanted || shown.isLive || (call && this.isOf(call))) return;
    const { present } = this.#plans;
    const isNew = present !== null && present.room !== this.#plan?.room;
    // The self-view was for the room that the page has taken back.
    if (present === null && this.#plan !== null) this.devices.close();
    this.#plan = present;
    if (!isNew) return;
    this.#call = null;
    this.devices.reset();
  }

  #lookForNote({ room }: MeetingPlan): void {
    this.#mayHaveNote = false;
    const page = this.#host.ownerDocument.defaultView;
    const note = page && takeNote(page, room);
    if (!note) return;
    // That the page was left has ended the call, and not the other side.
    this.#call = null;
    this.devices.restore(note);
    this.#isWanted = true;
  }

  /** The page has another address. */
  addressChanged(): void {
    this.#plans.read();
    this.#host.requestUpdate();
  }

  /** The page comes out of the back-forward cache, where its call and its connection have ended. */
  pageShown(): void {
    this.#mayHaveNote = true;
    this.#host.requestUpdate();
  }

  /** The page is being left. */
  pageHidden(): void {
    const page = this.#host.ownerDocument.defaultView;
    if (!this.#isWanted || !this.#plan || !page) return;
    if (this.#call) this.#followDevices(this.#call);
    leaveNote(page, this.#plan.room, this.devices);
  }

  /** @param isPressed whether the user is there to answer a question of the browser */
  async #enter(client: SignalingClient, plan: MeetingPlan, isPressed: boolean): Promise<void> {
    const abort = new AbortController();
    const { signal } = abort;
    const joining = (this.#joining = { client, abort });
    // From here on nobody else can call: there would be two calls at once.
    this.#calls.roomState = 'joining';
    try {
      if (isPressed) await this.devices.request();
      const room = await client.joinRoom(plan.room, { signal });
      if (signal.aborted) room.leave();
      else if (room.hasLeft) throw new CallError('invalid-state', 'The room was lost at once.');
      else this.#begin(room, plan);
    } catch (error) {
      // With another client it is tried again.
      if (!signal.aborted && client === this.#calls.client) {
        if (isClosed(error) && client.state === 'closed') this.#stopJoining();
        else this.#fail(error);
      }
    }
    if (this.#joining !== joining) return;
    this.#joining = null;
    if (this.#room === null) this.#calls.roomState = 'none';
  }

  #begin(room: Room<SignalingClient>, plan: MeetingPlan): void {
    this.#room = room;
    this.#presses.swapped();
    this.#calls.roomState = 'joined';
    this.#meet(room, plan);
    room.addEventListener('error', ({ error }) => {
      if (room !== this.#room || !room.hasLeft) return;
      // With the next client it is joined again.
      if (isClosed(error)) this.#exit();
      else this.#fail(error);
    });
  }

  #fail(error: unknown): void {
    this.#giveUp();
    this.#calls.problems.report(error);
  }

  #giveUp(): void {
    this.#isWanted = false;
    this.#hasLostScreen = false;
    this.#stopJoining();
    this.#exit();
  }

  #stopJoining(): void {
    this.#joining?.abort.abort();
    this.#joining = null;
    if (this.#room === null) this.#calls.roomState = 'none';
  }

  #exit(): void {
    const room = this.#room;
    if (room === null) return;
    this.#room = null;
    room.leave();
    try {
      this.#stopMeeting();
    } finally {
      this.#calls.roomState = 'none';
    }
  }

  /** The page has changed its options: those count that it has when a call begins. */
  #meetAnew(room: Room<SignalingClient>, plan: MeetingPlan): void {
    try {
      this.#stopMeeting();
      this.#meet(room, plan);
    } catch (error) {
      this.#fail(error);
    }
  }

  #meet(room: Room<SignalingClient>, plan: MeetingPlan): void {
    const options = this.#callOptions(plan);
    this.#options = options;
    const onCall = (call: PeerCall) => this.#begun(call, options, plan);
    this.#stopMeeting = this.#hooks.meet(room, onCall, options, () => this.devices.media);
  }

  /** In a room it is the secret that counts, and nobody has the address. */
  #callOptions({ secret, url }: MeetingPlan): CallOptions {
    const host = this.#host;
    const { secret: _, addressToken: __, knownOnly: ___, ...options } = callOptions(host);
    const known = url === null ? host.secret : secret;
    return known === null ? options : { ...options, secret: known };
  }

  #begun(call: PeerCall, options: CallOptions, { room, url }: MeetingPlan): void {
    const title = url === null ? String(room) : '';
    const { media } = this.devices;
    this.#call = call;
    if (call.direction === 'incoming') this.#calls.receive(call, options, title, media);
    else this.#calls.adopt(call, { ...options, ...media }, title);
    call.addEventListener('statechange', () => this.#stateChanged(call));
    this.#stateChanged(call);
  }

  #stateChanged(call: PeerCall): void {
    if (call !== this.#call) return;
    if (call.state === 'connected' && this.#hasLostScreen) {
      this.#hasLostScreen = false;
      this.#calls.problems.report(deviceGone('screen'));
    }
    if (call.state !== 'ended') return;
    this.#followDevices(call);
    if (call.endedHere) {
      this.leave();
    } else if (this.#isWanted) {
      // Only a press of the user opens a screen again.
      this.#hasLostScreen ||= call.wantedMedia.screen && !isWantedEnding(call.endReason);
      this.#calls.dismissCall();
    }
  }

  /** What the user has turned on and off in `call` counts for the next one. One that the page has declined says nothing. */
  #followDevices(call: PeerCall): void {
    if (call === this.#calls.call) this.devices.restore(call.wantedMedia);
  }
}

/** Whether the signaling client is closed: that says nothing about the room. */
function isClosed(error: unknown): boolean {
  return error instanceof SignalingError && error.code === 'closed';
}
