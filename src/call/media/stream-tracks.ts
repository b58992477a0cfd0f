/** Sets the tracks of a stream. Returns whether they have changed. */
export function setTracks(
  stream: MediaStream,
  wanted: readonly (MediaStreamTrack | null)[],
): boolean {
  const tracks = wanted.filter((track) => track !== null);
  const present = stream.getTracks();
  const gone = present.filter((track) => !tracks.includes(track));
  const added = tracks.filter((track) => !present.includes(track));
  // Add first, then remove: if the stream is empty for a moment, Firefox 153 restarts the element that plays it.
  for (const track of added) stream.addTrack(track);
  for (const track of gone) stream.removeTrack(track);
  return gone.length + added.length > 0;
}
