import { expect } from '@open-wc/testing';
import { systemClock } from '../../src/internal/clock.js';
import { DataChannelPath } from '../../src/link/data-channel-path.js';
import type { Envelope } from '../../src/link/envelope.js';
import { CALL_ID, envelope } from '../support/fake-path.js';
import { LeakGuard } from '../support/leak-guard.js';
import { until } from '../support/until.js';
import { connect, createPair, onTheWire, type SealPair } from './seal-pair.js';

const gathered = (connection: RTCPeerConnection) =>
  until(() => connection.iceGatheringState === 'complete');

describe('DataChannelPath', () => {
  let guard: LeakGuard;
  let here: RTCPeerConnection;
  let there: RTCPeerConnection;
  let channel: RTCDataChannel;
  let remoteChannel: RTCDataChannel;
  let seals: SealPair;
  let path: DataChannelPath;
  let received: Envelope[];
  let events: string[];

  beforeEach(async () => {
    guard = new LeakGuard();
    guard.install();
    received = [];
    events = [];
    seals = await createPair();
    await connect(seals);
    here = new RTCPeerConnection();
    there = new RTCPeerConnection();
    channel = here.createDataChannel('test', { negotiated: true, id: 0 });
    remoteChannel = there.createDataChannel('test', { negotiated: true, id: 0 });
    path = new DataChannelPath({
      connection: here,
      channel,
      seal: seals.alice,
      clock: systemClock,
      handlers: {
        onReady: () => events.push('ready'),
        onClose: () => events.push('close'),
        onRejected: () => events.push('rejected'),
        onEnvelope: (item) => received.push(item),
      },
    });
    path.trust();
    expect([path.isOpen, events], 'before the channel is open').to.deep.equal([false, []]);
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

  /** As the peer seals it for the data channel. */
  const sealed = async (content: Envelope) =>
    JSON.stringify(onTheWire(await seals.bob.seal(content)));

  it('is closed until the channel opens, and after it closed', async () => {
    await opened();
    expect(events).to.deep.equal(['ready']);
    remoteChannel.close();
    await until(() => events.length > 1);
    expect(events).to.deep.equal(['ready', 'close']);
    expect(path.isOpen).to.equal(false);
  });

  it('carries envelopes both ways, sealed', async () => {
    await opened();
    const arrived: Envelope[] = [];
    remoteChannel.onmessage = ({ data }) =>
      arrived.push(onTheWire(JSON.parse(data as string) as Envelope));
    const content = envelope({ seq: 2, payload: '"한국어"' });
    path.send(content);
    remoteChannel.send(await sealed(content));
    await until(() => received.length === 1 && arrived.length === 1);
    expect(received[0]).to.deep.include(content);
    expect(arrived[0]).to.deep.include(content);
    expect(await seals.bob.isAuthentic(arrived[0]!)).to.equal(true);
    expect(arrived[0]!.address, 'the own address is not told').to.equal(undefined);
  });

  it('ignores what is no envelope', async () => {
    await opened();
    const genuine = await sealed(envelope());
    remoteChannel.send('');
    remoteChannel.send('{');
    remoteChannel.send('null');
    remoteChannel.send('\ufeff{}');
    remoteChannel.send('['.repeat(60_000));
    remoteChannel.send(`${'['.repeat(30_000)}${']'.repeat(30_000)}`);
    remoteChannel.send(new Uint8Array(1_000));
    remoteChannel.send(new TextEncoder().encode(genuine));
    remoteChannel.send(new Blob([genuine]));
    remoteChannel.send(JSON.stringify({ v: 9, callId: CALL_ID, ack: 0 }));
    remoteChannel.send(await sealed(envelope({ ack: 7 })));
    await until(() => received.length > 0);
    expect(received.map(({ ack }) => ack)).to.deep.equal([7]);
    expect(events).to.deep.equal(['ready']);
  });

  it('is full while much waits in it, and tells when it takes more', async () => {
    await opened();
    const large = envelope({ seq: 1, payload: 'x'.repeat(28_000) });
    for (let count = 0; count < 20; count += 1) path.send(large);
    expect([path.isOpen, path.isFull]).to.deep.equal([true, true]);
    expect(events).to.deep.equal(['ready']);
    await until(() => events.length > 1 && !path.isFull, 'room');
  });

  it('tells that the other page has closed its connection', async () => {
    await opened();
    there.close();
    await until(() => events.includes('close'));
    expect(path.isOpen).to.equal(false);
  });

  it('hands on what came before the end, and then tells of the end', async () => {
    await opened();
    const order: string[] = [];
    const receive = received.push.bind(received);
    received.push = (...items) => {
      order.push('envelope');
      return receive(...items);
    };
    const push = events.push.bind(events);
    events.push = (...items) => {
      order.push(...items);
      return push(...items);
    };
    const data = await sealed(envelope({ seq: 2, payload: '"away"' }));
    // As Firefox does: both in the same moment. Checking the message takes longer.
    channel.dispatchEvent(new MessageEvent('message', { data }));
    channel.dispatchEvent(new Event('close'));
    await until(() => order.includes('close'));
    expect(order).to.deep.equal(['envelope', 'close']);
  });

  it('is silent once it has retired, and leaves the channel open', async () => {
    await opened();
    path.detach();
    const heard: unknown[] = [];
    channel.addEventListener('message', ({ data }) => heard.push(data));
    remoteChannel.send(await sealed(envelope()));
    await until(() => heard.length === 1);
    expect(channel.readyState).to.equal('open');
    there.close();
    await until(() => channel.readyState === 'closed');
    expect(received).to.deep.equal([]);
    expect(events).to.deep.equal(['ready']);
  });
});
