import { qrCode } from './qr-code.js';

/** What `dev --https` prints below the address. */
export function welcome(url: string, others: readonly string[], hasColors: boolean): string {
  const also = others.length === 0 ? '' : `If that does not answer, try ${others.join(' or ')}\n`;
  return `
${qrCode(url, hasColors)}
Open it on any device in this network: point its camera at the code, or type the address.
${also}The browser will warn that the connection is not private, since this computer has made the certificate itself and
nobody vouches for it. Go on: in Chrome by "Advanced" and "Proceed", in Firefox by "Advanced" and "Accept the Risk
and Continue", in Safari by "Show Details" and "visit this website".
Whoever is in this network can open it as well. Stop with Ctrl-C.
`;
}
