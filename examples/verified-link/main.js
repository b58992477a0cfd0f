// A page that is one meeting. Who opens it without an invitation makes one, and sends the link to the other over a way that
// both trust. Its fragment has a room and a secret in it that no server sees: the element finds them there by itself, only
// who has the link can join, and the relay can't stand in between.
import { createInvite, readInvite } from 'p2p-video-call';

/** @type {(selector: string) => any} */
const $ = (selector) => document.querySelector(selector);

// It stays in the page's address, also when that is reloaded.
const isInvited = readInvite() !== null;
if (!isInvited) history.replaceState(null, '', createInvite().url);

$('#what').textContent = isInvited
  ? 'You have a link. Join.'
  : 'Send this link to one person, and join.';
$('#invite').hidden = isInvited;
$('#link').value = location.href;

$('#invite').addEventListener('submit', async (event) => {
  event.preventDefault();
  $('#link').select();
  try {
    await navigator.clipboard.writeText(location.href);
    $('#copy').textContent = 'Copied';
  } catch {
    // Without clipboard access (plain http, or refused) the link is selected for Ctrl+C.
    $('#copy').textContent = 'Press Ctrl+C';
  }
});
