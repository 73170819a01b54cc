// Small helpers to build nodes. Text is always set as text.
export function make(tag, given = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'text') node.textContent = value;
    else if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

// What happened, for those who do not see it.
let speaker = null;
export function say(text) {
  speaker ??= document.body.appendChild(make('div', { class: 'aisle-unseen', role: 'status', 'aria-live': 'polite' }));
  speaker.textContent = '';
  setTimeout(() => { speaker.textContent = text; }, 50);
}

// A message to the server in this chat; Chainlit hands it to on_window_message.
export const tell = (data) => window.postMessage(data, window.location.origin);
