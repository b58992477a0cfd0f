import { expect } from '@open-wc/testing';
import {
  encodeDelivery,
  encodeFailure,
  encodeIceServers,
  encodeIdentity,
  encodeRequest,
  encodeRoomFrame,
  encodeServiceRequest,
  envelopeBytes,
  MAX_ENVELOPE_BYTES,
  parseError,
  parseFrame,
  parseRequest,
  WHO_AM_I,
  type ServiceRequest,
} from '../../../src/signaling/api-gateway/wire-protocol.js';

const TARGET = 'L0SM9cOFvHcCIhw=';
const SENDER = 'D-j5-fe7IAMCKMA=';

/** A request whose envelope has exactly `bytes` bytes. */
function requestOf(bytes: number, filler = 'x'): string {
  const frame = (text: string): string => encodeRequest(TARGET, text);
  const left = bytes - envelopeBytes(frame(''));
  const unit = envelopeBytes(filler);
  return frame(filler.repeat(Math.floor(left / unit)) + 'x'.repeat(left % unit));
}

describe('frames from a browser', () => {
  it('are who-am-I, unless they are an object with its own connectionId and message', () => {
    const texts = [
      WHO_AM_I,
      'hello',
      '\ufeff{}',
      '{',
      'null',
      '5',
      '"text"',
      '[]',
      '{}',
      '{"message":1}',
      `{"connectionId":"${TARGET}"}`,
      `{"action":"send","data":1}`,
      `[{"connectionId":"${TARGET}","message":1}]`,
      `{"__proto__":{"connectionId":"${TARGET}","message":1}}`,
      `{"connectionId":"${TARGET}","__proto__":{"message":1}}`,
    ];
    for (const text of texts) expect(parseRequest(text), text).to.deep.equal({ kind: 'who-am-i' });
  });

  it('carry any JSON value to a target', () => {
    for (const message of [
      null,
      0,
      '',
      false,
      [],
      {},
      { a: ['é', '\u2028', '\ud800'] },
      'x'.repeat(9000),
    ]) {
      expect(parseRequest(encodeRequest(TARGET, message))).to.deep.equal({
        kind: 'relay',
        target: TARGET,
        message,
      });
    }
  });

  it('have the form of the tutorial', () => {
    expect(encodeRequest(TARGET, { type: 'SDP', payload: 1 })).to.equal(
      `{"connectionId":"${TARGET}","message":{"type":"SDP","payload":1}}`,
    );
  });

  it('bring their ref along', () => {
    const ref = 'r'.repeat(64);
    expect(parseRequest(encodeRequest(TARGET, 1, ref))).to.deep.include({ kind: 'relay', ref });
    expect(parseRequest(encodeRequest(TARGET, 1, ''))).to.deep.include({ ref: '' });
  });

  it('are refused if the ref is no text, or a long one', () => {
    for (const ref of [1, null, {}, ['r'], 'r'.repeat(65)]) {
      const request = parseRequest(JSON.stringify({ connectionId: TARGET, message: 1, ref }));
      expect(request).to.deep.include({ kind: 'refused', code: 'bad-request', target: TARGET });
      expect(request).not.to.have.property('ref');
    }
  });

  it('are refused if the target is no single id, and name it where it is short', () => {
    const targets: [unknown, string | null][] = [
      [null, null],
      [5, null],
      [true, null],
      [{ id: TARGET }, null],
      [[TARGET, SENDER], null],
      ['', ''],
      ['../prod/@connections/x', '../prod/@connections/x'],
      ['a b', 'a b'],
      ['a/b', 'a/b'],
      ['%2e%2e', '%2e%2e'],
      ['é', 'é'],
      [`${TARGET}\n`, `${TARGET}\n`],
      ['x'.repeat(129), null],
    ];
    for (const [connectionId, target] of targets) {
      const request = parseRequest(JSON.stringify({ connectionId, message: 1, ref: 'r' }));
      expect(request).to.deep.include({ kind: 'refused', code: 'bad-request', target, ref: 'r' });
    }
  });

  it('leave it to AWS what a well-formed id is', () => {
    for (const target of ['x', 'constructor', '__proto__', 'x'.repeat(128)]) {
      expect(parseRequest(encodeRequest(target, 1))).to.deep.include({ kind: 'relay', target });
    }
  });

  it('are measured in bytes of UTF-8, before anything is parsed', () => {
    for (const filler of ['x', 'é', '한', '📞']) {
      const fits = requestOf(MAX_ENVELOPE_BYTES, filler);
      expect(envelopeBytes(fits)).to.equal(MAX_ENVELOPE_BYTES);
      expect(parseRequest(fits).kind).to.equal('relay');
      expect(parseRequest(requestOf(MAX_ENVELOPE_BYTES + 1, filler))).to.deep.include({
        kind: 'refused',
        code: 'too-large',
        target: null,
      });
    }
    expect(parseRequest('['.repeat(100_000))).to.deep.include({ code: 'too-large' });
  });

  it('survive deep nesting', () => {
    const message = '['.repeat(14_000) + ']'.repeat(14_000);
    expect(parseRequest(`{"connectionId":"${TARGET}","message":${message}}`).kind).to.equal(
      'relay',
    );
    expect(parseRequest('['.repeat(30_000)).kind).to.equal('who-am-i');
  });

  it('leave the prototype of objects alone', () => {
    const message = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}';
    const request = parseRequest(`{"connectionId":"${TARGET}","message":${message}}`);
    expect(({} as { polluted?: number }).polluted).to.equal(undefined);
    if (request.kind !== 'relay') throw new Error('expected a request');
    expect(encodeDelivery(request.message, SENDER)).to.equal(
      `{"message":${message},"from":"${SENDER}"}`,
    );
  });
});

