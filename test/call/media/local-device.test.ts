import { expect } from '@open-wc/testing';
import { LocalDevice } from '../../../src/call/media/local-device.js';

/** A sender of a connection that was closed while it took its track: it never answers. */
function deadSender(): RTCRtpSender {
  return { track: null, replaceTrack: () => new Promise<void>(() => undefined) } as never;
}

function recordingSender(given: (MediaStreamTrack | null)[]): RTCRtpSender {
  return {
    track: null,
    replaceTrack: (track: MediaStreamTrack | null) => {
      given.push(track);
      return Promise.resolve();
    },
  } as never;
}

function newTrack(): MediaStreamTrack {
  const [track] = document.createElement('canvas').captureStream().getVideoTracks();
  return track as MediaStreamTrack;
}

describe('LocalDevice', () => {
  let device: LocalDevice;

  beforeEach(() => {
    device = new LocalDevice(false, true, () => undefined);
  });

  afterEach(() => device.release());

  it('goes on when a connection was closed with a track half-way to it', () => {
    const given: (MediaStreamTrack | null)[] = [];
    const track = newTrack();
    device.connect(deadSender());
    device.adopt(track, true);
    device.connect(recordingSender(given));
    expect(given).to.have.length(1);
    expect(given[0] === track).to.equal(true);
  });

  it('gives a new sender the track that the one before had', () => {
    const given: (MediaStreamTrack | null)[] = [];
    const track = newTrack();
    device.adopt(track, true);
    device.connect(recordingSender([]));
    device.connect(recordingSender(given));
    expect(given[0] === track).to.equal(true);
  });

  it('tells a sender of the last wish even while an earlier one is being carried out', () => {
    const given: (MediaStreamTrack | null)[] = [];
    device.connect(recordingSender(given));
    device.adopt(newTrack(), true);
    device.want(false);
    device.settle();
    expect(given).to.have.length(2);
    expect(given[1] === null).to.equal(true);
  });

  it('survives a sender that refuses', () => {
    device.connect({ replaceTrack: () => Promise.reject(new Error('closed')) } as never);
    device.adopt(newTrack(), true);
    expect(device.hasLiveTrack).to.equal(true);
  });
});
