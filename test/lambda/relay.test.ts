import { expect } from '@open-wc/testing';
import { relay as relayRequest, type AddressedRequest, type Post } from '../../lambda/relay.js';
import {
  encodeRequest,
  envelopeBytes,
  MAX_ENVELOPE_BYTES,
  parseFrame,
  parseRequest,
} from '../../src/signaling/api-gateway/wire-protocol.js';

const SENDER = 'D-j5-fe7IAMCKMA=';
const TARGET = 'L0SM9cOFvHcCIhw=';

/** The relay, as it reads a frame. */
const relay = (sender: string, body: string, post: Post) =>
  relayRequest(sender, parseRequest(body) as AddressedRequest, post);

/** A `post` that always answers with `status`, and the calls made of it. */
function poster(status: number | null): { post: Post; posts: [string, string][] } {
  const posts: [string, string][] = [];
  return {
    posts,
    post: async (target, text) => {
      posts.push([target, text]);
      return { status };
    },
  };
}

const neverPost: Post = () => {
  throw new Error('This must not be posted.');
};

describe('relay', () => {
  it('answers anything that is no request with the own address', async () => {
    for (const body of ['', 'hello', '{}', '[1]', '{"connectionId":"x"}']) {
      const { answer, target, record } = await relay(SENDER, body, neverPost);
      expect(answer).to.equal(`{"connectionId":"${SENDER}"}`);
      expect(target).to.equal(null);
      expect(record).to.deep.equal({
        level: 'debug',
        type: 'who-am-i',
        outcome: 'answered',
      });
    }
  });

  it('delivers a rebuilt message with the true sender, once, and answers nothing (T4)', async () => {
    const { post, posts } = poster(200);
    const body = JSON.stringify({
      connectionId: TARGET,
      message: { type: 'SDP' },
      from: 'forged',
      requestId: 'forged',
      ref: 'r',
    });
    const { answer, record } = await relay(SENDER, body, post);
    expect(posts).to.deep.equal([[TARGET, `{"message":{"type":"SDP"},"from":"${SENDER}"}`]]);
    expect(answer).to.equal(null);
    expect(record).to.deep.equal({
      level: 'info',
      type: 'relay',
      outcome: 'delivered',
      status: 200,
    });
  });

  it('tells the sender what a refusal of AWS means', async () => {
    const outcomes: [number | null, string, string][] = [
      [410, 'peer-unavailable', 'info'],
      [400, 'peer-unavailable', 'info'],
      [403, 'peer-unavailable', 'error'],
      [413, 'too-large', 'warn'],
      [429, 'rate-limited', 'warn'],
      [500, 'internal', 'error'],
      [302, 'internal', 'error'],
      [null, 'internal', 'error'],
    ];
    for (const [status, code, level] of outcomes) {
      const { post, posts } = poster(status);
      const { answer, target, record } = await relay(SENDER, encodeRequest(TARGET, 1, 'r'), post);
      expect(posts).to.have.length(1);
      expect(parseFrame(answer ?? '')).to.deep.include({
        kind: 'failure',
        code,
        target: TARGET,
      });
      expect(JSON.parse(answer ?? '')).to.have.property('ref', 'r');
      expect(target).to.equal(TARGET);
      expect(record).to.deep.include({ level, type: 'relay', outcome: code, status });
    }
  });

  it('tells nobody whether an address is gone, malformed or forbidden: the answer is the same (T2)', async () => {
    const answers = await Promise.all(
      [410, 400, 403].map(async (status) => {
        const { answer } = await relay(SENDER, encodeRequest(TARGET, 1, 'r'), poster(status).post);
        return answer;
      }),
    );
    expect(new Set(answers).size).to.equal(1);
    // Nor does anything in it come from AWS, or tell of others.
    const { error, ...rest } = JSON.parse(answers[0] ?? '') as { error: object };
    expect(error).to.have.all.keys('code', 'message').and.to.include({ code: 'peer-unavailable' });
    expect(rest).to.deep.equal({ connectionId: TARGET, ref: 'r' });
  });

  it('sends no more than it gets: one frame, as large as the request (T15)', async () => {
    const room = envelopeBytes('{"message":,"from":""}') + envelopeBytes(SENDER);
    for (const message of [
      null,
      0,
      '',
      'x'.repeat(29_000),
      '한'.repeat(9_000),
      [[{}]],
      { a: [1] },
    ]) {
      const { post, posts } = poster(200);
      const body = encodeRequest(TARGET, message);
      const { answer } = await relay(SENDER, body, post);
      expect(posts.length + (answer === null ? 0 : 1)).to.equal(1);
      const [, text] = posts[0]!;
      expect(envelopeBytes(text)).to.be.at.most(envelopeBytes(JSON.stringify(message)) + room);
      expect(envelopeBytes(text)).to.be.at.most(envelopeBytes(body) + 100);
    }
  });

  it('tries once: what AWS refuses is not sent again, nor anywhere else (T15)', async () => {
    for (const status of [410, 403, 429, 500, null]) {
      const { post, posts } = poster(status);
      const { answer } = await relay(SENDER, encodeRequest(TARGET, 'x'.repeat(20_000)), post);
      expect(posts.map(([target]) => target)).to.deep.equal([TARGET]);
      expect(envelopeBytes(answer ?? '')).to.be.below(400);
    }
  });

  it('says in the log of a 403 that it may be the permission or the stage', async () => {
    const { record } = await relay(SENDER, encodeRequest(TARGET, 1), poster(403).post);
    expect(record.hint).to.contain('execute-api:ManageConnections').and.to.contain('stage');
  });

  it('takes a rejected post for no answer', async () => {
    const reject: Post = () => Promise.reject(new Error('network down'));
    const { answer } = await relay(SENDER, encodeRequest(TARGET, 1), reject);
    expect(parseFrame(answer ?? '')).to.deep.include({ kind: 'failure', code: 'internal' });
  });

  it('refuses without a post: oneself, a list, a path, an oversized text (T8, T15, T16)', async () => {
    const bodies: [string, string][] = [
      [encodeRequest(SENDER, 1, 'r'), 'bad-request'],
      [JSON.stringify({ connectionId: [TARGET], message: 1 }), 'bad-request'],
      [JSON.stringify({ connectionId: '../x', message: 1 }), 'bad-request'],
      [encodeRequest(TARGET, 'x'.repeat(MAX_ENVELOPE_BYTES)), 'too-large'],
      ['x'.repeat(MAX_ENVELOPE_BYTES + 1), 'too-large'],
    ];
    for (const [body, code] of bodies) {
      const { answer, record } = await relay(SENDER, body, neverPost);
      expect(parseFrame(answer ?? '')).to.deep.include({ kind: 'failure', code });
      expect(record).to.deep.include({ level: 'warn', type: 'refused', outcome: code });
      expect(envelopeBytes(answer ?? '')).to.be.below(400);
    }
  });

  it('refuses a message that grows too large when it is written out', async () => {
    const body = `{"connectionId":"${TARGET}","message":[${Array(5000).fill('1e20').join()}]}`;
    expect(envelopeBytes(body)).to.be.below(MAX_ENVELOPE_BYTES);
    const { answer } = await relay(SENDER, body, neverPost);
    expect(parseFrame(answer ?? '')).to.deep.include({ kind: 'failure', code: 'too-large' });
  });

  it('never throws on hostile bodies, and answers or delivers each (T9, T10)', async () => {
    const bodies = [
      '['.repeat(30_000),
      '{"a":'.repeat(5_000),
      `{"connectionId":"${TARGET}","message":${'['.repeat(14_000)}${']'.repeat(14_000)}}`,
      `{"connectionId":"${TARGET}","message":{"__proto__":{"polluted":1}}}`,
      `{"connectionId":"${TARGET}","message":"\\ud800"}`,
      `{"connectionId":"${TARGET}","message":"\ud800"}`,
      `{"connectionId":"__proto__","message":1}`,
      `{"connectionId":"constructor","message":1e400}`,
      '{"connectionId":null,"message":null,"ref":null}',
      '\u0000',
    ];
    for (const body of bodies) {
      const { post, posts } = poster(200);
      const { answer } = await relay(SENDER, body, post);
      expect(posts.length + (answer === null ? 0 : 1), body.slice(0, 60)).to.equal(1);
    }
    expect(({} as { polluted?: number }).polluted).to.equal(undefined);
  });

  it('keeps ids and messages out of its records (T17)', async () => {
    const bodies = [
      encodeRequest(TARGET, { sdp: 'a=ice-pwd:secret' }),
      encodeRequest(SENDER, 'secret'),
      JSON.stringify({ connectionId: 'secret/', message: 'secret' }),
      'secret',
    ];
    for (const status of [200, 403, 410, 500, null]) {
      for (const body of bodies) {
        const { record } = await relay(SENDER, body, poster(status).post);
        const text = JSON.stringify(record);
        expect(text).not.to.contain('secret');
        expect(text).not.to.contain(SENDER);
        expect(text).not.to.contain(TARGET);
      }
    }
  });
});
