import { css } from './css-text.js';

/** Who records the call, and what was recorded. */
export const recordingStyles = css`
  .recording {
    display: grid;
    gap: 0.5rem;
    justify-items: center;
  }

  .note {
    flex-wrap: wrap;
    color: #fff;
    background: var(--p2p-panel, #2a2e38);

    /* The buttons stay side by side below it. */
    @container (max-width: 26rem) {
      p {
        width: 100%;
        text-align: center;
      }
    }

    .button {
      background: none;
      border-color: #fff6;
    }

    &.runs p::before {
      display: inline-block;
      width: 0.625rem;
      margin-inline-end: 0.5rem;
      aspect-ratio: 1;
      content: '';
      background: #ff6b70;
      border-radius: 50%;
    }
  }

  /* Of the screen that it stands on, which may be light. */
  .ended .note {
    color: inherit;
    background: var(--p2p-field, light-dark(#f3f4f7, #24272f));
    border: 1px solid var(--p2p-border, light-dark(#e2e5eb, #343843));

    .button {
      background: var(--_surface);
      border-color: var(--p2p-border, light-dark(#e2e5eb, #343843));
    }
  }
`;
