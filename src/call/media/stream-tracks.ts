/** Gives a stream these tracks, and says whether it had others. */
export function setTracks(
  stream: MediaStream,
  wanted: readonly (MediaStreamTrack | null)[],
): boolean {
  const tracks = wanted.filter((track) => track !== null);
  const present = stream.getTracks();
  const gone = present.filter((track) => !tracks.includes(track));
  const added = tracks.filter((track) => !present.includes(track));
  // In this order: Firefox 153 starts an element over whose stream was empty for a moment.
  for (const track of added) stream.addTrack(track);
  for (const track of gone) stream.removeTrack(track);
  return gone.length + added.length > 0;
}
