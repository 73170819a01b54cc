// A bound figure in the text: a small card while it is pointed at, its evidence when it is pressed.
import { make } from './dom.js';
import { viewOf } from './answers.js';

const FIGURES = 'a[href^="#figure/"]';
const card = document.body.appendChild(make('div', { id: 'aisle-card', role: 'tooltip', hidden: true }));
let shown = null;

export function ofLink(link) {
  const [, message, number] = link.getAttribute('href').split('/');
  return { message, number, card: viewOf(message)?.figures[number] ?? null };
}

function show(link) {
  const found = ofLink(link).card;
  if (!found || shown === link) return;
  hide();
  shown = link;
  card.replaceChildren(...[
    make('strong', { text: found.figure }), make('span', { text: found.what }),
    found.formula && make('code', { text: found.formula }), make('small', { text: found.source }),
    make('small', { text: 'Press for the rows and the query' }),
  ].filter(Boolean));
  card.hidden = false;
  link.setAttribute('aria-describedby', card.id);
  const place = link.getBoundingClientRect();
  const size = card.getBoundingClientRect();
  const above = place.top > size.height + 16;
  card.style.left = `${Math.max(8, Math.min(place.left, innerWidth - size.width - 8))}px`;
  card.style.top = `${above ? place.top - size.height - 6 : place.bottom + 6}px`;
}

function hide() {
  shown?.removeAttribute('aria-describedby');
  shown = null;
  card.hidden = true;
}

const linkOf = (event) => (event.target instanceof Element ? event.target.closest(FIGURES) : null);
for (const kind of ['mouseover', 'focusin']) {
  document.addEventListener(kind, (event) => { const link = linkOf(event); if (link) show(link); else if (kind === 'mouseover') hide(); });
}
document.addEventListener('focusout', hide);
document.addEventListener('keydown', (event) => { if (event.key === 'Escape') hide(); });
document.addEventListener('scroll', hide, true);
document.addEventListener('click', hide, true);
