/** Where to be: the channel, the chat with the bot; below 900 px the same (and the world) as tabs. */
import { count, face, fill, h, icon } from './dom.js';
import { t } from './texts.js';

export function drawRail(host, room, pane, go) {
  const { me, state, channel } = room;
  const current = (name) => (pane === name ? 'page' : null);
  host.setAttribute('aria-label', t('teams'));
  host.replaceChildren(
    h('h2', {}, t('teams')),
    h(
      'div',
      { class: 'team' },
      h('span', { class: 'team-face', 'aria-hidden': 'true' }, 'CF'),
      h('strong', {}, state.team.name),
    ),
    h(
      'button',
      {
        class: `place${me.channelUnread > 0 ? ' unread' : ''}`,
        'aria-current': current('channel'),
        onclick: () => go('channel'),
      },
      h('span', { class: 'place-name' }, channel.name),
      count(me.mentions, 'count badge'),
    ),
    h('h2', {}, t('chats')),
    h(
      'button',
      {
        class: `place chat${me.personalUnread > 0 ? ' unread' : ''}`,
        'aria-current': current('personal'),
        onclick: () => go('personal'),
      },
      face({ key: 'bot', name: state.bot.name }, 'small'),
      h('span', { class: 'place-name' }, state.bot.name),
      count(me.personalUnread, 'count badge'),
    ),
  );
}

export function drawTabs(host, room, pane, go) {
  const tab = (name, symbol, badge) =>
    h(
      'button',
      { 'aria-current': pane === name ? 'page' : null, onclick: () => go(name) },
      h('span', { class: 'with-badge' }, icon(symbol), badge),
      t(name === 'personal' ? 'chat' : name),
    );
  host.replaceChildren(
    tab('channel', 'channel', count(room.me.mentions, 'count badge')),
    tab('personal', 'chat', count(room.me.personalUnread, 'count badge')),
    tab('world', 'globe', null),
  );
}

const mineToPlay = ({ state, key }) => state.play?.exclusions.includes(key) ?? false;

/** Whoever one is now comes first. */
const yours = ({ state, key }) =>
  state.people
    .filter((person) => state.play?.exclusions.includes(person.key))
    .sort((a, b) => Number(b.key === key) - Number(a.key === key))
    .map(({ givenName }) => givenName)
    .join(', ');

/** Why the clock stands, where nobody has stopped it. */
function heldLine({ state }, clock) {
  const held = clock.reading?.held ?? null;
  if (held === null) return null;
  const name = state.people.find(({ key }) => key === held.for)?.givenName ?? held.for;
  return h(
    'p',
    { class: 'bot-away', role: 'status' },
    icon('pause'),
    h('span', {}, t('held', { over: held.over, name })),
    h('button', { class: 'link', onclick: () => clock.steer({ rate: held.rate }) }, t('goOn')),
  );
}

export function drawHeading(host, room, pane, clock) {
  const { state, channel } = room;
  const personal = pane === 'personal';
  fill(
    host,
    personal
      ? face({ key: 'bot', name: state.bot.name })
      : h('span', { class: 'team-face', 'aria-hidden': 'true' }, 'CF'),
    h(
      'div',
      { class: 'heading-lines' },
      h('h1', {}, personal ? state.bot.name : channel.name),
      h('p', {}, personal ? t('chat') : `${state.team.name} · ${t('people', { count: state.people.length })}`),
    ),
    state.play?.playing
      ? h(
          'div',
          { class: 'playing' },
          h('span', {}, t(mineToPlay(room) ? 'playing' : 'watching', { name: yours(room) })),
          h(
            'button',
            { class: 'link', onclick: () => room.play(true, !mineToPlay(room)) },
            t(mineToPlay(room) ? 'leaveToThem' : 'takeOver', { name: room.me.givenName }),
          ),
          h('button', { class: 'link', onclick: () => room.play(false) }, t('stopPlay')),
        )
      : state.play
        ? h(
            'button',
            {
              class: 'link play-offer',
              title: t('letPlayHint', { name: room.me.givenName }),
              onclick: () => room.play(true),
            },
            t('letPlay'),
          )
        : null,
    heldLine(room, clock),
    state.bot.connected ? null : h('p', { class: 'bot-away', role: 'status' }, icon('warning'), t('botAway')),
  );
}
