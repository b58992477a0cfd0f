// The invite link is this page's own address with `#call=<address>` at its end: whoever opens it has the address of
// the other side filled in.
/** @type {(selector: string) => any} */
const $ = (selector) => document.querySelector(selector);

const element = $('p2p-video-call');
const form = $('#invite');
const link = $('#link');
const copy = $('#invite [type=submit]');
const secondTab = $('#second-tab');

const invitedTo = new URLSearchParams(location.hash.slice(1)).get('call');
if (invitedTo) element.setAttribute('peer-id', invitedTo);

function showLink(connectionId) {
  const url = new URL(location.href);
  url.hash = new URLSearchParams({ call: connectionId }).toString();
  link.value = url.href;
  copy.disabled = false;
  secondTab.disabled = false;
}

// The address is new after every reconnect; the element may have the first one already.
element.addEventListener('connection-id', (event) => showLink(event.connectionId));
if (element.connectionId) showLink(element.connectionId);

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  link.select();
  try {
    await navigator.clipboard.writeText(link.value);
    copy.textContent = 'Copied';
  } catch {
    // Without clipboard access (plain http, or refused) the link is selected for Ctrl+C.
    copy.textContent = 'Press Ctrl+C';
  }
});

secondTab.addEventListener('click', () => window.open(link.value, '_blank'));