describe('frames to a browser', () => {
  it('tell the own address', () => {
    expect(encodeIdentity(SENDER)).to.equal(`{"connectionId":"${SENDER}"}`);
    expect(parseFrame(encodeIdentity(SENDER))).to.deep.equal({
      kind: 'identity',
      connectionId: SENDER,
    });
  });

  it('bring a message and who sent it', () => {
    for (const message of [null, 0, 'text', { connectionId: 'x', requestId: 'y', error: {} }]) {
      expect(parseFrame(encodeDelivery(message, SENDER))).to.deep.equal({
        kind: 'delivery',
        from: SENDER,
        message,
      });
    }
  });

  it('tell of a failure', () => {
    expect(encodeFailure('peer-unavailable', 'Gone.', TARGET, 'r')).to.equal(
      `{"error":{"code":"peer-unavailable","message":"Gone."},"connectionId":"${TARGET}","ref":"r"}`,
    );
    expect(parseFrame(encodeFailure('peer-unavailable', 'Gone.', TARGET, 'r'))).to.deep.equal({
      kind: 'failure',
      code: 'peer-unavailable',
      message: 'Gone.',
      target: TARGET,
    });
    expect(parseFrame(encodeFailure('too-large', 'Too large.', null))).to.deep.equal({
      kind: 'failure',
      code: 'too-large',
      message: 'Too large.',
      target: null,
    });
  });

  it('take a failure of an unknown kind for an internal one', () => {
    expect(parseFrame('{"error":{"code":"new-in-2030"},"connectionId":5,"ref":6}')).to.deep.equal({
      kind: 'failure',
      code: 'internal',
      message: '',
      target: null,
    });
  });

  it('of API Gateway itself are told from those of the relay', () => {
    const frames: [object, string | null][] = [
      [{ message: 'Internal server error', connectionId: SENDER, requestId: 'UP9=' }, 'UP9='],
      [{ message: 'Forbidden', connectionId: SENDER, requestId: 'UP9=' }, 'UP9='],
      [{ message: 'Bad request body', connectionId: SENDER, messageId: 'M=' }, 'M='],
      [{ message: 'Limit exceeded', connectionId: SENDER }, null],
    ];
    for (const [frame, requestId] of frames) {
      expect(parseFrame(JSON.stringify(frame))).to.deep.equal({
        kind: 'gateway-error',
        message: (frame as { message: string }).message,
        requestId,
      });
    }
  });

  it('are unknown in every other case, and never throw', () => {
    const texts = [
      '',
      'hello',
      '\ufeff{}',
      '{',
      'null',
      '[]',
      '7',
      '{}',
      '{"connectionId":5}',
      '{"connectionId":{}}',
      `{"connectionId":"${SENDER}","message":{}}`,
      `{"message":1}`,
      `{"from":"${SENDER}"}`,
      '{"message":1,"from":5}',
      '{"message":1,"from":null}',
      '{"error":null}',
      '{"error":"text"}',
      '{"error":[]}',
      '{"error":{"message":"no code"}}',
      `{"__proto__":{"connectionId":"${SENDER}"}}`,
      `{"__proto__":{"message":1,"from":"${SENDER}"}}`,
      '['.repeat(100_000),
      '{"a":'.repeat(100_000),
    ];
    for (const text of texts) {
      expect(parseFrame(text), text.slice(0, 60)).to.deep.equal({ kind: 'unknown' });
    }
  });
});

