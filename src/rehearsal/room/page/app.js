/** The page: one room seen by one person, drawn into the five places of `index.html`. */
import { loadHostConfigs } from './cards.js';
import { WorldClock } from './clock.js';
import { confirmCompany } from './confirm.js';
import { h } from './dom.js';
import { Posts } from './posts.js';
import { drawHeading, drawRail, drawTabs } from './rail.js';
import { Room } from './room.js';
import { Strip } from './strip.js';
import { language, t } from './texts.js';
import { Theme } from './theme.js';
import { welcome } from './welcome.js';
import { WorldPanel } from './world.js';

const place = (id) => document.getElementById(id);
const room = new Room();
const theme = new Theme();
const clock = new WorldClock();
const world = new WorldPanel(place('world'), room);
const posts = new Posts(place('posts'), place('below'), { room, theme: () => theme.shown, toast, seenAll });
const strip = new Strip(place('strip'), { room, clock, theme, become, redraw });
let pane = 'channel';

function become(key) {
  localStorage.setItem('room.as', key);
  room.enterAs(key);
}

function go(next) {
  pane = next;
  document.body.dataset.pane = pane;
  drawPlaces();
  if (next !== 'world') posts.show(next);
  else world.draw(true);
}

function drawPlaces() {
  drawRail(place('rail'), room, pane, go);
  drawTabs(place('tabs'), room, pane, go);
  drawHeading(place('heading'), room, pane, clock);
  const wanted = room.me.mentions + room.me.personalUnread;
  document.title = `${wanted > 0 ? `(${wanted}) ` : ''}${pane === 'personal' ? room.state.bot.name : room.channel.name} · ${t('rehearsal')}`;
}

function redraw() {
  document.documentElement.lang = language();
  place('skip').textContent = t('skip');
  place('posts').setAttribute('aria-label', t('posts'));
  strip.draw();
  drawPlaces();
  posts.show(pane === 'world' ? 'channel' : pane);
  world.draw(true);
}

function toast(text, kind) {
  // The same again is shown once, anew.
  for (const shown of place('toasts').children) if (shown.firstChild.textContent === text) shown.remove();
  const element = h(
    'div',
    { class: `toast ${kind}` },
    h('span', {}, text),
    h('button', { 'aria-label': t('close'), onclick: () => element.remove() }, '×'),
  );
  place('toasts').append(element);
  setTimeout(() => element.remove(), 8000);
}

let readDue = null;
/** Seen to the end and the page is in front: read. */
function seenAll() {
  if (document.visibilityState !== 'visible' || !room.state || readDue !== null) return;
  readDue = setTimeout(() => {
    readDue = null;
    const personal = pane === 'personal';
    const { me } = room;
    if (pane === 'world' || (personal ? me.personalUnread : me.channelUnread) === 0) return;
    const ids = [...room.messages.values()]
      .filter((message) => (message.place === 'personal') === personal)
      .map(({ id }) => Number(id));
    room.read(personal ? 'personal' : room.channel.id, `${Math.max(0, ...ids)}`).catch(() => undefined);
  }, 900);
}

function announce(message) {
  if (message.from.key === room.key) return;
  const text = message.summary || message.text.replace(/<\/?at>/g, '');
  place('live').textContent = t('newPost', { name: message.from.name, text });
  if (message.mentionsMe) toast(t('calledYou', { name: message.from.name }), 'calls');
}

let confirmed = null;
room.addEventListener('state', () => {
  redraw();
  void world.look();
  confirmed ??= confirmCompany();
  void confirmed.then(() => welcome(room));
});
room.addEventListener('message', ({ detail: { message, isNew } }) => {
  posts.take(message, isNew);
  if (isNew) announce(message);
});
room.addEventListener('people', () => {
  strip.drawPeople();
  drawPlaces();
  if (posts.isAtEnd()) seenAll();
});
for (const name of ['bot', 'play']) room.addEventListener(name, drawPlaces);
clock.addEventListener('change', () => room.state && drawPlaces());
room.addEventListener('typing', ({ detail }) => posts.showTyping(detail));
room.addEventListener('connection', ({ detail: connected }) => {
  let mark = place('offline');
  if (connected) mark?.remove();
  else if (!mark)
    document.body.append((mark = h('p', { id: 'offline', class: 'offline', role: 'status' }, t('reconnecting'))));
});
theme.addEventListener('change', () => room.state && redraw());
document.addEventListener('visibilitychange', () => posts.isAtEnd() && seenAll());

await loadHostConfigs();
const asked = new URLSearchParams(location.search).get('as');
room.enterAs(asked ?? localStorage.getItem('room.as') ?? 'anna');
void world.look();
