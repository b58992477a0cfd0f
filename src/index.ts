import './element/define.js';

export * from './core.js';
export {
  CallIncomingEvent,
  ConnectionIdEvent,
  ElementErrorEvent,
  ElementStateChangeEvent,
  P2pVideoCallElement,
  type ElementState,
  type StringKey,
  type Strings,
} from './element/p2p-video-call.js';
