import { html, type TemplateResult } from 'lit';

function icon(path: string): TemplateResult {
  return html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${path} /></svg>`;
}

const SLASH = 'M4 4l16 16';
const MICROPHONE = 'M9 6a3 3 0 0 1 6 0v5a3 3 0 0 1-6 0zM5 11a7 7 0 0 0 14 0M12 18v3';
const CAMERA = 'M4 6h10l2 2v8l-2 2H4l-2-2V8zM16 11l6-3v8l-6-3';
const LOCK = 'M5 11h14v10H5zM8 11V7a4 4 0 0 1 8 0';
const EYE = 'M2 12q10-13 20 0-10 13-20 0zM9 12a3 3 0 0 0 6 0 3 3 0 0 0-6 0';
const HANDSET = 'M5 3h4l2 5-3 2a14 14 0 0 0 6 6l2-3 5 2v4q0 2-2 2A17 17 0 0 1 3 5q0-2 2-2z';

export const microphoneIcon = icon(MICROPHONE);
export const microphoneOffIcon = icon(MICROPHONE + SLASH);
export const cameraIcon = icon(CAMERA);
export const cameraOffIcon = icon(CAMERA + SLASH);
export const phoneIcon = icon(HANDSET);
export const offlineIcon = icon(HANDSET + SLASH);
export const screenIcon = icon('M4 4h16l2 2v9l-2 2H4l-2-2V6zM8 21h8M12 14V7M9 10l3-3 3 3');
export const flipIcon = icon('M4 9a9 9 0 0 1 16-1V3M20 8h-5M20 15a9 9 0 0 1-16 1v5M4 16h5');
export const copyIcon = icon('M9 9h12v12H9zM15 5V3H3v12h2');
export const checkIcon = icon('M5 12l5 5L19 7');
export const closeIcon = icon('M6 6l12 12M6 18L18 6');
export const soundIcon = icon('M4 9v6h3l5 4V5L7 9zM16 9a4 4 0 0 1 0 6M18 6a8 8 0 0 1 0 12');
export const lockOpenIcon = icon(LOCK);
export const lockIcon = icon(`${LOCK}v4M12 15v2`);
export const lockCheckedIcon = icon(`${LOCK}v4M9 16l2 2 4-4`);
export const lockOffIcon = icon(LOCK + SLASH);
export const privateIcon = icon(EYE + SLASH);
export const personIcon = icon('M16 8a4 4 0 0 1-8 0 4 4 0 0 1 8 0zM4 21a8 6 0 0 1 16 0');

/** Three bars of growing height; those above `count` are mere dots. */
export function barsIcon(count: number): TemplateResult {
  const bars = [4, 9, 15].map(
    (height, index) => `M${6 + index * 6} 20v-${index < count ? height : 0}`,
  );
  return icon(bars.join(''));
}
