// Who opens the page without an invitation makes one, and sends the link to the other over a way that both trust. Its
// fragment has a secret in it that no server sees: only who has the link can call, and the relay can't stand in between.
import { createInvite, readInvite } from 'p2p-video-call';
import { shareLink } from '../share-link.js';

/** @type {(selector: string) => any} */
const $ = (selector) => document.querySelector(selector);

const element = $('p2p-video-call');

// It stays in the page's address, also when that is reloaded.
if (!readInvite()) history.replaceState(null, '', createInvite().url);
element.secret = readInvite().secret;

const peerId = new URLSearchParams(location.hash.slice(1)).get('call');
if (peerId) {
  $('#what').textContent = 'You have a link. Call.';
  $('#invite').hidden = true;
  element.peerId = peerId;
} else {
  $('#what').textContent = 'Send this link to one person, and stay here.';
  shareLink(element, (connectionId) => `${location.href}&call=${connectionId}`);
}
