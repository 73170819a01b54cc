// Loaded before the chat: the page follows the system's light or dark until someone chooses.
if (!localStorage.getItem('vite-ui-theme')) localStorage.setItem('vite-ui-theme', 'system');

// What our own modules add to the page; without them it stays readable and whole.
const own = () => ['whole', 'home', 'board', 'working', 'export', 'access'].forEach((name) => import(`/public/aisle/${name}.js`));
// A browser that has them already runs them before there is a body to add to.
if (document.body) own();
else document.addEventListener('DOMContentLoaded', own);

// A mark in an answer (#evidence/<message>/<mark>) opens its evidence beside the chat, and so does a figure
// (#figure/<message>/<number of its claim>).
// The capture phase comes before React, which would open the link in a new tab.
document.addEventListener(
  'click',
  (event) => {
    const link = event.target instanceof Element && event.target.closest('a[href^="#evidence/"], a[href^="#figure/"]');
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    const [kind, message, which] = link.getAttribute('href').split('/');
    const asked = kind === '#figure' ? { figure: Number(which) } : { mark: which };
    window.postMessage({ open: 'evidence', message, ...asked }, window.location.origin);
  },
  true
);

// No other link in an answer leads anywhere: the server shows them as text, but a streamed one may come in two
// pieces, of which neither is one.
for (const kind of ['click', 'auxclick'])
  document.addEventListener(
    kind,
    (event) => {
      const link = event.target instanceof Element && event.target.closest('.message-content a[href], #side-view-content a[href]');
      if (!link || new URL(link.href, location.href).origin === location.origin) return;
      event.preventDefault();
      event.stopPropagation();
    },
    true
  );

// Plotly measures its place when the window is resized; the panel beside the chat resizes the place alone.
const places = new ResizeObserver(() => window.dispatchEvent(new Event('resize')));
new MutationObserver(() => {
  for (const place of document.querySelectorAll('.inline-plotly-container:not([data-watched])')) {
    place.dataset.watched = '';
    places.observe(place);
  }
}).observe(document.documentElement, { childList: true, subtree: true });
