import { css } from './css-text.js';

/** The screens of a call: dark in either scheme, as pictures look best on it. */
export const stageStyles = css`
  .incoming,
  .pending,
  .in-call {
    --_accent: #fff;
    --_muted: #c6ccd8;
    --_surface: var(--p2p-stage, #14161b);
    color: #fff;
    border-color: transparent;
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

  /* Pictures lie under the panel; the self-view alone lies over them. */
  .remote,
  .screen,
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

  :is(.pending, .incoming) .self,
  .reconnecting :is(.remote, .screen) {
    filter: brightness(0.5);
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
      }

      .status {
        color: #fff;
      }
    }
  }

  .in-call {
    .self[data-on],
    .remote[data-small] {
      position: absolute;
      z-index: 1;
      inset-block: auto 5.75rem;
      inset-inline: auto 0.75rem;
      display: block;
      width: var(--p2p-self-view-width, clamp(4.75rem, 24cqi, 14rem));
      height: auto;
      aspect-ratio: 4 / 3;
      border-radius: var(--p2p-self-view-radius, 0.875rem);
      box-shadow: var(--p2p-shadow, 0 4px 20px #0006);

      @container (min-width: 46rem) {
        bottom: 1rem;
      }
    }

    .remote[data-small] {
      inset-inline: 0.75rem auto;
    }

    .panel {
      flex-flow: wrap;
      place-content: start;
      align-items: start;
      gap: 0.5rem;
      padding: 0.75rem;
      /* The lock's place. */
      padding-inline-end: 4rem;
    }

    .chip {
      min-height: 2.75rem;
    }

    &:not(.warns) .status {
      position: absolute;
      opacity: 0;
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

  .in-call .status {
    padding: 0.5rem 0.875rem;
    margin: 0;
    border-radius: 1.125rem;
  }

  .in-call.warns .status {
    --_accent: currentColor;
    color: var(--p2p-on-warning, #14161b);
    background: var(--p2p-warning, #ffdf9e);
  }

  .hear,
  .placeholder,
  .toolbar,
  .reconnecting .status {
    position: absolute;
    z-index: 2;
    inset: 0 1rem;
    width: fit-content;
    height: fit-content;
    margin: auto;
  }

  .placeholder + .hear {
    top: 13rem;
  }

  .reconnecting {
    .status::before {
      flex: none;
      width: 1rem;
    }

    .placeholder,
    .hear {
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
    z-index: -1;
    /* Its words end above the self-view. */
    bottom: 2.5rem;
    display: grid;
    place-items: center;
    gap: 1rem;
    text-wrap: balance;

    p {
      text-wrap: inherit;
    }

    @container (min-width: 46rem) {
      bottom: 0;
    }
  }

  .toolbar {
    inset: auto 0 1rem;
    display: flex;
    gap: var(--p2p-toolbar-gap, clamp(0.25rem, 1.5cqi, 0.5rem));
    padding: clamp(0.25rem, 1.5cqi, 0.5rem);
    border-radius: 2rem;
  }

  .tool {
    width: clamp(2.75rem, 16cqi, 3.25rem);

    &.danger {
      width: clamp(2.75rem, 18cqi, 4.25rem);
      aspect-ratio: auto;
      border-radius: 2rem;
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

  /* Devices with a finger are the ones that have a camera at the back. */
  @media not (pointer: coarse) {
    .flip {
      display: none;
    }
  }
`;
