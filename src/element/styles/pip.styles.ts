import { css } from './css-text.js';

/** The small window above all others. It has a document of its own, which none of the element's styles reaches. */
export const pipStyles = css`
  html {
    height: 100%;
    color-scheme: dark;
  }

  body {
    display: grid;
    grid-template: minmax(0, 1fr) auto / minmax(0, 1fr);
    height: 100%;
    margin: 0;
    overflow: hidden;
    font: 0.875rem/1.45 var(--p2p-font, system-ui, sans-serif);
    color: #fff;
    background: var(--p2p-stage, #14161b);
  }

  video {
    object-fit: cover;
    background: #000;
  }

  video:not([data-on]) {
    display: none;
  }

  .large {
    grid-area: 1 / 1 / -1 / -1;
    width: 100%;
    height: 100%;
  }

  .large.whole {
    object-fit: contain;
  }

  .small {
    grid-area: 1 / 1;
    place-self: end;
    width: clamp(3.5rem, 26vw, 12rem);
    max-height: 40vh;
    margin: 0.5rem;
    aspect-ratio: 4 / 3;
    border-radius: 0.625rem;
    box-shadow: 0 2px 10px #0008;
  }

  .mirrored {
    scale: -1 1;
  }

  .words {
    z-index: 1;
    grid-area: 1 / 1;
    place-self: start;
    box-sizing: border-box;
    max-width: calc(100% - 1rem);
    padding: 0.25rem 0.625rem;
    margin: 0.5rem;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    background: #121419b8;
    border-radius: 0.75rem;
  }

  .peer {
    display: inline-flex;
    gap: 0.375rem;
    align-items: baseline;
  }

  .peer .peer-name {
    font:
      0.75rem Menlo,
      monospace;
    color: #c6ccd8;
  }

  .toolbar {
    z-index: 1;
    /* The column, too: else it gets one of its own, as the picture is in both rows of the first. */
    grid-area: 2 / 1;
    display: flex;
    gap: 0.5rem;
    justify-content: center;
    padding: 0.375rem;
  }

  button {
    display: grid;
    place-items: center;
    width: 2.75rem;
    height: 2.75rem;
    padding: 0;
    font-size: 1.25rem;
    color: inherit;
    cursor: pointer;
    background: #3a3e48e0;
    border: 1px solid transparent;
    border-radius: 50%;
  }

  button:focus-visible {
    outline: 3px solid #fff;
    outline-offset: 1px;
  }

  .marked {
    color: #14161b;
    background: #fff;
  }

  .danger {
    width: 4rem;
    background: var(--p2p-danger, #d5363c);
    border-radius: 2rem;
  }

  .danger svg {
    rotate: 135deg;
  }

  svg {
    display: block;
    width: 1.25em;
    fill: none;
    stroke: currentColor;
    stroke-linecap: round;
    stroke-linejoin: round;
    stroke-width: 1.8;
  }
`;
