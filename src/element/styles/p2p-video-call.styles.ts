import { css } from 'lit';

/** Colours, and the shapes that the screens share. */
export const styles = css`
  :host {
    /* A page that is light only says so on the element: p2p-video-call { color-scheme: light; } */
    color-scheme: light dark;
    --_accent: var(--p2p-accent, light-dark(#2b59d9, #9db7ff));
    --_surface: var(--p2p-surface, light-dark(#fff, #181a20));
    --_muted: var(--p2p-muted, light-dark(#5b6270, #a8afbd));

    display: flex;
    flex-direction: column;
    width: 100%;
    /* Else a grid or a row of the page makes room for the width that goes with the height of the content. */
    min-width: 0;
    aspect-ratio: 16 / 9;
    /* With what a page has above it, and without scrolling: the button that hangs up is at its lower end. */
    max-height: max(37.5rem, 100svh - 8rem);
    container-type: inline-size;
    font: 0.875rem/1.45 var(--p2p-font, system-ui, sans-serif);
  }

  :host([hidden]) {
    display: none;
  }

  :host,
  * {
    box-sizing: border-box;
  }

  p {
    margin: 0;
    text-wrap: pretty;
  }

  button,
  input {
    font: inherit;
    color: inherit;
    background: none;
    border: 1px solid transparent;
  }

  button:enabled {
    cursor: pointer;

    &:hover {
      filter: brightness(0.93);
    }
  }

  :disabled {
    opacity: 0.5;
  }

  button:focus-visible,
  .field:has(input:focus) {
    outline: 3px solid var(--p2p-focus, var(--_accent));
    outline-offset: 2px;
  }

  .panel,
  input {
    outline: none;
  }

  .root {
    position: relative;
    display: grid;
    min-width: 0;
    /* Less where the page gives less, but what is in it always has its place. */
    flex: 1 1 min(37.5rem, 100svh);
    /* Not 'hidden': as a scroll container it would not grow with what is in it. */
    overflow: clip;
    z-index: 0;
    color: var(--p2p-text, light-dark(#1b1e26, #eceef3));
    background:
      radial-gradient(
        120% 90% at 50% 0,
        color-mix(in srgb, var(--_accent) 10%, transparent),
        transparent
      ),
      var(--_surface);
    border-radius: var(--p2p-radius, 20px);

    /* Korean wraps between words, as its readers expect, and not between any two syllables. */
    &:lang(ko) {
      word-break: keep-all;
    }

    /* Japanese between phrases, where the browser knows them. */
    &:lang(ja) {
      word-break: auto-phrase;
    }
  }

  .button,
  .field,
  .notice,
  .status,
  .chip,
  .row,
  .choices,
  .choice {
    display: flex;
    flex: none;
    align-items: center;
    justify-content: center;
    gap: 0.5rem;
    border-radius: var(--p2p-control-radius, 0.875rem);
  }

  .panel {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 1rem;
    min-width: 0;
    padding: clamp(1rem, 6cqi, 2.5rem);
    text-align: center;

    > *,
    > ::slotted(*) {
      max-width: min(100%, 25rem);
    }
  }

  .root,
  .button,
  .field {
    border: 1px solid var(--p2p-border, light-dark(#e2e5eb, #343843));
  }

  .button,
  .field {
    background: var(--p2p-field, light-dark(#f3f4f7, #24272f));
  }

  .button {
    min-height: 2.75rem;
    padding-inline: 1rem;
    font-weight: 600;
  }

  .round {
    display: grid;
    flex: none;
    place-items: center;
    width: 4rem;
    padding: 0;
    aspect-ratio: 1;
    font-size: 1.25rem;
    background: color-mix(in srgb, currentColor 14%, transparent);
    border-radius: 50%;
  }

  svg,
  ::slotted([slot^='icon-']) {
    display: block;
    width: 1.25em;
  }

  svg {
    fill: none;
    stroke: currentColor;
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  /* A handset that lies down: the sign for hanging up. */
  .danger svg,
  .ended .emblem svg {
    rotate: 135deg;
  }

  .own-id,
  .peer-name,
  input:not(:placeholder-shown) {
    font-family: Menlo, monospace;
  }

  .own-id,
  .peer-name,
  input {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .status,
  .hint,
  .advice,
  .placeholder,
  ::placeholder {
    color: var(--_muted);
    opacity: 1;
  }

  .advice,
  .placeholder,
  input {
    /* iOS zooms into inputs with smaller text. */
    font-size: 1rem;
  }

  .status {
    margin-top: -0.5rem;
  }

  .spinner,
  .reconnecting .status::before {
    width: 2rem;
    aspect-ratio: 1;
    content: '';
    border: 3px solid #8886;
    border-top-color: var(--_accent);
    border-radius: 50%;
    animation: spin 1s linear infinite;
  }

  @keyframes spin {
    to {
      rotate: 1turn;
    }
  }

  /* Ends above the toolbar: whatever is in it, the call can be hung up. */
  .over {
    position: absolute;
    z-index: 2;
    inset: 0.75rem;
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 0.5rem;
    pointer-events: none;

    > * {
      pointer-events: auto;
    }
  }

  .private {
    gap: 0.375rem;
    color: var(--_muted);
  }

  .chip,
  .notice {
    padding: 0.5rem 0.875rem;
    border-radius: 1.125rem;
  }

  .notice {
    --_accent: currentColor;
    color: var(--p2p-on-warning, #14161b);
    background: var(--p2p-warning, #ffdf9e);
    box-shadow: var(--p2p-shadow, 0 4px 20px #0006);
  }

  .close {
    width: 2.75rem;
    font-size: 1rem;
    background: none;
  }

  video {
    display: none;
    object-fit: cover;
    background: #000;
  }

  .self[data-mirrored] {
    scale: -1 1;
  }

  @media (prefers-reduced-motion) {
    *,
    ::before {
      animation: none !important;
    }
  }
`;
