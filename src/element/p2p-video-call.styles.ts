import { css } from 'lit';

/** Colours, shapes that all screens share, and the screens outside of a call. */
export const styles = css`
  :host {
    /* A page that is light only says so on the element: p2p-video-call { color-scheme: light; } */
    color-scheme: light dark;
    --_accent: var(--p2p-accent, light-dark(#2b59d9, #9db7ff));
    --_surface: var(--p2p-surface, light-dark(#fff, #181a20));
    --_field: var(--p2p-field, light-dark(#f3f4f7, #24272f));
    --_muted: var(--p2p-muted, light-dark(#5b6270, #a8afbd));
    --_border: var(--p2p-border, light-dark(#e2e5eb, #343843));

    display: grid;
    grid-template-rows: minmax(min-content, 1fr);
    width: 100%;
    aspect-ratio: 16 / 9;
    max-height: max(30rem, 100svh);
    container-type: inline-size;
    font: 1rem/1.45 var(--p2p-font, system-ui, sans-serif);
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

  button {
    cursor: pointer;

    &:hover:enabled {
      filter: brightness(1.1) contrast(0.93);
    }

    &:disabled {
      cursor: default;
      opacity: 0.5;
    }
  }

  :focus-visible {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }

  .panel,
  .peer-id {
    outline: none;
  }

  /* Shapes */

  .icon {
    display: block;
    width: 1.25em;
    height: 1.25em;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .round {
    display: grid;
    flex: none;
    place-items: center;
    width: 4rem;
    padding: 0;
    aspect-ratio: 1;
    font-size: 1.25rem;
    background: rgb(255 255 255 / 0.16);
    border-radius: 50%;
  }

  .button,
  .field,
  .notice,
  .status,
  .chip {
    display: flex;
    flex: none;
    align-items: center;
    justify-content: center;
    gap: 0.5rem;
    max-width: 100%;
    font-size: 0.875rem;
    border-radius: 0.875rem;
  }

  .own-id,
  .peer-name,
  .peer-id:not(:placeholder-shown) {
    font-family: Menlo, Consolas, monospace;
  }

  .own-id,
  .peer-name {
    max-width: 100%;
    overflow: hidden;
    font-size: 0.875rem;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .hint,
  .advice {
    color: var(--_muted);
  }

  .root {
    position: relative;
    display: grid;
    min-width: 0;
    min-height: 28rem;
    /* Not 'hidden': as a scroll container it would not grow with what is in it. */
    overflow: clip;
    isolation: isolate;
    color: var(--p2p-text, light-dark(#1b1e26, #eceef3));
    background:
      radial-gradient(
        70% 55% at 50% 0,
        color-mix(in srgb, var(--_accent) 7%, transparent),
        transparent
      ),
      var(--_surface);
    border: 1px solid var(--_border);
    border-radius: var(--p2p-radius, 20px);

    /* Korean wraps between words, as its readers expect, and not between any two syllables. */
    &:lang(ko) {
      word-break: keep-all;
    }
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

    > * {
      max-width: 25rem;
    }
  }

  .status {
    margin-top: -0.5rem;
    font-weight: 500;
    color: var(--_muted);
  }

  .emblem {
    width: 3.5rem;
    color: var(--_accent);
    background: color-mix(in srgb, var(--_accent) 12%, transparent);
  }

  .group {
    display: grid;
    gap: 0.5rem;
    width: 100%;
    text-align: start;
  }

  .label,
  .hint {
    font-size: 0.875rem;
  }

  .label {
    font-weight: 600;
  }

  .button,
  .field {
    background: var(--_field);
    border: 1px solid var(--_border);
  }

  .button {
    min-height: 2.75rem;
    padding-inline: 1rem;
    font-weight: 600;
  }

  .field {
    gap: 0.25rem;
    min-width: 0;
    padding: 0.25rem;

    &:has(input:focus-visible) {
      outline: 3px solid color-mix(in srgb, var(--_accent) 50%, transparent);
    }

    .button {
      background: var(--_surface);
      border-radius: 0.75rem;
    }
  }

  .own-id,
  .peer-id {
    flex: 1;
    min-width: 0;
    padding-inline: 0.75rem;
  }

  .peer-id {
    min-height: 2.75rem;
    /* iOS zooms into inputs with smaller text. */
    font-size: 1rem;
    text-overflow: ellipsis;
  }

  .peer-id::placeholder {
    color: var(--_muted);
    opacity: 1;
  }

  .button.primary {
    color: var(--p2p-on-accent, light-dark(#fff, #0d1a3d));
    background: var(--_accent);
    border-color: transparent;
  }

  .button.quiet {
    color: var(--_muted);
    background: none;
    border-color: transparent;
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 0.75rem;
    margin-top: 0.5rem;
  }

  .spinner,
  [data-state='reconnecting'] .status::before {
    width: 2rem;
    aspect-ratio: 1;
    content: '';
    border: 3px solid rgb(128 128 128 / 0.3);
    border-top-color: var(--_accent);
    border-radius: 50%;
    animation: spin 1s linear infinite;
  }

  @keyframes spin {
    to {
      rotate: 1turn;
    }
  }

  .notices {
    position: absolute;
    z-index: 3;
    inset: 0.75rem 0.75rem auto;
    display: grid;
    justify-items: center;
    pointer-events: none;
  }

  .notice {
    --_accent: currentColor;
    padding: 0.5rem 0.5rem 0.5rem 1rem;
    pointer-events: auto;
    box-shadow: 0 4px 20px rgb(0 0 0 / 0.4);
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

  [data-screen='idle'] {
    .status::before {
      width: 0.5rem;
      aspect-ratio: 1;
      content: '';
      background: light-dark(#1f9d55, #4cc985);
      border-radius: 50%;
    }

    &[data-warns] .status::before {
      background: light-dark(#c77700, #f0b040);
    }

    .self[data-on] {
      display: block;
      justify-self: center;
      width: min(100% - 2rem, 25rem);
      aspect-ratio: 16 / 10;
      margin-top: 1rem;
      border-radius: 1rem;
    }

    &:has(.self[data-on]) {
      .emblem {
        display: none;
      }

      /* Beside the fields where there is room. */
      @container (min-width: 46rem) {
        grid-template-columns: 1fr 1fr;
        align-items: center;
      }
    }
  }

  [data-screen='offline'],
  [data-screen='ended'] {
    .emblem {
      color: var(--_muted);
      background: var(--_field);
    }

    .status {
      font-size: 1.125rem;
      font-weight: 600;
      color: inherit;
    }

    .peer-name {
      margin-top: -0.75rem;
      color: var(--_muted);
    }
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      animation: none !important;
    }
  }
`;
