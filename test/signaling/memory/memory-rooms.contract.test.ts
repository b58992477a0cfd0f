import { createMemorySignaling } from '../../../src/signaling/memory/memory-signaling.js';
import { describeRoomContract } from '../../support/room-contract.js';

describeRoomContract('in memory', async () => {
  const signaling = createMemorySignaling();
  return { connect: () => signaling.connect(), teardown: () => signaling.settled() };
});

describeRoomContract('in memory, with messages that take their time', async () => {
  const signaling = createMemorySignaling({ latencyMs: [1, 20] });
  return { connect: () => signaling.connect(), teardown: () => signaling.settled() };
});