describe('requests for services', () => {
  const room = 'a-_'.repeat(14) + 'Z';
  const member = 'm'.repeat(22);
  const requests: ServiceRequest[] = [
    { kind: 'join-room', room, member, ref: 'r' },
    { kind: 'leave-room', room, member },
    { kind: 'send-to-room', room, message: { a: [null, 'é'] }, ref: '' },
    { kind: 'send-to-room', room, message: null },
    { kind: 'ice-servers', ref: 'r' },
    { kind: 'ice-servers' },
  ];

  it('are read as they were written', () => {
    for (const request of requests) {
      expect(parseRequest(encodeServiceRequest(request))).to.deep.equal(request);
    }
  });

  it('are told from messages by an action that is one of them, and nothing else', () => {
    for (const action of ['send', 'JOIN-ROOM', 'join-room ', '$default', '', null, ['join-room']]) {
      const frame = { action, connectionId: TARGET, message: 1, room, member };
      expect(parseRequest(JSON.stringify(frame)).kind, String(action)).to.equal('relay');
      expect(parseRequest(JSON.stringify({ action, room })).kind).to.equal('who-am-i');
    }
    const both = { action: 'join-room', room, member, connectionId: TARGET, message: 1 };
    expect(parseRequest(JSON.stringify(both)).kind).to.equal('join-room');
  });

  it('are refused with the reason if something in them is wrong', () => {
    const wrong: [object, RegExp][] = [
      [{ action: 'join-room', member }, /"room"/],
      [{ action: 'join-room', room: 'standup', member }, /"room"/],
      [{ action: 'join-room', room: `${room}=`, member }, /"room"/],
      [{ action: 'join-room', room: [room], member }, /"room"/],
      [{ action: 'join-room', room }, /"member"/],
      [{ action: 'leave-room', room, member: 'm'.repeat(21) }, /"member"/],
      [{ action: 'leave-room', room, member: 'm'.repeat(65) }, /"member"/],
      [{ action: 'join-room', room, member: `${member}.a` }, /"member"/],
      [{ action: 'send-to-room', room }, /"message"/],
      [{ action: 'send-to-room', room, message: 1, ref: 5 }, /"ref"/],
      [{ action: 'ice-servers', ref: 'r'.repeat(65) }, /"ref"/],
    ];
    for (const [frame, reason] of wrong) {
      const request = parseRequest(JSON.stringify(frame));
      if (request.kind !== 'refused') throw new Error(`taken: ${JSON.stringify(frame)}`);
      expect(request.code).to.equal('bad-request');
      expect(request.reason).to.match(reason);
      expect(request.target).to.equal(null);
      expect(request.service).to.be.an('object');
    }
  });

  it('have answers that no other frame is taken for', () => {
    const frames = [
      encodeRoomFrame(room, { members: [TARGET], version: 1 }, 'r'),
      encodeRoomFrame(room, { members: [], version: 2 }),
      encodeRoomFrame(room, { check: true }),
      encodeRoomFrame(room, { message: null, from: SENDER }),
      encodeIceServers([{ urls: ['stun:a'] }], 60, 'r'),
      encodeFailure('room-full', 'Two are there.', null, 'r', { room }),
      encodeFailure('rate-limited', 'Later.', null, 'r', { iceServers: [] }),
    ];
    for (const frame of frames) {
      const fields = JSON.parse(frame) as Record<string, unknown>;
      expect(parseFrame(frame), frame).to.deep.equal({ kind: 'service', fields });
    }
    const gateway = JSON.stringify({ message: 'Forbidden', room, requestId: 'r' });
    expect(parseFrame(gateway).kind).to.equal('gateway-error');
  });

  it('fail with a code that is known', () => {
    expect(parseError({ code: 'room-full', message: 'm' })).to.deep.equal({
      code: 'room-full',
      message: 'm',
    });
    expect(parseError({ code: 'brand-new' })).to.deep.equal({ code: 'internal', message: '' });
    for (const nothing of [undefined, null, 5, 'room-full', {}, { code: 5 }]) {
      expect(parseError(nothing)).to.equal(null);
    }
  });
});
