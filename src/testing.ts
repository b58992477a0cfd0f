export {
  createMemorySignaling,
  type MemorySignaling,
  type MemorySignalingOptions,
} from './signaling/memory-signaling.js';
