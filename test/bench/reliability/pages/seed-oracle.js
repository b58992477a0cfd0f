import { ufragsOf } from './seed-script.js';

/**
 * What two settled connections do not agree on, in words; empty if they agree on everything.
 *
 * @param ends each `name`, `connection`, `link`, and `abandoned`, ICE credentials that restarts should have replaced
 */
export function problemsOf(ends) {
  const [here, there] = ends;
  return [
    ...ends.flatMap(problemsOfEnd),
    ...disagreements(here, there),
    ...disagreements(there, here),
  ];
}

function problemsOfEnd({ name, connection, link, abandoned }) {
  const { signalingState, connectionState } = connection;
  const problems = [];
  if (signalingState !== 'stable') problems.push(`${name}: ${signalingState}`);
  if (connectionState !== 'connected') problems.push(`${name}: ${connectionState}`);
  if (link.unacknowledgedCount > 0) problems.push(`${name}: messages wait for the peer`);
  // A stale answer would cancel a restart without any error.
  const isRestarted = ufragsOf(connection.localDescription).every((ufrag) => !abandoned.has(ufrag));
  if (!isRestarted) problems.push(`${name}: ICE was not restarted`);
  return problems;
}

function disagreements(here, there) {
  const problems = [];
  const [own, others] = [
    ufragsOf(here.connection.localDescription),
    ufragsOf(there.connection.remoteDescription),
  ];
  if (own.join() !== others.join())
    problems.push(`${there.name}: another ufrag than ${here.name} has`);
  const theirs = new Map(there.connection.getTransceivers().map((each) => [each.mid, each]));
  for (const transceiver of here.connection.getTransceivers()) {
    const { mid, direction, currentDirection } = transceiver;
    const other = mid === null ? undefined : theirs.get(mid);
    if (!other) problems.push(`${here.name}: transceiver ${mid} is unknown to ${there.name}`);
    else if (currentDirection !== common(direction, other.direction)) {
      problems.push(
        `${here.name}: ${mid} is ${currentDirection}, wants ${direction}, the peer ${other.direction}`,
      );
    }
  }
  return problems;
}

/** The negotiated direction if one side wants `own` and the other `others`. */
function common(own, others) {
  const sends = own.includes('send') && others.includes('recv');
  const receives = own.includes('recv') && others.includes('send');
  if (sends) return receives ? 'sendrecv' : 'sendonly';
  return receives ? 'recvonly' : 'inactive';
}
