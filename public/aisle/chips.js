// What an answer covers, as chips: press one to put something else there, to take it away or to pin it.
import { addPart, lastAnswer } from './answers.js';
import { make, say, tell } from './dom.js';

const WAIT = 180;
const FREE = { 'filters:new': '+ Filter', 'by:new': '+ Grouping', compare: '+ Comparison' };
let opened = null;

addPart((view, content, ids) => {
  if (!view.chips.length && !view.pins.length) return null;
  for (const line of content.querySelectorAll('.prose > h6')) {
    if (view.chips.length && line.textContent === view.scope) line.dataset.aisleSaid = '';
  }
  const row = make('div', { class: 'aisle-scope', role: 'group', 'aria-label': 'What this answer covers: press a part to change it' });
  draw(row, view, ids);
  return row;
});

function draw(row, view, ids) {
  const held = new Set(view.pins.map((pin) => pin.words));
  const chips = view.chips.map((chip) => {
    const pinned = chip.pins && held.has(chip.words);
    // Of other tools than the governed look-up the metric stays as it is.
    if (chip.slot.startsWith('metrics') && !chip.open) return make('span', { class: 'aisle-chip fixed', text: chip.words });
    const button = make('button', {
      type: 'button', class: `aisle-chip${chip.words ? '' : ' free'}${pinned ? ' pinned' : ''}`, 'data-slot': chip.slot,
      'aria-haspopup': 'dialog', 'aria-label': chip.words ? `${chip.name}: ${chip.words}${pinned ? ', pinned' : ''}` : null,
      text: chip.words || FREE[chip.slot], onclick: () => edit(button, chip, pinned, row, view, ids),
    });
    return button;
  });
  const said = new Set(view.chips.map((chip) => chip.words));
  // Pins that this answer does not have are shown under the last one, so that they can be taken away.
  const others = ids.message === lastAnswer() ? view.pins.filter((pin) => !said.has(pin.words)) : [];
  const loose = others.map((pin) => make('button', {
    type: 'button', class: 'aisle-chip pinned', 'aria-label': `Unpin ${pin.words}`, text: `${pin.words} ×`,
    onclick: () => pin_(ids, { unpin: pin.slot }, row, view),
  }));
  row.replaceChildren(...chips, ...(loose.length ? [make('small', { text: 'Pinned:' }), ...loose] : []));
}

async function pin_(ids, change, row, view) {
  const reply = await fetch(`/answers/${ids.thread}/${ids.message}/pins`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(change),
  }).catch(() => null);
  if (!reply?.ok) return say('That did not work');
  view.pins = await reply.json();
  draw(row, view, ids);
  say(change.pin ? 'Pinned: later questions keep it unless they say otherwise' : 'No longer pinned');
}

function edit(button, chip, pinned, row, view, ids) {
  const again = opened?.button === button;
  close();
  if (again) return;
  const list = make('ul', { class: 'choices' });
  const field = chip.open && make('input', {
    type: 'search', placeholder: 'Type to search', 'aria-label': `${chip.name}: type to search`, autocomplete: 'off', spellcheck: 'false',
  });
  const apply = (to) => { close(); tell({ edit: { message: ids.message, slot: chip.slot, to } }); };
  const removable = chip.words && (chip.slot !== 'period' || chip.pins) && (!chip.slot.startsWith('metrics') || several(view, 'metrics'));
  const own = view.pins.find((pin) => pin.words === chip.words);
  const box = make('div', { class: 'aisle-editor', role: 'dialog', 'aria-label': chip.words ? `${chip.name}: ${chip.words}` : `Add: ${chip.name.toLowerCase()}` },
    make('strong', { text: chip.name }), field, list,
    make('div', { class: 'deeds' },
      removable && make('button', { type: 'button', text: chip.slot === 'period' ? 'All days' : 'Remove', onclick: () => apply(null) }),
      chip.pins && make('button', {
        type: 'button', 'aria-pressed': String(pinned), text: pinned ? 'Unpin' : 'Pin for this conversation',
        onclick: () => { close(); pin_(ids, pinned ? { unpin: own.slot } : { pin: chip.slot }, row, view); },
      })));
  document.body.append(box);
  button.setAttribute('aria-expanded', 'true');
  opened = { box, button };
  if (field) {
    let timer = 0;
    const search = () => choices(list, chip, field.value, ids, apply);
    field.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(search, WAIT); });
    search();
  }
  place(box, button);
  (field || box.querySelector('button'))?.focus();
  box.addEventListener('keydown', (event) => walk(event, box));
}

const several = (view, field) => view.chips.filter((chip) => chip.slot.startsWith(field)).length > 1;

let asked = 0;
async function choices(list, chip, typed, { thread, message }, apply) {
  const turn = ++asked;
  const query = new URLSearchParams({ slot: chip.slot, typed });
  const reply = await fetch(`/answers/${thread}/${message}/choices?${query}`).catch(() => null);
  if (turn !== asked) return;
  const found = reply?.ok ? await reply.json() : [];
  list.replaceChildren(...(found.length
    ? found.map((one) => make('li', {}, make('button', { type: 'button', onclick: () => apply(one.to) },
      make('span', { text: one.label }), one.hint && make('small', { text: one.hint }))))
    : [make('li', { class: 'none', text: typed ? 'Nothing here matches that' : 'Nothing else fits here' })]));
  if (opened) place(opened.box, opened.button);
}

// Up and down go through the choices; Escape goes back to the chip.
function walk(event, box) {
  if (event.key === 'Escape') { const { button } = opened; close(); button.focus(); }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const stops = [...box.querySelectorAll('input, button')];
  stops[(stops.indexOf(document.activeElement) + step + stops.length) % stops.length].focus();
}

function place(box, button) {
  const at = button.getBoundingClientRect();
  const size = box.getBoundingClientRect();
  const below = at.bottom + size.height + 12 < innerHeight;
  box.style.left = `${Math.max(8, Math.min(at.left, innerWidth - size.width - 8))}px`;
  box.style.top = `${below ? at.bottom + 6 : Math.max(8, at.top - size.height - 6)}px`;
}

function close() {
  opened?.box.remove();
  opened?.button.setAttribute('aria-expanded', 'false');
  opened = null;
}
document.addEventListener('click', (event) => {
  if (opened && !opened.box.contains(event.target) && !opened.button.contains(event.target)) close();
}, true);
