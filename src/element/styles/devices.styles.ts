import { css } from './css-text.js';

/** The panel of devices, the button that opens it, and the browser's own control that asks for a device. */
export const devicesStyles = css`
  .corners {
    display: flex;
    gap: 0.5rem;
    align-items: center;
    align-self: end;
  }

  .corner {
    width: 2.75rem;
    background: var(--p2p-field, light-dark(#f3f4f7, #24272f));
    border-color: var(--p2p-border, light-dark(#e2e5eb, #343843));
  }

  /* Within the picture. */
  .lobby:has(.self[data-on]) .corners {
    @container (max-width: 46rem) {
      margin: 0.75rem 0.75rem 0;
    }
  }

  .incoming .corner {
    background: #121419b8;
    border-color: transparent;
  }

  .devices {
    display: grid;
    gap: 0.5rem;
    align-self: end;
    width: min(100%, 24rem);
    min-height: 0;
    padding: 0.5rem 0.875rem 0.875rem;
    overflow: hidden auto;
    text-align: start;
    background: var(--_surface);
    border: 1px solid var(--p2p-border, light-dark(#e2e5eb, #343843));
    border-radius: 1.125rem;
    box-shadow: var(--p2p-shadow, 0 4px 20px #0006);
    overscroll-behavior: contain;

    .row {
      flex-wrap: nowrap;
      justify-content: space-between;
    }

    .button {
      justify-self: start;
    }

    .hint:empty {
      display: none;
    }
  }

  :is(.pending, .incoming, .in-call) .devices {
    color-scheme: dark;
    background: var(--p2p-panel, #2a2e38);
    border-color: #fff3;
  }

  select {
    width: 100%;
    min-width: 0;
    min-height: 2.75rem;
    padding-inline: 0.5rem;
    /* iOS zooms into menus with smaller text. */
    font: inherit;
    font-size: 1rem;
    color: inherit;
    text-overflow: ellipsis;
    background: var(--p2p-field, light-dark(#f3f4f7, #24272f));
    border: 1px solid var(--p2p-border, light-dark(#e2e5eb, #343843));
    border-radius: 0.875rem;
  }

  :is(.pending, .incoming, .in-call) :is(select, .devices .button) {
    background: #14161b;
    border-color: #fff6;
  }

  :is(select, [type='checkbox']):focus-visible {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }

  .check {
    display: flex;
    gap: 0.75rem;
    align-items: center;
    min-height: 2.75rem;
    cursor: pointer;

    input {
      flex: none;
      width: 1.25rem;
      min-height: 0;
      height: 1.25rem;
      margin: 0;
      accent-color: var(--_accent);
    }
  }

  .level {
    height: 0.5rem;
    overflow: hidden;
    background: color-mix(in srgb, currentColor 16%, transparent);
    border-radius: 0.25rem;

    &::before {
      display: block;
      height: 100%;
      content: '';
      background: #1f9d55;
      transform: scaleX(var(--level, 0));
      transform-origin: left;
      transition: transform 0.1s linear;
    }

    &:dir(rtl)::before {
      transform-origin: right;
    }
  }

  usermedia,
  camera,
  microphone {
    flex: none;
    max-width: 100%;
    height: 2.75rem;
    padding: 0 0.75rem;
    font-size: 0.875rem;
    /* Chromium wants to see a difference between the two: else nothing can be pressed. */
    color: #14161b;
    background: #fff;
    border: 1px solid #14161b;
    border-radius: 0.875rem;
  }

  .notice:has(usermedia, camera, microphone) {
    flex-wrap: wrap;

    /* The control has words of the browser's own, as long as they are. */
    @container (max-width: 22rem) {
      padding: 0.5rem;

      > :nth-child(2) {
        padding: 0 0.25rem;
        font-size: 0.8125rem;
      }
    }
  }

  @media (prefers-reduced-motion) {
    .level::before {
      transition: none;
    }
  }
`;
