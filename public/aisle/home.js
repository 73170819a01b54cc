// The first page: what the shop holds, the last conversations, the board; the starters of one role stand open.
import { make } from './dom.js';

const WHENCE = 'What data do you have?';

const ROLE = 'aisle-role';
let known = null;

async function load() {
  known ??= fetch('/home.json').then((reply) => (reply.ok ? reply.json() : null)).catch(() => null);
  const found = await known;
  // Until the agent has looked at the shop there is nothing to show yet.
  if (!found?.shop) known = null;
  return found;
}

function held(shop) {
  const sizes = shop.sizes.map(([label, figure]) => make('span', {}, make('b', { text: figure }), ` ${label.toLowerCase()}`));
  return make('section', { class: 'aisle-holds', 'aria-label': 'What this shop holds' },
    make('p', {}, ...[make('span', { text: shop.days }), ...sizes].flatMap((one) => [one, ' '])),
    make('p', { class: 'aisle-quiet', text: `Not recorded here: ${shop.absent.join(', ')}.` }),
    // Asked like any other question; its answer has the figures with their evidence.
    make('button', { type: 'button', class: 'aisle-whence', text: 'Where these come from', title: `Asks: ${WHENCE}`,
      onclick: () => ask(WHENCE) }));
}

// Through the composer, as if it were typed: only what is sent from there begins a conversation.
function ask(text) {
  document.querySelector('#chat-input')?.focus();
  document.execCommand('selectAll');
  document.execCommand('insertText', false, text);
  setTimeout(() => document.querySelector('#chat-submit')?.click(), 100);
}

function list(name, entries) {
  if (!entries.length) return null;
  return make('nav', { class: 'aisle-list', 'aria-label': name }, make('h2', { text: name }),
    make('ul', {}, ...entries.map(([text, href]) => make('li', {}, make('a', { href, text, target: '_self' })))));
}

// One role stands open until somebody presses one. The page may draw itself anew and close it, or take no click
// before it is connected: it is pressed until it stands open.
let pressed = false;
function openRole(starters) {
  const buttons = [...starters.querySelectorAll(':scope > div:first-child > button')];
  if (!buttons.length) return;
  for (const button of buttons.filter((one) => !one.dataset.role)) {
    button.dataset.role = '';
    button.addEventListener('click', (event) => {
      if (!event.isTrusted) return;
      pressed = true;
      localStorage.setItem(ROLE, button.textContent);
    });
  }
  for (const button of buttons) button.setAttribute('aria-pressed', String(button.classList.contains('bg-primary')));
  if (pressed || starters.children.length > 1) return;
  const last = localStorage.getItem(ROLE);
  const first = buttons.find((button) => button.textContent === last) ?? buttons[0];
  if (!first.disabled) first.click();
  setTimeout(soon, 300);
}

async function dress() {
  const welcome = document.querySelector('#welcome-screen');
  if (!welcome) return;
  const starters = welcome.querySelector('#starters');
  if (starters) openRole(starters);
  if (welcome.querySelector('.aisle-home')) return;
  const found = await load();
  if (!found || welcome.querySelector('.aisle-home')) return;
  if (!found.shop) setTimeout(soon, 1500);
  const parts = [
    found.shop && held(found.shop),
    list('Recent conversations', found.recent.map(({ name, id }) => [name, `/thread/${id}`])),
    list('Board', found.board.length ? [...found.board.map(({ question, id }) => [question, `/board#${id}`]), ['Open the board', '/board']] : []),
  ].filter(Boolean);
  if (found.shop || parts.length) welcome.append(make('div', { class: 'aisle-home' }, ...parts));
  // On a phone the page may have been scrolled while it was still short.
  for (let node = welcome; node; node = node.parentElement) node.scrollTop = 0;
}

let waiting = 0;
function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(dress, 60);
}
new MutationObserver(soon).observe(document.documentElement, { childList: true, subtree: true });
soon();
