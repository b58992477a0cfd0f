// Runs before the page's own scripts. Notes what the page opens and what it plays, wherever it hides it: in a shadow
// root, in another document, or in an element that is in no document at all.
{
  const connections = [];
  const ownTracks = new Set();
  const players = new Set();
  const reloads = [];

  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...rest) {
      super(...rest);
      connections.push(this);
    }
  };

  const { mediaDevices } = navigator;
  /** Kinds of devices (`audio`, `video`) that this computer does not have. */
  const missing = globalThis.missingDevices ?? [];
  /** A camera of few pixels: how fast this computer can encode them is nothing that is measured here. */
  const small = ({ video, ...rest }) => {
    return { ...rest, video: { ...(video === true ? {} : video), width: 320, height: 240 } };
  };
  const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async (constraints) => {
    if (missing.some((kind) => constraints[kind])) {
      throw new DOMException('Requested device not found', 'NotFoundError');
    }
    const stream = await getUserMedia(constraints.video ? small(constraints) : constraints);
    for (const track of stream.getTracks()) ownTracks.add(track);
    return stream;
  };
  const getDisplayMedia = mediaDevices.getDisplayMedia.bind(mediaDevices);
  mediaDevices.getDisplayMedia = async (options) => {
    const stream = await getDisplayMedia(options);
    for (const track of stream.getTracks()) ownTracks.add(track);
    return stream;
  };
  const enumerateDevices = mediaDevices.enumerateDevices.bind(mediaDevices);
  mediaDevices.enumerateDevices = async () =>
    (await enumerateDevices()).filter(({ kind }) => !missing.some((name) => kind.startsWith(name)));

  /** Whose media it plays, as far as it plays any: `own` or `peer`. */
  const owners = new WeakMap();
  function ownerOf(player) {
    const tracks = player.srcObject?.getTracks() ?? [];
    if (tracks.length > 0) owners.set(player, tracks.some(isOwn) ? 'own' : 'peer');
    return owners.get(player);
  }
  const isOwn = (track) => ownTracks.has(track);

  function record(player) {
    if (players.has(player)) return;
    players.add(player);
    player.addEventListener('emptied', () => reloads.push(kindOf(player)));
  }

  function kindOf(player) {
    if (ownerOf(player) === 'own') return 'self-view';
    return player.muted ? 'picture' : 'voice';
  }

  const { get, set } = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject');
  Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
    configurable: true,
    enumerable: true,
    get,
    set(stream) {
      // Whose media it has played so far: afterwards there may be none in it.
      ownerOf(this);
      record(this);
      set.call(this, stream);
    },
  });

  globalThis.senses = {
    /** All RTCPeerConnections of the page, oldest first. */
    connections,
    /** All media elements that have been given a stream. */
    players: () => [...players].filter(({ srcObject }) => srcObject !== null),
    ownerOf,
    nameOf: ({ localName, part, id }) => `<${localName} ${part.value || id}>`,
    /** For each `emptied` since the last time it was asked, what was interrupted: `voice`, `picture` or `self-view`. */
    takeReloads: () => reloads.splice(0),
    /** Windows that the test has opened, into which a part of the page may be moved. */
    windows: [],
  };
}
