// The row of quiet buttons under an answer: take it along, and see how it came about.
import { make, say } from './dom.js';
import { picture } from './picture.js';

export function tools(view, content, { thread, message }) {
  const at = (...rest) => ['/answers', thread, message, ...rest].join('/');
  const name = `aisle-${view.rows ?? 'answer'}`;
  const file = (form, text) => make('a', { href: at(view.rows, form), download: `${name}.${form}`, text, target: '_self' });
  const copy = make('button', { type: 'button', text: 'Copy', onclick: () => copied(at('text'), copy) });
  const png = view.chart && make('button', {
    type: 'button', text: 'PNG', 'aria-label': 'Download the chart as PNG',
    onclick: () => picture(content.querySelector('.js-plotly-plot'), view.chart.title, `aisle-${view.chart.mark}.png`),
  });
  const how = make('ol', { class: 'aisle-how', hidden: true, 'aria-label': 'How this answer came about' },
    ...view.steps.map((step) => make('li', {}, make('span', { text: step.what }), make('small', { text: step.time }))));
  const show = view.steps.length > 0 && make('button', {
    type: 'button', text: 'Show how', 'aria-expanded': 'false',
    onclick: () => {
      how.hidden = !how.hidden;
      show.setAttribute('aria-expanded', String(!how.hidden));
      show.textContent = how.hidden ? 'Show how' : 'Hide how';
    },
  });
  const row = make('div', { class: 'aisle-tools', role: 'group', 'aria-label': 'This answer' },
    copy, view.rows && file('csv', 'CSV'), view.rows && file('xlsx', 'Excel'), png, show);
  return make('div', { class: 'aisle-foot' }, row, how);
}

async function copied(address, button) {
  const text = await (await fetch(address)).text();
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without https the clipboard is closed to scripts; a selection can still be copied.
    const held = document.body.appendChild(make('textarea', { class: 'aisle-unseen' }));
    held.value = text;
    held.select();
    document.execCommand('copy');
    held.remove();
  }
  button.textContent = 'Copied';
  say('Answer copied with its sources');
  setTimeout(() => { button.textContent = 'Copy'; }, 1600);
}
