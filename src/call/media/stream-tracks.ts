/**
 * Sets the tracks of a stream that may be playing. Returns whether they have changed.
 *
 * Two things of Firefox 153 decide the order. An element that has a picture goes on with it when another is added, and
 * chooses none when the first goes: it stands for good. So pictures go before others come. But a stream that is empty
 * for a moment ends the element that plays it. So sounds come before that, and go after it.
 *
 * @param bridge a sound that is in the stream meanwhile, if there would be nothing else
 */
export function setTracks(
  stream: MediaStream,
  wanted: readonly (MediaStreamTrack | null)[],
  bridge: MediaStreamTrack | null = null,
): boolean {
  const tracks = wanted.filter((track) => track !== null);
  const present = stream.getTracks();
  const gone = present.filter((track) => !tracks.includes(track));
  const added = tracks.filter((track) => !present.includes(track));
  const hasSound = [...present, ...tracks].some(isSound);
  const isBridged = bridge !== null && !hasSound && gone.length > 0 && added.length > 0;
  if (isBridged) stream.addTrack(bridge);
  for (const track of added.filter(isSound)) stream.addTrack(track);
  for (const track of gone.filter(isPicture)) stream.removeTrack(track);
  for (const track of added.filter(isPicture)) stream.addTrack(track);
  for (const track of gone.filter(isSound)) stream.removeTrack(track);
  if (isBridged) stream.removeTrack(bridge);
  return gone.length + added.length > 0;
}

const isSound = ({ kind }: MediaStreamTrack): boolean => kind === 'audio';
const isPicture = ({ kind }: MediaStreamTrack): boolean => kind === 'video';
