import { expect } from '@open-wc/testing';
import { ChatController } from '../../../../src/element/controllers/chat/chat-controller.js';
import { FileSharing } from '../../../../src/element/controllers/files/file-sharing.js';
import type { SharedFile } from '../../../../src/element/controllers/files/shared-file.js';
import { elementInCall } from '../../fixtures.js';

describe('FileSharing', () => {
  it('has what was offered before it was fetched, and what is offered later, each once', async () => {
    const { element, call } = await elementInCall('connected');
    call.offerFile({ name: 'early.txt' });
    const chat = new ChatController<SharedFile>(element);
    new FileSharing(element, chat, () => undefined);
    const names = () => chat.entries.map((entry) => ('transfer' in entry ? entry.name : ''));
    element.requestUpdate();
    await element.updateComplete;
    call.offerFile({ name: 'late.txt' });
    element.requestUpdate();
    await element.updateComplete;
    expect(names()).to.deep.equal(['early.txt', 'late.txt']);
  });
});
