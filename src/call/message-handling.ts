// What reads the peer's messages, and knows whether they still arrive: one file on the CDN, which is fetched with a call.
export { PeerPresence } from './peer-presence.js';
export { ALLOWED_MESSAGES } from './terms/allowed-messages.js';
export { parseCallMessage } from './terms/call-message.js';
export { toDisplayName } from './terms/display-name.js';
