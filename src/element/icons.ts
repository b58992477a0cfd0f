import { html, type TemplateResult } from 'lit';

/**
 * The path is of a picture of 24 × 24, drawn in lines. What a page puts into the slot `icon-<name>` is shown in its place.
 * A slot is filled once: of two with one name in a screen the first gets what the page has, so each has a name of its own.
 */
export function icon(path: string, name?: string): TemplateResult {
  const picture = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${path} /></svg>`;
  return name ? html`<slot name=${`icon-${name}`}>${picture}</slot>` : picture;
}

const SLASH = 'M4 4l16 16';
const MICROPHONE = 'M9 6a3 3 0 0 1 6 0v5a3 3 0 0 1-6 0zM5 11a7 7 0 0 0 14 0M12 18v3';
const CAMERA = 'M4 6h10l2 2v8l-2 2H4l-2-2V8zM16 11l6-3v8l-6-3';
const EYE = 'M2 12q10-13 20 0-10 13-20 0zM9 12a3 3 0 0 0 6 0 3 3 0 0 0-6 0';
const HANDSET = 'M5 3h4l2 5-3 2a14 14 0 0 0 6 6l2-3 5 2v4q0 2-2 2A17 17 0 0 1 3 5q0-2 2-2z';

export const microphoneIcon = icon(MICROPHONE, 'microphone');
export const microphoneOffIcon = icon(MICROPHONE + SLASH, 'microphone-off');
export const cameraIcon = icon(CAMERA, 'camera');
export const cameraOffIcon = icon(CAMERA + SLASH, 'camera-off');
export const logoIcon = icon(CAMERA);
export const meetingIcon = icon(CAMERA, 'meeting');
export const phoneIcon = icon(HANDSET, 'call');
export const hangupIcon = icon(HANDSET, 'hangup');
export const endedIcon = icon(HANDSET, 'ended');
export const offlineIcon = icon(HANDSET + SLASH, 'offline');
export const copyIcon = icon('M9 9h12v12H9zM15 5V3H3v12h2', 'copy');
export const checkIcon = icon('M5 12l5 5L19 7', 'copied');
export const closeIcon = icon('M6 6l12 12M6 18L18 6', 'close');
export const privateIcon = icon(EYE + SLASH, 'private');
export const personIcon = icon('M16 8a4 4 0 0 1-8 0 4 4 0 0 1 8 0zM4 21a8 6 0 0 1 16 0', 'person');
