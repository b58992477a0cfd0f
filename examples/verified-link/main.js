// Who opens the page without a link makes one, and sends it to the other over a way that both trust. Its fragment has a
// secret in it that no server sees: only who has the link can call, and the relay can't stand in between.
import { createInvite, readInvite } from 'p2p-video-call';

/** @type {(selector: string) => any} */
const $ = (selector) => document.querySelector(selector);

const element = $('p2p-video-call');
const invite = readInvite();

if (invite) {
  $('#what').textContent = 'You have a link. Call.';
  $('#share').hidden = true;
  element.secret = invite.secret;
  element.peerId = new URLSearchParams(location.hash.slice(1)).get('call');
} else {
  $('#what').textContent = 'Send this link to one person, and stay here.';
  const { secret, url } = createInvite();
  element.secret = secret;
  const show = (connectionId) => ($('#link').value = `${url}&call=${connectionId}`);
  // The address is new after every reconnect; the element may have the first one already.
  element.addEventListener('connection-id', (event) => show(event.connectionId));
  if (element.connectionId) show(element.connectionId);
}
