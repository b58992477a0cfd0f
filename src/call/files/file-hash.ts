/** SHA-256. */
export function hashBlock(bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  return crypto.subtle.digest('SHA-256', bytes);
}

/**
 * What a file hashes to: SHA-256 over the SHA-256 of each of its blocks, one after the other. WebCrypto can't hash what comes
 * piece by piece, and the whole file may be larger than the memory.
 */
export async function hashOfHashes(
  hashes: readonly ArrayBuffer[],
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await hashBlock(new Uint8Array(await new Blob([...hashes]).arrayBuffer())));
}
