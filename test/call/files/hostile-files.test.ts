import { expect } from '@open-wc/testing';
import { writeFrame, type FrameKind } from '../../../src/call/files/file-frame.js';
import { hashBlock, hashOfHashes } from '../../../src/call/files/file-hash.js';
import type { PeerCall } from '../../../src/call/peer-call.js';
import type { FileTransfer } from '../../../src/call/terms/file-transfer.js';
import { NO_DEVICES, until, useCalls } from '../../support/call-fixture.js';
import { calledByHand } from '../../support/handmade-calls.js';
import type { HandmadePeer } from '../../support/handmade-peer.js';

type Bytes = Uint8Array<ArrayBuffer>;

/** The exchange of files at the other end, which says and sends whatever the test wants. */
class HandmadeFiles {
  readonly offers: FileTransfer[] = [];
  readonly #peer: HandmadePeer;
  readonly #channel: RTCDataChannel;

  constructor(peer: HandmadePeer, call: PeerCall) {
    this.#peer = peer;
    this.#channel = peer.connection.createDataChannel('files', { negotiated: true, id: 1 });
    call.addEventListener('filetransfer', ({ transfer }) => this.offers.push(transfer));
  }

  get heard(): Record<string, unknown>[] {
    return this.#peer.heard
      .filter(({ topic }) => topic === 'files')
      .map(({ data }) => JSON.parse(data as string) as Record<string, unknown>);
  }

  says(type: string): boolean {
    return this.heard.some((message) => message['type'] === type);
  }

  say(message: unknown): void {
    const data = typeof message === 'string' ? message : JSON.stringify(message);
    this.#peer.say({ type: 'app', topic: 'files', data });
  }

  offer(more: object = {}): void {
    this.say({ type: 'offer', id: 7, name: 'a.txt', size: 10, mime: 'text/plain', ...more });
  }

  async offered(more: object = {}): Promise<FileTransfer> {
    this.offer(more);
    await until(() => this.offers.length > 0, 'the offer');
    return this.offers.at(-1)!;
  }

