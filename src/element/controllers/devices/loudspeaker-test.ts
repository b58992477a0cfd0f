/** Four notes upwards, in Hz. */
const NOTES = [523.25, 659.25, 783.99, 1046.5];
const NOTE_SECONDS = 0.22;
const LAST_SECONDS = 0.6;
const VOLUME = 0.2;
/** Sound that starts at once would click. */
const ATTACK_SECONDS = 0.02;

/** Plays a short melody, so that the user hears which loudspeaker it is. */
export class LoudspeakerTest {
  #context: AudioContext | null = null;

  /** @returns a promise that resolves when it has been played, or was stopped; it rejects if that loudspeaker can't be used */
  async play(deviceId: string): Promise<void> {
    this.stop();
    const context = (this.#context = new AudioContext());
    try {
      const [output, player] = await outputTo(context, deviceId);
      await context.resume();
      // Stopped in between.
      if (context.state === 'running') await playNotes(context, output);
      player?.pause();
    } finally {
      if (context === this.#context) this.stop();
    }
  }

  stop(): void {
    void this.#context?.close();
    this.#context = null;
  }
}

/** By an element that plays: only Chromium lets an audio context choose. */
async function outputTo(
  context: AudioContext,
  deviceId: string,
): Promise<[output: AudioNode, player: HTMLAudioElement | null]> {
  if (deviceId === '') return [context.destination, null];
  const output = context.createMediaStreamDestination();
  const player = new Audio();
  player.srcObject = output.stream;
  await player.setSinkId(deviceId);
  await player.play();
  return [output, player];
}

async function playNotes(context: AudioContext, output: AudioNode): Promise<void> {
  let at = context.currentTime;
  let last: OscillatorNode | undefined;
  for (const [index, frequency] of NOTES.entries()) {
    const seconds = index === NOTES.length - 1 ? LAST_SECONDS : NOTE_SECONDS;
    const volume = context.createGain();
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(VOLUME, at + ATTACK_SECONDS);
    volume.gain.linearRampToValueAtTime(0, at + seconds);
    volume.connect(output);
    last = new OscillatorNode(context, { frequency, type: 'triangle' });
    last.connect(volume);
    last.start(at);
    last.stop(at + seconds);
    at += seconds;
  }
  await new Promise<void>((resolve) => {
    if (last) last.onended = () => resolve();
    // A closed context ends nothing.
    context.onstatechange = () => context.state === 'closed' && resolve();
  });
}
