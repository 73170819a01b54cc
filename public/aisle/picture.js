// The chart as a PNG in the page's present colours, under its title. Plotly draws in several SVG layers whose
// colours come from the style sheet, so they are written into a copy first.
import { make } from './dom.js';

const SCALE = 2;
const HEAD = 44;
const PAINTED = ['fill', 'stroke', 'fill-opacity', 'stroke-opacity', 'stroke-width', 'stroke-dasharray', 'opacity',
  'font-size', 'font-weight', 'text-anchor', 'display', 'visibility'];
const FONT = 'Inter, system-ui, sans-serif';

// A picture has no access to the page's fonts: its own copy goes into it.
let face = null;
async function fontFace() {
  const bytes = new Uint8Array(await (await fetch('/public/fonts/inter.woff2')).arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return `@font-face{font-family:Inter;font-weight:100 900;src:url(data:font/woff2;base64,${btoa(text)})}`;
}

export async function picture(chart, title, name) {
  const layers = chart ? [...chart.querySelectorAll('.main-svg')] : [];
  if (!layers.length) return;
  face ??= await fontFace().catch(() => '');
  const { width, height } = layers[0].getBoundingClientRect();
  const page = getComputedStyle(document.body);
  const canvas = make('canvas', { width: Math.ceil(width * SCALE), height: Math.ceil((height + HEAD) * SCALE) });
  const ink = canvas.getContext('2d');
  ink.scale(SCALE, SCALE);
  ink.fillStyle = page.backgroundColor === 'rgba(0, 0, 0, 0)' ? '#ffffff' : page.backgroundColor;
  ink.fillRect(0, 0, width, height + HEAD);
  ink.fillStyle = page.color;
  ink.font = `600 16px ${FONT}`;
  ink.fillText(fitted(ink, title, width - 24), 12, 28);
  for (const layer of layers) ink.drawImage(await drawn(layer, width, height), 0, HEAD, width, height);
  canvas.toBlob((blob) => {
    const address = URL.createObjectURL(blob);
    make('a', { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }, 'image/png');
}

function fitted(ink, text, width) {
  let shown = text;
  while (ink.measureText(shown).width > width && shown.length > 8) shown = `${shown.slice(0, -2).trimEnd()}…`;
  return shown;
}

function drawn(layer, width, height) {
  const copy = layer.cloneNode(true);
  const theirs = copy.querySelectorAll('*');
  layer.querySelectorAll('*').forEach((node, n) => {
    const style = getComputedStyle(node);
    for (const property of PAINTED) theirs[n].style.setProperty(property, style.getPropertyValue(property));
    theirs[n].style.fontFamily = FONT;
  });
  copy.setAttribute('width', width);
  copy.setAttribute('height', height);
  copy.style.background = 'transparent';
  const style = copy.insertBefore(document.createElementNS('http://www.w3.org/2000/svg', 'style'), copy.firstChild);
  style.textContent = face;
  const text = new XMLSerializer().serializeToString(copy);
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = reject;
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  });
}
