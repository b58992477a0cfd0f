import { runSeed } from './seed-run.js';

/** A track that needs no permission. */
function createTone() {
  const audio = new AudioContext();
  return audio.createMediaStreamDestination().stream.getAudioTracks()[0];
}

const tone = createTone();

export const page = {
  /** Runs these seeds, so many at once. Resolves with the results of those that were not clean, and figures of all. */
  async run({ seeds, atOnce }) {
    const waiting = [...seeds];
    const results = [];
    const worker = async () => {
      for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
        results.push(await runSeed(seed, tone));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    return results;
  },
};
