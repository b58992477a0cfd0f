// The client of the tutorial that this project grew from. It sends exactly the same messages: one for every description
// and one for every candidate. What are inputs and buttons in its page are arguments here.
let socket;
let connection;
let remoteConnectionId = null;
let sent = 0;

const sendMessage = (type, payload) => {
  sent += 1;
  socket.send(JSON.stringify({ connectionId: remoteConnectionId, message: { type, payload } }));
};

const onMessage = (type, callback) =>
  socket.addEventListener('message', ({ data }) => {
    const { message, from } = JSON.parse(data);
    if (message?.type === type) void callback(message.payload, from);
  });

const getConnectionId = () =>
  new Promise((resolve) => {
    socket.addEventListener('message', ({ data }) => resolve(JSON.parse(data).connectionId), {
      once: true,
    });
    socket.send('');
  });

const sendSdpAnswer = async () => {
  await connection.setLocalDescription(await connection.createAnswer());
  sendMessage('SDP', connection.localDescription);
};

export const page = {
  async goOnline({ url }) {
    connection = new RTCPeerConnection();
    socket = new WebSocket(url);
    await new Promise((resolve) => socket.addEventListener('open', resolve));
    const stream = await navigator.mediaDevices.getUserMedia({ video: true, audio: false });
    for (const track of stream.getTracks()) connection.addTrack(track);
    connection.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate !== null) sendMessage('ICE', candidate);
    });
    const connectionId = await getConnectionId();
    onMessage('SDP', async (description, from) => {
      await connection.setRemoteDescription(description);
      if (description.type !== 'offer') return;
      remoteConnectionId = from;
      await sendSdpAnswer();
    });
    onMessage('ICE', (candidate) => connection.addIceCandidate(candidate));
    return connectionId;
  },

  async dial(connectionId) {
    remoteConnectionId = connectionId;
    await connection.setLocalDescription(await connection.createOffer());
    sendMessage('SDP', connection.localDescription);
  },

  /** Whether there is nothing more to send. */
  isDone: () =>
    connection.connectionState === 'connected' && connection.iceGatheringState === 'complete',

  sent: () => sent,
};
