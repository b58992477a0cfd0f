/** A room is for one call. */
const PLACES = 2;
/** So that nobody fills the server's memory. */
const MAX_NAME_LENGTH = 1_024;
const MAX_ROOMS_OF_A_SOCKET = 4;

/**
 * The server's half of rooms: two who know the same name meet. `member` is a random text of the client's own. Who comes back
 * with the same one after a lost connection takes its former place, even if the server has not noticed the loss yet.
 *
 * @param {import('socket.io').Server} io
 */
export function relayRooms(io) {
  /** The members of each room, by name: their sockets, by member. */
  const rooms = new Map();

  const othersIn = (name, id) =>
    [...(rooms.get(name)?.values() ?? [])].filter((other) => other.id !== id);

  function tell(name) {
    for (const socket of rooms.get(name)?.values() ?? []) {
      const ids = othersIn(name, socket.id).map(({ id }) => id);
      socket.emit('room-members', name, ids);
    }
  }

  function remove(name, isGone) {
    const members = rooms.get(name) ?? new Map();
    for (const [member, socket] of members) {
      if (isGone(member, socket)) members.delete(member);
    }
    if (members.size === 0) rooms.delete(name);
    tell(name);
  }

  io.on('connection', (socket) => {
    const joined = new Set();

    socket.on('join-room', (name, member, done) => {
      if (typeof done !== 'function') return;
      const isGood = [name, member].every((text) => typeof text === 'string' && text !== '');
      if (!isGood || name.length > MAX_NAME_LENGTH || member.length > MAX_NAME_LENGTH) return;
      const members = rooms.get(name) ?? new Map();
      const isFull = !members.has(member) && members.size >= PLACES;
      const isGreedy = !joined.has(name) && joined.size >= MAX_ROOMS_OF_A_SOCKET;
      if (isFull || isGreedy) return done(null);
      rooms.set(name, members.set(member, socket));
      joined.add(name);
      done(othersIn(name, socket.id).map(({ id }) => id));
      tell(name);
    });

    socket.on('leave-room', (name, member) => {
      joined.delete(name);
      remove(name, (key, other) => key === member && other === socket);
    });

    socket.on('room-message', (name, message) => {
      if (!joined.has(name)) return;
      for (const other of othersIn(name, socket.id)) {
        other.emit('room-message', name, socket.id, message);
      }
    });

    socket.on('disconnect', () => {
      for (const name of joined) remove(name, (_, other) => other === socket);
    });
  });
}
