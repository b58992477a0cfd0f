import { expect } from '@open-wc/testing';
import { LOCAL, until, useCalls } from '../../support/call-fixture.js';
import { latestReport } from '../../support/latest-report.js';

describe('PeerCall: what limits the camera', () => {
  const calls = useCalls();

  /** A moving picture of 360 lines. */
  function picture(): MediaStream {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [640, 360];
    const context = canvas.getContext('2d')!;
    let frame = 0;
    const timer = setInterval(() => {
      context.fillStyle = `hsl(${(frame += 5) % 360} 80% 50%)`;
      context.fillRect(0, 0, canvas.width, canvas.height);
    }, 100);
    const stream = canvas.captureStream(10);
    calls.cleanUp(() => {
      clearInterval(timer);
      for (const track of stream.getTracks()) track.stop();
    });
    return stream;
  }

  async function connect(maxBitrate: number) {
    const own = { ...LOCAL, audio: false, video: false };
    const options = { ...own, video: true, localStream: picture(), maxBitrate };
    const both = await calls.connect(await calls.pair({}, own), options);
    const video = document.createElement('video');
    Object.assign(video, { srcObject: both.incoming.remoteStream, muted: true, autoplay: true });
    document.body.append(video);
    calls.cleanUp(() => video.remove());
    return latestReport(both.outgoing);
  }

  /** From now on the browser says this of the line and of what it sends. */
  function say(pair: object, outbound: object): void {
    const [connection] = calls.guard.connections;
    const getStats = connection!.getStats.bind(connection);
    connection!.getStats = async () => {
      const entries = [...(await getStats()).entries()] as [string, RTCStats][];
      return new Map(
        entries.map(([id, entry]) => [
          id,
          {
            ...entry,
            ...('availableOutgoingBitrate' in entry && pair),
            ...(entry.type === 'outbound-rtp' && outbound),
          },
        ]),
      );
    };
  }

  it('is the line, if the call makes the pictures smaller for it, though the browser does nothing', async () => {
    const latest = await connect(2_000_000);
    await until(() => latest()?.sent.camera?.height === 360, 'a whole picture');
    say({ availableOutgoingBitrate: 300_000 }, { qualityLimitationReason: 'none' });
    await until(() => latest()?.sent.camera?.height === 270, 'a smaller picture');
    expect(latest()?.sent.camera?.limitedBy).to.equal('bandwidth');
    say({ availableOutgoingBitrate: 3_000_000 }, {});
    await until(() => latest()?.sent.camera?.height === 360, 'a whole picture again');
    expect(latest()?.sent.camera?.limitedBy).to.equal('nothing');
  });

  it('is nothing, if the app allows no more, though the browser speaks of the line', async () => {
    const latest = await connect(300_000);
    say({ availableOutgoingBitrate: 3_000_000 }, { qualityLimitationReason: 'bandwidth' });
    await until(() => latest()?.sent.camera?.height === 270, 'a smaller picture');
    await until(() => latest()?.sent.camera?.limitedBy === 'nothing', 'all that is allowed');
  });
});
