import { expect } from '@open-wc/testing';
import { parseCallMessage } from '../../src/call/terms/call-message.js';
import { NO_MEDIA } from '../../src/call/terms/media-state.js';
import { inviteMessage, layoutSdp } from '../support/sdp.js';

const ON = { microphone: true, camera: true, screen: true, screenSound: true, paused: {} };
const invite = inviteMessage();
const [candidate] = invite.candidates;
const { commit, ...opening } = invite;
const accept = { ...opening, type: 'accept', description: { type: 'answer', sdp: layoutSdp() } };
const { media, ...earlyAnswer } = { ...accept, type: 'early-answer' };
const offer = { type: 'description', generation: 0, description: invite.description, offerId: 2 };
const renewal = { ...offer, type: 'renewal', generation: 3, candidates: invite.candidates };
const withCandidates = (...candidates: unknown[]) => ({
  type: 'candidates',
  generation: 1,
  candidates,
});

describe('parseCallMessage', () => {
  for (const message of [
    invite,
    { ...invite, replaces: 'AAAAAAAAAAAAAAAAAAAAAA' },
    accept,
    earlyAnswer,
    { type: 'accepted', media },
    { type: 'accepted', media, replaces: 'AAAAAAAAAAAAAAAAAAAAAA' },
    offer,
    { ...offer, description: accept.description },
    withCandidates(candidate),
    withCandidates(),
    renewal,
    { ...renewal, description: accept.description, candidates: [] },
    { type: 'renew', generation: 2 },
    { type: 'ringing' },
    { type: 'away' },
    { type: 'media', media: { ...ON, screenSound: false } },
    { type: 'media', media: { ...ON, camera: false, paused: { camera: 'bandwidth' } } },
    {
      type: 'media',
      media: { ...NO_MEDIA, screen: true, paused: { microphone: 'system', camera: 'system' } },
    },
    { type: 'app', data: '' },
    { type: 'app', data: '', topic: 'chat' },
    { type: 'app', data: 'x', topic: `0-${'z'.repeat(30)}` },
    { ...invite, displayName: 'Ann' },
    { ...accept, displayName: '한국어' },
    { type: 'accepted', media, displayName: 'Ann' },
    { type: 'media', media: NO_MEDIA, displayName: 'Ann' },
    { type: 'app', data: '\ud800 한국어 \u0000' },
    { type: 'hangup', reason: 'busy' },
    { type: 'reveal', nonce: commit },
    { type: 'confirm' },
  ]) {
    it(`takes ${message.type} as it is sent`, () => {
      const onTheWire: unknown = JSON.parse(JSON.stringify(message));
      expect(parseCallMessage(onTheWire)).to.deep.equal(JSON.parse(JSON.stringify(message)));
    });
  }

  it('rebuilds a message: unknown fields are left behind, at every level', () => {
    const odd = JSON.parse(
      JSON.stringify({
        ...invite,
        more: 1,
        description: { ...invite.description, more: 1 },
        candidates: [{ ...candidate, more: 1 }],
        media: { ...invite.media, more: 1 },
      }).replaceAll('"more"', '"__proto__"'),
    ) as unknown;
    const parsed = parseCallMessage(odd);
    expect(JSON.stringify(parsed)).to.equal(JSON.stringify(parseCallMessage(invite)));
    expect(JSON.stringify(parsed)).not.to.contain('__proto__');
  });

  it('takes a generation that is no whole number for the first', () => {
    for (const generation of [undefined, null, '1', 1.5, Number.NaN, 2 ** 53, [1], {}]) {
      for (const message of [offer, withCandidates(), renewal, { type: 'renew' }]) {
        expect(parseCallMessage({ ...message, generation })).to.have.property('generation', 0);
      }
    }
  });

  it('takes of a name what may be shown, and leaves out what is none', () => {
    const named = (displayName: unknown) =>
      parseCallMessage({ type: 'media', media: NO_MEDIA, displayName });
    const plain = { type: 'media', media: NO_MEDIA };
    expect(named(' A\u202enn\n ')).to.deep.equal({ ...plain, displayName: 'Ann' });
    expect(named('x'.repeat(10_000))).to.deep.equal({ ...plain, displayName: 'x'.repeat(64) });
    for (const none of ['', ' \u0000', 7, null, ['Ann'], {}]) {
      expect(named(none)).to.deep.equal(plain);
    }
  });

  it('takes a reason that it does not know for a hang-up', () => {
    for (const reason of [
      'from-a-later-version',
      '__proto__',
      'toString',
      1,
      null,
      {},
      undefined,
    ]) {
      expect(parseCallMessage({ type: 'hangup', reason })).to.deep.equal({
        type: 'hangup',
        reason: 'hangup',
      });
    }
  });

  it('takes media that is not plainly on for off', () => {
    for (const media of [null, 1, [], 'on', { microphone: 1, camera: 'true', screen: {} }]) {
      expect(parseCallMessage({ type: 'media', media })).to.deep.equal({
        type: 'media',
        media: NO_MEDIA,
      });
    }
  });

  it('leaves out reasons that it does not know, and those of what is sent or can’t be paused', () => {
    const bad = [null, true, 1, '', 'Bandwidth', 'constructor', ['system'], { system: 'system' }];
    const pauses = [
      ...[null, 'system', ['system'], 7],
      ...bad.map((reason) => ({ camera: reason, microphone: reason })),
      { screenSound: 'system', flashlight: 'system', length: 3 },
    ];
    for (const paused of pauses) {
      const off: unknown = { type: 'media', media: { paused } };
      expect(parseCallMessage(off)).to.deep.equal({ type: 'media', media: NO_MEDIA });
    }
    const contradictory = { ...ON, paused: { camera: 'system', microphone: 'bandwidth' } };
    expect(parseCallMessage({ type: 'media', media: contradictory })).to.deep.equal({
      type: 'media',
      media: ON,
    });
  });

  it('leaves out what is odd about a candidate', () => {
    const parsed = parseCallMessage(
      withCandidates({
        candidate: 'x',
        sdpMid: 'y'.repeat(65),
        sdpMLineIndex: 1.5,
        usernameFragment: 7,
      }),
    );
    expect(parsed).to.deep.equal(
      withCandidates({
        candidate: 'x',
        sdpMid: null,
        sdpMLineIndex: null,
        usernameFragment: null,
      }),
    );
  });

  const wrong: Record<string, unknown> = {
    null: null,
    'a number': 7,
    'a string': 'invite',
    'an array': ['invite'],
    'an array with fields': Object.assign([], invite),
    'no type': {},
    'a type that is no text': { type: ['invite'] },
    'an unknown type': { type: 'from-a-later-version' },
    '__proto__ as type': { type: '__proto__' },
    'constructor as type': { type: 'constructor' },
    'toString as type': { type: 'toString' },
    'an invite with an answer': { ...invite, description: accept.description },
    'an accept with an offer': { ...accept, description: invite.description },
    'an early answer with an offer': { ...earlyAnswer, description: invite.description },
    'an early answer without candidates': { ...earlyAnswer, candidates: undefined },
    'an invite without candidates': { ...invite, candidates: undefined },
    'an invite without description': { ...invite, description: undefined },
    'a description that is an array': { ...offer, description: ['offer', 'v=0'] },
    'a description that is text': { ...offer, description: 'v=0' },
    'a rollback': { ...offer, description: { type: 'rollback', sdp: '' } },
    'a provisional answer': { ...offer, description: { type: 'pranswer', sdp: 'v=0' } },
    'an sdp that is no text': { ...offer, description: { type: 'offer', sdp: 1 } },
    'no offer id': { ...offer, offerId: undefined },
    'an offer id as text': { ...offer, offerId: '1' },
    'an offer id of 1e400': { ...offer, offerId: JSON.parse('1e400') as unknown },
    'an offer id that is a fraction': { ...offer, offerId: 0.5 },
    'candidates that are an object': withCandidates().type && {
      type: 'candidates',
      candidates: {},
    },
    'too many candidates': withCandidates(...Array.from({ length: 101 }, () => candidate)),
    'a candidate that is text': withCandidates('candidate:1'),
    'a candidate that is an array': withCandidates([candidate]),
    'a candidate without text': withCandidates({ sdpMid: '0' }),
    'a long candidate': withCandidates({ candidate: 'x'.repeat(513) }),
    'a renewal without description': { ...renewal, description: undefined },
    'a renewal without candidates': { ...renewal, candidates: undefined },
    'a renewal with a rollback': { ...renewal, description: { type: 'rollback', sdp: '' } },
    'an invite without commitment': { ...invite, commit: undefined },
    'an invite with a short commitment': { ...invite, commit: commit.slice(1) },
    'a commitment with spare bits': { ...invite, commit: `${commit.slice(1)}B` },
    'a reveal without nonce': { type: 'reveal' },
    'a reveal with a long nonce': { type: 'reveal', nonce: `${commit}A` },
    'app data that is no text': { type: 'app', data: { text: 'x' } },
    'app data that is an array': { type: 'app', data: ['x'] },
    'an empty topic': { type: 'app', data: 'x', topic: '' },
    'a long topic': { type: 'app', data: 'x', topic: 'x'.repeat(33) },
    'a topic with capitals': { type: 'app', data: 'x', topic: 'Chat' },
    'a topic with a line break': { type: 'app', data: 'x', topic: 'chat\n' },
    'a topic that is no text': { type: 'app', data: 'x', topic: ['chat'] },
    'a topic that is null': { type: 'app', data: 'x', topic: null },
  };
  for (const [name, value] of Object.entries(wrong)) {
    it(`refuses ${name}`, () => expect(parseCallMessage(value)).to.equal(null));
  }
});
