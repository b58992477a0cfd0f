import { css } from './css-text.js';

/** How good the connection is: the word in a call, its figures, and what is asked after it. */
export const qualityStyles = css`
  .stats-button {
    flex: none;
    min-width: 2.75rem;
    min-height: 2.75rem;
    padding: 0 0.375rem;
    margin: -0.5rem -0.375rem;
    border-radius: 0.75rem;
  }

  .quality {
    position: relative;
    display: flex;
    align-items: center;
    gap: 0.375rem;
  }

  /* The name needs the room. */
  @container (max-width: 26rem) {
    .stats-button span[aria-hidden] {
      display: none;
    }
  }

  /* Read out, not shown. */
  .unseen {
    position: absolute;
    inset-block-start: 0;
    inset-inline-start: 0;
    width: 1px;
    height: 1px;
    overflow: hidden;
    white-space: nowrap;
    clip-path: inset(50%);
  }

  .sheet {
    display: grid;
    gap: 0.75rem;
    align-self: end;
    width: min(100%, 26rem);
    min-height: 0;
    padding: 0.5rem 0.875rem 0.875rem;
    overflow: auto;
    background: var(--p2p-panel, #2a2e38);
    border-radius: 1.125rem;
    box-shadow: var(--p2p-shadow, 0 4px 20px #0006);
    outline-offset: -3px;
  }

  .lobby .sheet {
    place-self: center;
    margin-block: auto;
    background: var(--_surface);
    border: 1px solid var(--p2p-border, light-dark(#e2e5eb, #343843));
  }

  .network-check {
    padding-bottom: 1rem;
    text-align: start;

    ul {
      display: grid;
      gap: 0.75rem;
      padding: 0;
      margin: 0;
      list-style: none;
    }

    li {
      display: flex;
      gap: 0.625rem;
      align-items: start;

      > svg {
        flex: none;
        margin-top: 0.125em;
      }
    }

    .passed > svg {
      color: light-dark(#1c8548, #7be0a4);
    }

    .failed > svg {
      color: light-dark(#d5363c, #ff9a9e);
    }

    li .label,
    .advice {
      display: block;
    }

    .advice {
      font-size: inherit;
    }
  }

  .verdict {
    font-size: 1.125rem;
    font-weight: 600;
  }

  .title {
    display: flex;
    align-items: center;
    justify-content: space-between;

    h2 {
      margin: 0;
      font-size: inherit;
    }
  }

  .plots {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    gap: 0.5rem;
  }

  figure {
    min-width: 0;
    margin: 0;
  }

  .plot {
    width: 100%;
    height: 3rem;
    stroke-width: 1.5;

    path {
      vector-effect: non-scaling-stroke;
    }
  }

  .base {
    opacity: 0.3;
  }

  .first {
    color: #7be0a4;
    stroke: currentColor;
  }

  .second {
    color: #9db7ff;
    stroke: currentColor;
  }

  .plot .second {
    stroke-dasharray: 4 3;
  }

  .now {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.5rem;
    font-size: 0.75rem;
    font-variant-numeric: tabular-nums;
  }

  table {
    border-collapse: collapse;
  }

  .sheet :is(table, dl) {
    width: 100%;
    margin: 0;
    font-size: 0.8125rem;
    font-variant-numeric: tabular-nums;
  }

  :is(th, td) {
    padding: 0.125rem 0;
    padding-inline-end: 0.5rem;
    font-weight: inherit;
    text-align: start;
    vertical-align: top;
    overflow-wrap: anywhere;
  }

  /* Numbers with their units are read from left to right, whatever the words around them are. */
  .sheet :is(td, dd, .now span),
  .network-check li p {
    unicode-bidi: plaintext;
    text-align: start;

    &:dir(rtl) {
      text-align: right;
    }
  }

  figcaption,
  tbody th,
  dt {
    color: var(--_muted);
  }

  figcaption {
    font-size: 0.8125rem;
  }

  dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0.25rem 0.75rem;
  }

  dd {
    margin: 0;
    overflow-wrap: anywhere;
  }

  .diagnostics {
    min-height: 6rem;
    max-height: 8rem;
    padding: 0.5rem;
    margin: 0;
    overflow: auto;
    font:
      0.6875rem/1.4 Menlo,
      monospace;
    text-align: start;
    user-select: all;
    background: #8882;
    border-radius: 0.5rem;

    /* It is selected from here, so that it has to be in the page. */
    &:not([data-shown]) {
      position: absolute;
      width: 1px;
      height: 1px;
      min-height: 0;
      padding: 0;
      clip-path: inset(50%);
    }
  }

  /* Beside the name of whom the call was with. */
  .ended {
    .row {
      order: 1;
    }

    .duration ~ * {
      order: 2;
    }

    .duration {
      margin-top: -0.75rem;
    }
  }

  .rating {
    display: grid;
    gap: 0.25rem;
    justify-items: center;
  }

  .stars {
    display: flex;

    &:hover .star,
    .star:focus-visible,
    .star:has(~ .star:focus-visible) {
      color: #c77700;

      svg {
        fill: currentColor;
      }
    }

    .star:hover ~ .star {
      color: inherit;

      svg {
        fill: none;
      }
    }
  }

  .star {
    width: 2.75rem;
    background: none;
  }
`;
