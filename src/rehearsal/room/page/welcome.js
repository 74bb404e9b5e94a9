/** The first visit: three hints, and the offer to let the others play. */
import { h } from './dom.js';
import { t } from './texts.js';

export function welcome(room) {
  if (localStorage.getItem('room.welcomed') !== null) return;
  const hint = (number, key) =>
    h(
      'li',
      {},
      h('span', { class: 'number', 'aria-hidden': 'true' }, `${number}`),
      h('div', {}, h('strong', {}, t(key)), h('p', {}, t(`${key}text`, { name: room.state.bot.name }))),
    );
  const done = () => {
    localStorage.setItem('room.welcomed', 'yes');
    dialog.close();
    dialog.remove();
  };
  const play = () => {
    done();
    void room.play(true, false);
  };
  const dialog = h(
    'dialog',
    { class: 'welcome', 'aria-labelledby': 'welcome-title' },
    h('h2', { id: 'welcome-title' }, t('hintsTitle')),
    h(
      'div',
      { class: 'content' },
      h('p', { class: 'lead' }, t('hintsLead')),
      h('ol', {}, hint(1, 'hint1'), hint(2, 'hint2'), hint(3, 'hint3')),
    ),
    h(
      'div',
      { class: 'choices' },
      room.state.play ? h('button', { class: 'button', onclick: play }, t('watchThem')) : null,
      h('button', { class: 'button primary', onclick: done, autofocus: true }, t('begin')),
    ),
  );
  dialog.addEventListener('cancel', done);
  document.body.append(dialog);
  dialog.showModal();
}
