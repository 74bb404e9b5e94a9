/** `h('button', { class: 'x', onclick }, 'text', node)`: text is always text. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Like `replaceChildren`, but what is not there is left away. */
export const fill = (host, ...children) =>
  host.replaceChildren(
    ...children.flat().filter((child) => child !== null && child !== undefined && child !== false && child !== ''),
  );

const paths = {
  pause: 'M7 4v12M13 4v12',
  play: 'M6 4l10 6-10 6z',
  jump: 'M3 5l7 5-7 5zM10 5l7 5-7 5z',
  send: 'M3 10l14-6-5 13-3-5z',
  clip: 'M15 9l-5.5 5.5a3 3 0 0 1-4.2-4.2L11 4.6a2 2 0 0 1 2.9 2.9L8.2 13.2a1 1 0 0 1-1.4-1.4L12 6.6',
  close: 'M5 5l10 10M15 5L5 15',
  at: 'M13 10a3 3 0 1 1-6 0 3 3 0 0 1 6 0zm0 0v1.5a2 2 0 0 0 4 0V10a7 7 0 1 0-3 5.7',
  reply: 'M8 5L3 10l5 5M3 10h8a6 6 0 0 1 6 6',
  more: 'M4 10h.01M10 10h.01M16 10h.01',
  sun: 'M10 6a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM10 1v2M10 17v2M1 10h2M17 10h2M4 4l1 1M15 15l1 1M4 16l1-1M15 5l1-1',
  moon: 'M16 12A7 7 0 0 1 8 4a7 7 0 1 0 8 8z',
  auto: 'M10 3a7 7 0 1 0 0 14zM10 3a7 7 0 0 1 0 14',
  eye: 'M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zm8-2a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
  chat: 'M4 4h12v9H9l-4 3v-3H4z',
  channel: 'M7 3L5 17M15 3l-2 14M3 7h14M3 13h14',
  globe: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM3 10h14M10 3c3 3 3 11 0 14M10 3c-3 3-3 11 0 14',
  warning: 'M10 3l8 14H2zM10 8v4M10 14.5v.01',
  down: 'M10 4v12M5 11l5 5 5-5',
};

export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', `icon icon-${name}`);
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', paths[name]);
  svg.append(path);
  return svg;
}

const hues = {
  anna: 262,
  sergei: 12,
  irina: 330,
  marcus: 205,
  priya: 150,
  dmitri: 38,
  elena: 180,
  hanna: 290,
  tomas: 100,
};

export function face(person, size = 'medium') {
  if (person.key === 'bot') return h('span', { class: `face bot ${size}`, 'aria-hidden': 'true' }, '⇄');
  const initials = person.name
    .split(' ')
    .map((word) => word[0])
    .slice(0, 2)
    .join('');
  const hue = hues[person.key] ?? [...person.key].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 360;
  return h('span', { class: `face ${size}`, style: `--hue:${hue}`, 'aria-hidden': 'true' }, initials);
}

export const count = (number, className = 'count') =>
  number > 0 ? h('span', { class: className }, number > 99 ? '99+' : `${number}`) : null;
