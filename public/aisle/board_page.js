// The board: draws the charts, computes stale answers again, and moves or removes cards.
const said = document.getElementById('said');
const tell = (text) => { said.textContent = text; };

// The chat keeps the choice of light or dark under this name.
const chosen = localStorage.getItem('vite-ui-theme');
const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
document.documentElement.classList.toggle('dark', dark);

let drawing;
function plotly() {
  drawing ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = '/board/plotly.js';
    script.onload = () => resolve(window.Plotly);
    script.onerror = reject;
    document.head.append(script);
  });
  return drawing;
}

async function draw(within) {
  const places = [...within.querySelectorAll('.chart:not([data-drawn])')];
  if (!places.length) return;
  const library = await plotly();
  for (const place of places) {
    place.dataset.drawn = '';
    const { data, layout, config } = JSON.parse(place.dataset.figure);
    library.newPlot(place, data, { ...layout, height: 240, autosize: true }, config);
  }
}

async function send(method, path) {
  const answer = await fetch(path, { method });
  if (!answer.ok) {
    const { detail } = await answer.json().catch(() => ({}));
    throw new Error(detail || 'That did not work. Please load the page again.');
  }
  return answer;
}

async function run(card) {
  card.setAttribute('aria-busy', 'true');
  try {
    const html = await (await send('POST', `/board/pins/${card.id}/run`)).text();
    const fresh = new DOMParser().parseFromString(html, 'text/html').querySelector('article');
    card.replaceWith(fresh);
    await draw(fresh);
    return fresh;
  } finally {
    card.removeAttribute('aria-busy');
  }
}

async function runAll(cards) {
  for (const [i, card] of cards.entries()) {
    tell(`Computing ${i + 1} of ${cards.length} again …`);
    await run(card);
  }
  if (cards.length) tell(cards.length === 1 ? 'One answer is up to date.' : `${cards.length} answers are up to date.`);
}

const acts = {
  run: async (card) => { tell('Computing again …'); (await run(card)).querySelector('[data-do="run"]').focus(); tell('Up to date.'); },
  up: async (card) => { await send('POST', `/board/pins/${card.id}/move?steps=-1`); card.previousElementSibling?.before(card); card.querySelector('[data-do="up"]').focus(); },
  down: async (card) => { await send('POST', `/board/pins/${card.id}/move?steps=1`); card.nextElementSibling?.after(card); card.querySelector('[data-do="down"]').focus(); },
  unpin: async (card) => { await send('DELETE', `/board/pins/${card.id}`); card.remove(); tell('Taken off the board. Its conversation is kept.'); if (!document.querySelector('article')) location.reload(); },
};

document.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-do]');
  if (button) acts[button.dataset.do](button.closest('article')).catch((error) => tell(error.message));
});
document.getElementById('run-all').addEventListener('click', () => {
  runAll([...document.querySelectorAll('article')]).catch((error) => tell(error.message));
});

draw(document).catch(() => tell('The charts could not be drawn.'));
runAll([...document.querySelectorAll('article[data-stale]')]).catch((error) => tell(error.message));
