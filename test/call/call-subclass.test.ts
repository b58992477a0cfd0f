import { expect } from '@open-wc/testing';
import { NO_MEDIA } from '../../src/call/terms/media-state.js';
import { CallError } from '../../src/call/terms/call-error.js';
import type { PeerCallInit } from '../../src/call/peer-call-init.js';
import { PeerCall } from '../../src/call/peer-call.js';
import type { CallState } from '../../src/call/terms/call-state.js';
import {
  bothConnected,
  endedWith,
  expectAlive,
  LOCAL,
  messagesOf,
  NO_DEVICES,
  reached,
  statesOf,
  until,
  useCalls,
} from '../support/call-fixture.js';
import { expectUncaught } from '../support/uncaught.js';

class LoggedCall extends PeerCall {
  // A field of its own: it must be there before the first hook runs.
  readonly log: string[] = [];
  readonly #prefix = '>';

  protected override createConnection(config: RTCConfiguration): RTCPeerConnection {
    this.log.push(`${this.#prefix}connection ${config.bundlePolicy}`);
    return super.createConnection(config);
  }

  protected override openMedia(constraints: MediaStreamConstraints): Promise<MediaStream> {
    this.log.push(`${this.#prefix}media ${JSON.stringify(constraints)}`);
    return super.openMedia(constraints);
  }

  protected override onStateChange(state: CallState, previous: CallState): void {
    this.log.push(`${this.#prefix}${previous} ${state}`);
  }

  protected override onMessage(data: string): void {
    this.log.push(`${this.#prefix}message ${data}`);
  }
}

