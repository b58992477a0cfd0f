import type { Connection } from '../connection.js';
import type { Fault, GoneFault, HalfOpenFault, KillFault, SwapIdFault } from './fault.js';

/** A fault that acts on the connections that are open when it starts. */
export type ConnectionFault = KillFault | SwapIdFault | HalfOpenFault | GoneFault;

export function isConnectionFault(fault: Fault): fault is ConnectionFault {
  return ['kill', 'swap-id', 'half-open', 'gone'].includes(fault.kind);
}

/** Applies such a fault to one connection. */
export function applyConnectionFault(fault: ConnectionFault, connection: Connection): void {
  switch (fault.kind) {
    case 'kill':
      connection.runsDisconnect = !fault.withoutDisconnect;
      if (fault.code === undefined) connection.drop();
      else connection.close(fault.code);
      break;
    case 'swap-id':
      connection.goAway();
      break;
    case 'half-open':
      connection.freeze();
      break;
    case 'gone':
      connection.drop();
      break;
  }
}
