/** People know themselves from mirrors; what the camera at the back sees (and any text in it) is no mirror image. */
export function isMirrored(stream: MediaStream | null): boolean {
  return stream?.getVideoTracks()[0]?.getSettings().facingMode !== 'environment';
}
