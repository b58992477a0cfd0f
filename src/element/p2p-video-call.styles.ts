import { css } from 'lit';

/** Colours, and all screens outside of a call. */
export const styles = css`
  :host {
    /* A page that is light only says so on the element: p2p-video-call { color-scheme: light; } */
    color-scheme: light dark;
    --_accent: var(--p2p-accent, light-dark(#2b59d9, #9db7ff));
    --_on-accent: var(--p2p-on-accent, light-dark(#ffffff, #0d1a3d));
    --_surface: var(--p2p-surface, light-dark(#ffffff, #181a20));
    --_field: var(--p2p-field, light-dark(#f3f4f7, #24272f));
    --_text: var(--p2p-text, light-dark(#1b1e26, #eceef3));
    --_muted: var(--p2p-muted, light-dark(#5b6270, #a8afbd));
    --_border: var(--p2p-border, light-dark(#e2e5eb, #343843));
    --_stage: var(--p2p-stage, #14161b);
    --_answer: var(--p2p-answer, #1c8548);
    --_danger: var(--p2p-danger, #d5363c);
    --_radius: var(--p2p-radius, 20px);
    --_focus: var(--_accent);

    display: grid;
    grid-template-rows: minmax(min-content, 1fr);
    box-sizing: border-box;
    width: 100%;
    aspect-ratio: 16 / 9;
    max-height: max(30rem, 100svh);
    container-type: inline-size;
    font-family: var(--p2p-font, system-ui, sans-serif);
    font-size: 1rem;
    line-height: 1.45;
  }

  :host([hidden]) {
    display: none;
  }

  *,
  *::before,
  *::after {
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
  }

  button {
    cursor: pointer;
    border: 1px solid transparent;
    -webkit-tap-highlight-color: transparent;
  }

  button:hover:enabled {
    filter: brightness(1.1) contrast(0.93);
  }

  button:disabled {
    cursor: default;
    opacity: 0.5;
  }

  :focus-visible {
    outline: 3px solid var(--_focus);
    outline-offset: 2px;
  }

  .panel:focus {
    outline: none;
  }

  .icon {
    display: block;
    flex: none;
    width: 1.25em;
    height: 1.25em;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .root {
    position: relative;
    display: grid;
    min-width: 0;
    min-height: 28rem;
    /* Not 'hidden': as a scroll container it would not grow with what is in it. */
    overflow: clip;
    isolation: isolate;
    color: var(--_text);
    background:
      radial-gradient(
        70% 55% at 50% 0,
        color-mix(in srgb, var(--_accent) 7%, transparent),
        transparent
      ),
      var(--_surface);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
  }

  /* Korean wraps between words, as its readers expect, and not between any two syllables. */
  .root:lang(ko) {
    word-break: keep-all;
  }

  .panel {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 1rem;
    min-width: 0;
    padding: clamp(1rem, 6cqi, 2.5rem);
  }

  .panel > * {
    max-width: 25rem;
  }

  .emblem {
    display: grid;
    place-items: center;
    width: 3.5rem;
    height: 3.5rem;
    font-size: 1.35rem;
    color: var(--_accent);
    background: color-mix(in srgb, var(--_accent) 12%, transparent);
    border-radius: 50%;
  }

  [data-screen='ended'] .emblem,
  [data-screen='offline'] .emblem {
    color: var(--_muted);
    background: var(--_field);
  }

  .status {
    font-weight: 600;
    text-align: center;
  }

  [data-screen='idle'] .status {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    margin-block: -0.5rem 0.25rem;
    font-size: 0.9375rem;
    font-weight: 500;
    color: var(--_muted);
  }

  [data-screen='idle'] .status::before {
    flex: none;
    width: 0.5rem;
    height: 0.5rem;
    content: '';
    background: light-dark(#1f9d55, #4cc985);
    border-radius: 50%;
  }

  [data-weak] .status::before {
    background: light-dark(#c77700, #f0b040);
  }

  [data-screen='ended'] .status {
    font-size: 1.25rem;
  }

  .group {
    display: grid;
    gap: 0.375rem;
    width: 100%;
    min-width: 0;
  }

  .label {
    font-size: 0.875rem;
    font-weight: 600;
  }

  .hint {
    font-size: 0.8125rem;
    color: var(--_muted);
  }

  .advice {
    color: var(--_muted);
    text-align: center;
  }

  .field {
    display: flex;
    align-items: center;
    gap: 0.25rem;
    min-width: 0;
    padding: 0.25rem;
    background: var(--_field);
    border: 1px solid var(--_border);
    border-radius: 0.875rem;
  }

  .field:focus-within:has(input:focus-visible) {
    border-color: var(--_accent);
    outline: 3px solid color-mix(in srgb, var(--_accent) 35%, transparent);
  }

  .own-id,
  .peer-id {
    flex: 1;
    min-width: 0;
    padding-inline: 0.625rem;
    font-family: ui-monospace, 'SF Mono', Menlo, Consolas, monospace;
    font-size: 0.875rem;
  }

  .own-id {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    user-select: all;
    -webkit-user-select: all;
  }

  .peer-id {
    height: 2.75rem;
    /* iOS zooms into inputs with smaller text. */
    font-size: 1rem;
    background: none;
    border: 0;
    outline: none;
    text-overflow: ellipsis;
  }

  .peer-id::placeholder {
    font-family: var(--p2p-font, system-ui, sans-serif);
    color: var(--_muted);
    opacity: 1;
  }

  .button {
    display: inline-flex;
    flex: none;
    align-items: center;
    justify-content: center;
    gap: 0.5rem;
    min-height: 2.75rem;
    padding-inline: 1.125rem;
    font-size: 0.9375rem;
    font-weight: 600;
    background: var(--_field);
    border-color: var(--_border);
    border-radius: 0.875rem;
  }

  .button.inset {
    padding-inline: 0.875rem;
    background: var(--_surface);
    border-radius: 0.625rem;
  }

  .button.primary {
    color: var(--_on-accent);
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

  .peer-name {
    display: block;
    max-width: min(100%, 20rem);
    overflow: hidden;
    font-family: ui-monospace, 'SF Mono', Menlo, Consolas, monospace;
    font-size: 0.875rem;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  [data-screen='ended'] .peer-name {
    margin-top: -0.75rem;
    color: var(--_muted);
  }

  .spinner {
    width: 2rem;
    height: 2rem;
    border: 3px solid var(--_border);
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
    inset-inline: 0.75rem;
    top: 0.75rem;
    display: grid;
    justify-items: center;
    pointer-events: none;
  }

  .notice {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    max-width: 30rem;
    padding: 0.25rem 0.25rem 0.25rem 1rem;
    font-size: 0.875rem;
    color: light-dark(#5c3a00, #ffe3b0);
    background: light-dark(#fff3dc, #3a2d14);
    border: 1px solid light-dark(#f0d9ab, #5b4722);
    border-radius: 0.875rem;
    pointer-events: auto;
    box-shadow: 0 6px 24px rgb(0 0 0 / 0.14);
  }

  .notice p {
    padding-block: 0.5rem;
  }

  .close {
    display: grid;
    flex: none;
    place-items: center;
    width: 2.75rem;
    height: 2.75rem;
    background: none;
    border-radius: 0.75rem;
  }

  /* The self-view before a call: above the fields, or beside them where there is room. */
  video {
    display: none;
    object-fit: cover;
    background: #000;
  }

  [data-screen='idle'] .self[data-on] {
    display: block;
    justify-self: center;
    width: min(100% - 2rem, 25rem);
    aspect-ratio: 16 / 10;
    margin-top: 1rem;
    border-radius: 1rem;
  }

  [data-screen='idle']:has(.self[data-on]) .emblem {
    display: none;
  }

  .self[data-mirrored] {
    scale: -1 1;
  }

  @container (min-width: 46rem) {
    [data-screen='idle']:has(.self[data-on]) {
      grid-template-columns: 1fr 1fr;
      align-items: center;
    }

    [data-screen='idle'] .self[data-on] {
      width: calc(100% - 3rem);
      margin: 0 0 0 3rem;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
    }
  }
`;
