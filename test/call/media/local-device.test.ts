import { expect } from '@open-wc/testing';
import { LocalDevice } from '../../../src/call/media/local-device.js';
import type { MediaSender } from '../../../src/call/media/media-sender.js';
import { TunedSender } from '../../../src/call/quality/tuned-sender.js';
import { until } from '../../support/until.js';

const tuned = (sender: object) => new TunedSender(sender as RTCRtpSender);

/** A sender of a connection that was closed while it took its track: it never answers. */
function deadSender(): MediaSender {
  return tuned({ track: null, replaceTrack: () => new Promise<void>(() => undefined) });
}

function recordingSender(given: (MediaStreamTrack | null)[]): MediaSender {
  return tuned({
    track: null,
    replaceTrack: (track: MediaStreamTrack | null) => {
      given.push(track);
      return Promise.resolve();
    },
  });
}

/** A sender with parameters as browsers have them: what is set must be what was got last, and takes its time. */
class TuningSender {
  readonly active: boolean[] = [];
  readonly settle: (() => void)[] = [];
  #encodings: { active: boolean }[];
  #last: object | null = null;

  constructor(encodings = [{ active: true }]) {
    this.#encodings = encodings;
  }

  replaceTrack(): Promise<void> {
    return Promise.resolve();
  }

  getParameters(): object {
    this.#last = { encodings: this.#encodings.map((encoding) => ({ ...encoding })) };
    return this.#last;
  }

  async setParameters(parameters: { encodings: { active: boolean }[] }): Promise<void> {
    if (parameters !== this.#last) throw new DOMException('stale', 'InvalidModificationError');
    if (parameters.encodings.length === 0) throw new DOMException('', 'InvalidModificationError');
    this.#last = null;
    await new Promise<void>((resolve) => this.settle.push(resolve));
    this.#encodings = parameters.encodings;
    this.active.push(parameters.encodings[0]!.active);
  }
}

function newTrack(): MediaStreamTrack {
  const [track] = document.createElement('canvas').captureStream().getVideoTracks();
  return track as MediaStreamTrack;
}

describe('LocalDevice', () => {
  let device: LocalDevice;

  beforeEach(() => {
    const ignore = () => undefined;
    device = new LocalDevice(false, true, ignore, ignore);
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
    device.connect(tuned({ replaceTrack: () => Promise.reject(new Error('closed')) }));
    device.adopt(newTrack(), true);
    expect(device.hasLiveTrack).to.equal(true);
  });

  describe('the encoding of its sender', () => {
    let sender: TuningSender;

    /** Lets the changes so far be carried out, one by one. */
    async function carryOut(count: number): Promise<void> {
      for (let done = 0; done < count; done += 1) {
        await until(() => sender.settle.length > 0, 'a change');
        expect(sender.settle, 'changes at once').to.have.length(1);
        sender.settle.pop()!();
        await until(() => sender.active.length > done);
      }
    }

    beforeEach(() => {
      sender = new TuningSender();
      device.connect(tuned(sender));
      device.adopt(newTrack(), true);
    });

    function turn(isOn: boolean): void {
      device.want(isOn);
      if (isOn) device.adopt(newTrack(), true);
      device.settle();
    }

    it('is inactive while the camera is off', async () => {
      turn(false);
      await carryOut(1);
      expect(sender.active).to.deep.equal([false]);
      turn(true);
      await until(() => sender.settle.length > 0);
      sender.settle.pop()!();
      await until(() => sender.active.length === 2);
      expect(sender.active).to.deep.equal([false, true]);
    });

    it('ends as the last wish was, changed once at a time', async () => {
      for (const isOn of [false, true, false, true, false]) turn(isOn);
      await carryOut(1);
      expect(sender.active).to.deep.equal([false]);
      for (const isOn of [true, false, true]) turn(isOn);
      await until(() => sender.settle.length > 0);
      sender.settle.pop()!();
      await until(() => sender.active.length === 2);
      expect(sender.active).to.deep.equal([false, true]);
    });

    it('of a new connection waits for none of the one before', async () => {
      turn(false);
      await until(() => sender.settle.length > 0, 'a change that never comes to an end');
      sender = new TuningSender([{ active: false }]);
      device.connect(tuned(sender));
      turn(true);
      await carryOut(1);
      expect(sender.active).to.deep.equal([true]);
    });

    it('may be missing, as before a negotiation', async () => {
      sender = new TuningSender([]);
      device.connect(tuned(sender));
      turn(false);
      await Promise.resolve();
      sender = new TuningSender();
      device.connect(tuned(sender));
      turn(true);
      turn(false);
      await carryOut(1);
      expect(sender.active).to.deep.equal([false]);
    });
  });
});
