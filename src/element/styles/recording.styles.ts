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
`;
