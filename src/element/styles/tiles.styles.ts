import { css } from './css-text.js';

/** The small pictures of a call and what lies over them, and a shared screen that is made larger. */
export const tilesStyles = css`
  .in-call {
    --_tile: var(--p2p-self-view-width, clamp(4.75rem, min(24cqi, 40cqb), max(14rem, 12cqi)));
    --_gap: calc(0.75rem + var(--_side));
    --_row: 2;
    --_foot: 0.75rem;

    /* Beside the toolbar, which lies in the middle, where there is room for one of them, or for two. */
    @container (min-width: 72rem) {
      &:not(.two) {
        --_row: 2 / 4;
        --_foot: 1rem;
      }
    }

    @container (min-width: 100rem) {
      --_row: 2 / 4;
      --_foot: 1rem;
    }

    &:not(.main-self, .self-hidden) > .self[data-on],
    &:not(.main-remote) > .remote[data-on],
    &:not(.main-screen) > .screen[data-on],
    > .tile {
      position: relative;
      z-index: 1;
      inset: auto;
      display: block;
      grid-row: var(--_row);
      grid-column: 1;
      place-self: var(--_block, end) var(--_inline, end);
      width: var(--_tile);
      height: auto;
      max-height: calc(100% - 0.75rem);
      margin: 0 var(--_gap) var(--_foot);
      aspect-ratio: 4 / 3;
      border-radius: var(--p2p-self-view-radius, 0.875rem);
      box-shadow: var(--p2p-shadow, 0 4px 20px #0006);
      translate: var(--_shift, 0);

      @container (orientation: portrait) {
        aspect-ratio: 3 / 4;
      }
    }

    &.two:not(.main-self) > .remote[data-on],
    &.two > .screen[data-on],
    > .tile.second {
      margin-inline-end: calc(var(--_gap) + var(--_tile) + 0.5rem);
    }

    &.main-screen > .screen {
      scale: var(--_zoom, 1);
      translate: var(--_pan, 0);
      /* Two fingers are for the screen, one scrolls the page as long as there is nothing to move here. */
      touch-action: pan-x pan-y;
    }

    &.zoomed > .screen {
      touch-action: none;
      cursor: grab;
    }

    /* A screen, or what the camera at the back sees, is there to be read. */
    &.main-self > .self:not([data-mirrored]) {
      object-fit: contain;
    }

    > .zoom,
    > .tile-stub {
      z-index: 1;
      grid-area: 2 / 1;
      place-self: var(--_block, end) var(--_inline, end);
      margin: 0 var(--_gap) 0.75rem;
    }

    > .zoom {
      place-self: end start;
    }

    &.at-start > .zoom {
      justify-self: end;
    }
  }

  .at-top {
    --_block: start;
  }

  .at-start {
    --_inline: start;

    &.two:not(.main-self) > .remote[data-on],
    &.two > .screen[data-on],
    > .tile.second {
      margin-inline: calc(var(--_gap) + var(--_tile) + 0.5rem) 0;
    }
  }

  .tile-stub,
  .zoom > .round,
  .hide {
    width: 2.75rem;
    background: var(--p2p-toolbar, #121419b8);
    backdrop-filter: blur(12px);
  }

  .grip {
    position: absolute;
    inset: 0;
    width: 100%;
    padding: 0;
    touch-action: none;
    cursor: grab;
    border-radius: inherit;

    &:active {
      cursor: grabbing;
    }
  }

  .hide {
    position: absolute;
    inset-block-start: 0.25rem;
    inset-inline-end: 0.25rem;
    font-size: 1rem;

    /* It would be most of the picture: the menu has one, too. */
    @container (max-width: 38rem) {
      display: none;
    }

    @media (hover: hover) {
      .tile:not(:hover, :focus-within) > & {
        opacity: 0;
      }
    }
  }

  .zoom {
    display: flex;
    flex-direction: column;
    gap: 0.375rem;

    > .round {
      font-size: 1rem;
    }

    > .percent {
      font-size: 0.75rem;
      font-weight: 600;
    }

    > [aria-disabled='true'] {
      opacity: 0.5;
    }

    @container (max-height: 26rem) {
      flex-direction: row;
    }
  }
`;
