const all = new Set();
let most = 0;

/** How many connections of this page are open. */
export function countOpen() {
  for (const connection of all) if (connection.signalingState === 'closed') all.delete(connection);
  return all.size;
}

globalThis.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(...values) {
    super(...values);
    all.add(this);
    most = Math.max(most, countOpen());
  }
};

/** How many were open at once, since it was last asked. */
export function takeMostOpen() {
  const taken = most;
  most = countOpen();
  return taken;
}
