import { css } from './css-text.js';

/** What the other side says, in words, and what the two sides say about that. */
export const captionsStyles = css`
  .notes {
    display: grid;
    gap: 0.5rem;
    justify-items: center;
  }

  /*
   * A row of its own, also while nobody speaks: the small pictures do not jump with every sentence. On wide screens these
   * reach into the third row, which is that of the toolbar otherwise; here it is empty.
   */
  .in-call:has(> .captions) {
    grid-template-rows: minmax(0, auto) minmax(0, 1fr) 0 auto auto;
  }

  .captions {
    z-index: 1;
    grid-area: -3 / 1;
    display: grid;
    align-items: end;
    justify-self: center;
    box-sizing: border-box;
    width: 100%;
    max-width: min(46em, 100%);
    padding: 0 calc(0.5rem + var(--_side)) 0.5rem;
    /* As large as one reads from a sofa, on a wall too. */
    font-size: max(1.0625rem, 1.1cqi);
    line-height: 1.4;
    pointer-events: none;
  }

  .spoken {
    box-sizing: border-box;
    width: fit-content;
    max-width: 100%;
    min-height: 0;
    padding: 0.25em 0.625em 0.375em;
    margin-inline: auto;
    color: #fff;
    background: var(--p2p-toolbar, #121419b8);
    backdrop-filter: blur(12px);
    border-radius: 0.5em;
  }

  .over-now .spoken {
    visibility: hidden;
    opacity: 0;
    transition:
      opacity 0.5s,
      visibility 0s 0.5s;
  }

  .speaker {
    font-size: 0.75em;
    font-weight: 600;
    color: #c6ccd8;
  }

  /* The latest two lines. */
  .lines {
    display: flex;
    flex-direction: column;
    justify-content: end;
    height: 2.8em;
    overflow: clip;

    > p {
      margin: 0;
      overflow-wrap: anywhere;
    }
  }

  @container (max-height: 26rem) {
    .captions {
      font-size: 0.9375rem;
    }

    .speaker {
      position: absolute;
      opacity: 0;
    }
  }

  @media (prefers-contrast: more), (forced-colors: active) {
    .spoken {
      background: var(--p2p-toolbar, #000);
      backdrop-filter: none;
      border: 1px solid;
    }
  }

  @media (forced-colors: active) {
    .spoken,
    .speaker {
      color: CanvasText;
      background: Canvas;
    }
  }
`;
