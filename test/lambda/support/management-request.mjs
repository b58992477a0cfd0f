import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';

/**
 * The headers of a request to `@connections` that is signed as AWS demands it.
 *
 * @param gateway its address, region and credentials
 * @param {{method: string, path: string, body?: string}} request `path` as it is on the wire
 * @param {object} [options] of the signature, such as `signingDate`
 */
export async function signedHeaders(gateway, { method, path, body }, options = {}) {
  const { hostname, port, host, protocol } = new URL(gateway.managementUrl);
  const { credentials, region } = gateway;
  const signer = new SignatureV4({ credentials, region, service: 'execute-api', sha256: Sha256 });
  const request = { method, protocol, hostname, port, path, headers: { host }, body };
  return (await signer.sign(request, options)).headers;
}

/** Calls `@connections` for the connection `id`, signed with the credentials of the gateway. */
export async function manage(gateway, method, id, body) {
  const url = new URL(`${gateway.managementUrl}/@connections/${encodeURIComponent(id)}`);
  const headers = await signedHeaders(gateway, { method, path: url.pathname, body });
  return fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
}
