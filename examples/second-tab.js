// Opens this page in a second tab. Once a meeting is started, its link is the page's own address.
document
  .querySelector('#second-tab')
  .addEventListener('click', () => window.open(location.href, '_blank'));
