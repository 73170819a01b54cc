// While an answer is being worked out: Enter puts the next question in line, the line is shown above the input
// and each question can be taken back; how far a long step has come is drawn under it; and what the history
// does not keep is said. The server tells what is so in messages {aisle: 'state' | 'turn' | 'history', ...}.
import { make, tell } from './dom.js';

const state = { waiting: [], unsaved: false };

window.addEventListener('message', (event) => {
  if (event.origin !== window.location.origin || !event.data || !event.data.aisle) return;
  // Chainlit would send it back to the server.
  event.stopImmediatePropagation();
  if (event.data.thread) addressed(event.data.thread);
  for (const key of Object.keys(state)) if (key in event.data) state[key] = event.data[key];
  show();
});

// Chainlit's list of conversations gives the page its address; on a phone, where the list is not open, nobody
// would, and a reload would lose the conversation.
function addressed(thread) {
  if (location.pathname !== '/' || !matchMedia('(max-width: 767px)').matches) return;
  history.replaceState(history.state, '', `/thread/${thread}`);
}

// Chainlit takes no message while one is answered: in that time Enter is ours.
document.addEventListener(
  'keydown',
  (event) => {
    const input = event.target instanceof Element && event.target.closest('#chat-input');
    if (!input || event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    if (!document.getElementById('stop-button')) return;
    event.preventDefault();
    event.stopPropagation();
    const text = ('value' in input ? input.value : input.innerText).trim();
    if (!text) return;
    tell({ wait: text });
    input.focus();
    document.execCommand('selectAll');
    document.execCommand('delete');
  },
  true
);

function line() {
  const row = (one) =>
    make('li', {}, make('span', { text: one.text }),
      make('button', { type: 'button', text: '×', title: 'Take back', 'aria-label': `Take back: ${one.text}`,
        onclick: () => tell({ leave: one.id }) }));
  const heading = state.waiting.length === 1 ? 'Waits for the answer:' : 'Wait for the answer, in this order:';
  return make('section', { id: 'aisle-line', 'aria-live': 'polite', 'aria-label': 'Questions in line' },
    make('p', { text: heading }), make('ol', {}, ...state.waiting.map(row)));
}

const banner = () =>
  make('div', {
    id: 'aisle-unsaved',
    role: 'alert',
    text: 'History is not being saved. What is said now is lost when this page is closed; saving is tried again with each message.',
  });

function put(id, wanted, build, place) {
  const there = document.getElementById(id);
  const key = JSON.stringify(wanted);
  if (there && there.dataset.shows === key && there.isConnected) return;
  if (there) there.remove();
  if (!wanted || (Array.isArray(wanted) && !wanted.length)) return;
  const made = build();
  made.dataset.shows = key;
  place(made);
}

function show() {
  const composer = document.getElementById('message-composer');
  if (composer) put('aisle-line', state.waiting, line, (made) => composer.before(made));
  put('aisle-unsaved', state.unsaved, banner, (made) => document.body.append(made));
}

// How much of a step is done stands in its name ("Fitting the models · 40 %"), or how long it has run ("· 4 s").
function bars() {
  for (const step of document.querySelectorAll(".step[data-step-type='tool'] .loading-shimmer")) {
    const part = / · (\d{1,3}) %/.exec(step.textContent);
    step.classList.toggle('aisle-part', Boolean(part));
    step.classList.toggle('aisle-long', / · \d+ s$/.test(step.textContent));
    if (part) step.style.setProperty('--part', `${part[1]}%`);
  }
}

let asked = false;
new MutationObserver(() => {
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    show();
    bars();
  });
}).observe(document.documentElement, { childList: true, subtree: true, characterData: true });
