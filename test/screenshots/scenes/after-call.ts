import { CallError } from '../../../src/call/terms/call-error.js';
import type { Language } from '../../../src/element/texts/strings.js';
import { findPart } from '../../element/fixtures.js';
import type { FakePeerCall } from '../../support/fake-peer-call.js';
import { until } from '../../support/until.js';
import { inCall, placed, press, type Scenes } from './kit.js';

async function ended(lang: Language, ...ending: Parameters<FakePeerCall['end']>) {
  const { element, call } = await inCall(lang);
  call.end(...ending);
  await element.updateComplete;
  return element;
}

export const afterCall: Scenes = {
  'ended-hangup': (lang) => ended(lang, 'hangup'),
  'ended-rated': async (lang) => {
    const element = await ended(lang, 'hangup');
    findPart(element, 'star-button')?.click();
  },
  'ended-declined': async (lang) => {
    const { call } = await placed(lang, 'ringing');
    call.end('declined');
  },
  'ended-failed': (lang) => {
    const diagnosis = { cause: 'udp-blocked', side: 'remote' } as const;
    return ended(lang, 'connection-failed', new CallError('connection-failed', '', { diagnosis }));
  },
  'ended-recorded': async (lang) => {
    const { element, call } = await inCall(lang);
    await press(element, 'record-button');
    call.receive('recording', '{"type":"allow","id":1}');
    const note = () => element.renderRoot.querySelector<HTMLElement>('.note.runs');
    await until(
      () => note() && /[1-9]\d* ?(kB|kB|ك)/.test(note()?.innerText ?? ''),
      'something recorded',
    );
    call.end('hangup');
    await until(() => element.renderRoot.querySelector('.ended .note'), 'the file');
  },
};
