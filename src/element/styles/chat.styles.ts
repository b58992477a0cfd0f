import { css } from './css-text.js';

/** The chat: beside the picture where there is room, else over it and above the toolbar. */
export const chatStyles = css`
  .toolbar .tool {
    position: relative;
  }

  .badge {
    position: absolute;
    inset-block: -0.25rem auto;
    inset-inline: auto -0.25rem;
    min-width: 1.25rem;
    padding-inline: 0.25rem;
    font-size: 0.75rem;
    font-weight: 600;
    line-height: 1.25rem;
    color: #14161b;
    background: #ffdf9e;
    border-radius: 1rem;
  }

  .aside {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .chat {
    display: flex;
    flex: 1 1 0;
    flex-direction: column;
    align-self: end;
    width: 100%;
    min-height: 0;
    color: #fff;
    outline: none;
    background: var(--p2p-panel, #2a2e38);
    border-radius: 1.125rem;
    box-shadow: var(--p2p-shadow, 0 4px 20px #0006);

    @container (min-width: 40rem) {
      width: 22rem;
    }
  }

  .in-call > .over:has(.chat) {
    /* The keyboard of a phone lies over the page, which does not get smaller, and first over the toolbar. */
    bottom: max(0.75rem, var(--_keyboard, 0px) - 4.5rem);
  }

  /* Where there is room for both, the pictures and the toolbar make room. */
  .in-call:has(.chat) {
    @container (min-width: 60rem) {
      --_panel: calc(23.5rem + var(--_side));

      grid-template-columns: minmax(0, 1fr) var(--_panel);

      /* The toolbar is beside it, not below. */
      > .over {
        grid-row-end: -1;
      }

      &.main-remote > .remote,
      &.main-screen > .screen,
      &.main-self > .self[data-on] {
        inset-inline: 0 auto;
        width: calc(100% - var(--_panel));
      }
    }

    /* There is none for small pictures beside the toolbar. */
    @container (max-width: 96rem) {
      --_row: 2;
      --_foot: 0.75rem;
    }

    @container (max-width: 125rem) {
      &.two {
        --_row: 2;
        --_foot: 0.75rem;
      }
    }
  }

  .chat-head {
    display: flex;
    flex: none;
    align-items: center;
    justify-content: space-between;
    padding-inline: 1rem 0.25rem;
    font-weight: 600;
  }

  .chat-log {
    flex: 1 1 0;
    min-height: 3rem;
    padding: 0.25rem 0.75rem 0.5rem;
    overflow: hidden auto;
    overscroll-behavior: contain;
    text-align: start;
    scrollbar-width: thin;
    scrollbar-color: #fff6 transparent;

    &:focus-visible {
      outline: 2px solid;
      outline-offset: -2px;
    }

    ol {
      display: flex;
      flex-direction: column;
      gap: 0.5rem;
      padding: 0;
      margin: 0;
      list-style: none;
    }

    .hint {
      padding: 1rem 0.25rem;
      text-align: center;
    }
  }

  .message {
    display: flex;
    flex-direction: column;
    align-items: start;
    min-width: 0;

    &.own {
      align-items: end;
    }

    .bubble {
      max-width: 88%;
      padding: 0.5rem 0.75rem;
      background: #40475a;
      border-radius: 1rem;
      border-end-start-radius: 0.25rem;
    }

    &.own .bubble {
      background: #2c4a92;
      border-end-start-radius: 1rem;
      border-end-end-radius: 0.25rem;
    }

    &[data-state='failed'] .bubble {
      background: none;
      outline: 1px dashed #ffdf9e;
      outline-offset: -1px;
    }
  }

  .words {
    display: block;
    /* Letters with a thousand accents stay where they are. */
    overflow: clip;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
    text-wrap: wrap;
    user-select: text;

    a {
      color: inherit;
      text-underline-offset: 0.15em;

      &:focus-visible {
        outline: 2px solid;
        outline-offset: 2px;
      }
    }
  }

  .folded {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 12;
    overflow: hidden;
  }

  .emoji-alone {
    font-size: 2rem;
    line-height: 1.2;
  }

  .about {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.5rem;
    align-items: center;
    padding-inline: 0.25rem;
    font-size: 0.75rem;
    color: var(--_muted);
  }

  .message:is([data-state='waiting'], [data-state='failed']) .about,
  .problem {
    color: #ffdf9e;
  }

  .text-button {
    min-height: 1.5rem;
    padding: 0;
    font-weight: 600;
    text-decoration: underline;
    text-underline-offset: 0.15em;

    @media (pointer: coarse) {
      min-height: 2.75rem;
    }
  }

  .newer {
    align-self: center;
    min-height: 2.75rem;
    margin-top: -3.25rem;
    margin-bottom: 0.5rem;
    color: #14161b;
    background: #fff;
  }

  .problem:not(:empty) {
    padding: 0.25rem 1rem;
    text-align: start;
  }

  .composer {
    display: flex;
    flex: none;
    gap: 0.5rem;
    align-items: end;
    padding: 0.5rem;

    .round {
      width: 2.75rem;
    }

    .send {
      color: #14161b;
      background: #fff;

      &:dir(rtl) svg {
        scale: -1 1;
      }
    }
  }

  .chat-input {
    flex: 1;
    min-width: 0;
    min-height: 2.75rem;
    /* Four lines. */
    max-height: 7rem;
    padding: 0.5625rem 0.875rem;
    font: inherit;
    /* iOS zooms into inputs with smaller text. */
    font-size: 1rem;
    color: inherit;
    resize: none;
    background: #ffffff1a;
    border: 1px solid #8a92a3;
    border-radius: 1.375rem;
    outline: none;
    scrollbar-width: thin;

    &:focus {
      border-color: #fff;
      box-shadow: inset 0 0 0 1px #fff;
    }
  }

  .attach {
    background: none;
  }

  .file {
    display: grid;
    gap: 0.375rem;
    width: 17rem;

    &.bubble {
      padding: 0.625rem;
    }

    progress {
      width: 100%;
      height: 0.375rem;
      accent-color: #9db7ff;
    }
  }

  .message:focus {
    outline: none;
  }

  .message:focus-visible .bubble {
    outline: 2px solid;
    outline-offset: 2px;
  }

  .file-head {
    display: flex;
    gap: 0.625rem;
    align-items: center;

    p {
      min-width: 0;
      overflow-wrap: anywhere;
    }
  }

  .kind {
    display: grid;
    flex: none;
    place-items: center;
    width: 2.75rem;
    height: 2.75rem;
    font-size: 0.6875rem;
    font-weight: 700;
    background: #ffffff24;
    border-radius: 0.625rem;

    svg {
      font-size: 1.25rem;
    }
  }

  .file-name {
    font-weight: 600;
  }

  .file-words {
    font-size: 0.8125rem;
    font-variant-numeric: tabular-nums;
  }

  [data-state='failed'] .file-words {
    color: #ffdf9e;
  }

  .file-row {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    margin-top: 0.125rem;

    .button {
      flex: 1;
      min-height: 2.25rem;
      padding-inline: 0.75rem;
      background: none;
      border-color: #fff6;

      @media (pointer: coarse) {
        min-height: 2.75rem;
      }
    }

    .marked {
      color: #14161b;
      background: #fff;
    }
  }

  .drop-hint {
    position: absolute;
    z-index: 4;
    inset: 0;
    display: grid;
    place-items: center;
    padding: 1rem;
    font-size: 1.125rem;
    font-weight: 600;
    text-align: center;
    pointer-events: none;
    background: #121419d9;
    border: 2px dashed #fff;
    border-radius: 1.125rem;
  }

  .chat-preview {
    position: absolute;
    inset-block-end: 0;
    inset-inline-end: 0;
    max-width: min(100%, 20rem);

    .bubble {
      min-height: 2.75rem;
      padding: 0.625rem 0.875rem;
      text-align: start;
      background: var(--p2p-panel, #2a2e38);
      border-radius: 1.125rem;
      box-shadow: var(--p2p-shadow, 0 4px 20px #0006);
    }

    .words {
      display: -webkit-box;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
      overflow: hidden;
      white-space: normal;
    }
  }
`;
