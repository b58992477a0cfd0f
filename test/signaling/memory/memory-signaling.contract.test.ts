import { createMemorySignaling } from '../../../src/signaling/memory/memory-signaling.js';
import { describeSignalingContract } from '../../support/signaling-contract.js';

describeSignalingContract('in memory', async () => {
  const signaling = createMemorySignaling();
  return {
    a: signaling.connect(),
    b: signaling.connect(),
    teardown: () => signaling.settled(),
  };
});
