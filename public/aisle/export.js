// In the bar above a conversation: Export, which takes it along as Markdown or as a page of its own.
import { threadOf } from './answers.js';
import { make } from './dom.js';

const FORMS = [
  ['html', 'Page with evidence (HTML)'],
  ['md', 'Text with evidence (Markdown)'],
];

function menu(thread) {
  const links = FORMS.map(([form, text]) => make('a', { href: `/export/${thread}.${form}`, download: true, text }));
  const box = make('details', { id: 'aisle-export', 'data-thread': thread },
    make('summary', { text: 'Export', title: 'Take this conversation along' }), make('div', {}, ...links));
  const close = () => { box.open = false; };
  box.addEventListener('click', (event) => { if (event.target.closest('a')) setTimeout(close); });
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    close();
    box.querySelector('summary').focus();
  });
  return box;
}

document.addEventListener('click', (event) => {
  const box = document.getElementById('aisle-export');
  if (box && !box.contains(event.target)) box.open = false;
});

let asked = false;
new MutationObserver(() => {
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    const bar = document.getElementById('header');
    const thread = threadOf();
    const there = document.getElementById('aisle-export');
    if (there && there.dataset.thread === thread && there.isConnected) return;
    there?.remove();
    if (bar && thread && document.querySelector('.step')) bar.lastElementChild.prepend(menu(thread));
  });
}).observe(document.documentElement, { childList: true, subtree: true });
