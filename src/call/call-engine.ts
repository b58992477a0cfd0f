// What a page needs once there is a call: one file on the CDN, which is fetched then.
export { CallTransport } from './connection/call-transport.js';
export { CallVerification } from './verification/call-verification.js';
