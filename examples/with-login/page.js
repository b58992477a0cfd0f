import { ApiGatewaySignalingClient, P2pVideoCallElement } from 'p2p-video-call';

const form = document.querySelector('form');
const problem = document.querySelector('#problem');
const logOut = /** @type {HTMLElement} */ (document.querySelector('#log-out'));
const endpoint = await (await fetch('/relay')).text();

/** Asked by the client each time it connects. Without a token the relay lets nobody in, and says so. */
async function getToken() {
  const response = await fetch('/token', { method: 'POST' });
  if (response.status === 401) showForm('Please log in.');
  return response.ok ? response.text() : '';
}

/** The element of the library, with a token. */
class CallElement extends P2pVideoCallElement {
  createSignaling() {
    return new ApiGatewaySignalingClient({ endpoint, getToken });
  }
}
customElements.define('call-with-login', CallElement);

/** @type {CallElement | null} */
let call = null;

function showForm(text) {
  problem.textContent = text;
  form.hidden = false;
  logOut.hidden = true;
}

function showCall() {
  form.hidden = true;
  logOut.hidden = false;
  // Who logs in again in the middle of a call stays in it.
  if (call && call.state !== 'offline') return;
  call?.remove();
  call = new CallElement();
  form.after(call);
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const body = JSON.stringify(Object.fromEntries(new FormData(form)));
  const response = await fetch('/login', { method: 'POST', body });
  if (response.ok) showCall();
  else showForm(await response.text());
});

logOut.addEventListener('click', async () => {
  await fetch('/logout', { method: 'POST' });
  call?.remove();
  call = null;
  showForm('You are logged out.');
});

// Who has a session already need not log in again.
if (await getToken()) showCall();
