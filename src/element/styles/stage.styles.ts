import { css } from './css-text.js';

/** The screens of a call: dark in either scheme, as pictures look best on it. */
export const stageStyles = css`
  .incoming,
  .pending,
  .in-call {
    --_accent: #fff;
    --_muted: #c6ccd8;
    --_surface: var(--p2p-stage, #14161b);
    /* A telephone that lies on its side has its notch at either end. */
    --_side: max(env(safe-area-inset-left, 0px), env(safe-area-inset-right, 0px));
    --_top: env(safe-area-inset-top, 0px);
    --_bottom: env(safe-area-inset-bottom, 0px);
    /* What is in it goes by its height, too: the buttons are within it, whatever that is. */
    container-type: size;
    grid-template: minmax(0, 1fr) auto / minmax(0, 1fr);
    min-height: 11rem;
    color: #fff;
    border: 0;
  }

  .in-call {
    grid-template-rows: minmax(0, auto) minmax(0, 1fr) auto;
  }

  :is(.incoming, .pending, .in-call) > :is(.panel, .over) {
    grid-area: 1 / 1;
    min-height: 0;
    overflow: clip;
    overflow-clip-margin: 1.5rem;
  }

  :is(.pending, .in-call) > .over {
    grid-area: 1 / 1 / -2 / -1;
    inset: calc(0.75rem + var(--_top)) calc(0.75rem + var(--_side)) 0.75rem;
  }

  :host(:fullscreen) .root {
    border: 0;
    border-radius: 0;
  }

  .avatar {
    width: 6rem;
    font-size: 2.25rem;
  }

  @keyframes pulse {
    to {
      outline-offset: 1rem;
      outline-color: transparent;
    }
  }

  .pending,
  .incoming {
    .avatar {
      outline: 2px solid;
      animation: pulse 2s ease-out infinite;
    }

    .peer-name,
    .status {
      font-size: 1rem;
    }

    > .panel {
      padding-inline: calc(1rem + var(--_side));
    }

    @container (max-height: 26rem) {
      > .panel {
        gap: 0.75rem;
        padding-block: 0.75rem;
      }

      .avatar {
        width: 3.5rem;
        font-size: 1.5rem;
      }

      .choices {
        margin-top: 0.25rem;
      }
    }

    @container (max-height: 18rem) {
      .avatar {
        display: none;
      }
    }
  }

  .choices {
    align-items: start;
    width: 100%;
    margin-top: 1.5rem;
  }

  .choice {
    flex: 0 1 8rem;
    flex-direction: column;
    padding: 0.5rem 0;
  }

  .answer {
    background: var(--p2p-answer, #1c8548);
  }

  .danger {
    background: var(--p2p-danger, #d5363c);
  }

  /* Pictures lie under the panel; the small ones alone lie over the large one. */
  .remote,
  .screen,
  .main-self .self[data-on],
  :is(.pending, .incoming) .self[data-on] {
    position: absolute;
    z-index: -1;
    inset: 0;
    display: block;
    width: 100%;
    height: 100%;
  }

  .remote {
    object-fit: var(--p2p-video-fit, cover);
  }

  .screen {
    object-fit: contain;
  }

  :is(.remote, .screen):not([data-on]) {
    opacity: 0;
  }

  /* White on a white picture has a contrast of 4.7 to 1 by that. */
  :is(.pending, .incoming) .self,
  .reconnecting :is(.remote, .screen) {
    filter: brightness(0.45);
  }

  /* The ring round what has the focus is white here, and so may be the picture. */
  :is(.pending, .incoming, .in-call) .round:focus-visible,
  .grip:focus-visible,
  .hear:focus-visible {
    box-shadow: 0 0 0 7px #14161bb3;
  }

  .pending,
  .incoming {
    /* Before there is anybody else to see, the own picture fills the stage. */
    &:has(.self[data-on]) {
      .avatar {
        display: none;
      }

      .panel {
        justify-content: start;
      }

      .choices {
        margin-top: auto;
        text-shadow: 0 0 6px #000;
      }

      .choice .round:not(.answer, .danger) {
        background: var(--p2p-toolbar, #121419b8);
        backdrop-filter: blur(12px);
      }

      :is(.status, .peer-name) {
        color: #fff;
      }
    }
  }

  .offer {
    p {
      min-width: 0;
      overflow-wrap: anywhere;
    }

    .button {
      background: none;
      border-color: currentColor;
    }
  }

  .chip,
  .toolbar {
    background: var(--p2p-toolbar, #121419b8);
    backdrop-filter: blur(12px);
  }

  .in-call .chip svg {
    flex: none;
  }

  .in-call .status {
    padding: 0.5rem 0.875rem;
    margin: 0;
    min-height: 2.75rem;
    border-radius: 1.125rem;
    text-wrap: balance;
  }

  /* What lies over the pictures leaves room for it, where it is below the name. */
  @container (max-width: 46rem) and (min-height: 22rem) {
    .in-call.warns > .over > :is(.chat, .sheet, .devices, .verification, .notices:has(.notice)) {
      margin-top: 3.25rem;
    }
  }

  /* Where there is no room for both it takes the place of the name. */
  @container (max-width: 46rem) and (max-height: 22rem) {
    .reconnecting:has(.chat, .sheet, .devices, .verification) .status {
      position: absolute;
      z-index: 3;
      inset-inline: calc(0.75rem + var(--_side)) 4rem;
      width: fit-content;
    }
  }

  .in-call.warns .status {
    --_accent: currentColor;
    color: var(--p2p-on-warning, #14161b);
    background: var(--p2p-warning, #ffdf9e);
  }

  .in-call {
    > .panel {
      flex-flow: wrap;
      place-content: start;
      align-items: start;
      gap: 0.5rem;
      padding: calc(0.75rem + var(--_top)) calc(0.75rem + var(--_side)) 0.75rem;
      /* The lock's place. */
      padding-inline-end: calc(4rem + var(--_side));
      font-size: max(0.875rem, 0.6cqi);
      pointer-events: none;

      > * {
        pointer-events: auto;
      }
    }

    .chip {
      min-height: 2.75rem;
      padding-block: 0.25rem;
    }

    &:not(.warns) .status {
      position: absolute;
      opacity: 0;
      /* What is pressed there is what one sees. */
      pointer-events: none;
    }
  }

  /* What there is to read or to press where no picture is. Small pictures beside it, or under it, have their place. */
  .middle {
    z-index: 1;
    grid-area: 2 / 1;
    display: grid;
    gap: 1rem;
    place-content: center;
    place-items: center;
    min-height: 0;
    padding-inline: calc(1rem + var(--_side));
    text-align: center;
    pointer-events: none;

    > * {
      pointer-events: auto;
    }
  }

  .reconnecting {
    .status::before {
      flex: none;
      width: 1rem;
    }

    .middle {
      display: none;
    }
  }

  .time {
    font-variant-numeric: tabular-nums;
  }

  .quality {
    color: var(--p2p-good, #7be0a4);

    svg {
      stroke-width: 3;
    }
  }

  /* Bars grow, and sound goes, as one reads. */
  [dir='rtl'] :is(.quality, .hear) svg {
    scale: -1 1;
  }

  .poor,
  .lost,
  .muted-mark {
    color: var(--p2p-warning, #ffdf9e);
  }

  .placeholder {
    --_size: clamp(6rem, 18cqmin, 20rem);

    display: grid;
    gap: 0.75rem;
    place-items: center;
    font-size: max(1rem, 2cqmin);
    text-wrap: balance;

    .avatar {
      width: var(--_size);
      font-size: calc(0.375 * var(--_size));
    }

    p {
      text-wrap: inherit;
    }
  }

  /* On a narrow screen that is not high a small picture is beside it. */
  @container (max-width: 46rem) and (max-height: 32rem) {
    .middle {
      align-content: start;
    }

    .at-top .middle {
      align-content: end;
      padding-bottom: 0.75rem;
    }
  }

  @container (max-height: 32rem) {
    .placeholder {
      --_size: 4rem;
    }
  }

  @container (max-height: 20rem) {
    .placeholder .avatar {
      display: none;
    }

    .in-call > .panel {
      padding-block: calc(0.5rem + var(--_top)) 0.5rem;
    }
  }

  .toolbar .tool:not(.danger, .marked) {
    color: var(--p2p-on-button, inherit);
    background: var(--p2p-button, color-mix(in srgb, currentColor 14%, transparent));
  }

  /* White: what the user has turned off, or has to press. */
  .hear,
  .marked {
    color: var(--p2p-on-marked, #14161b);
    background: var(--p2p-marked, #fff);
  }

  /* What the user shares. */
  .marked[aria-pressed='true'] {
    background: #9db7ff;
  }
`;