describe('PeerCall: subclasses', () => {
  const calls = useCalls();

  it('are what place and listen make, and their hooks run before the events', async () => {
    const pair = await calls.pair();
    pair.stop();
    const options = { ...LOCAL, video: false };
    const { incoming } = calls.listen(LoggedCall, pair.bob, options);
    const outgoing = calls.watch(LoggedCall.place(pair.alice, 'bob', options));
    expect(outgoing).to.be.instanceOf(LoggedCall);
    outgoing.addEventListener('statechange', ({ state }) => outgoing.log.push(`event ${state}`));
    outgoing.addEventListener('message', ({ data }) => outgoing.log.push(`event ${data}`));
    await reached(outgoing, 'ringing');
    expect(incoming[0]).to.be.instanceOf(LoggedCall);
    expect(incoming[0]!.log).to.deep.equal([]);
    await incoming[0]!.answer();
    await bothConnected({ outgoing, incoming: incoming[0]! });
    incoming[0]!.sendMessage('hello');
    await until(() => outgoing.log.includes('event hello'));
    expect(outgoing.log.filter((line) => !line.startsWith('>media'))).to.deep.equal([
      '>connection max-bundle',
      '>calling ringing',
      'event ringing',
      '>ringing connecting',
      'event connecting',
      '>connecting connected',
      'event connected',
      '>message hello',
      'event hello',
    ]);
    expect(outgoing.log).to.include('>media {"audio":true,"video":false}');
    expect(incoming[0]!.log).to.include('>connection max-bundle');
  });

  it('harm nothing by throwing from onStateChange and onMessage', async () => {
    class Thrower extends PeerCall {
      protected override onStateChange(): void {
        throw new Error('thrown by a hook');
      }

      protected override onMessage(): void {
        throw new Error('thrown by a hook');
      }
    }
    const uncaught = expectUncaught(calls, /thrown by a hook/);
    const pair = await calls.pair();
    pair.stop();
    const { incoming } = calls.listen(Thrower, pair.bob);
    const outgoing = calls.watch(Thrower.place(pair.alice, 'bob', NO_DEVICES));
    await until(() => incoming.length === 1);
    await incoming[0]!.answer();
    await bothConnected({ outgoing, incoming: incoming[0]! });
    await expectAlive({ outgoing, incoming: incoming[0]! });
    expect(uncaught.count).to.be.greaterThan(4);
  });

  it('tell the caller if they cannot even be made', async () => {
    class Broken extends PeerCall {
      constructor(init: PeerCallInit) {
        super(init);
        throw new Error('thrown by a constructor');
      }
    }
    const uncaught = expectUncaught(calls, /thrown by a constructor/);
    const pair = await calls.pair();
    pair.stop();
    calls.listen(Broken, pair.bob);
    await endedWith(calls.place(pair), 'connection-failed');
    expect(uncaught.count).to.equal(1);
    // Bob is free for the next call.
    await endedWith(calls.place(pair), 'connection-failed');
  });

  it('are not harmed by listeners that throw, onIncoming among them', async () => {
    const uncaught = expectUncaught(calls, /thrown by a listener/);
    const fail = () => {
      throw new Error('thrown by a listener');
    };
    const pair = await calls.pair();
    pair.stop();
    const incoming: PeerCall[] = [];
    const stop = PeerCall.listen(
      pair.bob,
      (call) => {
        incoming.push(calls.watch(call));
        fail();
      },
      NO_DEVICES,
    );
    calls.cleanUp(stop);
    const outgoing = calls.place(pair);
    for (const name of ['statechange', 'remotestream', 'remotemedia', 'message'] as const) {
      outgoing.addEventListener(name, fail);
    }
    await until(() => incoming.length === 1);
    await incoming[0]!.answer();
    await bothConnected({ outgoing, incoming: incoming[0]! });
    await expectAlive({ outgoing, incoming: incoming[0]! });
    expect(uncaught.count).to.be.greaterThan(4);
  });

  it('end the call clearly if they can make no connection', async () => {
    class Unable extends PeerCall {
      protected override createConnection(): RTCPeerConnection {
        throw new CallError('not-supported', 'No connection here.');
      }
    }
    const pair = await calls.pair();
    const outgoing = calls.watch(Unable.place(pair.alice, 'bob', NO_DEVICES));
    await endedWith(outgoing, 'connection-failed');
    expect(outgoing.error?.code).to.equal('not-supported');

    pair.stop();
    const { incoming } = calls.listen(Unable, pair.bob);
    const second = calls.place(pair);
    await until(() => incoming.length === 1);
    await incoming[0]!.answer();
    await endedWith(incoming[0]!, 'connection-failed');
    await endedWith(second, 'connection-failed');
  });

  it('report an openMedia that throws, and the call goes on', async () => {
    class Mute extends PeerCall {
      protected override openMedia(): Promise<MediaStream> {
        throw new TypeError('no media today');
      }
    }
    const pair = await calls.pair();
    const outgoing = calls.watch(Mute.place(pair.alice, 'bob', LOCAL));
    await until(() => outgoing.error !== null);
    expect(outgoing.error?.code).to.equal('media-failed');
    await until(() => pair.incoming.length === 1);
    await pair.incoming[0]!.answer();
    await bothConnected({ outgoing, incoming: pair.incoming[0]! });
    expect(outgoing.localMedia).to.deep.equal(NO_MEDIA);
  });

  it('may hang up from within any hook: ended is the last that is heard', async () => {
    for (const moment of [
      'calling ringing',
      'ringing connecting',
      'connecting connected',
      'message',
    ]) {
      class Quitter extends PeerCall {
        protected override onStateChange(state: CallState, previous: CallState): void {
          if (`${previous} ${state}` === moment) this.hangup();
        }

        protected override onMessage(): void {
          if (moment === 'message') this.hangup();
        }
      }
      const pair = await calls.pair();
      const outgoing = calls.watch(Quitter.place(pair.alice, 'bob', NO_DEVICES));
      const states = statesOf(outgoing);
      const messages = messagesOf(outgoing);
      await until(() => pair.incoming.length === 1);
      const incoming = pair.incoming[0]!;
      incoming.addEventListener('statechange', ({ state }) => {
        if (state === 'connected') incoming.sendMessage('hello');
      });
      // The caller may have hung up by now: then there is nothing to answer, and how it ended is checked below.
      await incoming.answer().catch(() => undefined);
      await until(() => outgoing.state === 'ended' && incoming.state === 'ended', moment);
      expect(states.at(-1), moment).to.equal('ended');
      expect(messages).to.deep.equal([]);
      pair.stop();
    }
  });

  it('may hang up while they make the connection', async () => {
    class Quitter extends PeerCall {
      protected override createConnection(config: RTCConfiguration): RTCPeerConnection {
        const connection = super.createConnection(config);
        this.hangup();
        return connection;
      }
    }
    const pair = await calls.pair();
    const outgoing = calls.watch(Quitter.place(pair.alice, 'bob', NO_DEVICES));
    await endedWith(outgoing, 'cancelled');
    await until(() => calls.guard.connections.length === 1);
    await until(() => calls.guard.openConnections.length === 0);
  });
});
