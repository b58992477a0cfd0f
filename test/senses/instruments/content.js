// What it is that is heard and seen: which colour a picture has, which tones are in a sound.
{
  const LOUD = 0.02;
  const BRIGHT = 110;
  const { senses } = globalThis;
  const canvas = new OffscreenCanvas(16, 16);
  const context = canvas.getContext('2d', { willReadFrequently: true });

  const COLORS = { r: 'red', g: 'green', b: 'blue', rb: 'purple' };

  /** The colour at a place of the picture, in parts of its width and height; `undefined` if it is none of those that are meant. */
  senses.colorAt = (video, x = 0.5, y = 0.6) => {
    if (!video || video.videoWidth === 0) return undefined;
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    const [at, down] = [Math.floor(x * canvas.width), Math.floor(y * canvas.height)];
    const { data } = context.getImageData(at, down, 1, 1);
    return COLORS[['r', 'g', 'b'].filter((_, index) => data[index] > BRIGHT).join('')];
  };

  /** Whether the picture of this part is on the screen, and of this colour. */
  senses.seesColor = (part, color) => {
    const video = senses.host().renderRoot.querySelector(`[part=${part}]`);
    return senses.isOnScreen(video) && senses.colorAt(video) === color;
  };

  /** How much of this tone is in the samples: its amplitude, by Goertzel's method. */
  function strengthOf(samples, rate, hertz) {
    const factor = 2 * Math.cos((2 * Math.PI * hertz) / rate);
    let [before, last] = [0, 0];
    for (const sample of samples) [before, last] = [last, sample + factor * last - before];
    return (2 / samples.length) * Math.sqrt(last ** 2 + before ** 2 - factor * last * before);
  }

  let ear = null;
  /** Whether this tone is in what plays the peer's voice; the tones of a scene differ by far more than a voice does. */
  senses.hearsTone = (hertz) => {
    const [track] =
      senses.host().renderRoot.querySelector('.voice').srcObject?.getAudioTracks() ?? [];
    if (!track) return false;
    if (ear?.track !== track) {
      const sound = ear?.sound ?? new AudioContext();
      void sound.resume();
      const analyser = new AnalyserNode(sound, { fftSize: 8_192 });
      sound.createMediaStreamSource(new MediaStream([track])).connect(analyser);
      ear = { track, sound, analyser, samples: new Float32Array(8_192) };
    }
    ear.analyser.getFloatTimeDomainData(ear.samples);
    return strengthOf(ear.samples, ear.sound.sampleRate, hertz) > LOUD;
  };

  /** Plays a file that was saved. @returns whether its sound has all of these tones, and its picture these colours at their places */
  senses.isRecordingOf = async (base64, type, tones, places) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const decoded = await new OfflineAudioContext(1, 1, 48_000).decodeAudioData(
      bytes.slice().buffer,
    );
    const samples = decoded.getChannelData(0);
    // In the middle: whoever is recorded is heard all the time.
    const middle = samples.subarray(samples.length / 2, samples.length / 2 + 24_000);
    const strengths = tones.map((hertz) => strengthOf(middle, decoded.sampleRate, hertz));
    const video = Object.assign(document.createElement('video'), { muted: true, loop: true });
    video.src = URL.createObjectURL(new Blob([bytes], { type }));
    await video.play();
    const isSeen = () => places.every(([color, x, y]) => senses.colorAt(video, x, y) === color);
    await senses.until(isSeen, `the colours ${JSON.stringify(places)} in the recording`);
    URL.revokeObjectURL(video.src);
    return { strengths, areHeard: strengths.every((strength) => strength > LOUD) };
  };

  /** Notes how far along the bars of files are said to be. `progressSeen`: how often that was neither the beginning nor the end. */
  senses.watchProgress = () => {
    const seen = new Set();
    setInterval(() => {
      const bar = senses.host().renderRoot.querySelector('progress');
      if (bar && bar.value > 0 && bar.value < bar.max) seen.add(bar.value);
    }, 10);
    senses.progressSeen = () => seen.size;
  };

  const pixelsOf = (video) => {
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    return context.getImageData(0, 0, canvas.width, canvas.height).data.join();
  };

  /** Whether the picture is of this colour in the window that is above all others, and moves there. */
  senses.movesInPip = async (color) => {
    const { window: pip } = globalThis.documentPictureInPicture;
    const video = pip?.document.querySelector('video.remote');
    if (senses.colorAt(video) !== color) return false;
    const before = pixelsOf(video);
    await new Promise((resolve) => setTimeout(resolve, 200));
    return pixelsOf(video) !== before;
  };

  /** Presses the button of this name there. @returns whether there is one */
  senses.pressInPip = (name) => {
    const { document } = globalThis.documentPictureInPicture.window;
    const button = document.querySelector(`button[aria-label="${name}"]`);
    button?.click();
    return button !== null;
  };
}
