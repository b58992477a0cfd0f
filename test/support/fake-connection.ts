/** The part of a data channel that heartbeat and monitor use, under a test's control. */
export class FakeChannel extends EventTarget {
  readyState: RTCDataChannelState = 'connecting';
  /** What was sent. */
  readonly sent: string[] = [];
  /** Whether the other end answers each ping at once. */
  isAnswered = true;

  send(data: string): void {
    if (this.readyState !== 'open') throw new DOMException('Not open', 'InvalidStateError');
    this.sent.push(data);
    if (this.isAnswered && data === 'ping') this.hear('pong');
  }

  open(): void {
    this.readyState = 'open';
    this.dispatchEvent(new Event('open'));
  }

  hear(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
}

/** The part of an RTCPeerConnection that a monitor uses, under a test's control. */
export class FakeConnection extends EventTarget {
  connectionState: RTCPeerConnectionState = 'new';
  readonly sctp = { transport: { state: 'connected' as RTCDtlsTransportState } };
  readonly channel = new FakeChannel();
  /** What has come over it, in bytes. */
  bytesReceived = 0;
  /** How often somebody asked for the figures. */
  looks = 0;

  getStats(): Promise<RTCStatsReport> {
    this.looks += 1;
    const { bytesReceived } = this;
    const stats = { type: 'candidate-pair', bytesReceived };
    return Promise.resolve(new Map([['pair', stats]]) as unknown as RTCStatsReport);
  }

  become(state: RTCPeerConnectionState): void {
    this.connectionState = state;
    this.dispatchEvent(new Event('connectionstatechange'));
  }

  openChannel(): void {
    this.channel.open();
  }
}
