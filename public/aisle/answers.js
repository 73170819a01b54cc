// Adds to each finished answer what its saved form says of it. React's nodes stay where they are: ours stand
// beside them and are put back when React has drawn the message anew.
import { table } from './table.js';
import { tools } from './tools.js';

const ANSWERS = ".step[data-step-type='assistant_message']";
const TRIES = 4;
const parts = []; // what other modules add: (view, place, ids) => node or null
const views = new Map(); // message id -> { view, tries }

export const addPart = (build) => parts.push(build);
let known = null; // the conversation of the last answer: on a narrow page the address does not name it
export const threadOf = () => location.pathname.match(/\/thread\/([0-9a-f-]{36})/)?.[1] ?? (document.querySelector(ANSWERS) ? known : null);
export const viewOf = (message) => views.get(message)?.view ?? null;
export const messageOf = (step) => step?.querySelector('[id^="step-"]')?.id.slice(5) ?? null;
export const running = () => document.querySelector('#stop-button') !== null;
export const lastAnswer = () => messageOf([...document.querySelectorAll(ANSWERS)].at(-1));

async function load(message) {
  const had = views.get(message) ?? { view: null, tries: 0 };
  if (had.view || had.loading || had.tries >= TRIES) return had.view;
  views.set(message, { ...had, loading: true, tries: had.tries + 1 });
  const reply = await fetch(`/answers/${message}`).catch(() => null);
  const view = reply?.ok ? await reply.json() : null;
  views.set(message, { view, tries: had.tries + 1 });
  if (!view && had.tries + 1 < TRIES) setTimeout(soon, 1500);
  return view;
}

async function dress(step) {
  const content = step.querySelector('.message-content');
  const message = messageOf(step);
  if (!content || !message || content.querySelector(':scope > .aisle-added')) return;
  const view = await load(message);
  if (!view || content.querySelector(':scope > .aisle-added')) return;
  const ids = { thread: view.thread, message };
  known = view.thread;
  // Lines that our own parts say better.
  for (const line of content.querySelectorAll('.prose > h6')) {
    if (/^[\d,]+ more rows? in the evidence$/.test(line.textContent)) line.dataset.aisleSaid = '';
  }
  const added = [view.table && tabled(view), ...parts.map((build) => build(view, content, ids)), tools(view, content, ids)];
  for (const node of added.filter(Boolean)) {
    node.classList.add('aisle-added');
    content.append(node);
  }
}

function tabled(view) {
  const made = table(view.table, { fold: 12 });
  made.classList.add('aisle-answer-table');
  return made;
}

let waiting = 0;
function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const steps = [...document.querySelectorAll(ANSWERS)];
    // While a turn runs the last message may be half written.
    for (const step of running() ? steps.slice(0, -1) : steps) dress(step);
  }, 60);
}

// Begins once all parts are added.
export function start() {
  new MutationObserver(soon).observe(document.documentElement, { childList: true, subtree: true });
  soon();
}
