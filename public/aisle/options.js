// Under a question back: the figure that each reading would give, where it is found in time.
import { addPart, lastAnswer } from './answers.js';
import { make } from './dom.js';

addPart((view, content, { thread, message }) => {
  if (view.status === 'clarify' && message === lastAnswer()) show(thread, message);
  return null;
});

async function show(thread, message) {
  const reply = await fetch(`/answers/${thread}/${message}/options`).catch(() => null);
  const figures = reply?.ok ? await reply.json() : [];
  figures.forEach((figure, n) => {
    const button = document.getElementById(`ask-${n}-${message}`);
    if (figure && button && !button.querySelector('.aisle-foretold')) {
      button.append(make('span', { class: 'aisle-foretold', text: figure }));
    }
  });
}
