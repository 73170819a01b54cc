// A table from the server's grid: sorted by the places it gives, folded when it is long, cells lit.
import { make, say } from './dom.js';

const NEXT = { none: 'first', first: 'second', second: 'none' };

export function table(grid, { fold = 0, lit = [] } = {}) {
  const body = make('tbody');
  const heads = grid.columns.map((column, n) =>
    make('th', { scope: 'col', class: column.figure ? 'figure' : null, 'aria-sort': 'none' },
      make('button', { type: 'button', onclick: () => sortBy(n) },
        make('span', { text: column.label }), column.unit && make('small', { text: column.unit }))));
  const lines = grid.rows.map((cells, r) =>
    make('tr', {}, ...cells.map((text, c) => make('td', { text, class: grid.columns[c].figure ? 'figure' : null }))));
  const scroll = make('div', { class: 'aisle-scroll', tabindex: '0', role: 'region', 'aria-label': `Table: ${grid.title}` },
    make('table', {}, make('caption', { class: 'aisle-unseen', text: grid.title }),
      make('thead', {}, make('tr', {}, ...heads)), body));
  const long = fold > 0 && lines.length > fold;
  const more = long && make('button', { type: 'button', class: 'aisle-more', 'aria-expanded': 'false', onclick: unfold });
  const whole = make('div', { class: 'aisle-table' }, scroll, more);
  let order = lines.map((_, n) => n);
  let open = !long;

  function show() {
    body.replaceChildren(...(open ? order : order.slice(0, fold)).map((n) => lines[n]));
    scroll.classList.toggle('open', open && long);
    if (!more) return;
    more.textContent = open ? 'Show fewer rows' : `Show all ${lines.length.toLocaleString('en-US')} rows`;
    more.setAttribute('aria-expanded', String(open));
  }
  function unfold() { open = !open; show(); }

  let sorted = { column: -1, turn: 'none' };
  function sortBy(column) {
    const turn = NEXT[sorted.column === column ? sorted.turn : 'none'];
    sorted = { column, turn };
    // Of figures the largest come first at the first press, of names those at the beginning.
    const down = grid.columns[column].figure === (turn === 'first');
    const place = (n) => grid.places[n][column];
    order = lines.map((_, n) => n);
    if (turn !== 'none') {
      order.sort((a, b) => (place(a) < 0) - (place(b) < 0) || (down ? place(b) - place(a) : place(a) - place(b)) || a - b);
    }
    const said = turn === 'none' ? 'none' : down ? 'descending' : 'ascending';
    heads.forEach((head, n) => head.setAttribute('aria-sort', n === column ? said : 'none'));
    say(turn === 'none' ? 'Table in its own order' : `Sorted by ${grid.columns[column].label}, ${said}`);
    show();
  }

  for (const place of lit) {
    if (place.row === null || !lines[place.row]) continue;
    lines[place.row].classList.add('lit');
    lines[place.row].children[place.column]?.classList.add('lit');
    heads[place.column]?.classList.add('lit');
    for (const line of lines) line.children[place.column]?.classList.add('lit-column');
  }
  show();
  return whole;
}
