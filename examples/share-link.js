// The card with the link that a page hands out: it is shown, copied, and opened in a second tab.
/** @type {(selector: string) => any} */
const $ = (selector) => document.querySelector(selector);

const form = $('#invite');
const link = $('#link');
const copy = $('#invite [type=submit]');
const secondTab = $('#second-tab');

/**
 * Shows the link to an element's address.
 *
 * @param {HTMLElement & { readonly connectionId: string | null }} element
 * @param {(connectionId: string) => string} toLink
 */
export function shareLink(element, toLink) {
  const show = (connectionId) => {
    link.value = toLink(connectionId);
    copy.disabled = false;
    secondTab.disabled = false;
  };
  // The address is new after every reconnect; the element may have the first one already.
  element.addEventListener('connection-id', (event) => show(event.connectionId));
  if (element.connectionId) show(element.connectionId);
}

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
