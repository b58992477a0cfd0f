import { openWindows, runCall } from './seed-call.js';
import { runNegotiation } from './seed-run.js';

/** A track that needs no permission. */
function createTone() {
  const audio = new AudioContext();
  return audio.createMediaStreamDestination().stream.getAudioTracks()[0];
}

const tone = createTone();

export const page = {
  /** Runs these seeds, so many at once: odd ones are whole calls, even ones negotiators alone. Resolves with their results. */
  async run({ seeds, atOnce }) {
    const waiting = [...seeds];
    const results = [];
    const worker = async () => {
      const windows = await openWindows();
      for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
        const isCall = seed % 2 === 1;
        results.push(await (isCall ? runCall(seed, tone, windows) : runNegotiation(seed, tone)));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    return results;
  },
};