  /** Offers it, and has it accepted. */
  async accepted(more: object = {}): Promise<FileTransfer> {
    const transfer = await this.offered(more);
    transfer.accept();
    await until(() => this.says('send') && this.#channel.readyState === 'open', 'the request');
    return transfer;
  }

  send(kind: FrameKind, bytes: Bytes, { id = 7, run = 1 } = {}): void {
    this.#channel.send(writeFrame({ kind, id, run, bytes }));
  }

  post(data: string | ArrayBuffer): void {
    if (typeof data === 'string') this.#channel.send(data);
    else this.#channel.send(data);
  }
}

const hashOf = async (...blocks: Bytes[]) => hashOfHashes(await Promise.all(blocks.map(hashBlock)));
const TEN = new Uint8Array(10).fill(65);

describe('PeerCall: files of a peer that means harm', () => {
  const calls = useCalls();

  async function connect(options = {}) {
    const { peer, call } = await calledByHand(calls, { ...NO_DEVICES, ...options });
    return { peer, call, files: new HandmadeFiles(peer, call) };
  }

  it('is complete if all is as it was offered', async () => {
    const { files } = await connect();
    const transfer = await files.accepted();
    expect(files.heard.find(({ type }) => type === 'send')).to.include({ id: 7, offset: 0 });
    files.send('data', TEN.subarray(0, 4));
    files.send('data', TEN.subarray(4));
    files.send('end', await hashOf(TEN));
    await until(() => transfer.state === 'complete' && files.says('complete'));
    expect(await transfer.blob!.text()).to.equal('A'.repeat(10));
    expect(transfer.blob!.type).to.equal('text/plain');
  });

  const lies: Record<string, (files: HandmadeFiles) => Promise<void> | void> = {
    'another hash': async (files) => {
      files.send('data', TEN);
      files.send('end', await hashOf(TEN.subarray(1)));
    },
    'no hash': (files) => {
      files.send('data', TEN);
      files.send('end', new Uint8Array(0));
    },
    'half a hash': async (files) => {
      files.send('data', TEN);
      files.send('end', (await hashOf(TEN)).slice(0, 16));
    },
    'other bytes': async (files) => {
      files.send('data', new Uint8Array(10));
      files.send('end', await hashOf(TEN));
    },
    'more than it said': (files) => files.send('data', new Uint8Array(11)),
    'more than it said, after all of it': (files) => {
      files.send('data', TEN);
      files.send('data', new Uint8Array(1));
    },
    'less than it said': async (files) => {
      files.send('data', TEN.subarray(0, 9));
      files.send('end', await hashOf(TEN.slice(0, 9)));
    },
    'nothing at all': async (files) => files.send('end', await hashOf()),
  };
  for (const [lie, tell] of Object.entries(lies)) {
    it(`sends ${lie}: it fails, and gives nothing to the app`, async () => {
      const { files, call } = await connect();
      const transfer = await files.accepted();
      await tell(files);
      await until(() => transfer.state === 'failed', 'it to fail');
      expect([transfer.error!.code, transfer.blob]).to.deep.equal(['file-damaged', null]);
      await until(() => files.says('stop'));
      expect(files.heard.find(({ type }) => type === 'stop')).to.include({ reason: 'damaged' });
      expect(call.state).to.equal('connected');
    });
  }

  it('claims 2 GB, or more than any disk has: nothing is kept ready for it, and what comes is looked at', async () => {
    const { files, call } = await connect({ maxFileSize: Infinity });
    const transfer = await files.accepted({ size: Number.MAX_SAFE_INTEGER });
    expect(transfer.size).to.equal(Number.MAX_SAFE_INTEGER);
    files.send('data', TEN);
    files.send('end', await hashOf(TEN));
    await until(() => transfer.state === 'failed', 'it to fail');
    expect([transfer.error!.code, transfer.blob]).to.deep.equal(['file-damaged', null]);
    expect(call.state).to.equal('connected');
  });

  it('claims a byte more than 2 GiB: it is refused by default, and told the limit', async () => {
    const { files } = await connect();
    files.offer({ size: 2 * 1024 ** 3 + 1 });
    await until(() => files.says('stop'));
    const limit = 2 * 1024 ** 3;
    expect(files.heard.at(-1)).to.include({ type: 'stop', reason: 'too-large', limit });
    expect(files.offers).to.deep.equal([]);
  });

  it('sends without having been asked, or what is no piece of a file', async () => {
    const { files, call } = await connect();
    const first = await files.accepted({ id: 1 });
    const offered = await files.offered({ id: 2 });
    await until(() => files.offers.length === 2);
    files.send('data', TEN, { id: 2 });
    files.send('data', TEN, { id: 3 });
    files.send('data', TEN, { id: 1, run: 2 });
    files.send('end', await hashOf(TEN), { id: 2 });
    files.post('text');
    files.post(new ArrayBuffer(3));
    files.post(new Uint8Array([9, 0, 0, 0, 1, 0, 0, 0, 1, 0]).buffer);
    files.post(new ArrayBuffer(100_000));
    files.send('data', TEN, { id: 1 });
    files.send('end', await hashOf(TEN), { id: 1 });
    await until(() => first.state === 'complete');
    const { state, bytesTransferred } = files.offers[1]!;
    expect([state, bytesTransferred]).to.deep.equal(['offered', 0]);
    expect(call.state).to.equal('connected');
    offered.cancel();
  });

  it('says what is no message, about files that there are not, or of another kind', async () => {
    const { files, call } = await connect();
    for (const message of [
      ...['', '{', 'null', '[]', '{"type":"offer"}'],
      ...[
        { type: 'offer', id: -1, name: 'x', size: 1, mime: '' },
        { type: 'offer', id: 2 ** 32, name: 'x', size: 1, mime: '' },
        { type: 'offer', id: 1, name: 7, size: 1, mime: '' },
        { type: 'offer', id: 1, name: 'x', size: -1, mime: '' },
        { type: 'offer', id: 1, name: 'x', size: 1.5, mime: '' },
        { type: 'offer', id: 1, name: 'x', size: 2 ** 60, mime: '' },
        { type: 'offer', id: 1, name: 'x', size: '1', mime: '' },
        { type: 'offer', id: 1, name: 'x', size: 1, mime: null },
        { type: 'send', id: 5, run: 1, offset: 7 },
        { type: 'complete', id: 5 },
        { type: 'seen', id: 5 },
        { type: 'stop', id: 5, reason: {} },
        { type: '__proto__', id: 5 },
      ],
    ]) {
      files.say(message);
    }
    const transfer = await files.offered();
    expect(files.offers).to.have.length(1);
    for (const type of ['complete', 'seen', 'offer', 'resume']) files.offer({ type });
    files.say({ type: 'stop', id: 7, reason: 'a later word' });
    await until(() => transfer.state === 'cancelled');
    expect([files.offers.length, call.state]).to.deep.equal([1, 'connected']);
  });

  it('has names and types of its own', async () => {
    const { files } = await connect();
    const transfer = await files.accepted({
      name: `../../\u202e${'x'.repeat(10_000)}.html`,
      mime: 'text/html',
    });
    expect(transfer.name).to.match(/^x{195}\.html$/);
    files.send('data', TEN);
    files.send('end', await hashOf(TEN));
    await until(() => transfer.state === 'complete');
    expect([transfer.type, transfer.blob!.type]).to.deep.equal([
      'text/html',
      'application/octet-stream',
    ]);
  });

  it('offers without end: eight are shown, and few of the others get a reply', async () => {
    const { peer, call, files } = await connect();
    for (let round = 0; round < 5; round += 1) {
      for (let id = 1; id <= 40; id += 1) files.offer({ id: 100 * round + id });
      await until(() => peer.link.unacknowledgedCount === 0, 'all of them to be taken');
    }
    await until(() => files.offers.length > 0);
    expect(files.offers).to.have.length(8);
    // 20 offers are looked at in 10 s; on a slow machine this may have taken longer.
    expect(files.heard.filter(({ type }) => type === 'stop').length).to.be.lessThan(80);
    expect(call.state).to.equal('connected');
  });

  it('asks for what it was never offered, or from where nobody has read', async () => {
    const { files, call } = await connect();
    const transfer = call.sendFile(new Blob([new Uint8Array(1_000_000)]));
    await until(() => files.says('offer'));
    const { id } = files.heard.find(({ type }) => type === 'offer')!;
    files.say({ type: 'complete', id });
    for (const offset of [262_144, 786_432, 2 ** 40])
      files.say({ type: 'send', id, run: 1, offset });
    for (let n = 0; n < 50; n += 1) files.say({ type: 'send', id: 12, run: 1, offset: 0 });
    await until(() => files.says('stop'));
    expect(files.heard.filter(({ type }) => type === 'stop').length).to.be.at.most(50);
    expect(transfer.state).to.equal('offered');
    files.say({ type: 'stop', id, reason: 'declined' });
    await until(() => transfer.state === 'declined');
  });

  it('says nothing, as one that knows of no files: it counts as declined', async () => {
    const clock = calls.pacedClock();
    const { files, call } = await connect({ clock });
    const transfer = call.sendFile(new Blob(['x']));
    await until(() => files.says('offer'));
    clock.speed = 20;
    await until(() => transfer.state === 'declined');
    clock.speed = 1;
    expect(transfer.error!.code).to.equal('not-supported');
  });
});
