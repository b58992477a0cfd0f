// What can be heard: of the players that sound, of the tracks that they play, and of what the browser gives out. The
// samples come from recordings: an AudioContext would give them too, but without a sound card Firefox's never starts.
{
  /** Chromium's fake microphone beeps every half second. */
  const WINDOW_MS = 600;
  /** A beep peaks at more than a tenth; the codecs make no noise out of silence. */
  const AUDIBLE = 0.01;
  const SILENT = 0.001;
  /**
   * Of what has been given out in a window. Chromium counts what players sound, and nothing while they are muted, stand
   * still, or play another track than their stream has (it goes on with the one before after a swap); Firefox counts
   * whatever arrives.
   */
  const ENERGY = 0.001;
  const RATE = 48_000;
  const { senses } = globalThis;

  /** The loudest sample of what was recorded, between 0 and 1; 0 if nothing came. */
  async function peakIn(blob) {
    const decoder = new OfflineAudioContext(1, 1, RATE);
    const sound = await decoder.decodeAudioData(await blob.arrayBuffer()).catch(() => null);
    const samples = sound?.getChannelData(0) ?? [];
    return samples.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0);
  }

  /** What the browser has given out of all that the page's connections have brought. */
  async function energyOfAll() {
    const open = senses.connections.filter(({ signalingState }) => signalingState !== 'closed');
    const reports = await Promise.all(open.map((connection) => connection.getStats()));
    const stats = reports.flatMap((report) => [...report.values()]);
    const sounds = stats.filter(({ type, kind }) => type === 'inbound-rtp' && kind === 'audio');
    return sounds.reduce((sum, { totalAudioEnergy = 0 }) => sum + totalAudioEnergy, 0);
  }

  /** Records a track in windows, one after the other, until it is closed. */
  class Ear {
    /** The loudest sample of the last whole window; `null` before there is one. */
    peak = null;
    /** What the browser gave out meanwhile. */
    energy = 0;
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
        const before = await energyOfAll();
        const blob = await this.#record();
        const energy = (await energyOfAll()) - before;
        const peak = await peakIn(blob);
        if (this.#isOpen) Object.assign(this, { peak, energy });
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

    #earsAt(player) {
      return voicesIn(player).map((track) => {
        if (!this.#ears.has(track)) this.#ears.set(track, new Ear(track));
        return this.#ears.get(track);
      });
    }

    #missing(players) {
      const reports = players.map((player) => {
        const ears = this.#earsAt(player);
        const obstacles = [
          ...obstaclesOf(player),
          !ears.some(({ peak }) => peak >= AUDIBLE) && 'no sound in its track',
          !ears.some(({ energy }) => energy >= ENERGY) && 'the browser gives nothing out',
        ].filter(Boolean);
        return { obstacles, text: `${senses.nameOf(player)}: ${obstacles.join(', ') || 'sounds'}` };
      });
      const count = reports.filter(({ obstacles }) => obstacles.length === 0).length;
      if (count === 1) return [];
      return [`${count} players sound; ${reports.map(({ text }) => text).join('; ')}`];
    }

    #present(players) {
      const isSilent = ({ peak, energy }) => peak !== null && peak <= SILENT && energy < ENERGY;
      return players
        .map((player) => [player, this.#earsAt(player)])
        .filter(([, ears]) => !ears.every(isSilent))
        .map(([player, ears]) => {
          const peaks = ears.map(({ peak, energy }) => `${peak} (energy ${energy})`);
          return `sound up to ${peaks.join(', ')} in ${senses.nameOf(player)}`;
        });
    }
  };
}
