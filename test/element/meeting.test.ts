import { expect, fixtureSync, html } from '@open-wc/testing';
import sinon from 'sinon';
import { readInvite } from '../../src/call/invite-link.js';
import type { PeerCall } from '../../src/call/peer-call.js';
import { SignalingError } from '../../src/signaling/signaling-error.js';
import { openPage } from '../support/page-with-modules.js';
import { until } from '../support/until.js';
import '../../src/element/define.js';
import { FakeSignaling } from './fake-signaling.js';
import { findPart, part, reaches, visibleText } from './fixtures.js';
import {
  AWAY,
  buttonOf,
  MeetingStage,
  press,
  pressAfter,
  reads,
  selfView,
  settled,
  shows,
  type MeetingElement,
} from './meeting-stage.js';
import { MyCall } from './my-element.js';

describe('P2pVideoCallElement: meetings', () => {
  const stage = new MeetingStage();
  const { made, online, together, visit } = stage;

  it('the first screen leads with the meeting, and has the address below', async () => {
    const element = await online();
    const text = visibleText(element);
    expect(text.indexOf('Start a meeting')).to.be.within(0, text.indexOf('Your address'));
    for (const name of ['own-id', 'peer-id', 'call-button']) part(element, name);
    await expect(element).to.be.accessible();
  });

  it('starting one makes a link, by which the two meet without a ring', async () => {
    const first = await online();
    await press(first, 'meeting-button');
    await shows(first, 'join-button');
    const invite = readInvite();
    expect(invite).not.to.equal(null);
    expect(visibleText(first)).to.contain('Ready to join?').and.contain(location.href);
    expect(first.state).to.equal('idle');
    await until(() => selfView(first), 'the self-view');
    await expect(first).to.be.accessible();

    const second = await online();
    await shows(second, 'join-button');
    await until(() => selfView(second), 'the self-view');
    expect(visibleText(second)).not.to.contain(location.href);
    expect(stage.network.inFlight, 'nobody is called').to.equal(0);

    const states: string[] = [];
    second.addEventListener('call-statechange', ({ state }) => states.push(state));
    await press(first, 'join-button');
    await reaches(first, 'waiting');
    expect(visibleText(first)).to.contain('Waiting for them').and.contain(location.href);
    await expect(first).to.be.accessible();
    await press(second, 'join-button');
    await Promise.all([reaches(first, 'connected'), reaches(second, 'connected')]);
    await until(() => first.call?.verified === 'secret' && second.call?.verified === 'secret');
    expect(states.at(0)).to.equal('waiting');
    expect(visibleText(first)).to.contain('Meeting');
    await until(() => first.call?.localMedia.microphone && first.call.localMedia.camera);
  });

  it('calls are of the class that the hooks make', async () => {
    const { first, second } = await together();
    expect(first.call).to.be.instanceOf(MyCall);
    expect(second.call).to.be.instanceOf(MyCall);
    expect(visibleText(first)).to.contain('standup');
  });

  it('a third one hears that there is no place', async () => {
    await together();
    const third = await online({ room: 'standup' });
    const codes: string[] = [];
    third.addEventListener('call-error', ({ error }) => codes.push(error.code));
    await press(third, 'join-button');
    await reads(third, 'Two people are in this meeting already.');
    expect(codes).to.deep.equal(['room-full']);
    expect(third.state).to.equal('idle');
    await shows(third, 'join-button');
  });

  it('who hangs up has left; the other waits, and sees themself', async () => {
    const { first, second } = await together();
    second.hangup();
    await Promise.all([reaches(second, 'ended'), reaches(first, 'waiting')]);
    await reads(first, 'They left.');
    await until(() => selfView(first), 'the self-view');
    expect(selfView(second)).to.equal(null);
    await expect(second).to.be.accessible();

    await press(second, 'join-button');
    await Promise.all([reaches(first, 'connected'), reaches(second, 'connected')]);
    expect(second.call?.localMedia.camera).to.equal(true);
  });

  it('a camera and a microphone that were off in the call stay off in the next', async () => {
    const { first, second } = await together();
    await Promise.all([first.toggleCamera(false), first.toggleMicrophone(false)]);
    second.hangup();
    await reaches(first, 'waiting');
    await first.updateComplete;
    expect(selfView(first)).to.equal(null);
    await press(second, 'join-button');
    await reaches(first, 'connected');
    expect(first.call?.localMedia).to.include({ microphone: false, camera: false });
  });

  it('the camera stays on for who comes back without having hung up', async () => {
    const first = await online({ room: 'standup' });
    await press(first, 'join-button');
    await reaches(first, 'waiting');
    const crashing = await visit();
    await until(() => first.call?.localMedia.camera);
    crashing.crash();
    const back = await visit();
    expect(first.call?.id).not.to.equal(crashing.call.id);
    await until(() => first.call?.localMedia.camera && first.call.localMedia.microphone);
    back.call.hangup();
    await until(() => selfView(first), 'the self-view');
    await reads(first, 'They left.');
  });

  it('calls begin with what is on before the room is joined', async () => {
    const first = await online({ room: 'standup' });
    const second = await online({ room: 'standup', audio: false, video: false });
    await until(() => selfView(first), 'the self-view');
    expect(selfView(second)).to.equal(null);
    for (const element of [first, second]) {
      part(element, 'camera-button').click();
      part(element, 'microphone-button').click();
      await press(element, 'join-button');
    }
    await Promise.all([reaches(first, 'connected'), reaches(second, 'connected')]);
    expect(first.call?.localMedia).to.include({ microphone: false, camera: false });
    await until(() => second.call?.localMedia.camera && second.call.localMedia.microphone);
  });

  it('leave() hangs up, leaves, and the address can be called again', async () => {
    const { first, second } = await together();
    second.leave();
    await Promise.all([reaches(second, 'ended'), reaches(first, 'waiting')]);
    await until(() => selfView(first), 'the self-view');
    // A press right after the room was entered would not count.
    await until(() => {
      findPart(first, 'leave-button')?.click();
      return first.state === 'idle';
    });
    await until(() => !selfView(first), 'the camera is off');
    const caller = await online();
    caller.startCall(first.connectionId ?? '');
    await reaches(first, 'ringing');
    first.reject();
  });

  it('is left when the element is taken out of the page, and not when it is moved', async () => {
    const first = await online({ room: 'standup' });
    await press(first, 'join-button');
    await reaches(first, 'waiting');
    fixtureSync<HTMLElement>(html`<div></div>`).append(first);
    const second = await online({ room: 'standup' });
    await second.join();
    await Promise.all([reaches(first, 'connected'), reaches(second, 'connected')]);
    first.remove();
    await reaches(second, 'waiting');
  });

  it('join() of an element that is offline takes effect when it is online', async () => {
    const element = made({ network: null, room: 'standup', endpoint: '' });
    await element.join();
    expect(element.state).to.equal('offline');
    element.signaling = stage.network.connect();
    await reaches(element, 'waiting');
  });

  it('a room is joined again with another signaling', async () => {
    const element = await online({ room: 'standup' });
    await element.join();
    await reaches(element, 'waiting');
    const other = stage.network.connect();
    element.signaling = other;
    await until(() => element.state === 'waiting' && element.connectionId === other.id);
    const second = await online({ room: 'standup' });
    await second.join();
    await Promise.all([reaches(element, 'connected'), reaches(second, 'connected')]);
  });

  it('a room is joined again after its signaling was closed', async () => {
    const element = made({ network: null, endpoint: '', room: 'standup' });
    const client = stage.network.connect();
    element.signaling = client;
    await element.join();
    await reaches(element, 'waiting');
    client.close();
    await reaches(element, 'offline');
    element.signaling = stage.network.connect();
    await reaches(element, 'waiting');
    expect(element.connectionId).not.to.equal(client.id);
  });

  it('a room is joined again with the signaling that the element makes after a failure', async () => {
    const element = await online({ room: 'standup' });
    await element.join();
    await reaches(element, 'waiting');
    element.clients[0]!.close();
    await until(() => element.clients.length === 2 && element.state === 'waiting');
  });

  it('a room whose signaling was closed during a call is joined again after it', async () => {
    const element = await online({ room: 'standup' });
    await element.join();
    const { call } = await visit();
    await reaches(element, 'connected');
    element.clients[0]!.close();
    await until(() => element.clients.length === 2);
    expect(element.state).to.equal('connected');
    call.hangup();
    await reaches(element, 'waiting');
    await reads(element, 'They left.');
  });

  it('a room is joined again where the signaling is closed while that is done', async () => {
    const element = await online({ room: 'standup' });
    const [client] = element.clients;
    client!.joinRoom = async () => {
      client!.close();
      throw new SignalingError('closed', 'The client was closed.');
    };
    await press(element, 'join-button');
    await reaches(element, 'waiting');
    expect(element.clients).to.have.length(2);
  });

  it('another room takes effect when the one that is joined is left', async () => {
    const element = await online({ room: 'standup' });
    await element.join();
    element.room = 'retro';
    await element.updateComplete;
    expect(visibleText(element)).to.contain('standup');
    element.leave();
    await reads(element, 'retro');
  });

  it('a room that the page takes back takes the self-view along', async () => {
    const element = await online({ room: 'standup' });
    await until(() => selfView(element), 'the self-view');
    element.room = null;
    await reads(element, 'Start a meeting');
    await until(() => !selfView(element), 'the camera is off');
    expect(visibleText(element)).to.contain('Check my camera');
  });

  it('a page can decline who comes, which leaves the room', async () => {
    const first = await online({ room: 'standup' });
    await first.join();
    await reaches(first, 'waiting');
    first.addEventListener('call-incoming', (event) => event.preventDefault());
    const second = await online({ room: 'standup' });
    await second.join();
    await reaches(first, 'idle');
    await reaches(second, 'waiting');
    expect(first.call).to.equal(null);
  });

  it('join() without a room says what is missing', async () => {
    const element = await online();
    const codes: string[] = [];
    element.addEventListener('call-error', ({ error }) => codes.push(error.code));
    await element.join();
    expect(codes).to.deep.equal(['invalid-state']);
    expect(element.state).to.equal('idle');
    element.leave();
    expect(element.state).to.equal('idle');
  });

  for (const [what, room] of Object.entries({ 'no letter': '', '10 KB': 'x'.repeat(10_240) })) {
    it(`a name with ${what} is refused in words`, async () => {
      const element = await online({ room });
      await press(element, 'join-button');
      await reads(element, 'This meeting can’t be joined.');
      expect(element.state).to.equal('idle');
    });
  }

  it('signaling without rooms says so', async () => {
    const element = made({ network: null, room: 'standup' });
    element.signaling = new FakeSignaling();
    await reaches(element, 'idle');
    await press(element, 'join-button');
    await reads(element, 'Meetings don’t work here.');
  });

  it('leave() for somebody who just comes ends their call', async () => {
    const first = await online({ room: 'standup' });
    await first.join();
    const calls: PeerCall[] = [];
    first.addEventListener('call-incoming', ({ call }) => {
      calls.push(call);
      first.leave();
    });
    const second = await online({ room: 'standup' });
    await second.join();
    await until(() => calls[0]?.state === 'ended');
    expect(first.state).to.equal('idle');
    await reaches(second, 'waiting');
  });

  it('options count as they are when a call begins', async () => {
    const first = await online({ room: 'standup' });
    await first.join();
    await reaches(first, 'waiting');
    first.secret = 'a-secret-that-came-later';
    await first.updateComplete;
    const second = await online({ room: 'standup', secret: 'a-secret-that-came-later' });
    await second.join();
    await Promise.all([reaches(first, 'connected'), reaches(second, 'connected')]);
    await until(() => first.call?.verified === 'secret');
  });

  it('options that make no sense are told, and the room is left', async () => {
    const element = await online({ room: 'standup' });
    await element.join();
    await reaches(element, 'waiting');
    const codes: string[] = [];
    element.addEventListener('call-error', ({ error }) => codes.push(error.code));
    element.iceTransportPolicy = 'relays' as RTCIceTransportPolicy;
    await reaches(element, 'idle');
    expect(codes).to.include('invalid-argument');
    await shows(element, 'join-button');
  });

  it('a call that could not be trusted is not said to be one that was left', async () => {
    const first = await online({ room: 'standup', secret: 'a-secret-of-the-one' });
    await first.join();
    const second = await online({ room: 'standup', secret: 'a-secret-of-the-other' });
    await second.join();
    await until(() => /Stopped for your safety/.test(visibleText(first) + visibleText(second)));
    expect(visibleText(first) + visibleText(second)).not.to.contain('They left');
  });

  it('who presses Join twice has not left', async () => {
    const element = await online({ room: 'standup' });
    let joinedAtMs = 0;
    element.addEventListener('call-statechange', () => (joinedAtMs = performance.now()));
    await press(element, 'join-button');
    await shows(element, 'leave-button');
    pressAfter(part(element, 'leave-button'), 0, joinedAtMs);
    expect(element.state).to.equal('waiting');
    pressAfter(part(element, 'leave-button'), 1_000);
    expect(element.state).to.equal('idle');
  });

  it('who presses Join twice has not gone back, and keeps the invitation', async () => {
    const element = await online();
    location.hash = '#room=some-room&secret=some-secret-of-128-bits';
    await shows(element, 'join-button');
    element.clients[0]!.joinRoom = () => new Promise(() => {});
    const joinedAtMs = performance.now();
    await press(element, 'join-button');
    await reads(element, 'Joining…');
    pressAfter(buttonOf(element, 'Back'), 100, joinedAtMs);
    await element.updateComplete;
    expect(visibleText(element)).to.contain('Joining…');
    expect(location.hash).to.contain('some-room');
    pressAfter(buttonOf(element, 'Back'), 1_000);
    await reads(element, 'Start a meeting');
    expect(location.hash).to.equal('');
  });

  it('who presses Leave twice has not joined again, and who presses Back twice has not either', async () => {
    const element = await online({ room: 'standup' });
    const joinRoom = sinon.spy(element.clients[0]!, 'joinRoom');
    await element.join();
    await shows(element, 'leave-button');
    const leftAtMs = performance.now();
    pressAfter(part(element, 'leave-button'), 1_000);
    await shows(element, 'join-button');
    pressAfter(part(element, 'join-button'), 100, leftAtMs);
    await settled(element);
    expect(visibleText(element)).to.contain('Ready to join?');
    joinRoom.restore();
    element.clients[0]!.joinRoom = () => new Promise(() => {});
    pressAfter(part(element, 'join-button'), 1_000);
    await reads(element, 'Joining…');
    expect(joinRoom.callCount).to.equal(1);
    const backAtMs = performance.now();
    pressAfter(buttonOf(element, 'Back'), 1_000);
    await shows(element, 'join-button');
    pressAfter(part(element, 'join-button'), 100, backAtMs);
    await settled(element);
    expect(visibleText(element)).to.contain('Ready to join?');
  });

  it('who presses Join again twice has not gone back', async () => {
    const element = await online({ room: 'standup' });
    await element.join();
    const { call } = await visit();
    await reaches(element, 'connected');
    element.hangup();
    await reaches(element, 'ended');
    await until(() => call.state === 'ended');
    element.clients[0]!.joinRoom = () => new Promise(() => {});
    const joinedAtMs = performance.now();
    await press(element, 'join-button');
    await reads(element, 'Joining…');
    pressAfter(buttonOf(element, 'Back'), 100, joinedAtMs);
    await element.updateComplete;
    expect(visibleText(element)).to.contain('Joining…');
  });

  it('signaling that is replaced while the room is joined holds nothing up', async () => {
    const element = await online({ room: 'standup' });
    const [client] = element.clients;
    let joins = 0;
    client!.joinRoom = () => {
      joins += 1;
      return new Promise(() => {});
    };
    void element.join();
    await until(() => joins === 1);
    element.signaling = stage.network.connect();
    await reaches(element, 'waiting');
  });

  it('hooks that throw hold nobody in a room', async () => {
    const element = await online({ room: 'standup' });
    await element.join();
    const second = await online({ room: 'standup' });
    const codes: string[] = [];
    second.addEventListener('call-error', ({ error }) => codes.push(error.code));
    const thrown: unknown[] = [];
    const previous = window.onerror;
    window.onerror = (message) => thrown.push(message) > 0;
    try {
      (second as unknown as { createCall: unknown }).createCall = () => {
        throw new Error('thrown by the hook');
      };
      await second.join();
      await until(() => codes.length === 1 && thrown.length === 1);
      expect(codes).to.deep.equal(['invalid-state']);
      second.leave();
      await reaches(second, 'idle');
    } finally {
      window.onerror = previous;
    }
  });

  it('the end of a call stays as it is, whatever the page changes', async () => {
    const { first } = await together();
    first.room = 'retro';
    first.hangup();
    await reaches(first, 'ended');
    await first.updateComplete;
    part(first, 'join-button');
    buttonOf(first, 'Back').click();
    await reads(first, 'retro');
  });

  it('an element that is moved into a frame keeps its meeting', async () => {
    const element = await online();
    await press(element, 'meeting-button');
    await shows(element, 'join-button');
    const frame = fixtureSync<HTMLIFrameElement>(html`<iframe></iframe>`);
    frame.contentDocument?.body.append(element);
    await element.updateComplete;
    await reads(element, 'Ready to join?');
    element.remove();
  });

  it('another invitation that was opened in the room counts after it', async () => {
    const element = await online();
    location.hash = '#room=some-room&secret=some-secret-of-128-bits';
    await shows(element, 'join-button');
    element.clients[0]!.joinRoom = () => new Promise(() => {});
    await press(element, 'join-button');
    await reads(element, 'Joining…');
    const changed = new Promise((resolve) =>
      addEventListener('hashchange', resolve, { once: true }),
    );
    location.hash = '#room=other-room&secret=other-secret-of-128-bits';
    await changed;
    pressAfter(buttonOf(element, 'Back'), 1_000);
    await shows(element, 'join-button');
    expect(readInvite()?.room).to.equal('other-room');
    pressAfter(buttonOf(element, 'Back'), 2_000);
    await reads(element, 'Start a meeting');
    expect(location.hash).to.equal('');
  });

  it('a room is not entered behind the end of a call by address', async () => {
    const element = made({ network: null, endpoint: '', room: 'standup', video: false });
    await element.join();
    element.addEventListener('connection-id', () => element.startCall('nobody'), { once: true });
    const client = stage.network.connect();
    const joinRoom = sinon.spy(client, 'joinRoom');
    element.signaling = client;
    await reaches(element, 'ended');
    await settled(element);
    expect(joinRoom.called).to.equal(false);
    buttonOf(element, 'Back').click();
    await reaches(element, 'waiting');
  });

  it('calls by address are refused while one is in a room, with words', async () => {
    const element = await online({ room: 'standup' });
    await element.join();
    await reaches(element, 'waiting');
    expect(element.startCall('somebody')).to.equal(null);
    expect(element.state).to.equal('waiting');
    await reads(element, 'Not possible now.');
  });

  it('while the room is joined there is no other call, in either direction', async () => {
    const element = await online({ room: 'standup' });
    const asked: (() => void)[] = [];
    const [client] = element.clients;
    const joinRoom = client!.joinRoom.bind(client);
    client!.joinRoom = async (...given) => {
      await new Promise<void>((resolve) => asked.push(resolve));
      return joinRoom(...given);
    };
    part(element, 'join-button').click();
    await reads(element, 'Joining…');
    await until(() => asked.length > 0);
    await until(() => element.startCall('somebody') === null);
    const caller = await online();
    caller.startCall(element.connectionId ?? '');
    await until(() => stage.network.inFlight === 0);
    expect(element.call).to.equal(null);
    caller.hangup();
    asked[0]?.();
    await reaches(element, 'waiting');
  });

  it('leave() while the room is joined has the last word', async () => {
    const element = await online({ room: 'standup' });
    const joined = element.join();
    element.leave();
    await joined;
    expect(element.state).to.equal('idle');
    await shows(element, 'join-button');
    const caller = await online();
    caller.startCall(element.connectionId ?? '');
    await reaches(element, 'ringing');
    element.reject();
  });

  it('an element that is taken out while it is about to join does not join', async () => {
    const element = made({ room: 'standup' });
    const joined = element.join();
    const { parentElement } = element;
    element.remove();
    await joined;
    await new Promise((resolve) => setTimeout(resolve));
    parentElement?.append(element);
    await reaches(element, 'idle');
    await shows(element, 'join-button');
  });

  /** The browser has to ask for the microphone, and then there is none. */
  function loseMicrophone() {
    const query = sinon.stub(navigator.permissions, 'query');
    query.resolves({ state: 'prompt' } as PermissionStatus);
    const getUserMedia = sinon.stub(navigator.mediaDevices, 'getUserMedia');
    getUserMedia.rejects(new DOMException('', 'NotFoundError'));
    const restore = () => {
      query.restore();
      getUserMedia.restore();
    };
    return { getUserMedia, restore };
  }

  it('asks for the microphone before it is joined, and joins without it where there is none', async () => {
    const { getUserMedia, restore } = loseMicrophone();
    try {
      const element = await online({ room: 'standup', video: false });
      await press(element, 'join-button');
      await reaches(element, 'waiting');
      expect(getUserMedia.args).to.deep.equal([[{ audio: true, video: false }]]);
      await reads(element, 'No microphone found.');
      expect(part(element, 'microphone-button').ariaPressed).to.equal('false');
    } finally {
      restore();
    }
  });

  it('says why one is not heard also where the call begins at once', async () => {
    const first = await online({ room: 'standup', audio: false, video: false });
    await first.join();
    await reaches(first, 'waiting');
    const { restore } = loseMicrophone();
    try {
      const second = await online({ room: 'standup', video: false });
      await press(second, 'join-button');
      await reaches(second, 'connected');
      await reads(second, 'No microphone found.');
    } finally {
      restore();
    }
  });

  it('a link that is opened in the same tab is taken', async () => {
    const element = await online();
    location.hash = '#room=some-room&secret=some-secret-of-128-bits';
    await shows(element, 'join-button');
    buttonOf(element, 'Back').click();
    await reads(element, 'Start a meeting');
    expect(location.hash).to.equal('');
    expect(selfView(element)).to.equal(null);
  });

  it('what is no invitation changes nothing', async () => {
    location.hash = '#room=&secret=';
    const element = await online();
    await reads(element, 'Start a meeting');
  });

  describe('where the device can share', () => {
    let share: sinon.SinonStub<[ShareData], Promise<void>>;
    beforeEach(() => {
      share = sinon.stub<[ShareData], Promise<void>>().resolves();
      Object.defineProperty(navigator, 'share', { value: share, configurable: true });
    });
    afterEach(() => Reflect.deleteProperty(navigator, 'share'));

    async function shared(): Promise<MeetingElement> {
      const element = await online();
      await press(element, 'meeting-button');
      await press(element, 'share-button');
      await until(() => share.called);
      await share.firstCall.returnValue.catch(() => {});
      return element;
    }

    it('hands it the link', async () => {
      const element = await shared();
      expect(share.args).to.deep.equal([[{ url: location.href }]]);
      expect(part(element, 'copy-button').innerText.trim()).to.equal('Copy');
    });

    it('does nothing more where the user closes the sheet', async () => {
      share.rejects(new DOMException('', 'AbortError'));
      const element = await shared();
      expect(part(element, 'copy-button').innerText.trim()).to.equal('Copy');
    });

    it('copies it where that fails', async () => {
      share.rejects(new DOMException('', 'NotAllowedError'));
      const element = await shared();
      await until(() => /Copied|Press Ctrl/.test(visibleText(element)));
    });
  });

  it('a link that is too long for a QR code is shown without one', async () => {
    const { search } = location;
    history.replaceState(null, '', `${search}&long=${'x'.repeat(3_000)}`);
    try {
      const element = await online();
      await press(element, 'meeting-button');
      await shows(element, 'join-button');
      expect(element.renderRoot.querySelector('.qr')).to.equal(null);
      expect(visibleText(element)).to.contain('Meeting link');
    } finally {
      history.replaceState(null, '', search);
    }
  });

  it('copies the link, and shows it as QR code', async () => {
    const element = await online();
    await press(element, 'meeting-button');
    await press(element, 'share-button');
    await until(() => /Copied|Press Ctrl/.test(visibleText(element)));
    element.renderRoot.querySelector<HTMLElement>('summary')?.click();
    const code = element.renderRoot.querySelector('.qr svg');
    await until(() => (code?.getBoundingClientRect().width ?? 0) > 100, 'a picture to point at');
    await expect(element).to.be.accessible();
  });

  it('a file that can not be fetched is told, and the invitation stays where it is', async () => {
    const frame = openPage(
      { '/src/element/views/meeting/meeting-screen.ts': 'throw new Error("404");' },
      `import '/src/index.ts';
      import { createMemorySignaling } from '/src/testing.ts';
      location.hash = 'room=some-room&secret=some-secret';
      const element = document.createElement('p2p-video-call');
      element.signaling = createMemorySignaling().connect();
      document.body.append(element);`,
    );
    const element = () => frame.contentDocument?.querySelector('p2p-video-call');
    const text = () => element()?.shadowRoot?.querySelector('section')?.textContent ?? '';
    await until(() => text().includes('Not possible now.') && text().includes('Your address'));
    await element()?.join();
    expect(element()?.state).to.equal('idle');
    expect(readInvite(frame.contentWindow?.location.href)).to.deep.equal({
      room: 'some-room',
      secret: 'some-secret',
    });
    frame.remove();
  });

  describe('after the page was left in a room', () => {
    let entries: sinon.SinonStub;
    beforeEach(() => {
      entries = sinon.stub(performance, 'getEntriesByType');
      entries.returns([{ type: 'reload' }]);
    });
    afterEach(() => entries.restore());

    const leavePage = () => dispatchEvent(new PageTransitionEvent('pagehide'));

    it('the next one in the tab joins again by itself, with what was on', async () => {
      const before = await online({ room: 'standup' });
      part(before, 'microphone-button').click();
      await press(before, 'join-button');
      await reaches(before, 'waiting');
      leavePage();
      before.remove();
      const after = made({ room: 'standup' });
      await reaches(after, 'waiting');
      await until(() => selfView(after), 'the self-view');
      expect(part(after, 'microphone-button').ariaPressed).to.equal('false');
      expect(sessionStorage.getItem(AWAY)).to.equal(null);
    });

    it('it joins again when it comes out of the back-forward cache, and nobody is said to have left', async () => {
      const element = await online({ room: 'standup' });
      await element.join();
      const visitor = await visit();
      await reaches(element, 'connected');
      leavePage();
      await reaches(element, 'ended');
      visitor.leave();
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
      await reaches(element, 'waiting');
      expect(visibleText(element)).to.contain('Waiting for them').and.not.contain('They left');
    });

    it('does not do so where somebody else has led to the page', async () => {
      entries.returns([{ type: 'navigate' }]);
      sessionStorage.setItem(AWAY, noted({}));
      const element = await online({ room: 'standup' });
      await until(() => selfView(element), 'the self-view');
      expect(element.state).to.equal('idle');
    });

    const NOTE = { microphone: true, camera: true };
    const noted = (note: object) => JSON.stringify({ ...NOTE, atMs: Date.now(), ...note });
    const others: readonly [what: string, text: () => string][] = [
      ['long ago', () => noted({ atMs: Date.now() - 30_000 })],
      ['in the future', () => noted({ atMs: Date.now() + 60_000 })],
      ['at no time', () => noted({ atMs: null })],
      ['in no words', () => '{'],
    ];
    for (const [what, text] of others) {
      it(`does not do so where that was ${what}`, async () => {
        sessionStorage.setItem(AWAY, text());
        const element = await online({ room: 'standup' });
        await until(() => selfView(element), 'the self-view');
        expect(element.state).to.equal('idle');
        await shows(element, 'join-button');
      });
    }
  });
});
