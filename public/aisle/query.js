// The query in the evidence panel can be rewritten; it is checked, run and told as a turn of its own.
import { make, tell } from './dom.js';

const drafts = new Map(); // what was written and not taken back, by evidence

export function editable(content, { message, mark }) {
  const heading = [...content.querySelectorAll('.prose h5')].find((h) => h.textContent === 'The query');
  const code = heading && following(heading)?.querySelector('code');
  // Two statements cannot be run as one query.
  if (!code || /;\s*\S/.test(code.textContent)) return;
  const present = content.querySelector('.aisle-query');
  if (present) {
    // React may have drawn the query anew, below ours.
    if (present.previousElementSibling !== following(heading)) following(heading).after(present);
    return;
  }
  const key = `${message}/${mark}`;
  const place = make('div', { class: 'aisle-query' });
  const open = (text) => {
    const field = make('textarea', { 'aria-label': 'The query, to be rewritten', spellcheck: 'false', rows: '10' });
    field.value = text;
    field.addEventListener('input', () => drafts.set(key, field.value));
    field.addEventListener('keydown', (event) => {
      event.stopPropagation();
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) run();
    });
    const run = () => { drafts.set(key, field.value); tell({ edit: { message, mark, sql: field.value } }); };
    place.replaceChildren(field, make('div', { class: 'deeds' },
      make('button', { type: 'button', class: 'run', text: 'Run', onclick: run }),
      make('button', { type: 'button', text: 'Discard', onclick: () => { drafts.delete(key); shut(); } }),
      make('small', { text: 'Read-only: one SELECT, checked before it runs' })));
    return field;
  };
  const begin = () => {
    const field = open(code.textContent.trim());
    field.setSelectionRange(0, 0);
    field.focus();
    field.scrollTop = 0;
  };
  const shut = () => place.replaceChildren(make('button', { type: 'button', text: 'Edit SQL', onclick: begin }));
  if (drafts.has(key)) open(drafts.get(key)); else shut();
  following(heading).after(place);
}

// The code may stand some way after its heading.
function following(heading) {
  let node = heading.nextElementSibling;
  while (node && !node.querySelector('code')) node = node.nextElementSibling;
  return node;
}
