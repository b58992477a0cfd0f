import { openWindows, runCall } from './seed-call.js';
import { runNegotiation } from './seed-run.js';

/** A track for which no permission is needed. */
function createTone() {
  const audio = new AudioContext();
  return audio.createMediaStreamDestination().stream.getAudioTracks()[0];
}

const tone = createTone();

export const page = {
  /** Runs seeds, several at once: odd ones as whole calls, even ones as negotiators alone. Resolves with the results. */
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
