/**
 * Every candidate that reaches the browser, from now on. To be called after the test's `LeakGuard` is installed, which puts
 * the browser's own class back.
 */
export function candidatesTried(): string[] {
  const tried: string[] = [];
  const { prototype } = RTCPeerConnection;
  const original: (
    this: RTCPeerConnection,
    candidate?: RTCIceCandidateInit | null,
  ) => Promise<void> = Reflect.get(prototype, 'addIceCandidate');
  prototype.addIceCandidate = function (candidate?: RTCIceCandidateInit | null) {
    if (candidate?.candidate) tried.push(candidate.candidate);
    return original.call(this, candidate);
  };
  return tried;
}
