const connection = new RTCPeerConnection();
connection.addEventListener('track', ({ streams: [stream] }) => {
  document.querySelector('#remote').srcObject = stream;
});

const gathered = async () => {
  while (connection.iceGatheringState !== 'complete') {
    await new Promise((resolve) => {
      connection.addEventListener('icegatheringstatechange', resolve, { once: true });
    });
  }
  return connection.localDescription.toJSON();
};

/** The bench carries the descriptions itself. */
globalThis.pair = {
  connection,
  async open({ codec, maxBitrate }) {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
    document.querySelector('#self').srcObject = stream;
    for (const track of stream.getTracks()) connection.addTrack(track, stream);
    const { codecs } = RTCRtpReceiver.getCapabilities('video');
    const isFirst = ({ mimeType }) => mimeType === codec;
    const [, video] = connection.getTransceivers();
    video.setCodecPreferences([
      ...codecs.filter(isFirst),
      ...codecs.filter((one) => !isFirst(one)),
    ]);
    this.limit = async () => {
      const parameters = video.sender.getParameters();
      for (const encoding of parameters.encodings) encoding.maxBitrate = maxBitrate;
      await video.sender.setParameters(parameters);
    };
  },
  async offer() {
    await connection.setLocalDescription();
    return gathered();
  },
  async answer(offer) {
    await connection.setRemoteDescription(offer);
    await connection.setLocalDescription();
    await this.limit();
    return gathered();
  },
  async accept(answer) {
    await connection.setRemoteDescription(answer);
    await this.limit();
  },
};
