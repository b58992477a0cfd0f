import { expect } from '@open-wc/testing';
import type { CallOptions } from '../../../src/call/terms/call-options.js';
import {
  bothConnected,
  endedWith,
  NO_DEVICES,
  until,
  useCalls,
} from '../../support/call-fixture.js';
import { CuttableCall } from '../../support/cuttable-call.js';

const USER = 'user-of-this-hour';
const PASSWORD = 'pa55word-of-this-hour';

describe('PeerCall: TURN credentials (T14, T17)', () => {
  const calls = useCalls();

  /** Everything that the page writes to the console, from now on. */
  function consoleOutput(): unknown[] {
    const written: unknown[] = [];
    for (const level of ['debug', 'log', 'info', 'warn', 'error'] as const) {
      const original = Reflect.get(console, level) as (...values: unknown[]) => void;
      console[level] = (...values: unknown[]) => written.push(...values);
      calls.cleanUp(() => (console[level] = original));
    }
    return written;
  }

  it('are asked for anew by each call, and by none before it is answered', async () => {
    let asked = 0;
    const pair = await calls.pair();
    const iceServers = () => [
      { urls: 'turn:127.0.0.1:9?transport=tcp', username: `${(asked += 1)}`, credential: 'x' },
    ];
    for (const round of [1, 2, 3]) {
      const outgoing = calls.watch(
        CuttableCall.place(pair.alice, 'bob', { ...NO_DEVICES, iceServers }),
      );
      await until(() => pair.incoming.length === round);
      await pair.incoming[round - 1]!.answer();
      await bothConnected({ outgoing, incoming: pair.incoming[round - 1]! });
      expect(outgoing.connection.getConfiguration().iceServers![0]!.username).to.equal(`${round}`);
      outgoing.hangup();
      await endedWith(pair.incoming[round - 1]!, 'hangup');
    }
    expect(asked).to.equal(3);
  });

  it('go to the browser alone: to no peer, no log, no error and no report', async () => {
    const written = consoleOutput();
    const pair = await calls.pair();
    const sent: unknown[] = [];
    pair.network.intercept = (frame) => {
      sent.push(frame);
      return 'pass';
    };
    const login = { username: USER, credential: PASSWORD };
    const options: CallOptions = {
      ...NO_DEVICES,
      iceServers: [
        { urls: 'turn:127.0.0.1:9?transport=tcp', ...login },
        // The browser refuses these, and the app is told.
        { urls: `turn:${USER}:${PASSWORD}@127.0.0.1`, ...login },
        { urls: 'turn:127.0.0.1:9?transport=no', ...login },
      ],
    };
    const outgoing = calls.watch(CuttableCall.place(pair.alice, 'bob', options));
    const errors: Error[] = [];
    outgoing.addEventListener('error', ({ error }) => errors.push(error));
    await until(() => pair.incoming.length === 1);
    await pair.incoming[0]!.answer();
    await bothConnected({ outgoing, incoming: pair.incoming[0]! });
    expect(outgoing.connection.getConfiguration().iceServers![0]!.credential).to.equal(PASSWORD);
    expect(errors.map(({ name }) => name)).to.deep.equal(['CallError']);
    const causes = errors.map(({ cause }) => String(cause));
    const report = await outgoing.getReport();
    outgoing.hangup();
    await endedWith(pair.incoming[0]!, 'hangup');
    const told = [errors.map(String), errors.map(({ stack }) => stack), causes, report, sent];
    for (const word of [USER, PASSWORD]) {
      expect(JSON.stringify(told)).not.to.contain(word);
      expect(written.map(String).join()).not.to.contain(word);
    }
  });
});
