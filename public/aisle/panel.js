// The evidence panel: its rows as a table that sorts, with the cells of the pressed figure lit.
import { ofLink } from './figures.js';
import { editable } from './query.js';
import { table } from './table.js';

let pressed = { message: '', mark: '', places: [] };

document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a[href^="#figure/"], a[href^="#evidence/"]') : null;
  if (!link) return;
  const figure = link.getAttribute('href').startsWith('#figure/') ? ofLink(link) : null;
  const [, message, mark] = link.getAttribute('href').split('/');
  pressed = { message, mark: figure ? figure.card?.mark : mark, places: figure?.card?.places ?? [] };
  document.querySelector('#side-view-content .aisle-query')?.remove();
  // What was lit for the figure before goes; what React draws anew is dressed again as well.
  document.querySelector('#side-view-content .aisle-panel-table')?.remove();
  for (const li of document.querySelectorAll('#side-view-content li.lit')) li.classList.remove('lit');
}, true);

async function dress(content) {
  const link = content.querySelector('a[href^="/answers/"][href$="/csv"]');
  const rows = content.querySelector('.prose > :has(> div > table)');
  if (!link || !rows || rows.nextElementSibling?.classList.contains('aisle-table')) return;
  const [, , thread, message, mark] = link.getAttribute('href').split('/');
  const places = message === pressed.message ? pressed.places.filter((place) => place.mark === mark) : [];
  const reply = await fetch(`/answers/${thread}/${message}/${mark}/table`).catch(() => null);
  if (!reply?.ok || rows.nextElementSibling?.classList.contains('aisle-table')) return;
  const made = table(await reply.json(), { lit: places });
  made.classList.add('aisle-panel-table');
  // Where React has put its own table elsewhere since, ours has stayed behind.
  for (const old of content.querySelectorAll('.aisle-panel-table')) old.remove();
  rows.after(made);
  const lit = made.querySelector('td.lit') ?? beside(content, places);
  lit?.scrollIntoView({ block: 'center', inline: 'center' });
}

// A figure that stands beside the rows: a total, a base.
function beside(content, places) {
  const labels = places.filter((place) => place.row === null).map((place) => `${place.label}:`);
  const found = [...content.querySelectorAll('.prose li')].filter((li) => labels.some((l) => li.textContent.trim().startsWith(l)));
  for (const li of found) li.classList.add('lit');
  return found[0];
}

let waiting = 0;
new MutationObserver(() => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const content = document.querySelector('#side-view-content');
    if (!content) return;
    dress(content);
    if (pressed.mark) editable(content, pressed);
  }, 60);
}).observe(document.documentElement, { childList: true, subtree: true });
