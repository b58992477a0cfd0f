import { expect } from '@open-wc/testing';
import { NO_FIGURES } from '../../../src/call/diagnosis/connection-figures.js';
import { whatIsLeftOut } from '../../../src/call/diagnosis/left-out.js';

const UP = { ...NO_FIGURES, path: 'direct', availableOutgoingBitrate: 1_000_000 } as const;

function connectionWith(codecs: readonly string[] | undefined, canOrder = true): RTCPeerConnection {
  const transceiver = {
    sender: { getParameters: () => ({ codecs: codecs?.map((mimeType) => ({ mimeType })) }) },
    ...(canOrder && { setCodecPreferences: () => undefined }),
  };
  return { getTransceivers: () => [transceiver] } as unknown as RTCPeerConnection;
}

const BOTH = ['audio/opus', 'audio/red'];

describe('whatIsLeftOut', () => {
  it('is nothing where both browsers have everything, and before they are connected', () => {
    expect(whatIsLeftOut(connectionWith(BOTH), UP)).to.deep.equal([]);
    expect(whatIsLeftOut(connectionWith([]), NO_FIGURES)).to.deep.equal([]);
  });

  it('is what one of them lacks', () => {
    expect(whatIsLeftOut(connectionWith(['audio/opus']), UP)).to.deep.equal(['redundancy']);
    expect(whatIsLeftOut(connectionWith(undefined), UP)).to.deep.equal(['redundancy']);
    expect(whatIsLeftOut(connectionWith(BOTH, false), UP)).to.deep.equal(['codec-order']);
    const silent = { ...UP, availableOutgoingBitrate: null };
    expect(whatIsLeftOut(connectionWith(BOTH), silent)).to.deep.equal(['bitrate-estimate']);
  });
});
