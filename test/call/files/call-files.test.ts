import { expect } from '@open-wc/testing';
import { PeerCall } from '../../../src/call/peer-call.js';
import type { CallOptions } from '../../../src/call/terms/call-options.js';
import type { FileTransfer } from '../../../src/call/terms/file-transfer.js';
import { createDeferred } from '../../../src/internal/deferred.js';
import {
  bothConnected,
  endedWith,
  expectAlive,
  NO_DEVICES,
  reached,
  until,
  useCalls,
  type ConnectedCalls,
} from '../../support/call-fixture.js';
import { CuttableCall } from '../../support/cuttable-call.js';

/** Bytes that repeat nowhere near, so that a piece in the wrong place shows. */
function bytesOf(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let value = 7;
  for (let index = 0; index < length; index += 1) {
    value = (value * 1_103_515_245 + 12_345) & 0x7fffffff;
    bytes[index] = value >> 16;
  }
  return bytes;
}

async function expectSame(blob: Blob | null, bytes: Uint8Array): Promise<void> {
  expect(blob).not.to.equal(null);
  const arrived = new Uint8Array(await blob!.arrayBuffer());
  expect(arrived.length).to.equal(bytes.length);
  expect(arrived.every((byte, index) => byte === bytes[index])).to.equal(true);
}

function offersOf(call: PeerCall): FileTransfer[] {
  const offers: FileTransfer[] = [];
  call.addEventListener('filetransfer', ({ transfer }) => offers.push(transfer));
  return offers;
}

async function offered(
  from: PeerCall,
  to: PeerCall,
  file: Blob,
): Promise<{ out: FileTransfer; in: FileTransfer }> {
  const offers = offersOf(to);
  const out = from.sendFile(file);
  await until(() => offers.length === 1, 'an offer');
  return { out, in: offers[0]! };
}

const statesOf = (transfer: FileTransfer): string[] => {
  const states: string[] = [];
  transfer.addEventListener('statechange', () => states.push(transfer.state));
  return states;
};

