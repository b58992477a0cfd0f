import { CallError } from '../../../src/call/terms/call-error.js';
import { findPart, part } from '../../element/fixtures.js';
import { verificationCode } from '../../support/fake-peer-call.js';
import { until } from '../../support/until.js';
import { inCall, inCallWith, opened, press, type InCall, type Scenes } from './kit.js';

const MESSAGES = [
  'Hi! Can you hear me now?',
  '이 링크를 봐 주세요: https://example.com/a/long/way/to/the/document?page=12',
  'نعم، أسمعك جيدًا 👍',
  '👋',
];

async function write({ element }: InCall, text: string): Promise<void> {
  const input = part<HTMLTextAreaElement>(element, 'chat-input');
  input.value = text;
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  part(element, 'chat-send-button').click();
  await element.updateComplete;
}

const ENGLISH = [
  'Hi! Can you hear me now?',
  'Here it is: https://example.com/a/long/way/to/the/document?page=12',
  'I am on page 12, just below the table.',
];

async function talk(made: InCall, messages = MESSAGES): Promise<void> {
  for (const [id, text] of messages.entries()) {
    made.call.receive('chat', JSON.stringify({ id: `m${id}`, text }));
    if (id === 0) await write(made, 'Yes, loud and clear. Shall we begin?');
  }
}

/** Files on their way, and where they ended. */
async function sendFiles({ element, call }: InCall): Promise<void> {
  const offered = call.offerFile({ name: 'Contract (signed).pdf', size: 1_240_000 });
  const coming = call.offerFile({ name: 'holiday.jpg', size: 4_000_000, type: 'image/jpeg' });
  const done = call.offerFile({ name: 'minutes.docx', size: 48_000, type: 'application/msword' });
  const stopped = call.offerFile({ name: 'video.mp4', size: 912_000_000, type: 'video/mp4' });
  await element.updateComplete;
  coming.moveTo('transferring');
  coming.progressTo(2_600_000);
  done.moveTo('complete', { blob: new Blob(['x']) });
  stopped.moveTo('cancelled');
  offered.dispatchEvent(new Event('statechange'));
}

const says = (...types: string[]) =>
  inCallWith(({ call }) => {
    for (const type of types) call.receive('recording', JSON.stringify({ type, id: 1 }));
  });

export const panels: Scenes = {
  'chat-empty': (lang) => opened(lang, 'chat'),
  chat: async (lang) => talk(await opened(lang, 'chat')),
  'chat-english': async (lang) => talk(await opened(lang, 'chat'), ENGLISH),
  'chat-files': async (lang) => sendFiles(await opened(lang, 'chat')),
  'chat-preview': inCallWith(({ call }) =>
    call.receive('chat', JSON.stringify({ id: 'm', text: MESSAGES[0] })),
  ),
  'chat-lost': async (lang) => {
    const made = await opened(lang, 'chat');
    await talk(made);
    made.call.moveTo('reconnecting');
    made.call.nextFailure = new CallError('invalid-state', '');
    await write(made, 'Are you still there?');
  },
  devices: (lang) => opened(lang, 'devices'),
  stats: async (lang) => {
    const { element } = await opened(lang, 'stats');
    await until(() => element.renderRoot.querySelector('.sheet table'), 'the figures');
  },
  menu: (lang) => opened(lang, 'more'),
  verification: async (lang) => {
    const { element, call } = await inCall(lang);
    // The longest names there are.
    call.setVerification(verificationCode([14, 16, 11, 62, 25]));
    await element.updateComplete;
    part(element, 'verify-button').click();
    await until(() => findPart(element, 'verification'), 'the panel');
  },
  'verification-reconnecting': async (lang) => {
    const { element, call } = await inCall(lang);
    call.setVerification(verificationCode(), 'secret');
    await element.updateComplete;
    part(element, 'verify-button').click();
    await until(() => findPart(element, 'verification'), 'the panel');
    call.moveTo('reconnecting');
  },
  'recording-question': says('ask'),
  'recording-there': async (lang) => {
    const { element, call } = await inCall(lang);
    call.receive('recording', '{"type":"ask","id":1}');
    await element.updateComplete;
    element.renderRoot.querySelectorAll<HTMLElement>('.note button')[1]?.click();
    call.receive('recording', '{"type":"start","id":1}');
  },
  'recording-asked': inCallWith(({ element }) => press(element, 'record-button')),
  'recording-here': async (lang) => {
    const { element, call } = await inCall(lang);
    await press(element, 'record-button');
    call.receive('recording', '{"type":"allow","id":1}');
    await until(() => element.renderRoot.querySelector('.note.runs'), 'the recording');
  },
};
