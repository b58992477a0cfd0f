import { css } from 'lit';

/** The screens of a call: dark in either scheme, as pictures look best on it. */
export const stageStyles = css`
  [data-screen='incoming'],
  [data-screen='waiting'],
  [data-screen='in-call'] {
    --_accent: #fff;
    --_muted: #c6ccd8;
    --_stage: var(--p2p-stage, #14161b);
    color: #fff;
    background: radial-gradient(
      120% 90% at 50% 20%,
      color-mix(in srgb, #fff 11%, var(--_stage)),
      var(--_stage) 75%
    );
    border-color: transparent;
  }

  .avatar {
    width: 6rem;
    font-size: 2.25rem;
  }

  .pulse {
    position: relative;
    margin-bottom: 0.5rem;

    &::before,
    &::after {
      position: absolute;
      z-index: -1;
      inset: 0;
      content: '';
      border: 2px solid rgb(255 255 255 / 0.35);
      border-radius: 50%;
      animation: pulse 2.4s ease-out infinite;
    }

    &::after {
      animation-delay: 1.2s;
    }
  }

  @keyframes pulse {
    to {
      scale: 1.75;
      opacity: 0;
    }
  }

  [data-screen='waiting'],
  [data-screen='incoming'] {
    .peer-name,
    .status {
      font-size: 1rem;
    }
  }

  .choices {
    display: flex;
    justify-content: center;
    gap: clamp(0.25rem, 5cqi, 2rem);
    width: 100%;
    margin-top: 1.5rem;
  }

  .choice {
    display: grid;
    flex: 0 1 6rem;
    justify-items: center;
    gap: 0.5rem;
    padding: 0.5rem 0;
    font-size: 0.875rem;
    border-radius: 1rem;
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
  [data-screen='waiting'] .self[data-on] {
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

  .remote,
  .screen {
    &:not([data-on]) {
      opacity: 0;
      pointer-events: none;
    }

    [data-state='reconnecting'] & {
      filter: brightness(0.5) saturate(0.6);
    }
  }

  [data-screen='waiting'] {
    .panel {
      padding-bottom: 6.5rem;
    }

    /* Before there is anybody else to see, the own picture fills the stage. */
    &:has(.self[data-on]) {
      .self {
        filter: brightness(0.55);
      }

      .pulse {
        display: none;
      }

      .panel {
        justify-content: start;
        padding-top: clamp(2rem, 8cqi, 5rem);
      }

      .status {
        color: #fff;
      }
    }
  }

  [data-screen='in-call'] {
    .self[data-on],
    .remote[data-on][data-small] {
      position: absolute;
      z-index: 1;
      inset: auto 0.75rem 5.75rem auto;
      display: block;
      width: clamp(4.75rem, 24cqi, 14rem);
      height: auto;
      aspect-ratio: 4 / 3;
      border-radius: 0.875rem;
      box-shadow: 0 4px 20px rgb(0 0 0 / 0.4);

      @container (min-width: 36rem) {
        bottom: 1rem;
      }
    }

    .remote[data-on][data-small] {
      inset-inline: 0.75rem auto;
    }

    .panel {
      flex-flow: row wrap;
      place-content: start;
      align-items: start;
      gap: 0.5rem;
      padding: 0.75rem;
    }

    .notices {
      top: 3.5rem;
    }

    &:not([data-warns]) .status {
      position: absolute;
      clip-path: inset(50%);
    }
  }

  .chip,
  .toolbar {
    background: rgb(18 20 25 / 0.72);
    backdrop-filter: blur(12px);
  }

  .chip,
  [data-screen='in-call'] .status {
    min-height: 2.25rem;
    padding: 0.25rem 0.875rem;
    margin: 0;
    border-radius: 1.125rem;
  }

  .chip .peer-name {
    max-width: min(12rem, 40cqi);
  }

  .notice,
  [data-screen='in-call'][data-warns] .status {
    color: #2b1c00;
    background: #ffdf9e;
  }

  .hear,
  .toolbar,
  [data-state='reconnecting'] .status {
    position: absolute;
    z-index: 2;
    inset: 0;
    width: fit-content;
    height: fit-content;
    max-width: calc(100% - 2rem);
    margin: auto;
  }

  [data-state='reconnecting'] {
    .status::before {
      flex: none;
      width: 1rem;
      border: 2px solid rgb(0 0 0 / 0.2);
      border-top-color: currentColor;
    }

    .placeholder,
    .hear {
      display: none;
    }
  }

  .quality {
    color: #7be0a4;

    .icon {
      stroke-width: 3;
    }

    &.poor,
    &.lost {
      color: #ffdf9e;
    }
  }

  .muted-mark {
    color: #ffb4b0;
  }

  .placeholder {
    position: absolute;
    inset: 0;
    z-index: -1;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 1rem;
    max-width: none;
    padding-bottom: 3rem;
    color: var(--_muted);
  }

  .toolbar {
    inset: auto 0 1rem;
    display: flex;
    gap: clamp(0.375rem, 2cqi, 0.75rem);
    padding: 0.5rem;
    border-radius: 2.25rem;
  }

  .tool {
    width: clamp(2.75rem, 16cqi, 3.25rem);

    &.plain[aria-pressed='true'] {
      color: #0d1a3d;
      background: #9db7ff;
    }

    &.danger {
      width: clamp(3.25rem, 20cqi, 4.25rem);
      aspect-ratio: auto;
      border-radius: 2rem;
    }
  }

  /* White: something of the user's is off, or to be pressed. */
  .hear,
  .tool[aria-pressed='false']:not(.plain) {
    color: #14161b;
    background: #fff;
  }

  /* Devices with a finger are the ones that have a camera at the back. */
  @media not (pointer: coarse) {
    .flip {
      display: none;
    }
  }
`;
