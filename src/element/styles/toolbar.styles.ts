import { css } from './css-text.js';

/** The buttons of a call, and the menu of those that it has no room for. */
export const toolbarStyles = css`
  .toolbar {
    z-index: 2;
    grid-area: -2 / 1;
    display: flex;
    gap: var(--p2p-toolbar-gap, clamp(0.25rem, 1.5cqi, 0.5rem));
    justify-self: center;
    width: max-content;
    padding: clamp(0.25rem, 1.5cqi, 0.5rem);
    margin: 0 calc(0.5rem + var(--_side)) calc(1rem + var(--_bottom));
    border-radius: 5rem;
  }

  .toolbar > .tool {
    position: relative;
  }

  .tool {
    width: clamp(2.75rem, 16cqi, max(3.25rem, 1.9cqi));
    font-size: max(1.25rem, 0.75cqi);

    &.danger {
      width: clamp(2.75rem, 18cqi, max(4.25rem, 2.5cqi));
      aspect-ratio: auto;
      border-radius: 5rem;
    }
  }

  @container (max-width: 24rem) {
    .tool,
    .tool.danger {
      width: 2.75rem;
      aspect-ratio: 1;
    }
  }

  @container (max-height: 26rem) {
    .toolbar {
      padding: 0.25rem;
      margin-bottom: calc(0.5rem + var(--_bottom));
    }

    .tool {
      width: 2.75rem;
    }
  }

  /* Dots are small enough. */
  [part~='more-button'] svg {
    stroke-width: 2.75;
  }

  .more {
    display: grid;
    width: max-content;
    min-width: 13rem;
    max-width: 100%;
    min-height: 0;
    padding: 0.375rem;
    margin-top: auto;
    overflow: auto;
    background: var(--p2p-panel, #2a2e38);
    border-radius: 1.125rem;
    outline: none;
    box-shadow: var(--p2p-shadow, 0 4px 20px #0006);
  }

  .beside {
    position: absolute;
    z-index: -1;
    inset: -5rem;
  }

  .item {
    display: flex;
    gap: 0.75rem;
    align-items: center;
    min-height: 2.75rem;
    padding: 0.25rem 0.75rem;
    font-weight: 600;
    text-align: start;
    border-radius: 0.75rem;

    &:enabled:hover,
    &:focus {
      background: #fff2;
      filter: none;
    }

    &:focus-visible {
      outline-offset: -3px;
    }

    svg {
      flex: none;
      font-size: 1.125rem;
    }

    .badge {
      position: static;
      margin-inline-start: auto;
    }

    &[aria-checked='true']::after {
      margin-inline-start: auto;
      content: '✓';
    }
  }
`;
