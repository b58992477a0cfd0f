import { svg, html, type TemplateResult } from 'lit';

function icon(shape: TemplateResult): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${shape}</svg>`;
}

const SLASH = svg`<path d="M4 4l16 16" />`;
const MICROPHONE = svg`<rect x="9" y="3" width="6" height="11" rx="3" /><path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3" />`;
const CAMERA = svg`<rect x="2.5" y="6" width="13" height="12" rx="3" /><path d="M15.5 11l6-3.5v9l-6-3.5" />`;
const HANDSET = svg`<path d="M21 16.9v2.6a2 2 0 0 1-2.2 2A17.6 17.6 0 0 1 2.5 5.2a2 2 0 0 1 2-2.2h2.6a2 2 0 0 1 2 1.7c.1.9.4 1.7.7 2.5a2 2 0 0 1-.5 2.1L8.2 10.5a14 14 0 0 0 5.3 5.3l1.2-1.1a2 2 0 0 1 2.1-.5c.8.3 1.6.6 2.5.7a2 2 0 0 1 1.7 2z" />`;

export const microphoneIcon = icon(MICROPHONE);
export const microphoneOffIcon = icon(svg`${MICROPHONE}${SLASH}`);
export const cameraIcon = icon(CAMERA);
export const cameraOffIcon = icon(svg`${CAMERA}${SLASH}`);
export const phoneIcon = icon(HANDSET);
/** The handset lies down: the sign for hanging up. */
export const hangupIcon = icon(svg`<g transform="rotate(135 12 12)">${HANDSET}</g>`);
export const screenIcon = icon(
  svg`<rect x="2.5" y="4" width="19" height="13" rx="2.5" /><path d="M8.5 21h7M12 13.5v-6M9.2 10L12 7.2 14.8 10" />`,
);
export const flipIcon = icon(
  svg`<path d="M4 9.5A8.5 8.5 0 0 1 19.5 8M20 14.5A8.5 8.5 0 0 1 4.5 16M20 3.5V8h-4.5M4 20.5V16h4.5" />`,
);
export const copyIcon = icon(
  svg`<rect x="8.5" y="8.5" width="12" height="12" rx="2.5" /><path d="M15.5 5.5a2 2 0 0 0-2-2h-8a2 2 0 0 0-2 2v8a2 2 0 0 0 2 2" />`,
);
export const checkIcon = icon(svg`<path d="M5 12.5l4.5 4.5L19 7.5" />`);
export const closeIcon = icon(svg`<path d="M6 6l12 12M18 6L6 18" />`);
export const soundIcon = icon(
  svg`<path d="M4 9.5v5h3.5l5 4v-13l-5 4zM16 9a4.2 4.2 0 0 1 0 6M18.5 6.5a7.8 7.8 0 0 1 0 11" />`,
);
export const personIcon = icon(
  svg`<circle cx="12" cy="8.5" r="4" /><path d="M4.5 20.5c.8-4 3.8-6 7.5-6s6.7 2 7.5 6" />`,
);
export const offlineIcon = icon(
  svg`<path d="M7.5 18.5h10a4 4 0 0 0 .8-7.9 6.5 6.5 0 0 0-12.4-1A4.5 4.5 0 0 0 7.5 18.5z" />${SLASH}`,
);

/** Bars of growing height, the first `count` of them full. */
export function barsIcon(count: number): TemplateResult {
  const opacity = (bar: number) => (bar <= count ? 1 : 0.35);
  return icon(
    svg`<path opacity=${opacity(1)} d="M6 20v-4" /><path opacity=${opacity(2)} d="M12 20v-9" /><path opacity=${opacity(3)} d="M18 20V5" />`,
  );
}
