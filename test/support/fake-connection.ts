/** As much of an RTCPeerConnection and its data channel as a monitor looks at, in the hands of a test. */
export class FakeConnection extends EventTarget {
  connectionState: RTCPeerConnectionState = 'new';
  /** How often an ICE restart was asked for. */
  restarts = 0;
  readonly channel = Object.assign(new EventTarget(), {
    readyState: 'connecting',
  });

  restartIce(): void {
    this.restarts += 1;
  }

  become(state: RTCPeerConnectionState): void {
    this.connectionState = state;
    this.dispatchEvent(new Event('connectionstatechange'));
  }

  openChannel(): void {
    this.channel.readyState = 'open';
    this.channel.dispatchEvent(new Event('open'));
  }
}
