// For the keyboard and for those who hear the page: names, landmarks, a way past the list, one word on each
// finished answer. Chainlit's own nodes get attributes only; nothing of them is moved.
import { make, say } from './dom.js';

const NAMES = {
  '#sidebar-trigger-button': 'Show or hide the list of conversations',
  '#search-chats-button': 'Search conversations',
  '#new-chat-button': 'New conversation',
  '#chat-settings-open-modal': 'Settings',
  '#chat-submit': 'Send the question',
  '#stop-button': 'Stop',
  '#user-nav-button': 'Who is signed in',
  '#chat-input': 'Your question',
  '.positive-feedback-off, .positive-feedback-on': 'Helpful',
  '.negative-feedback-off, .negative-feedback-on': 'Not helpful',
  'button:has(> svg.lucide-copy)': 'Copy the answer',
  'button:has(> svg.lucide-arrow-down)': 'To the newest answer',
  'button:has(> svg.lucide-eye)': 'Show the password',
  'button:has(> svg.lucide-eye-off)': 'Hide the password',
  '#side-view-title button': 'Close the evidence',
  '[role="separator"][data-resize-handle]': 'Width of the panel beside the chat',
  '#side-view-content pre code': 'The query',
};
const GIVEN = [
  ['[data-sidebar="sidebar"]', { role: 'navigation', 'aria-label': 'Conversations' }],
  ['#side-view-content', { role: 'region', 'aria-label': 'Evidence' }],
  // A list of groups is no list; a link with a button in it is reached once, not twice.
  ['ul[data-sidebar="menu"]:has(> div)', { role: 'presentation' }],
  ['a > button[data-sidebar="menu-button"]', { role: 'group', tabindex: '-1' }],
  ['pre code.hljs', { role: 'group', tabindex: '0' }],
];

function set(node, name, value) {
  if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}

function dress() {
  for (const [which, name] of Object.entries(NAMES))
    for (const node of document.querySelectorAll(which)) if (!node.textContent.trim() || node.matches('code')) set(node, 'aria-label', name);
  for (const [which, given] of GIVEN)
    for (const node of document.querySelectorAll(which)) for (const [name, value] of Object.entries(given)) set(node, name, value);
  for (const node of document.querySelectorAll('[id="thread-options"]')) {
    const name = node.closest('a')?.textContent.trim() ?? '';
    set(node.parentElement, 'aria-label', name);
    for (const [key, value] of Object.entries({ role: 'button', tabindex: '0', 'aria-label': `Options: ${name}` })) set(node, key, value);
  }
  // The handle names a panel by an id that nothing has.
  for (const node of document.querySelectorAll('[data-resize-handle][aria-controls]'))
    if (!document.getElementById(node.getAttribute('aria-controls'))) node.removeAttribute('aria-controls');
  for (const plot of document.querySelectorAll('.inline-plotly-container')) {
    const title = plot.closest('.ai-message, #side-view-content')?.querySelector('h5, h4')?.textContent;
    if (title) { set(plot, 'role', 'img'); set(plot, 'aria-label', `Chart: ${title}. The table has the same figures.`); }
  }
}

// Said once an answer is whole, and only if it came while this page was open.
let working = false;
function told() {
  const busy = document.querySelector('#stop-button') !== null;
  if (working && !busy) {
    const answer = [...document.querySelectorAll('.step[data-step-type="assistant_message"] .message-content')].at(-1);
    const first = answer?.querySelector('[role="article"], p')?.textContent ?? answer?.textContent ?? '';
    if (first) say(`Answer: ${first.trim()}`);
  }
  working = busy;
}

// The panel takes the keyboard with it when it opens, and gives it back to the mark when it closes.
let from = null;
let open = false;
document.addEventListener('click', (event) => {
  const mark = event.target instanceof Element && event.target.closest('a[href^="#evidence/"], a[href^="#figure/"]');
  if (mark) from = mark.getAttribute('href');
}, true);
function moved() {
  const shown = document.querySelector('#side-view-title button, [role="dialog"] #side-view-content');
  if (shown && !open && from) document.querySelector('#side-view-title button')?.focus();
  // The chat is drawn anew beside the panel and without it: the mark is another node by then.
  if (!shown && open && from) document.querySelector(`.message-content a[href="${from}"]`)?.focus();
  open = shown !== null;
}
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('[role="dialog"], [role="menu"]')) return;
  document.querySelector('#side-view-title button')?.click();
});

function skip(event) {
  event.preventDefault();
  document.querySelector('#chat-input')?.focus();
}
document.body.prepend(make('header', {},
  make('a', { class: 'aisle-skip', href: '#chat-input', text: 'Skip to your question', onclick: skip }),
  make('h1', { class: 'aisle-unseen', text: 'Aisle' })));

let waiting = 0;
new MutationObserver(() => {
  waiting ||= setTimeout(() => { waiting = 0; dress(); told(); moved(); }, 80);
}).observe(document.body, { childList: true, subtree: true });
dress();
