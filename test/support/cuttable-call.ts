import { PeerCall } from '../../src/call/peer-call.js';

/** A call whose connections report the state that the test wants. */
export class CuttableCall extends PeerCall {
  /** All connections of the call, in order. */
  readonly connections: RTCPeerConnection[] = [];
  readonly states: string[] = [];

  /** The present connection. */
  get connection(): RTCPeerConnection {
    return this.connections.at(-1)!;
  }

  protected override createConnection(config: RTCConfiguration): RTCPeerConnection {
    const connection = super.createConnection(config);
    this.connections.push(connection);
    return connection;
  }

  protected override onStateChange(state: string): void {
    this.states.push(state);
  }

  /** Makes the present connection report this state, whatever its real one, until `tellTruth()`. */
  pretend(connectionState: RTCPeerConnectionState): void {
    Object.defineProperty(this.connection, 'connectionState', {
      configurable: true,
      get: () => connectionState,
    });
    this.connection.dispatchEvent(new Event('connectionstatechange'));
  }

  tellTruth(): void {
    Reflect.deleteProperty(this.connection, 'connectionState');
    this.connection.dispatchEvent(new Event('connectionstatechange'));
  }
}

/** Its first connection reports `connecting` until `tellTruth()`. */
export class SlowCall extends CuttableCall {
  protected override createConnection(config: RTCConfiguration): RTCPeerConnection {
    const connection = super.createConnection(config);
    if (this.connections.length === 1) this.pretend('connecting');
    return connection;
  }
}
