import { PeerCall } from '../../src/call/peer-call.js';

/** A call whose connections say what the test wants them to say of their path. */
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

  /** Lets the present connection claim to be in this state, whatever happens to it, until `tellTruth()`. */
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

/** Its first connection does not come up before `tellTruth()`. */
export class SlowCall extends CuttableCall {
  protected override createConnection(config: RTCConfiguration): RTCPeerConnection {
    const connection = super.createConnection(config);
    if (this.connections.length === 1) this.pretend('connecting');
    return connection;
  }
}
