// What can be heard: of the players that sound, and of the tracks that they play. The samples come from recordings: an
// AudioContext would give them too, but without a sound card Firefox's never starts.
{
  /** Chromium's fake microphone beeps every half second. */
  const WINDOW_MS = 600;
  /** A beep peaks at more than a tenth; the codecs make no noise out of silence. */
  const AUDIBLE = 0.01;
  const SILENT = 0.001;
  const RATE = 48_000;
  const { senses } = globalThis;

  /** The loudest sample of what was recorded, between 0 and 1; 0 if nothing came. */
  async function peakIn(blob) {
    const decoder = new OfflineAudioContext(1, 1, RATE);
    const sound = await decoder.decodeAudioData(await blob.arrayBuffer()).catch(() => null);
    const samples = sound?.getChannelData(0) ?? [];
    return samples.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0);
  }

  /** Records a track in windows, one after the other, until it is closed. */
  class Ear {
    /** The loudest sample of the last whole window; `null` before there is one. */
    peak = null;
    #track;
    #recorder = null;
    #isOpen = true;

    constructor(track) {
      this.#track = track;
      void this.#listen();
    }

    close() {
      this.#isOpen = false;
      if (this.#recorder?.state === 'recording') this.#recorder.stop();
    }

    async #listen() {
      while (this.#isOpen && this.#track.readyState === 'live') {
        const blob = await this.#record();
        if (this.#isOpen) this.peak = await peakIn(blob);
      }
    }

    #record() {
      const recorder = (this.#recorder = new MediaRecorder(new MediaStream([this.#track])));
      return new Promise((resolve) => {
        recorder.addEventListener('dataavailable', ({ data }) => resolve(data), { once: true });
        recorder.addEventListener('start', () => {
          setTimeout(() => recorder.state === 'recording' && recorder.stop(), WINDOW_MS);
        });
        recorder.start();
      });
    }
  }

  const clocks = new WeakMap();
  /** Whether its clock has gone on since the last look. */
  function advances(player) {
    const before = clocks.get(player);
    clocks.set(player, player.currentTime);
    return before !== undefined && player.currentTime > before;
  }

  /** What keeps a player from sounding; empty if nothing does. */
  function obstaclesOf(player) {
    return [
      !advances(player) && `its clock stands at ${player.currentTime.toFixed(2)}`,
      player.paused && 'it is paused',
      player.muted && 'it is muted',
      player.volume === 0 && 'its volume is 0',
      player.readyState < HTMLMediaElement.HAVE_CURRENT_DATA && `readyState ${player.readyState}`,
    ].filter(Boolean);
  }

  const isVoice = ({ kind, readyState }) => kind === 'audio' && readyState === 'live';
  const voicesIn = (player) => player.srcObject.getTracks().filter(isVoice);

  /** Listens to all that plays, from now on. */
  senses.Listener = class {
    #ears = new Map();

    /** What is wrong if the peer is to be heard, or not to be; a list of sentences. */
    look(isHeard) {
      const withVoice = senses.players().filter((player) => voicesIn(player).length > 0);
      const [own, peers] = ['own', 'peer'].map((owner) =>
        withVoice.filter((player) => senses.ownerOf(player) === owner),
      );
      const echoes = own.filter((player) => obstaclesOf(player).length === 0);
      return [
        ...echoes.map((player) => `the own voice is played by ${senses.nameOf(player)}`),
        ...(isHeard ? this.#missing(peers) : this.#present(peers)),
      ];
    }

    close() {
      for (const ear of this.#ears.values()) ear.close();
    }

    #peaksOf(player) {
      return voicesIn(player).map((track) => {
        if (!this.#ears.has(track)) this.#ears.set(track, new Ear(track));
        return this.#ears.get(track).peak;
      });
    }

    #missing(players) {
      const reports = players.map((player) => {
        const isLoud = this.#peaksOf(player).some((peak) => peak >= AUDIBLE);
        const obstacles = [...obstaclesOf(player), ...(isLoud ? [] : ['no sound in its track'])];
        return { obstacles, text: `${senses.nameOf(player)}: ${obstacles.join(', ') || 'sounds'}` };
      });
      const count = reports.filter(({ obstacles }) => obstacles.length === 0).length;
      if (count === 1) return [];
      return [`${count} players sound; ${reports.map(({ text }) => text).join('; ')}`];
    }

    #present(players) {
      const isSilent = (peak) => peak !== null && peak <= SILENT;
      return players
        .map((player) => [player, this.#peaksOf(player)])
        .filter(([, peaks]) => !peaks.every(isSilent))
        .map(([player, peaks]) => `sound up to ${peaks.join(', ')} in ${senses.nameOf(player)}`);
    }
  };
}
