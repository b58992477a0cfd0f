import { css } from './css-text.js';

/** The lock in a call, and the panel that it opens. */
export const verificationStyles = css`
  .lock {
    flex: none;
    align-self: end;
    width: 2.75rem;
    background: var(--p2p-toolbar, #121419b8);
    backdrop-filter: blur(12px);
  }

  .secret,
  .user {
    color: var(--p2p-good, #7be0a4);
  }

  .never {
    color: var(--p2p-warning, #ffdf9e);
  }

  .verification {
    display: grid;
    gap: 0.625rem;
    align-self: end;
    width: min(100%, 24rem);
    min-height: 0;
    padding: 0.875rem 0.75rem;
    overflow: auto;
    text-align: center;
    /* Not as dark as the rest: some of the pictures are black. */
    background: var(--p2p-panel, #2a2e38);
    border-radius: 1.125rem;
    box-shadow: var(--p2p-shadow, 0 4px 20px #0006);
  }

  .verification .row {
    flex-wrap: nowrap;

    .button {
      flex: 1;
      border-color: #fff6;

      &:not(.marked) {
        background: none;
      }
    }
  }

  .emoji {
    display: grid;
    grid-template-columns: repeat(5, 1fr);
    padding: 0;
    /* Ten letters side by side five times, on a small phone. */
    margin: 0 -0.5rem;
    font-size: clamp(0.6875rem, 3.5cqi, 0.75rem);
    line-height: 1.2;
    list-style: none;
    overflow-wrap: anywhere;
    hyphens: auto;

    span {
      display: block;
      /* Other fonts have some of the pictures too, in outline. */
      font-family: 'Apple Color Emoji', 'Segoe UI Emoji', 'Noto Color Emoji', emoji;
      font-size: 2.25rem;
    }
  }

  .digits {
    font:
      600 1.25rem Menlo,
      monospace;
  }
`;
