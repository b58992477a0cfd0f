/** The pair of candidates that media flows over: `{local, remote}`, each with its type and protocol. */
export async function selectedPair(connection) {
  const report = await connection.getStats();
  const entries = [...report.values()];
  const transport = entries.find(({ type }) => type === 'transport');
  // Firefox marks the pair instead of naming it.
  const pair =
    report.get(transport?.selectedCandidatePairId) ?? entries.find(({ selected }) => selected);
  if (pair === undefined) return null;
  return {
    local: describe(report.get(pair.localCandidateId)),
    remote: describe(report.get(pair.remoteCandidateId)),
  };
}

/** `relayProtocol` is how a browser reaches its TURN server; of the peer's candidates nobody but the peer knows it. */
function describe({ candidateType, protocol, relayProtocol = null, address }) {
  return { type: candidateType, protocol, relayProtocol, address };
}

/** Every kind of candidate that a text, whatever it is, has in it. */
export function candidateTypesIn(text) {
  return [...new Set([...text.matchAll(/ typ (\w+)/g)].map(([, type]) => type))].sort();
}
