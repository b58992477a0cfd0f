import { expect } from '@open-wc/testing';
import { Heartbeat } from '../../../src/call/connection/heartbeat.js';
import { FakeConnection, type FakeChannel } from '../../support/fake-connection.js';
import { ManualClock } from '../../support/manual-clock.js';

const INTERVAL_MS = 1_000;
/** With this many questions unanswered, the peer is silent. */
const QUESTIONS = 5;

describe('Heartbeat', () => {
  let clock: ManualClock;
  let connection: FakeConnection;
  let channel: FakeChannel;
  let heartbeat: Heartbeat;
  /** What it said each time that it had news. */
  let news: boolean[];

  beforeEach(() => {
    clock = new ManualClock();
    connection = new FakeConnection();
    ({ channel } = connection);
    news = [];
    heartbeat = new Heartbeat({
      isTrusted: () => true,
      connection,
      channel: channel as unknown as RTCDataChannel,
      clock,
      intervalMs: INTERVAL_MS,
      onChange: () => news.push(heartbeat.isSilent),
    });
  });

  afterEach(() => {
    heartbeat.close();
    expect(clock.pending).to.equal(0);
  });

  /** Opens the channel, with nobody at the other end. */
  function openUnanswered(): void {
    channel.isAnswered = false;
    channel.open();
  }

  it('asks as soon as the channel opens, and then once per interval', async () => {
    await clock.advance(INTERVAL_MS * 3);
    expect(channel.sent).to.deep.equal([]);
    channel.open();
    expect(channel.sent).to.deep.equal(['ping']);
    await clock.advance(INTERVAL_MS - 1);
    expect(channel.sent).to.have.length(1);
    await clock.advance(1);
    expect(channel.sent).to.have.length(2);
    await clock.advance(INTERVAL_MS * 100);
    expect(channel.sent).to.have.length(102);
    expect(news).to.deep.equal([]);
  });

  it('answers a question, and nothing else', () => {
    channel.open();
    channel.sent.length = 0;
    channel.hear('ping');
    expect(channel.sent).to.deep.equal(['pong']);
    for (const other of ['pong', '', 'ping ', '{"v":1}', new Blob(['ping']), new ArrayBuffer(4)]) {
      channel.hear(other);
    }
    expect(channel.sent).to.deep.equal(['pong']);
  });

  it('answers nothing on a channel that is closing', () => {
    channel.open();
    channel.sent.length = 0;
    channel.readyState = 'closing';
    channel.hear('ping');
    expect(channel.sent).to.deep.equal([]);
  });

  it('takes the peer for silent after five questions without an answer, and says so once', async () => {
    openUnanswered();
    await clock.advance(INTERVAL_MS * (QUESTIONS - 1) - 1);
    expect([heartbeat.isSilent, news]).to.deep.equal([false, []]);
    await clock.advance(1);
    expect([heartbeat.isSilent, news]).to.deep.equal([true, [true]]);
    await clock.advance(INTERVAL_MS * 60);
    expect([heartbeat.isSilent, news]).to.deep.equal([true, [true]]);
  });

  it('knows how long nothing has been heard, as far as it has asked', async () => {
    channel.open();
    expect(heartbeat.silenceMs).to.equal(0);
    channel.isAnswered = false;
    await clock.advance(INTERVAL_MS - 1);
    expect(heartbeat.silenceMs, 'between an answer and the next question').to.be.below(INTERVAL_MS);
    await clock.advance(INTERVAL_MS * 6 + 1);
    expect(heartbeat.silenceMs).to.equal(INTERVAL_MS * 7);
    channel.hear('pong');
    expect(heartbeat.silenceMs).to.equal(0);
  });

  it('does not pile questions up in a channel that does not carry', async () => {
    openUnanswered();
    await clock.advance(INTERVAL_MS * 600);
    expect(channel.sent).to.have.length(QUESTIONS);
  });

  for (const [name, data] of [
    ['an answer', 'pong'],
    ['a question of its own', 'ping'],
    ['a message', '{"v":1,"callId":"AAAAAAAAAAAAAAAAAAAAAA","ack":0}'],
    ['anything at all', new ArrayBuffer(1)],
  ] as const) {
    it(`hears the peer in ${name}`, async () => {
      openUnanswered();
      for (let round = 0; round < 5; round += 1) {
        await clock.advance(INTERVAL_MS * (QUESTIONS - 2));
        channel.hear(data);
      }
      expect(news, 'never silent for long enough').to.deep.equal([]);
      await clock.advance(INTERVAL_MS * QUESTIONS);
      expect(news).to.deep.equal([true]);
      channel.hear(data);
      expect([heartbeat.isSilent, news]).to.deep.equal([false, [true, false]]);
    });
  }

  it('asks on when the peer is heard again, and notices the next silence', async () => {
    openUnanswered();
    await clock.advance(INTERVAL_MS * 60);
    channel.hear('pong');
    channel.sent.length = 0;
    await clock.advance(INTERVAL_MS * 60);
    expect(channel.sent).to.have.length(QUESTIONS);
    expect(news).to.deep.equal([true, false, true]);
  });

  // The timers of a machine that sleeps stand still and then ring once, however long it slept.
  it('does not take a computer that slept for silence', async () => {
    openUnanswered();
    channel.hear('pong');
    const asleepMs = 3_600_000;
    const ringLate = clock.advance(INTERVAL_MS);
    const now = clock.now.bind(clock);
    clock.now = () => now() + asleepMs;
    await ringLate;
    expect([heartbeat.isSilent, news]).to.deep.equal([false, []]);
    channel.hear('pong');
    await clock.advance(INTERVAL_MS * (QUESTIONS - 1));
    expect([heartbeat.isSilent, news]).to.deep.equal([false, []]);
  });

  it('asks nobody once the channel has closed', async () => {
    channel.open();
    channel.readyState = 'closed';
    channel.sent.length = 0;
    await clock.advance(INTERVAL_MS * 60);
    expect(channel.sent).to.deep.equal([]);
    expect(news).to.deep.equal([]);
    expect(clock.pending).to.equal(0);
  });

  it('does not look at the figures while every question is answered', async () => {
    channel.open();
    await clock.advance(INTERVAL_MS * 300);
    expect(connection.looks).to.equal(0);
  });

  describe('while the scripts of the peer stand still', () => {
    /** Lets `bytes` arrive within each interval from now on, with no answer to any question. */
    async function blockFor(ms: number, bytes: number): Promise<void> {
      for (let passedMs = 0; passedMs < ms; passedMs += INTERVAL_MS) {
        connection.bytesReceived += bytes;
        await clock.advance(INTERVAL_MS);
      }
    }

    beforeEach(async () => {
      channel.open();
      await clock.advance(INTERVAL_MS * 10);
      channel.isAnswered = false;
    });

    it('hears the peer in what its browser sends', async () => {
      await blockFor(300_000, 1);
      expect([heartbeat.isSilent, news]).to.deep.equal([false, []]);
      expect(heartbeat.silenceMs).to.be.at.most(INTERVAL_MS);
      channel.isAnswered = true;
      connection.looks = 0;
      await clock.advance(INTERVAL_MS * 100);
      expect(connection.looks, 'at the latest question').to.be.at.most(1);
    });

    it('notices that this has stopped as soon as without it', async () => {
      await blockFor(300_000, 1);
      await clock.advance(INTERVAL_MS * QUESTIONS - 1);
      expect(news).to.deep.equal([true]);
      await clock.advance(INTERVAL_MS * 600);
      expect(news).to.deep.equal([true]);
      connection.bytesReceived += 1;
      await clock.advance(INTERVAL_MS);
      expect([heartbeat.isSilent, news]).to.deep.equal([false, [true, false]]);
    });

    it('does not take for a sign of life what came before, or that a candidate pair is gone', async () => {
      await blockFor(INTERVAL_MS * 3, 1_000);
      channel.hear('pong');
      connection.bytesReceived += 5_000;
      await clock.advance(INTERVAL_MS * 3);
      connection.bytesReceived = 10;
      expect(news).to.deep.equal([]);
      await clock.advance(INTERVAL_MS * 2);
      expect(news).to.deep.equal([true]);
    });

    for (const [name, getStats] of [
      ['fail', () => Promise.reject(new DOMException('closed', 'InvalidStateError'))],
      ['never come', () => new Promise<never>(() => undefined)],
    ] as const) {
      it(`goes by the answers alone if the figures ${name}`, async () => {
        connection.getStats = getStats;
        await clock.advance(INTERVAL_MS * QUESTIONS);
        expect(news).to.deep.equal([true]);
      });
    }
  });

  it('leaves no timer behind and hears nothing after close()', async () => {
    openUnanswered();
    await clock.advance(INTERVAL_MS);
    heartbeat.close();
    expect(clock.pending).to.equal(0);
    channel.sent.length = 0;
    channel.hear('ping');
    channel.open();
    await clock.advance(INTERVAL_MS * 60);
    expect([channel.sent, news]).to.deep.equal([[], []]);
  });

  it('does not begin after close()', () => {
    heartbeat.close();
    channel.open();
    expect(channel.sent).to.deep.equal([]);
  });
});
