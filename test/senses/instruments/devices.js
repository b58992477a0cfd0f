// Cameras of one colour each and microphones of one tone each, where the scene has some (`globalThis.sceneDevices`): the
// browsers' own look and sound alike. So it is seen and heard which of them is used.
{
  const { cameras, microphones, hasFinger } = globalThis.sceneDevices ?? {};

  /** Less than a voice at its loudest. */
  const LOUDNESS = 0.3;
  const PAINT_MS = 50;
  const { mediaDevices } = navigator;
  const opened = [];
  let sounds = null;

  /** A picture of one colour in which something moves. */
  function paint(color, width, height) {
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const context = canvas.getContext('2d');
    let step = 0;
    const draw = () => {
      context.fillStyle = color;
      context.fillRect(0, 0, width, height);
      context.fillStyle = 'white';
      context.fillRect((step += 8) % width, 0, width / 8, height / 8);
    };
    draw();
    setInterval(draw, PAINT_MS);
    return canvas.captureStream(1_000 / PAINT_MS).getVideoTracks()[0];
  }

  /** All microphones of the page hear the same: somebody who speaks, or not. */
  function speak(hertz) {
    const context = (sounds ??= new AudioContext());
    void context.resume();
    const voice = new OscillatorNode(context, { frequency: hertz });
    const mouth = new GainNode(context, { gain: globalThis.ownDevices.isSpeaking ? LOUDNESS : 0 });
    const output = context.createMediaStreamDestination();
    voice.connect(mouth).connect(output);
    voice.start();
    const [track] = output.stream.getAudioTracks();
    opened.push({ track, mouth });
    return track;
  }

  const find = (devices, { deviceId, facingMode } = {}) =>
    devices.find(({ id }) => id === (deviceId?.exact ?? deviceId?.ideal)) ??
    devices.find(
      ({ facing }) => facing === (facingMode?.exact ?? facingMode?.ideal ?? facingMode),
    ) ??
    devices[0];

  // Such functions become the page's own, too: none may have a name that pages have, such as `open`.
  function asDevice(track, { id, facing }) {
    track.getSettings = () => ({ deviceId: id, ...(facing && { facingMode: facing }) });
    if (track.kind === 'video') opened.push({ track });
    return track;
  }

  const infoOf = (kind) => (device) => {
    const info = { kind, deviceId: device.id, label: device.label, groupId: '' };
    return { ...info, toJSON: () => info };
  };

  globalThis.ownDevices = {
    isSpeaking: true,
    /** Lets the person speak, or be silent. */
    speak(isSpeaking) {
      this.isSpeaking = isSpeaking;
      for (const { mouth } of opened) if (mouth) mouth.gain.value = isSpeaking ? LOUDNESS : 0;
    },
    /** How many of the devices that were opened are still open. */
    openCount: () => opened.filter(({ track }) => track.readyState === 'live').length,
  };

  if (cameras && microphones) {
    const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
    const enumerateDevices = mediaDevices.enumerateDevices.bind(mediaDevices);
    let allowed = null;
    mediaDevices.getUserMedia = async ({ audio, video }) => {
      // Browsers name the loudspeakers to pages that have a microphone.
      await (allowed ??= getUserMedia({ audio: true }));
      const [camera, microphone] = [find(cameras, video || {}), find(microphones, audio || {})];
      return new MediaStream([
        ...(audio ? [asDevice(speak(microphone.hertz), microphone)] : []),
        ...(video ? [asDevice(paint(camera.color, 320, 180), camera)] : []),
      ]);
    };
    mediaDevices.enumerateDevices = async () => {
      // Without the focus, Firefox does not answer.
      const others = document.hasFocus() ? await enumerateDevices() : [];
      return [
        ...cameras.map(infoOf('videoinput')),
        ...microphones.map(infoOf('audioinput')),
        ...others.filter(({ kind }) => kind === 'audiooutput'),
      ];
    };
    // Without a display, Firefox has no screen.
    mediaDevices.getDisplayMedia = async () => new MediaStream([paint('#e020e0', 640, 360)]);
  }

  if (hasFinger) {
    const { matchMedia } = window;
    window.matchMedia = (query) =>
      matchMedia.call(window, query.replace('(pointer: coarse)', 'all'));
  }
}
