/**
 * Counts what the page has open. It must be imported before anything else. It keeps weak references only: something
 * that was dropped without being closed is counted until the garbage collector has taken it.
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
  // Collected ones are not looked at again.
  const rest = list.filter((reference) => reference.deref() !== undefined);
  list.splice(0, list.length, ...rest);
  return rest.filter((reference) => isOpen(reference.deref())).length;
}

/** What is open at present, and how many connections have not been collected yet. */
export function inventory() {
  return {
    connections: countOf(connections, ({ signalingState }) => signalingState !== 'closed'),
    uncollected: countOf(connections, () => true),
    tracks: countOf(tracks, ({ readyState }) => readyState === 'live'),
    sockets: countOf(sockets, ({ readyState }) => readyState < WebSocket.CLOSING),
    timers: timeouts.size + intervals.size,
  };
}
