import { css } from './css-text.js';

/** Who speaks. */
export const speakingStyles = css`
  /* A flat line while nobody speaks: not by its colour alone. */
  .voice-mark svg {
    opacity: 0.45;
    scale: 1 0.3;
    transition: 0.15s;
    transition-property: opacity, scale;
  }

  [data-speaking~='remote'] .voice-mark {
    color: #7be0a4;

    svg {
      opacity: 1;
      scale: 1;
    }
  }

  [data-speaking~='remote'] :is(.remote[data-on], .placeholder .avatar),
  [data-speaking~='local'] .self[data-on],
  [data-speaking~='local']:not(:has(.self[data-on])) [part~='microphone-button'] {
    outline: 3px solid #7be0a4;
    outline-offset: -3px;
  }

  .main-remote[data-speaking~='remote'] > .remote[data-on] {
    border-radius: inherit;
  }

  .muted-talk {
    color: var(--p2p-on-warning, #14161b);
    background: var(--p2p-warning, #ffdf9e);
  }

  .notify {
    align-self: end;
    width: 2.75rem;
    color: var(--_muted);
  }

  @media (prefers-reduced-motion) {
    .voice-mark svg {
      transition: none;
    }
  }
`;
