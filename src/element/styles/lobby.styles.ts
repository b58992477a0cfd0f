import { css } from 'lit';

/** The screens before and after a call. */
export const lobbyStyles = css`
  .emblem {
    color: var(--_accent);
  }

  .group {
    display: grid;
    gap: 0.5rem;
    width: 100%;
    text-align: start;
  }

  .label {
    font-weight: 600;
  }

  .field {
    min-width: 0;
    padding: 0.25rem;

    .button {
      background: var(--_surface);
    }
  }

  .own-id,
  input {
    flex: 1;
    min-width: 0;
    padding-inline: 0.5rem;
  }

  input {
    min-height: 2.75rem;

    /* An address, whatever the words around it are. */
    &:not(:placeholder-shown) {
      direction: ltr;
    }
  }

  /* Beside their labels. Chromium has no 'match-parent'. */
  [dir='rtl'] :is(.own-id, input) {
    text-align: right;
  }

  .button.primary {
    color: var(--p2p-on-accent, light-dark(#fff, #0d1a3d));
    background: var(--_accent);
    border-color: transparent;
  }

  .quiet {
    color: var(--_muted);
    background: none;
    border-color: transparent;
  }

  .row {
    flex-wrap: wrap;
  }

  .lobby {
    .status::before {
      width: 0.5rem;
      aspect-ratio: 1;
      content: '';
      background: #1f9d55;
      border-radius: 50%;
    }

    &.warns .status::before {
      background: #c77700;
    }

    .panel > .primary {
      width: 100%;
    }

    .tool {
      width: 2.75rem;
    }

    .private {
      padding: 0;
      background: none;
      backdrop-filter: none;
    }

    .self[data-on] {
      display: block;
      place-self: center;
      width: min(100% - 2rem, 27rem);
      aspect-ratio: 16 / 9;
      margin-top: 1rem;
      border-radius: var(--p2p-self-view-radius, 0.875rem);
    }

    &:has(.self[data-on]) {
      place-content: center;

      .emblem {
        display: none;
      }

      /* Beside the fields where there is room. */
      @container (min-width: 46rem) {
        grid-template-columns: repeat(2, minmax(0, 29rem));
      }
    }
  }

  summary {
    align-content: center;
    min-height: 2.75rem;
    cursor: pointer;
  }

  .qr svg {
    width: 11rem;
    margin: 0.5rem auto 0;
  }

  .offline,
  .ended {
    .emblem {
      color: var(--_muted);
    }

    .status {
      font-size: 1.125rem;
      font-weight: 600;
      color: inherit;
    }

    .peer-name {
      margin-top: -0.5rem;
      color: var(--_muted);
    }
  }
`;
