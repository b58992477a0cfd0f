import { expect, oneDefaultPreventedEvent, oneEvent } from '@open-wc/testing';
import sinon from 'sinon';
import { CallError } from '../../../../src/call/terms/call-error.js';
import { NO_MEDIA } from '../../../../src/call/terms/media-state.js';
import type { CallRecordedEvent } from '../../../../src/element/controllers/recording/call-recorded-event.js';
import { Recording } from '../../../../src/element/controllers/recording/recording.js';
import type { FakePeerCall } from '../../../support/fake-peer-call.js';
import { until } from '../../../support/until.js';
import { elementInCall, type FakedElement } from '../../fixtures.js';

interface Side {
  readonly element: FakedElement;
  readonly call: FakePeerCall;
  readonly recording: Recording;
  readonly failures: CallError[];
}

const sides: Side[] = [];

async function side(): Promise<Side> {
  const { element, call } = await elementInCall('connected');
  call.remoteStream = new MediaStream();
  call.localStream = new MediaStream();
  call.localMedia = call.remoteMedia = NO_MEDIA;
  const failures: CallError[] = [];
  // The element has a recording of its own, which would answer, too.
  call.forgetTopic('recording');
  const recording = new Recording(element, (error) => failures.push(error));
  element.requestUpdate();
  await element.updateComplete;
  const one = { element, call, recording, failures };
  sides.push(one);
  return one;
}

function connect(from: FakePeerCall, to: FakePeerCall): void {
  from.sendMessage = (data, topic) => to.receive(topic ?? '', data);
}

/** Two elements, each of whose calls brings the other what it sends. */
async function pair(): Promise<[Side, Side]> {
  const a = await side();
  const b = await side();
  connect(a.call, b.call);
  connect(b.call, a.call);
  return [a, b];
}

const recorded = async (one: Side): Promise<void> => {
  await until(() => (one.recording.progress?.bytes ?? 0) > 0, 'something recorded');
};

describe('Recording', () => {
  afterEach(async () => {
    sinon.restore();
    // What is not thrown away keeps the page from being left.
    for (const { element, recording } of sides.splice(0)) {
      element.remove();
      await until(() => recording.progress === null);
      for (const file of recording.files) recording.discard(file);
    }
  });

  it('records once the other side allows it, says so there, and gives a file', async () => {
    const [a, b] = await pair();
    a.recording.start();
    expect(b.recording.consent?.peer).to.equal('asks');
    expect(a.recording.progress).to.equal(null);
    b.recording.answer(true);
    await until(() => b.recording.consent?.peer === 'records', 'told of it');
    await recorded(a);
    expect(a.recording.progress?.seconds).to.be.a('number');

    a.recording.stop();
    expect(b.recording.consent?.peer).to.equal('none');
    await until(() => a.recording.files.length > 0, 'the file');
    const [file] = a.recording.files;
    expect(file?.file.size).to.be.greaterThan(0);
    expect(file?.name).to.match(/^call-\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d\.(mp4|webm)$/);
    expect(b.recording.files).to.have.length(0);
    a.recording.discard(file!);
    expect(a.recording.files).to.have.length(0);
  });

  it('ends at once when the other side takes its consent back', async () => {
    const [a, b] = await pair();
    a.recording.start();
    b.recording.answer(true);
    await recorded(a);
    b.recording.answer(false);
    expect(a.recording.progress).to.equal(null);
    expect(a.recording.consent?.own).to.equal('refused');
    await until(() => a.recording.files.length > 0, 'what was allowed till then');
  });

  it('takes a consent back also where it can not be said at once: it is said again', async () => {
    const [a, b] = await pair();
    a.recording.start();
    b.recording.answer(true);
    await recorded(a);
    const say = sinon.stub(b.call, 'sendMessage').callThrough();
    say.onFirstCall().throws(new CallError('queue-full', 'thrown by the test'));
    b.recording.answer(false);
    expect(a.recording.consent?.own).to.equal('allowed');
    await until(() => a.recording.consent?.own === 'refused', 'the other side to know');
    expect(a.recording.progress).to.equal(null);
  });

  it('records nothing without a yes', async () => {
    const [a, b] = await pair();
    a.recording.start();
    b.recording.answer(false);
    expect(a.recording.consent?.own).to.equal('refused');
    a.recording.start();
    a.recording.stop();
    b.recording.answer(true);
    expect(a.recording.progress).to.equal(null);
    expect(a.recording.consent?.own).to.equal('none');
  });

  it('keeps the file when the call ends, also for the next one, and asks before the page is left', async () => {
    const [a, b] = await pair();
    const isHeld = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
    expect(isHeld()).to.equal(false);
    a.recording.start();
    b.recording.answer(true);
    await recorded(a);
    a.call.end('hangup');
    await until(() => a.recording.files.length > 0, 'the file');
    expect(isHeld()).to.equal(true);
    a.element.startCall('peer-2');
    a.element.lastPlaced.moveTo('connected');
    await a.element.updateComplete;
    expect(a.recording.consent).to.include({ own: 'none', peer: 'none' });
    expect(a.recording.files).to.have.length(1);
    a.recording.discard(a.recording.files[0]!);
    expect(isHeld()).to.equal(false);
  });

  it('asks as long as any of several elements would lose something, and in the page that it stands in', async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const asks = (view: Window = window) =>
      !view.dispatchEvent(new Event('beforeunload', { cancelable: true }));
    const [a, b] = await pair();
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const) {
      one.recording.start();
      other.recording.answer(true);
      await recorded(one);
      one.recording.stop();
      await until(() => one.recording.files.length > 0, 'the file');
    }
    a.recording.discard(a.recording.files[0]!);
    expect(asks(), 'for the other element').to.equal(true);
    const home = b.element.parentElement!;
    frame.contentDocument!.body.append(b.element);
    expect([asks(), asks(frame.contentWindow!)]).to.deep.equal([false, true]);
    home.append(b.element);
    b.recording.discard(b.recording.files[0]!);
    expect([asks(), asks(frame.contentWindow!)]).to.deep.equal([false, false]);
    frame.remove();
  });

  it('a page may keep the file itself', async () => {
    const [a, b] = await pair();
    a.recording.start();
    b.recording.answer(true);
    await recorded(a);
    const done = oneDefaultPreventedEvent(a.element, 'call-recorded');
    a.recording.stop();
    const { file, name } = (await done) as unknown as CallRecordedEvent;
    expect(file.type).to.match(/^video/);
    expect(name).to.match(/^call-/);
    expect(a.recording.files).to.have.length(0);
  });

  it('saves under its name, from memory', async () => {
    const [a, b] = await pair();
    a.recording.start();
    b.recording.answer(true);
    await recorded(a);
    a.recording.stop();
    await until(() => a.recording.files.length > 0, 'the file');
    const click = sinon.stub(HTMLAnchorElement.prototype, 'click');
    a.recording.save(a.recording.files[0]!);
    const [link] = click.thisValues as HTMLAnchorElement[];
    expect(link?.download).to.equal(a.recording.files[0]?.name);
    expect(link?.protocol).to.equal('blob:');
  });

  it('ends when the element is taken out of the page', async () => {
    const [a, b] = await pair();
    a.recording.start();
    b.recording.answer(true);
    await recorded(a);
    const done = oneEvent(a.element, 'call-recorded');
    a.element.remove();
    const { file } = (await done) as unknown as CallRecordedEvent;
    expect(file.size).to.be.greaterThan(0);
    expect(a.recording.progress).to.equal(null);
    expect(a.recording.files, 'nobody could save it').to.have.length(0);
  });
});
