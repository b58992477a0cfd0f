import { css } from './css-text.js';

/**
 * What users ask their system for. Comes after the other styles of a call, and with them: on the first screen it changes
 * but colours. That nothing moves where nothing should is among the styles that come first.
 */
export const preferenceStyles = css`
  @media (prefers-contrast: more) {
    :host,
    .root {
      --_muted: currentColor;
    }

    .root,
    .button,
    .field {
      border-color: currentColor;
    }

    .chip,
    .lock,
    .toolbar {
      background: var(--p2p-toolbar, #000);
    }
  }

  /* What lies over a picture has an edge, and nothing of the picture shines through. */
  @media (prefers-contrast: more), (forced-colors: active) {
    .chip,
    .lock,
    .notice,
    .toolbar,
    .verification,
    .in-call .self,
    .in-call:not(.main-remote) > .remote {
      border: 1px solid;
      backdrop-filter: none;
    }

    /* No chip there, but words among others. */
    .lobby .private {
      background: none;
      border: none;
    }
  }

  /* Of the element's own colours none is left: what they tell is told by those of the system. */
  @media (forced-colors: active) {
    .chip,
    .lock,
    .toolbar {
      background: Canvas;
    }

    .marked,
    .marked[aria-pressed='true'],
    .button.primary,
    .in-call.warns .status {
      forced-color-adjust: none;
      color: HighlightText;
      background: Highlight;
    }

    .spinner,
    .status::before {
      border-top-color: Highlight;
    }
  }
`;
