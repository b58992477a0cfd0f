export {
  createMemorySignaling,
  type MemorySignaling,
  type MemorySignalingOptions,
} from './signaling/memory/memory-signaling.js';
