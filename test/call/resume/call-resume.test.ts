import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { PeerCall } from '../../../src/call/peer-call.js';
import type { CallOptions } from '../../../src/call/terms/call-options.js';
import { loadStorage } from '../../../src/call/resume/call-keeper.js';
import {
  bothConnected,
  endedWith,
  expectAlive,
  LOCAL,
  messagesOf,
  NO_DEVICES,
  reached,
  until,
  useCalls,
  type ConnectedCalls,
} from '../../support/call-fixture.js';
import { FakeDevices } from '../../support/fake-devices.js';
import { plays, showRemote, showsPictures } from '../../support/playback.js';

const RESUMABLE = { ...NO_DEVICES, resume: true };

describe('PeerCall.resume', () => {
  const calls = useCalls();
  /** What the calls do when their page goes, in the order in which they were made: here all live on one page. */
  let leavings: ((persisted?: boolean) => void)[];
  const { addEventListener } = globalThis;

  beforeEach(() => {
    leavings = [];
    globalThis.addEventListener = (
      type: string,
      listener: EventListenerOrEventListenerObject,
      options?: AddEventListenerOptions | boolean,
    ) => {
      if (type === 'pagehide') {
        leavings.push((persisted = false) =>
          (listener as EventListener)(new PageTransitionEvent(type, { persisted })),
        );
      }
      addEventListener.call(globalThis, type, listener, options);
    };
  });

  afterEach(async () => {
    globalThis.addEventListener = addEventListener;
    sessionStorage.clear();
    let kept = await savedCalls();
    await until(() => {
      void savedCalls().then((keys) => (kept = keys));
      return kept.length === 0;
    }, 'nothing to be kept of a call that is over');
  });

  async function savedCalls(): Promise<IDBValidKey[]> {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('p2p-video-call');
      opening.onupgradeneeded = () => opening.result.createObjectStore('calls');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error!);
    });
    const keys = await new Promise<IDBValidKey[]>((resolve) => {
      const request = database.transaction('calls').objectStore('calls').getAllKeys();
      request.onsuccess = () => resolve(request.result);
    });
    database.close();
    return keys;
  }

  async function isKept(): Promise<void> {
    let keys: IDBValidKey[] = [];
    await until(() => {
      void savedCalls().then((saved) => (keys = saved));
      return keys.length > 0;
    }, 'the call to be kept');
  }

  async function connect(side: 'outgoing' | 'incoming') {
    const pair = await calls.pair({}, side === 'incoming' ? RESUMABLE : NO_DEVICES);
    const both = await calls.connect(pair, side === 'outgoing' ? RESUMABLE : NO_DEVICES);
    const client = side === 'outgoing' ? pair.alice : pair.bob;
    const stayed = both[side === 'outgoing' ? 'incoming' : 'outgoing'];
    await isKept();
    const leave = leavings[side === 'outgoing' ? 0 : 1]!;
    return { pair, both, client, left: both[side], stayed, leave };
  }

  for (const side of ['outgoing', 'incoming'] as const) {
    it(`goes on with the call after the ${side} side has reloaded its page`, async () => {
      const { pair, both, client, left, stayed, leave } = await connect(side);
      pair.stop();
      const received = messagesOf(stayed);
      await until(() => left.verificationCode && stayed.verificationCode, 'a code');
      const code = left.verificationCode;
      left.confirmVerification(true);
      leave();
      expect([left.state, left.endReason]).to.deep.equal(['ended', 'replaced']);
      await reached(stayed, 'reconnecting');
      stayed.sendMessage('are you coming back?');
      client.changeAddress();

      const resumed = calls.watch((await PeerCall.resume(client, NO_DEVICES))!);
      const heard = messagesOf(resumed);
      expect([resumed.id, resumed.direction, resumed.state]).to.deep.equal([
        left.id,
        left.direction,
        'reconnecting',
      ]);
      const now: ConnectedCalls = { ...both, [side]: resumed };
      await bothConnected(now);
      await expectAlive(now);
      expect(heard.filter((text) => text === 'are you coming back?')).to.have.length(1);
      expect(stayed.peerId).to.equal(client.id);
      expect(received).to.have.length(1);
      await until(() => resumed.verificationCode, 'the code on the new page');
      expect([resumed.verificationCode, stayed.verificationCode]).to.deep.equal([code, code]);
      expect([resumed.verified, stayed.verified], 'as the user said').to.deep.equal([
        'user',
        false,
      ]);
      resumed.hangup();
      await endedWith(stayed, 'hangup');
    });
  }

  it('knows the peer’s name on the new page at once, and its own is told again', async () => {
    const bob = { ...NO_DEVICES, displayName: 'Bob' };
    const pair = await calls.pair({}, bob);
    const named = { ...RESUMABLE, displayName: 'Ann' };
    const { outgoing, incoming } = await calls.connect(pair, named);
    await until(() => outgoing.peerName === 'Bob' && incoming.peerName === 'Ann');
    await isKept();
    pair.stop();
    leavings[0]!();
    const options = { ...NO_DEVICES, displayName: 'Anna' };
    const resumed = calls.watch((await PeerCall.resume(pair.alice, options))!);
    expect(resumed.peerName).to.equal('Bob');
    await bothConnected({ outgoing: resumed, incoming });
    await until(() => incoming.peerName === 'Anna', 'the new name');
    expect(resumed.peerName).to.equal('Bob');
  });

  it('what was sent with a topic while the page was reloaded arrives on the new page', async () => {
    const { pair, client, stayed, leave } = await connect('outgoing');
    pair.stop();
    leave();
    await reached(stayed, 'reconnecting');
    for (const text of ['one', 'two', 'three']) stayed.sendMessage(text, 'chat');
    const resumed = calls.watch((await PeerCall.resume(client, NO_DEVICES))!);
    await bothConnected({ outgoing: resumed, incoming: stayed });
    const heard: string[] = [];
    resumed.onTopic('chat', (text) => heard.push(text));
    await until(() => heard.length === 3, 'three messages');
    expect(heard).to.deep.equal(['one', 'two', 'three']);
  });

  it('what an older version of the page has stored of the peer’s media counts still', async () => {
    const { pair, client, leave } = await connect('outgoing');
    pair.stop();
    leave();
    const progress = JSON.parse(sessionStorage.getItem('p2p-video-call')!) as object;
    const remoteMedia = { microphone: true, camera: true, screen: false };
    sessionStorage.setItem('p2p-video-call', JSON.stringify({ ...progress, remoteMedia }));
    const resumed = calls.watch((await PeerCall.resume(client, NO_DEVICES))!);
    expect(resumed.remoteMedia).to.deep.equal({ ...remoteMedia, screenSound: false, paused: {} });
  });

  it('what the system had silenced when the page was left goes on, and what the user had turned off does not', async () => {
    const devices = new FakeDevices(calls);
    const options = { ...LOCAL, mediaDevices: devices };
    const pair = await calls.pair({}, { ...options, resume: true });
    const { outgoing, incoming } = await calls.ring(pair, NO_DEVICES);
    await incoming.answer();
    await bothConnected({ outgoing, incoming });
    await until(() => incoming.localMedia.camera && incoming.localMedia.microphone);
    const [track] = incoming.localStream!.getVideoTracks();
    Object.defineProperty(track, 'muted', { value: true });
    track!.dispatchEvent(new Event('mute'));
    await incoming.setAudioProcessing({ noiseSuppression: false });
    await incoming.setMicrophoneEnabled(false);
    expect(incoming.localMedia).to.include({ microphone: false, camera: false });
    pair.stop();
    await isKept();
    leavings[1]!();
    await reached(outgoing, 'reconnecting');
    const resumed = calls.watch((await PeerCall.resume(pair.bob, options))!);
    await bothConnected({ outgoing, incoming: resumed });
    await until(() => resumed.localMedia.camera, 'the camera');
    expect(resumed.localMedia.microphone).to.equal(false);
    await resumed.setMicrophoneEnabled(true);
    const [voice] = resumed.localStream!.getAudioTracks();
    expect(voice!.getSettings(), 'as the user had set it').to.include({ noiseSuppression: false });
  });

  it('takes no secret that the app sets while the storage is read', async () => {
    const { pair, client, stayed, leave } = await connect('outgoing');
    pair.stop();
    leave();
    const options: { -readonly [Name in keyof CallOptions]: CallOptions[Name] } = { ...NO_DEVICES };
    const resuming = PeerCall.resume(client, options);
    options.secret = 'nobody has proved this';
    const resumed = calls.watch((await resuming)!);
    await bothConnected({ outgoing: resumed, incoming: stayed });
    await until(() => resumed.verificationCode, 'the code');
    expect(resumed.verified).to.equal(false);
  });

  it('is left to the next page if this one is left before it has been read', async () => {
    const { pair, client, stayed, leave } = await connect('outgoing');
    pair.stop();
    leave();
    const left: number[] = [];
    const removing = sinon.stub(Storage.prototype, 'removeItem');
    removing.callsFake((key) => {
      removing.wrappedMethod.call(sessionStorage, key);
      // Next it reads the database.
      queueMicrotask(() => {
        leavings.at(-1)!();
        left.push(sessionStorage.length);
      });
    });
    const resuming = PeerCall.resume(client, NO_DEVICES);
    await until(() => left.length > 0, 'it to be taken');
    removing.restore();
    expect(left).to.deep.equal([1]);
    expect(await resuming, 'not here as well').to.equal(null);
    const resumed = calls.watch((await PeerCall.resume(client, NO_DEVICES))!);
    await bothConnected({ outgoing: resumed, incoming: stayed });
    await expectAlive({ outgoing: resumed, incoming: stayed });
  });

  it('keeps the code of the call if the page is reloaded again before it has begun', async () => {
    const { pair, client, left, stayed, leave } = await connect('outgoing');
    pair.stop();
    await until(() => left.verificationCode && stayed.verificationCode, 'a code');
    const code = left.verificationCode;
    left.confirmVerification(true);
    leave();
    const hasty = calls.watch((await PeerCall.resume(client, NO_DEVICES))!);
    // The storage is there by then, but what verifies the call is still being fetched.
    await loadStorage();
    expect(hasty.verificationCode).to.equal(null);
    leavings.at(-1)!();
    expect([hasty.state, hasty.endReason]).to.deep.equal(['ended', 'replaced']);
    const resumed = calls.watch((await PeerCall.resume(client, NO_DEVICES))!);
    await bothConnected({ outgoing: resumed, incoming: stayed });
    await until(() => resumed.verificationCode, 'the code');
    expect([resumed.verificationCode, resumed.verified]).to.deep.equal([code, 'user']);
  });

  for (const video of [true, false]) {
    const peer = video ? 'a peer with a camera' : 'a peer without a camera';

    it(`plays ${peer} on the page that comes and on the one that stays`, async () => {
      const devices = new FakeDevices(calls);
      const options = { ...LOCAL, mediaDevices: devices };
      const pair = await calls.pair({}, { ...options, resume: true });
      const { outgoing, incoming } = await calls.ring(pair, { ...options, video });
      const stayed = showRemote(outgoing);
      calls.cleanUp(() => stayed.forEach((element) => element.remove()));
      await incoming.answer();
      await bothConnected({ outgoing, incoming });
      pair.stop();
      await isKept();
      await plays(stayed[0]!, 'at first');
      leavings[1]!();
      await reached(outgoing, 'reconnecting');
      const resumed = calls.watch((await PeerCall.resume(pair.bob, options))!);
      const fresh = showRemote(resumed);
      calls.cleanUp(() => fresh.forEach((element) => element.remove()));
      await bothConnected({ outgoing, incoming: resumed });
      await until(() => fresh.length === 1);
      await plays(fresh[0]!, 'on the new page');
      await plays(stayed[0]!, 'on the page that stayed');
      await showsPictures(stayed[0]!, 'on the page that stayed');
      if (video) await showsPictures(fresh[0]!, 'on the new page');
      expect(stayed).to.have.length(1);
    });
  }

  it('goes on after one reload after the other: the peer hears each time that the page is away', async () => {
    const { pair, stayed, leave } = await connect('outgoing');
    pair.stop();
    leave();
    for (let reload = 0; reload < 3; reload += 1) {
      await reached(stayed, 'reconnecting');
      const resumed = calls.watch((await PeerCall.resume(pair.alice, NO_DEVICES))!);
      await bothConnected({ outgoing: resumed, incoming: stayed });
      await isKept();
      leavings.at(-1)!();
    }
    await reached(stayed, 'reconnecting');
    calls.watch((await PeerCall.resume(pair.alice, NO_DEVICES))!).hangup();
    await endedWith(stayed, 'hangup');
  });

  it('resumes a call but once, and none that is older than 30 s', async () => {
    const { client, stayed, leave } = await connect('outgoing');
    leave();
    const late = sessionStorage.getItem('p2p-video-call')!;
    const [first, second] = await Promise.all([
      PeerCall.resume(client, NO_DEVICES),
      PeerCall.resume(client, NO_DEVICES),
    ]);
    expect([first?.id, second]).to.deep.equal([stayed.id, null]);
    calls.watch(first!).hangup();
    await endedWith(stayed, 'hangup');
    const { savedAtMs, ...progress } = JSON.parse(late) as { savedAtMs: number };
    sessionStorage.setItem(
      'p2p-video-call',
      JSON.stringify({ ...progress, savedAtMs: savedAtMs - 30_001 }),
    );
    expect(await PeerCall.resume(client, NO_DEVICES)).to.equal(null);
  });

  it('removes what a tab has left behind once the app listens again, and not before its time', async () => {
    const { pair, stayed, leave } = await connect('outgoing');
    stayed.sendMessage('said into the void');
    leave();
    const saved = JSON.parse(sessionStorage.getItem('p2p-video-call')!) as { savedAtMs: number };
    PeerCall.listen(pair.alice, () => undefined, NO_DEVICES)();
    await calls.quiet(pair.network);
    expect(sessionStorage.getItem('p2p-video-call'), 'it may be resumed').not.to.equal(null);
    const savedAtMs = saved.savedAtMs - 30_001;
    sessionStorage.setItem('p2p-video-call', JSON.stringify({ ...saved, savedAtMs }));
    PeerCall.listen(pair.alice, () => undefined, NO_DEVICES)();
    await until(() => sessionStorage.getItem('p2p-video-call') === null, 'it to be removed');
    stayed.hangup();
  });

  it('stores nothing of the call that a reader could use: keys can’t be exported', async () => {
    const { both, stayed } = await connect('outgoing');
    const database = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open('p2p-video-call');
      opening.onsuccess = () => resolve(opening.result);
    });
    const [record] = await new Promise<unknown[]>((resolve) => {
      const request = database.transaction('calls').objectStore('calls').getAll();
      request.onsuccess = () => resolve(request.result);
    });
    database.close();
    const texts: string[] = [];
    const keys: CryptoKey[] = [];
    const read = (value: unknown): void => {
      if (value instanceof CryptoKey) keys.push(value);
      else if (typeof value === 'string') texts.push(value);
      else if (typeof value === 'object' && value) Object.values(value).forEach(read);
    };
    read(record);
    expect(keys).not.to.have.length(0);
    expect(keys.filter(({ extractable }) => extractable)).to.deep.equal([]);
    const [, ticket = ''] = both.outgoing.ticket!.split('.');
    expect(ticket).to.match(/^[\w-]{43}$/);
    expect(texts.filter((text) => text.includes(ticket))).to.deep.equal([]);
    both.outgoing.hangup();
    await endedWith(stayed, 'hangup');
  });

  it('goes on with a secret call only with that secret', async () => {
    const secret = 'what both sides know';
    const pair = await calls.pair({}, { ...NO_DEVICES, secret });
    const both = await calls.connect(pair, { ...RESUMABLE, secret });
    await isKept();
    leavings[0]!();
    const saved = sessionStorage.getItem('p2p-video-call')!;
    const wrong = await PeerCall.resume(pair.alice, { ...NO_DEVICES, secret: 'another' }).catch(
      (error: unknown) => error,
    );
    expect(wrong).to.have.property('code', 'resume-failed');
    sessionStorage.setItem('p2p-video-call', saved);
    expect(await PeerCall.resume(pair.alice, { ...NO_DEVICES, secret })).to.equal(null);
    both.incoming.hangup();
  });

  it('is still verified by its secret after a reload', async () => {
    const secret = 'what both sides know';
    const pair = await calls.pair({}, { ...NO_DEVICES, secret });
    const both = await calls.connect(pair, { ...RESUMABLE, secret });
    await isKept();
    leavings[0]!();
    const resumed = calls.watch((await PeerCall.resume(pair.alice, { ...NO_DEVICES, secret }))!);
    const now = { ...both, outgoing: resumed };
    await bothConnected(now);
    await expectAlive(now);
    expect([resumed.verified, both.incoming.verified]).to.deep.equal(['secret', 'secret']);
    resumed.hangup();
    await endedWith(both.incoming, 'hangup');
  });

  it('hangs up when the page goes away without the option', async () => {
    const pair = await calls.pair();
    const { outgoing, incoming } = await calls.connect(pair);
    leavings[0]!();
    await endedWith(outgoing, 'hangup');
    await endedWith(incoming, 'hangup');
    expect(await PeerCall.resume(pair.alice, NO_DEVICES)).to.equal(null);
  });

  it('keeps nothing of a call that ends while it is being kept', async () => {
    const pair = await calls.pair();
    const both = await calls.ring(pair, RESUMABLE);
    both.outgoing.addEventListener('statechange', ({ state }) => {
      if (state === 'connected') both.outgoing.hangup();
    });
    await both.incoming.answer();
    await endedWith(both.outgoing, 'hangup');
    await endedWith(both.incoming, 'hangup');
    // What was being written then is there before this is read, and taken out again.
    let keys = await savedCalls();
    await until(() => {
      void savedCalls().then((saved) => (keys = saved));
      return keys.length === 0;
    }, 'nothing to be kept');
  });

  it('is not taken for a hang-up because the channel is full', async () => {
    const { client, stayed, leave } = await connect('outgoing');
    const amount = Object.getOwnPropertyDescriptor(RTCDataChannel.prototype, 'bufferedAmount')!;
    Object.defineProperty(RTCDataChannel.prototype, 'bufferedAmount', {
      configurable: true,
      get: () => 64_000,
    });
    try {
      leave();
    } finally {
      Object.defineProperty(RTCDataChannel.prototype, 'bufferedAmount', amount);
    }
    await reached(stayed, 'reconnecting');
    calls.watch((await PeerCall.resume(client, NO_DEVICES))!).hangup();
    await endedWith(stayed, 'hangup');
  });

  it('hangs up if there is no room to keep the call in', async () => {
    const { stayed, leave } = await connect('outgoing');
    const full = new DOMException('full', 'QuotaExceededError');
    const setItem = sinon.stub(Storage.prototype, 'setItem').throws(full);
    try {
      leave();
    } finally {
      setItem.restore();
    }
    await endedWith(stayed, 'hangup');
  });

  it('goes on with the call after the page was put aside, on the same page', async () => {
    const { both, client, left, stayed, leave } = await connect('outgoing');
    // To the back-forward cache, out of which the page may come as it was.
    leave(true);
    expect([left.state, left.endReason]).to.deep.equal(['ended', 'replaced']);
    await reached(stayed, 'reconnecting');
    client.changeAddress();
    const resumed = calls.watch((await PeerCall.resume(client, NO_DEVICES))!);
    await bothConnected({ ...both, outgoing: resumed });
    await expectAlive({ ...both, outgoing: resumed });
    expect(await PeerCall.resume(client, NO_DEVICES), 'but once').to.equal(null);
    resumed.hangup();
    await endedWith(stayed, 'hangup');
  });

  it('hangs up when the page is put aside without the option', async () => {
    const pair = await calls.pair();
    const { outgoing, incoming } = await calls.connect(pair);
    leavings[0]!(true);
    await endedWith(outgoing, 'hangup');
    await endedWith(incoming, 'hangup');
  });

  it('removes what a page that was closed long ago has left behind', async () => {
    const yesterdayMs = Date.now() - 25 * 60 * 60_000;
    const now = sinon.stub(Date, 'now').returns(yesterdayMs);
    const old = await connect('outgoing');
    old.pair.stop();
    old.leave();
    old.stayed.hangup();
    now.restore();
    leavings = [];
    const { left, stayed } = await connect('incoming');
    let kept: IDBValidKey[] = [];
    await until(() => {
      void savedCalls().then((saved) => (kept = saved));
      return kept.length === 1;
    }, 'the old one to be gone');
    expect(kept).to.deep.equal([left.id]);
    left.hangup();
    await endedWith(stayed, 'hangup');
  });
});
