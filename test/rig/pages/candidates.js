/** The pair of candidates that media flows over: `{local, remote}`, each with its type and protocol. */
export async function selectedPair(connection) {
  const report = await connection.getStats();
  const entries = [...report.values()];
  const transport = entries.find(({ type }) => type === 'transport');
  // Firefox marks the pair as `selected` instead of naming it in the transport's report.
  const pair =
    report.get(transport?.selectedCandidatePairId) ?? entries.find(({ selected }) => selected);
  if (pair === undefined) return null;
  return {
    local: describe(report.get(pair.localCandidateId)),
    remote: describe(report.get(pair.remoteCandidateId)),
  };
}

/** `relayProtocol` is how a browser reaches its own TURN server; for the peer's candidates it is unknown here. */
function describe({ candidateType, protocol, relayProtocol = null, address }) {
  return { type: candidateType, protocol, relayProtocol, address };
}

/** Every candidate type that occurs in a text. */
export function candidateTypesIn(text) {
  return [...new Set([...text.matchAll(/ typ (\w+)/g)].map(([, type]) => type))].sort();
}
