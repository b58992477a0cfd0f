/**
 * Counts what the page has open. It must be imported before anything else, and holds on to nothing: what is forgotten
 * without being closed is found as long as the garbage collector has not taken it.
 */
const connections = [];
const sockets = [];
const tracks = [];
const timeouts = new Set();
const intervals = new Set();

const remember = (list, item) => list.push(new WeakRef(item));

globalThis.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(...rest) {
    super(...rest);
    remember(connections, this);
  }
};

globalThis.WebSocket = class extends WebSocket {
  constructor(...rest) {
    super(...rest);
    remember(sockets, this);
  }
};

for (const name of ['getUserMedia', 'getDisplayMedia']) {
  const original = navigator.mediaDevices[name].bind(navigator.mediaDevices);
  navigator.mediaDevices[name] = async (constraints) => {
    const stream = await original(constraints);
    for (const track of stream.getTracks()) remember(tracks, track);
    return stream;
  };
}

function countTimers(set, setName, clearName, isOnce) {
  const [start, stop] = [globalThis[setName], globalThis[clearName]];
  globalThis[setName] = (callback, ...rest) => {
    const id = start(
      (...values) => {
        if (isOnce) set.delete(id);
        callback(...values);
      },
      ...rest,
    );
    set.add(id);
    return id;
  };
  globalThis[clearName] = (id) => {
    set.delete(id);
    stop(id);
  };
}
countTimers(timeouts, 'setTimeout', 'clearTimeout', true);
countTimers(intervals, 'setInterval', 'clearInterval', false);

function countOf(list, isOpen) {
  // What is gone need not be looked at again.
  const rest = list.filter((reference) => reference.deref() !== undefined);
  list.splice(0, list.length, ...rest);
  return rest.filter((reference) => isOpen(reference.deref())).length;
}

/** What is open at this moment, and how many connections the collector has not taken yet. */
export function inventory() {
  return {
    connections: countOf(connections, ({ signalingState }) => signalingState !== 'closed'),
    uncollected: countOf(connections, () => true),
    tracks: countOf(tracks, ({ readyState }) => readyState === 'live'),
    sockets: countOf(sockets, ({ readyState }) => readyState < WebSocket.CLOSING),
    timers: timeouts.size + intervals.size,
  };
}
