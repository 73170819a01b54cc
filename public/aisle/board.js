// In the row of tools under each finished answer: Save to board, which keeps the answer there.
import { messageOf, threadOf } from './answers.js';
import { make, say } from './dom.js';

async function pin(button) {
  const thread = threadOf();
  const message = messageOf(button.closest('.step'));
  button.disabled = true;
  const reply = await fetch('/board/pins', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ thread, message }),
  }).catch(() => null);
  const found = reply ? await reply.json().catch(() => ({})) : {};
  button.disabled = false;
  const text = reply?.ok ? 'On the board' : found.detail || 'That did not work. Please try again.';
  say(text);
  button.textContent = text;
  if (reply?.ok) button.replaceWith(make('a', { href: '/board', 'data-pin': true, text, target: '_self' }));
}

let waiting = 0;
function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    for (const row of document.querySelectorAll('.aisle-tools:not(:has([data-pin]))')) {
      // An answer without figures has nothing to compute again.
      if (!row.closest('.step')?.querySelector('a[href^="#evidence/"]')) continue;
      row.append(make('button', { type: 'button', 'data-pin': true, text: 'Save to board', title: 'Keep this answer on the board, computed again when the data change',
        onclick: (event) => pin(event.currentTarget) }));
    }
  }, 80);
}
new MutationObserver(soon).observe(document.documentElement, { childList: true, subtree: true });