describe('PeerCall: files', () => {
  const calls = useCalls();

  async function connect(options: CallOptions = {}): Promise<ConnectedCalls> {
    const all = { ...NO_DEVICES, ...options };
    return calls.connect(await calls.pair({}, all), all);
  }

  for (const side of ['outgoing', 'incoming'] as const) {
    for (const size of [0, 1, 16_384, 262_144, 1_000_001]) {
      it(`one of ${size} bytes comes from the ${side} call as it is`, async () => {
        const both = await connect();
        const other = both[side === 'outgoing' ? 'incoming' : 'outgoing'];
        const bytes = bytesOf(size);
        const file = new File([bytes], 'a picture.png', { type: 'image/png' });
        const transfer = await offered(both[side], other, file);
        expect(transfer.in).to.include({
          direction: 'incoming',
          name: 'a picture.png',
          size,
          type: 'image/png',
          state: 'offered',
          bytesTransferred: 0,
          blob: null,
          error: null,
        });
        expect(transfer.out).to.include({ direction: 'outgoing', name: 'a picture.png', size });
        const states = [statesOf(transfer.out), statesOf(transfer.in)];
        const progress: number[] = [];
        transfer.in.addEventListener('progress', () => progress.push(transfer.in.bytesTransferred));
        transfer.in.accept();
        await until(() => transfer.out.state === 'complete', 'it to be there');
        expect(states).to.deep.equal(Array(2).fill(['transferring', 'complete']));
        expect([transfer.out, transfer.in].map((one) => one.bytesTransferred)).to.deep.equal([
          size,
          size,
        ]);
        if (size > 0) expect(progress.at(-1)).to.equal(size);
        expect(transfer.in.blob!.type).to.equal('image/png');
        await expectSame(transfer.in.blob, bytes);
      });
    }
  }

  it('negotiates nothing, and sends the file over a channel of its own', async () => {
    class Watched extends PeerCall {
      readonly connections: RTCPeerConnection[] = [];
      negotiations = 0;
      protected override createConnection(config: RTCConfiguration): RTCPeerConnection {
        const connection = super.createConnection(config);
        this.connections.push(connection);
        return connection;
      }
      watch(): void {
        for (const name of ['negotiationneeded', 'signalingstatechange', 'datachannel']) {
          this.connections[0]!.addEventListener(name, () => (this.negotiations += 1));
        }
      }
    }
    const pair = await calls.pair();
    pair.stop();
    const { incoming } = calls.listen(Watched, pair.bob);
    const outgoing = calls.watch(Watched.place(pair.alice, 'bob', NO_DEVICES));
    await until(() => incoming.length === 1);
    await incoming[0]!.answer();
    await bothConnected({ outgoing, incoming: incoming[0]! });
    for (const call of [outgoing, incoming[0]!]) call.watch();
    const { in: received, out } = await offered(outgoing, incoming[0]!, new Blob([bytesOf(9_000)]));
    received.accept();
    await until(() => out.state === 'complete');
    expect([outgoing.negotiations, incoming[0]!.negotiations]).to.deep.equal([0, 0]);
  });

  it('several at a time, both ways', async () => {
    const { outgoing, incoming } = await connect();
    const bytes = bytesOf(600_000);
    for (const call of [outgoing, incoming]) {
      call.addEventListener('filetransfer', ({ transfer }) => transfer.accept());
    }
    const offers = [...offersOf(outgoing), ...offersOf(incoming)];
    const received = [offersOf(outgoing), offersOf(incoming)];
    const sent = [1, 2, 3].flatMap(() => [
      outgoing.sendFile(new Blob([bytes])),
      incoming.sendFile(new Blob([bytes])),
    ]);
    await until(() => sent.every(({ state }) => state === 'complete'), 'all of them');
    expect(offers).to.have.length(0);
    for (const { blob, name, type } of received.flat()) {
      expect([name, type, blob!.type]).to.deep.equal(['file', '', 'application/octet-stream']);
      await expectSame(blob, bytes);
    }
  });

  it('declined', async () => {
    const { outgoing, incoming } = await connect();
    const { in: received, out } = await offered(outgoing, incoming, new Blob(['x']));
    received.cancel();
    expect([received.state, received.error]).to.deep.equal(['declined', null]);
    await until(() => out.state === 'declined');
    expect(out.error).to.equal(null);
    received.accept();
    out.cancel();
    expect([received.state, out.state]).to.deep.equal(['declined', 'declined']);
  });

  for (const side of ['out', 'in'] as const) {
    it(`cancelled in the middle, by the ${side === 'out' ? 'sender' : 'receiver'}`, async () => {
      const both = await connect();
      const transfer = await offered(
        both.outgoing,
        both.incoming,
        new Blob([new Uint8Array(80_000_000)]),
      );
      transfer.in.accept();
      await until(() => transfer.in.bytesTransferred > 1_000_000);
      transfer[side].cancel();
      expect(transfer[side].state).to.equal('cancelled');
      await until(() => transfer.in.state === 'cancelled' && transfer.out.state === 'cancelled');
      expect(transfer.in.blob).to.equal(null);
      await expectAlive(both);
      const next = await offered(both.outgoing, both.incoming, new Blob(['next']));
      next.in.accept();
      await until(() => next.out.state === 'complete');
    });
  }

  it('cancelled before it was accepted, or before it was offered at all', async () => {
    const { outgoing, incoming } = await connect();
    const offers = offersOf(incoming);
    const early = outgoing.sendFile(new Blob(['x']));
    early.cancel();
    expect(early.state).to.equal('cancelled');
    const later = outgoing.sendFile(new Blob(['y']));
    await until(() => offers.length === 1);
    later.cancel();
    await until(() => offers[0]!.state === 'cancelled');
    offers[0]!.accept();
    expect(offers[0]!.state).to.equal('cancelled');
    expect(offers).to.have.length(1);
  });

  it('what is read is not much more than what has gone', async () => {
    const { outgoing, incoming } = await connect();
    const file = new Blob([new Uint8Array(100_000_000)]);
    let read = 0;
    const slice = file.slice.bind(file);
    file.slice = (start = 0, end = 0) => {
      read += end - start;
      return slice(start, end);
    };
    const transfer = await offered(outgoing, incoming, file);
    transfer.in.accept();
    await until(() => {
      expect(read - transfer.in.bytesTransferred).to.be.lessThan(4_000_000);
      return transfer.in.bytesTransferred > 20_000_000;
    }, 'a part of it');
    transfer.out.cancel();
    await until(() => transfer.in.state === 'cancelled');
  });

  for (const side of ['outgoing', 'incoming'] as const) {
    it(`a hang-up of the ${side} side ends them, and says so`, async () => {
      const both = await connect();
      const file = new Blob([new Uint8Array(80_000_000)]);
      const running = await offered(both.outgoing, both.incoming, file);
      running.in.accept();
      await until(() => running.in.bytesTransferred > 0);
      const waiting = await offered(both.incoming, both.outgoing, file);
      both[side].hangup();
      for (const call of [both.outgoing, both.incoming]) await endedWith(call, 'hangup');
      for (const { state, error } of [running.in, running.out, waiting.in, waiting.out]) {
        expect([state, error?.code]).to.deep.equal(['failed', 'file-interrupted']);
      }
      expect(() => both.outgoing.sendFile(file))
        .to.throw()
        .with.property('code', 'invalid-state');
    });
  }

  it('no file, or before there is a connection', async () => {
    const pair = await calls.pair();
    const { outgoing, incoming } = await calls.ring(pair);
    expect(() => outgoing.sendFile(new Blob()))
      .to.throw()
      .with.property('code', 'invalid-state');
    await incoming.answer();
    await bothConnected({ outgoing, incoming });
    for (const wrong of ['text', null, {}]) {
      expect(() => outgoing.sendFile(wrong as Blob))
        .to.throw()
        .with.property('code', 'invalid-argument');
    }
  });

  it('too large for this side, or for the other', async () => {
    const pair = await calls.pair({}, { ...NO_DEVICES, maxFileSize: 10 });
    const { outgoing, incoming } = await calls.connect(pair, { ...NO_DEVICES, maxFileSize: 20 });
    const offers = offersOf(incoming);
    const mine = outgoing.sendFile(new Blob(['x'.repeat(21)]));
    const theirs = outgoing.sendFile(new Blob(['x'.repeat(11)]));
    const fits = outgoing.sendFile(new Blob(['x'.repeat(10)]));
    await until(() => [mine, theirs].every(({ state }) => state === 'declined'));
    expect([mine, theirs].map(({ error }) => error?.code)).to.deep.equal([
      'file-too-large',
      'file-too-large',
    ]);
    await until(() => offers.length === 1);
    expect([mine, theirs, fits].map(({ sizeLimit }) => sizeLimit)).to.deep.equal([20, 10, null]);
    offers[0]!.accept();
    await until(() => fits.state === 'complete');
  });

  it('is listed as long as it is on its way, for who comes late', async () => {
    const { outgoing, incoming } = await connect();
    const transfer = await offered(outgoing, incoming, new Blob(['x']));
    expect(incoming.incomingFiles).to.deep.equal([transfer.in]);
    expect(outgoing.incomingFiles).to.deep.equal([]);
    transfer.in.accept();
    await until(() => transfer.in.state === 'complete');
    expect(incoming.incomingFiles).to.deep.equal([]);
  });

  it('declined by an app that takes none now, which both sides hear', async () => {
    const { outgoing, incoming } = await connect();
    const transfer = await offered(outgoing, incoming, new Blob(['x']));
    transfer.in.cancel('not-supported');
    await until(() => transfer.out.state === 'declined');
    for (const { state, error } of Object.values(transfer)) {
      expect([state, error?.code]).to.deep.equal(['declined', 'not-supported']);
    }
  });

  it('to a side that takes none', async () => {
    const pair = await calls.pair({}, { ...NO_DEVICES, maxFileSize: 0 });
    const { outgoing, incoming } = await calls.connect(pair);
    const offers = offersOf(incoming);
    const out = outgoing.sendFile(new Blob(['x']));
    await until(() => out.state === 'declined');
    expect(out.error!.code).to.equal('not-supported');
    expect(offers).to.have.length(0);
  });

  it('more than eight at a time', async () => {
    const { outgoing, incoming } = await connect();
    const offers = offersOf(incoming);
    const sent = Array.from({ length: 9 }, () => outgoing.sendFile(new Blob(['x'])));
    await until(() => offers.length === 8 && sent[8]!.state === 'declined');
    expect(sent[8]!.error!.code).to.equal('queue-full');
    for (const offer of offers) offer.accept();
    await until(() => sent.filter(({ state }) => state === 'complete').length === 8);
  });

  it('one that changes while it is read', async () => {
    const { outgoing, incoming } = await connect();
    const file = new Blob([new Uint8Array(3_000_000)]);
    const slice = file.slice.bind(file);
    file.slice = (start = 0, end) => slice(start, start > 1_000_000 ? start + 5 : end);
    const transfer = await offered(outgoing, incoming, file);
    transfer.in.accept();
    await until(() => transfer.out.state === 'failed' && transfer.in.state === 'failed');
    expect([transfer.out.error!.code, transfer.in.error!.code]).to.deep.equal([
      'file-unreadable',
      'file-unreadable',
    ]);
  });

  describe('when the connection breaks', () => {
    /** Without a heartbeat: the test alone says when a connection is broken. */
    const TIMING = { heartbeatMs: Infinity, disconnectedGraceMs: 60_000 };

    /** What is behind `limit` bytes can't be read before `open()`. */
    function gated(bytes: Uint8Array<ArrayBuffer>, limit: number) {
      const file = new Blob([bytes]);
      const slice = file.slice.bind(file);
      const { promise, resolve } = createDeferred<undefined>();
      file.slice = (start = 0, end) => {
        const part = slice(start, end);
        const read = part.arrayBuffer.bind(part);
        part.arrayBuffer = () => (start < limit ? read() : promise.then(read));
        return part;
      };
      return { file, open: () => resolve(undefined) };
    }

    async function connectCuttable() {
      const options = { ...NO_DEVICES, timing: TIMING, clock: calls.pacedClock() };
      const pair = await calls.pair();
      pair.stop();
      const { incoming } = calls.listen(CuttableCall, pair.bob, options);
      const outgoing = calls.watch(CuttableCall.place(pair.alice, 'bob', options));
      await until(() => incoming.length === 1);
      await incoming[0]!.answer();
      await bothConnected({ outgoing, incoming: incoming[0]! });
      return { outgoing, incoming: incoming[0]!, clock: options.clock };
    }

    for (const [sender, receiver] of [
      ['outgoing', 'incoming'],
      ['incoming', 'outgoing'],
    ] as const) {
      it(`a file of the ${sender} side goes on over the next one where it was`, async () => {
        const both = await connectCuttable();
        const bytes = bytesOf(5_000_000);
        const { file, open } = gated(bytes, 10 * 262_144);
        const transfer = await offered(both[sender], both[receiver], file);
        const states = statesOf(transfer.in);
        transfer.in.accept();
        await until(() => transfer.in.bytesTransferred === 10 * 262_144, 'a part of it');
        both.outgoing.pretend('failed');
        both.incoming.pretend('failed');
        expect([transfer.in.state, transfer.out.state]).to.deep.equal(['paused', 'paused']);
        both.clock.speed = 20;
        await until(() => both.outgoing.connections.length > 1, 'a new connection');
        both.clock.speed = 1;
        await bothConnected(both);
        let lowest = Infinity;
        transfer.in.addEventListener('progress', () => {
          lowest = Math.min(lowest, transfer.in.bytesTransferred);
        });
        open();
        await until(() => transfer.out.state === 'complete', 'all of it');
        expect(lowest, 'not from the beginning').to.be.at.least(10 * 262_144);
        expect(states).to.deep.equal(['transferring', 'paused', 'transferring', 'complete']);
        await expectSame(transfer.in.blob, bytes);
        await expectAlive(both);
      });
    }

    it('it waits, and goes on over the same one where that comes back', async () => {
      const both = await connectCuttable();
      const bytes = bytesOf(20_000_000);
      const transfer = await offered(both.outgoing, both.incoming, new Blob([bytes]));
      transfer.in.accept();
      await until(() => transfer.in.bytesTransferred > 1_000_000);
      both.outgoing.pretend('failed');
      expect([both.outgoing.state, transfer.out.state]).to.deep.equal(['reconnecting', 'paused']);
      both.outgoing.tellTruth();
      await reached(both.outgoing, 'connected');
      expect(transfer.out.state).to.equal('transferring');
      await until(() => transfer.out.state === 'complete');
      await expectSame(transfer.in.blob, bytes);
    });

    it('one that is accepted meanwhile begins when it is up again', async () => {
      const both = await connectCuttable();
      const transfer = await offered(both.outgoing, both.incoming, new Blob(['some text']));
      both.incoming.pretend('failed');
      transfer.in.accept();
      expect(transfer.in.state).to.equal('paused');
      both.incoming.tellTruth();
      await until(() => transfer.out.state === 'complete');
      expect(await transfer.in.blob!.text()).to.equal('some text');
    });
  });
});
