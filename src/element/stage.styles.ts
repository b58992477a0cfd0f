import { css } from 'lit';

/** The screens of a call: dark in either scheme, as pictures look best on it. */
export const stageStyles = css`
  [data-screen='incoming'],
  [data-screen='waiting'],
  [data-screen='in-call'] {
    --_focus: #ffffff;
    color: #ffffff;
    background: radial-gradient(
      120% 90% at 50% 20%,
      color-mix(in srgb, #ffffff 11%, var(--_stage)),
      var(--_stage) 75%
    );
    border-color: transparent;
  }

  [data-screen='waiting'] .panel {
    padding-bottom: 6.5rem;
  }

  .avatar {
    display: grid;
    place-items: center;
    width: 6rem;
    height: 6rem;
    font-size: 2.25rem;
    color: #dfe4ef;
    background: #353b49;
    border-radius: 50%;
  }

  .pulse {
    position: relative;
    margin-bottom: 0.5rem;
  }

  .pulse::before,
  .pulse::after {
    position: absolute;
    z-index: -1;
    inset: 0;
    content: '';
    border: 2px solid rgb(255 255 255 / 0.35);
    border-radius: 50%;
    animation: pulse 2.4s ease-out infinite;
  }

  .pulse::after {
    animation-delay: 1.2s;
  }

  @keyframes pulse {
    from {
      opacity: 1;
    }
    to {
      scale: 1.75;
      opacity: 0;
    }
  }

  [data-screen='waiting'] .status,
  [data-screen='incoming'] .status {
    margin-top: -0.5rem;
    font-weight: 500;
    color: #c6ccd8;
  }

  [data-screen='waiting'] .peer-name,
  [data-screen='incoming'] .peer-name {
    font-size: 1.0625rem;
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
    background: none;
    border-radius: 1rem;
  }

  .round {
    display: grid;
    place-items: center;
    width: 4rem;
    height: 4rem;
    font-size: 1.3rem;
    background: rgb(255 255 255 / 0.16);
    border-radius: 50%;
  }

  .danger {
    color: #ffffff;
    background: var(--_danger);
  }

  .answer {
    color: #ffffff;
    background: var(--_answer);
  }

  /* Pictures lie under the panel; the self-view alone lies over them. */
  .remote,
  .screen {
    position: absolute;
    z-index: -1;
    inset: 0;
    display: block;
    width: 100%;
    height: 100%;
    opacity: 0;
    pointer-events: none;
  }

  .remote {
    object-fit: var(--p2p-video-fit, cover);
  }

  .screen {
    object-fit: contain;
  }

  .remote[data-on],
  .screen[data-on] {
    opacity: 1;
  }

  [data-state='reconnecting'] :is(.remote, .screen) {
    filter: brightness(0.5) saturate(0.6);
  }

  /* Before there is anybody else to see, the own picture fills the stage. */
  [data-screen='waiting'] .self[data-on] {
    position: absolute;
    z-index: -1;
    inset: 0;
    display: block;
    width: 100%;
    height: 100%;
    filter: brightness(0.55);
  }

  [data-screen='waiting']:has(.self[data-on]) .pulse {
    display: none;
  }

  [data-screen='waiting']:has(.self[data-on]) .panel {
    justify-content: flex-start;
    padding-top: clamp(2rem, 8cqi, 5rem);
    text-shadow: 0 1px 8px rgb(0 0 0 / 0.5);
  }

  [data-screen='waiting']:has(.self[data-on]) .status {
    color: #ffffff;
  }

  [data-screen='in-call'] .self[data-on],
  [data-screen='in-call'] .remote[data-on][data-small] {
    position: absolute;
    z-index: 1;
    inset: auto;
    bottom: 5.75rem;
    right: 0.75rem;
    display: block;
    width: clamp(4.75rem, 24cqi, 14rem);
    height: auto;
    aspect-ratio: 4 / 3;
    border-radius: 0.875rem;
    box-shadow: 0 4px 20px rgb(0 0 0 / 0.4);
  }

  [data-screen='in-call'] .remote[data-on][data-small] {
    inset-inline: 0.75rem auto;
  }

  @container (min-width: 36rem) {
    [data-screen='in-call'] .self[data-on],
    [data-screen='in-call'] .remote[data-on][data-small] {
      bottom: 1rem;
    }
  }

  [data-screen='in-call'] .panel {
    flex-flow: row wrap;
    align-items: flex-start;
    align-content: flex-start;
    justify-content: flex-start;
    gap: 0.5rem;
    padding: 0.75rem;
  }

  .chip,
  [data-screen='in-call'] .status {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-height: 2.25rem;
    max-width: 100%;
    padding: 0.25rem 0.875rem;
    font-size: 0.875rem;
    font-weight: 500;
    background: rgb(18 20 25 / 0.72);
    border-radius: 1.125rem;
    backdrop-filter: blur(12px);
  }

  .chip .peer-name {
    max-width: min(12rem, 40cqi);
  }

  [data-screen='in-call']:not([data-attention]) .status {
    position: absolute;
    width: 1px;
    height: 1px;
    min-height: 0;
    padding: 0;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  [data-attention] .status {
    color: #2b1c00;
    background: #ffd27a;
  }

  [data-state='reconnecting'] .status {
    position: absolute;
    inset: 0;
    width: fit-content;
    height: fit-content;
    max-width: calc(100% - 2rem);
    padding-block: 0.5rem;
    margin: auto;
  }

  [data-state='reconnecting'] :is(.placeholder, .hear) {
    display: none;
  }

  [data-state='reconnecting'] .status::before {
    flex: none;
    width: 0.875rem;
    height: 0.875rem;
    content: '';
    border: 2px solid rgb(43 28 0 / 0.25);
    border-top-color: currentColor;
    border-radius: 50%;
    animation: spin 1s linear infinite;
  }

  .quality {
    color: #7be0a4;
  }

  .quality .icon {
    stroke-width: 3;
  }

  .quality.poor,
  .quality.lost {
    color: #ffd27a;
  }

  .muted-mark {
    color: #ffb4b0;
  }

  .placeholder {
    position: absolute;
    inset: 0;
    z-index: -1;
    display: grid;
    align-content: center;
    justify-items: center;
    gap: 1rem;
    max-width: none;
    padding-bottom: 3rem;
    color: #c6ccd8;
  }

  .hear {
    position: absolute;
    z-index: 2;
    inset: 0;
    width: fit-content;
    height: fit-content;
    margin: auto;
    color: #14161b;
    background: #ffffff;
  }

  .toolbar {
    position: absolute;
    z-index: 2;
    bottom: 1rem;
    inset-inline: 0;
    display: flex;
    gap: clamp(0.375rem, 2cqi, 0.75rem);
    width: fit-content;
    padding: 0.5rem;
    margin-inline: auto;
    background: rgb(18 20 25 / 0.72);
    border-radius: 2.25rem;
    backdrop-filter: blur(12px);
  }

  .tool {
    display: grid;
    place-items: center;
    width: clamp(2.75rem, 16cqi, 3.25rem);
    height: clamp(2.75rem, 16cqi, 3.25rem);
    padding: 0;
    font-size: 1.15rem;
    color: #ffffff;
    background: rgb(255 255 255 / 0.14);
    border-radius: 50%;
  }

  /* White: something of the user's is off. */
  .tool[aria-pressed='false']:not(.plain) {
    color: #14161b;
    background: #ffffff;
  }

  .tool.plain[aria-pressed='true'] {
    color: #0d1a3d;
    background: #9db7ff;
  }

  .tool.danger {
    width: clamp(3.25rem, 20cqi, 4.25rem);
    background: var(--_danger);
    border-radius: 2rem;
  }

  /* Devices with a finger are the ones that have a camera at the back. */
  @media not (pointer: coarse) {
    .flip {
      display: none;
    }
  }

  [data-screen='in-call'] .notices {
    top: 3.5rem;
  }
`;
