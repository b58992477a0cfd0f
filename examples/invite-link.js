// The invite link is this page's own address with `#call=<address>` at its end: whoever opens it has the address of
// the other side filled in.
import { shareLink } from './share-link.js';

/** @type {any} */
const element = document.querySelector('p2p-video-call');

const invitedTo = new URLSearchParams(location.hash.slice(1)).get('call');
if (invitedTo) element.setAttribute('peer-id', invitedTo);

shareLink(element, (connectionId) => {
  const url = new URL(location.href);
  url.hash = new URLSearchParams({ call: connectionId }).toString();
  return url.href;
});
