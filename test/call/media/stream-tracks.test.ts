import { expect } from '@open-wc/testing';
import { setTracks } from '../../../src/call/media/stream-tracks.js';

/** What a stream was made of after each change. */
class NotedStream extends MediaStream {
  readonly history: string[] = [];

  override addTrack(track: MediaStreamTrack): void {
    super.addTrack(track);
    this.#note();
  }

  override removeTrack(track: MediaStreamTrack): void {
    super.removeTrack(track);
    this.#note();
  }

  #note(): void {
    const kinds = this.getTracks().map(({ kind }) => kind);
    this.history.push(kinds.sort().join('+'));
  }
}

describe('setTracks()', () => {
  let connection: RTCPeerConnection;
  beforeEach(() => (connection = new RTCPeerConnection()));
  afterEach(() => connection.close());

  const sound = () => connection.addTransceiver('audio').receiver.track;
  const picture = () => connection.addTransceiver('video').receiver.track;

  // Firefox 153 never shows a picture that was added while another was there, and ends what plays an empty stream.
  it('takes a picture away before another comes, and keeps a sound meanwhile', () => {
    const stream = new NotedStream([sound(), picture()]);
    const wanted = [sound(), picture()];
    expect(setTracks(stream, wanted)).to.equal(true);
    expect(stream.getTracks()).to.have.members(wanted);
    expect(stream.history).to.deep.equal([
      'audio+audio+video',
      'audio+audio',
      'audio+audio+video',
      'audio+video',
    ]);
  });

  it('leaves the sound alone when the picture alone changes', () => {
    const same = sound();
    const stream = new NotedStream([same, picture()]);
    const other = picture();
    setTracks(stream, [same, other], sound());
    expect(stream.getTracks()).to.have.members([same, other]);
    expect(stream.history).to.deep.equal(['audio', 'audio+video']);
  });

  it('has the bridge in a stream of pictures alone while one takes the place of another', () => {
    const stream = new NotedStream([picture()]);
    const other = picture();
    expect(setTracks(stream, [other], sound())).to.equal(true);
    expect(stream.getTracks()).to.deep.equal([other]);
    expect(stream.history).to.deep.equal(['audio+video', 'audio', 'audio+video', 'video']);
  });

  it('needs no bridge for what comes first or goes last, nor for what stays', () => {
    const [bridge, only] = [sound(), picture()];
    const stream = new NotedStream();
    expect(setTracks(stream, [only], bridge)).to.equal(true);
    expect(setTracks(stream, [only, null], bridge)).to.equal(false);
    expect(setTracks(stream, [], bridge)).to.equal(true);
    expect(stream.history).to.deep.equal(['video', '']);
  });
});
