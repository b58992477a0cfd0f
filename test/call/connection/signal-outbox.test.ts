import { expect } from '@open-wc/testing';
import { SignalOutbox } from '../../../src/call/connection/signal-outbox.js';
import type { Opening } from '../../../src/call/terms/call-message.js';
import { MAX_ENVELOPE_BYTES } from '../../../src/link/envelope.js';
import { ManualClock } from '../../support/manual-clock.js';
import { MEDIA_KINDS } from '../../support/sdp.js';

/** As long as they get. */
const address = (index: number) => `2001:db8:1234:5678:9abc:def0:1234:${5000 + index}`;
const candidateLine = (index: number) =>
  `candidate:3846245611 1 udp 2122194687 ${address(index)} 50000 typ srflx raddr ${address(index)} rport 50000 generation 0 ufrag abcd network-id 2 network-cost 10`;

describe('SignalOutbox', () => {
  it('sends many candidates in messages that fit into an envelope each, with what a browser describes', async () => {
    const connection = new RTCPeerConnection();
    for (const kind of MEDIA_KINDS) connection.addTransceiver(kind);
    connection.createDataChannel('x', { negotiated: true, id: 0 });
    const { type, sdp = '' } = await connection.createOffer();
    connection.close();
    expect(type).to.equal('offer');

    const clock = new ManualClock();
    const sent: Partial<Opening>[] = [];
    const outbox = new SignalOutbox({
      clock,
      batchMs: 100,
      isUrgent: false,
      sendOpening: (opening) => sent.push(opening),
      send: (message) => sent.push(message),
    });
    outbox.addDescription({ description: { type: 'offer', sdp }, offerId: 1 });
    const all = Array.from({ length: 90 }, (_, index) => candidateLine(index));
    for (const candidate of all) {
      outbox.addCandidate(
        new RTCIceCandidate({ candidate, sdpMid: '0', sdpMLineIndex: 0, usernameFragment: 'abcd' }),
      );
    }
    await clock.advance(100);
    const got = sent.flatMap(({ candidates = [] }) => candidates.map((each) => each.candidate));
    expect(got, 'all, in order, once').to.deep.equal(all);
    // The seal and the addresses of an envelope, and the rest of an invitation.
    const restBytes = 1_500;
    for (const message of sent) {
      const payload = JSON.stringify({ payload: JSON.stringify(message) });
      expect(payload.length + restBytes).to.be.below(MAX_ENVELOPE_BYTES);
    }
    expect(sent).to.have.length(4);
    outbox.close();
    expect(clock.pending).to.equal(0);
  });
});
