import { CallError } from '../../src/call/terms/call-error.js';
import { until } from '../support/until.js';
import { chatStage, openChat } from './chat-stage.js';
import { part } from './fixtures.js';
import type { ScreenCase } from './screens.js';

const LINES = 20;
const SIZE = 4_000_000;
/** How often browsers tell of what is held over something. */
const DRAG_MS = 350;

/** The chat, as full as it gets, and what is seen of it while it is closed. */
export const chatScreens: readonly ScreenCase[] = [
  { name: 'the chat, empty', make: async (lang) => (await openChat(lang)).element },
  {
    name: 'the chat, with messages',
    make: async (lang) => {
      const stage = await openChat(lang);
      await stage.hears('See https://example.com/a/long/way?page=12');
      await stage.hears('نعم، أسمعك جيدًا 👍');
      await stage.hears('🎉');
      await stage.writes('One line after the other\n'.repeat(LINES));
      stage.call.nextFailure = new CallError('invalid-state', '');
      await stage.writes('This one does not go out.');
      await stage.types('x'.repeat(100_000));
      await stage.presses('Enter');
      return stage.element;
    },
  },
  {
    name: 'the chat, with files',
    make: async (lang) => {
      const stage = await openChat(lang);
      const { call } = stage;
      call.offerFile({ name: 'offered.pdf' });
      const moving = call.offerFile({ name: 'moving.png', type: 'image/png' });
      moving.moveTo('transferring');
      moving.progressTo(SIZE / 4);
      call.offerFile({ name: 'paused.zip' }).moveTo('paused');
      call.offerFile({ name: 'here' }).moveTo('complete', { blob: new Blob(['x']) });
      call.offerFile({ name: 'unwanted.exe' }).moveTo('declined');
      const error = new CallError('file-damaged', '');
      call.offerFile({ name: 'damaged.bin' }).moveTo('failed', { error });
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File(['x'], 'own.txt'));
      const init = { clipboardData, bubbles: true, composed: true, cancelable: true };
      stage.input.dispatchEvent(new ClipboardEvent('paste', init));
      await stage.settled();
      return stage.element;
    },
  },
  {
    name: 'a message while the chat is closed',
    make: async (lang) => {
      const stage = await chatStage(lang);
      await stage.hears('Can you see this?');
      // So that it stays.
      part(stage.element, 'chat-preview').focus();
      return stage.element;
    },
  },
  {
    name: 'files held over the call',
    make: async (lang) => {
      const stage = await chatStage(lang);
      const { element } = stage;
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['x'], 'x.txt'));
      const init = { bubbles: true, composed: true, cancelable: true, dataTransfer };
      // As browsers do, as long as they are held there.
      const timer = setInterval(() => {
        if (element.isConnected) element.dispatchEvent(new DragEvent('dragover', init));
        else clearInterval(timer);
      }, DRAG_MS);
      await until(() => element.renderRoot.querySelector('.drop-hint'), 'the hint');
      return element;
    },
  },
];
