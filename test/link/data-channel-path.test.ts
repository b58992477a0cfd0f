import { expect } from '@open-wc/testing';
import { DataChannelPath } from '../../src/link/data-channel-path.js';
import type { Envelope } from '../../src/link/envelope.js';
import { CALL_ID, envelope } from '../support/fake-path.js';
import { LeakGuard } from '../support/leak-guard.js';
import { until } from '../support/until.js';

const gathered = (connection: RTCPeerConnection) =>
  until(() => connection.iceGatheringState === 'complete');

describe('DataChannelPath', () => {
  let guard: LeakGuard;
  let here: RTCPeerConnection;
  let there: RTCPeerConnection;
  let channel: RTCDataChannel;
  let remoteChannel: RTCDataChannel;
  let path: DataChannelPath;
  let received: Envelope[];
  let events: string[];
  let isOpenAtFirst: boolean;

  beforeEach(async () => {
    guard = new LeakGuard();
    guard.install();
    received = [];
    events = [];
    here = new RTCPeerConnection();
    there = new RTCPeerConnection();
    channel = here.createDataChannel('test', { negotiated: true, id: 0 });
    remoteChannel = there.createDataChannel('test', { negotiated: true, id: 0 });
    path = new DataChannelPath(here, channel, {
      onReady: () => events.push('ready'),
      onClose: () => events.push('close'),
      onEnvelope: (item) => received.push(item),
    });
    isOpenAtFirst = path.isOpen;
    await here.setLocalDescription();
    await gathered(here);
    await there.setRemoteDescription(here.localDescription!);
    await there.setLocalDescription();
    await gathered(there);
    await here.setRemoteDescription(there.localDescription!);
  });

  afterEach(async () => {
    path.detach();
    here.close();
    there.close();
    await guard.check();
    guard.uninstall();
  });

  const opened = () => until(() => path.isOpen && remoteChannel.readyState === 'open');

  it('is closed until the channel opens, and after it closed', async () => {
    expect(isOpenAtFirst).to.equal(false);
    await opened();
    expect(events).to.deep.equal(['ready']);
    remoteChannel.close();
    await until(() => events.length > 1);
    expect(events).to.deep.equal(['ready', 'close']);
    expect(path.isOpen).to.equal(false);
  });

  it('carries envelopes both ways', async () => {
    await opened();
    const arrived: unknown[] = [];
    remoteChannel.onmessage = ({ data }) => arrived.push(JSON.parse(data as string));
    const sent = envelope({ seq: 1, payload: '"한국어"' });
    path.send(sent);
    remoteChannel.send(JSON.stringify(sent));
    await until(() => received.length === 1 && arrived.length === 1);
    expect(received).to.deep.equal([sent]);
    expect(arrived).to.deep.equal([sent]);
  });

  it('ignores what is no envelope', async () => {
    await opened();
    remoteChannel.send('');
    remoteChannel.send('{');
    remoteChannel.send('null');
    remoteChannel.send('\ufeff{}');
    remoteChannel.send('['.repeat(60_000));
    remoteChannel.send(`${'['.repeat(60_000)}${']'.repeat(60_000)}`);
    remoteChannel.send(new Uint8Array(1_000));
    remoteChannel.send(new TextEncoder().encode(JSON.stringify(envelope())));
    remoteChannel.send(new Blob([JSON.stringify(envelope())]));
    remoteChannel.send(JSON.stringify({ v: 9, callId: CALL_ID, ack: 0 }));
    remoteChannel.send(JSON.stringify(envelope({ ack: 7 })));
    await until(() => received.length > 0);
    expect(received).to.deep.equal([envelope({ ack: 7 })]);
  });

  it('is full while much waits in it, and tells when it takes more', async () => {
    await opened();
    const large = envelope({ seq: 1, payload: 'x'.repeat(28_000) });
    for (let count = 0; count < 20; count += 1) path.send(large);
    expect([path.isOpen, path.isFull]).to.deep.equal([true, true]);
    expect(events).to.deep.equal(['ready']);
    await until(() => events.length === 2);
    expect(path.isFull).to.equal(false);
  });

  it('tells that the other page has closed its connection', async () => {
    await opened();
    there.close();
    await until(() => events.includes('close'));
    expect(path.isOpen).to.equal(false);
  });

  it('is silent once it has retired, and leaves the channel open', async () => {
    await opened();
    path.detach();
    const heard: unknown[] = [];
    channel.addEventListener('message', ({ data }) => heard.push(data));
    remoteChannel.send(JSON.stringify(envelope()));
    await until(() => heard.length === 1);
    expect(channel.readyState).to.equal('open');
    there.close();
    await until(() => channel.readyState === 'closed');
    expect(received).to.deep.equal([]);
    expect(events).to.deep.equal(['ready']);
  });
});
