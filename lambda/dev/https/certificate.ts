import { isIP } from 'node:net';
import { generate } from 'selfsigned';

/** Both as PEM. The key never leaves the memory of this process. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

const DAY_MS = 24 * 60 * 60_000;
/** A server that somebody tries things out with does not run longer. Apple takes 825 days at most. */
const VALID_MS = 30 * DAY_MS;
/** A telephone's clock may be behind. */
const EARLIER_MS = DAY_MS;

const DNS_NAME = 2;
const IP_ADDRESS = 7;

/**
 * Makes a certificate that nobody else vouches for, so that browsers warn of it.
 *
 * @param names what the server is reached by: names, and addresses without brackets
 * @see https://support.apple.com/en-us/103769 for what telephones ask of one
 */
export async function makeCertificate(names: readonly string[]): Promise<Certificate> {
  const now = Date.now();
  const { private: key, cert } = await generate(
    [{ name: 'commonName', value: 'p2p-video-call dev' }],
    {
      keyType: 'ec',
      curve: 'P-256',
      algorithm: 'sha256',
      notBeforeDate: new Date(now - EARLIER_MS),
      notAfterDate: new Date(now + VALID_MS),
      extensions: [
        { name: 'basicConstraints', cA: false, critical: true },
        { name: 'keyUsage', digitalSignature: true, critical: true },
        { name: 'extKeyUsage', serverAuth: true },
        {
          name: 'subjectAltName',
          altNames: [...new Set(names)].map((name) =>
            isIP(name) === 0 ? { type: DNS_NAME, value: name } : { type: IP_ADDRESS, ip: name },
          ),
        },
      ],
    },
  );
  return { key, cert };
}
