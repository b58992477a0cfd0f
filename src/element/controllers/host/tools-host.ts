import type { LitElement } from 'lit';
import type { PeerCall } from '../../../call/peer-call.js';
import { displayId } from '../../display-id.js';
import type { Strings } from '../../texts/strings.js';

/** The element, as the tools of a call see it. */
export interface ToolsHost extends LitElement {
  readonly call: PeerCall | null;
  readonly resume: boolean;
  /** Id of the loudspeaker; `null` for the system's own. */
  readonly audioOutput: string | null;
  readonly hotkeys: boolean;
  /** Address of a sound; `off`: none; `null`: the element's own. */
  readonly ringtone: string | null;
  readonly notify: boolean;
  readonly controlsList: string;
  readonly maxFileSize: number | null;
  hangup(): void;
  toggleMicrophone(): unknown;
  toggleCamera(): unknown;
}

/** What the element says at the moment. */
export interface Wording {
  readonly text: Strings;
  readonly calls: { readonly shown: { readonly title: string } };
}

/** Whom a call is with, by the name that they give themselves, or else by address. Their word: text, never markup. */
export function callTitle(wording: Wording, call: PeerCall | null): string {
  return displayId(call?.peerName ?? '') || addressOf(wording);
}

/** The same with the address, which nobody chooses. */
export function fullTitle(wording: Wording, call: PeerCall | null): string {
  return [...new Set([callTitle(wording, call), addressOf(wording)])].join(' · ');
}

function addressOf({ text, calls }: Wording): string {
  return displayId(calls.shown.title) || (text['meeting-name'] ?? '');
}
