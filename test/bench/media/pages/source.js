/** In browsers that can't be given a clip: a canvas over which a large picture full of noise is moved, and a tone. */
function drawnStream() {
  const [width, height, travel] = [1280, 720, 90];
  const tile = new OffscreenCanvas(width + travel, height + travel);
  const noise = tile.getContext('2d');
  for (let grain = 128; grain >= 2; grain /= 2) {
    noise.globalAlpha = 0.35;
    for (let y = 0; y < tile.height; y += grain) {
      for (let x = 0; x < tile.width; x += grain) {
        const grey = Math.floor(Math.random() * 255);
        noise.fillStyle = `rgb(${grey} ${grey} ${grey})`;
        noise.fillRect(x, y, grain, grain);
      }
    }
  }
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d', { alpha: false });
  let frame = 0;
  const draw = () => {
    frame += 1;
    const shift = ((1 - Math.cos((2 * Math.PI * frame) / 60)) / 2) * travel;
    context.drawImage(tile, -shift, -shift / 2);
    // A picture that stands still for the rest costs nothing; this makes every frame another one.
    context.drawImage(tile, 500, 100, 300, 400, 450 + shift, 150, 300, 400);
  };
  draw();
  setInterval(draw, 1000 / 30);
  const audio = new AudioContext();
  const tone = audio.createOscillator();
  tone.type = 'sawtooth';
  tone.frequency.value = 160;
  const syllables = audio.createOscillator();
  syllables.frequency.value = 4;
  const gain = audio.createGain();
  gain.gain.value = 0.15;
  syllables.connect(gain.gain);
  tone.connect(gain);
  const output = audio.createMediaStreamDestination();
  gain.connect(output);
  tone.start();
  syllables.start();
  return new MediaStream([
    ...canvas.captureStream(30).getVideoTracks(),
    ...output.stream.getAudioTracks(),
  ]);
}

/** @param {'devices' | 'drawn'} kind @param {number} [lines] of the devices' picture */
export function openSource(kind, lines = 720) {
  if (kind === 'drawn') return drawnStream();
  return navigator.mediaDevices.getUserMedia({
    // What the browser does against echo and noise would change a voice that is none.
    audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    video: { width: (lines * 16) / 9, height: lines, frameRate: 30 },
  });
}
