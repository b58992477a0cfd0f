import { css } from './css-text.js';

/** What people call themselves: larger than their address, and in other letters. */
export const namesStyles = css`
  .peer {
    display: grid;
    min-width: 0;
    max-width: 100%;
  }

  .peer .name {
    overflow: hidden;
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .peer .peer-name {
    margin: 0;
    font-size: 0.75rem;
    color: var(--_muted);
  }

  :is(.pending, .incoming, .ended) .peer .name {
    font-size: 1.25rem;
  }

  .in-call .peer {
    line-height: 1.25;
    text-align: start;
  }

  .field .own-name {
    font-family: inherit;
  }
`;
