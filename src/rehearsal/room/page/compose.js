/** A box to write in, with the list of people that `@` opens. Enter sends, Shift+Enter breaks the line. */
import { face, h, icon } from './dom.js';
import { jobText, t } from './texts.js';

let lists = 0;

export function composeBox(room, { conversation, placeholder, small = false, onSent = () => undefined, toast }) {
  const listId = `mentions-${(lists += 1)}`;
  const field = h('textarea', {
    rows: '1',
    placeholder,
    'aria-label': placeholder,
    maxlength: '4000',
    'aria-controls': listId,
    'aria-autocomplete': 'list',
  });
  const list = h('ul', { class: 'mentions', role: 'listbox', id: listId, hidden: true });
  const sendButton = h(
    'button',
    { class: 'round primary', type: 'submit', 'aria-label': t('send'), title: t('send') },
    icon('send'),
  );
  const atButton = h(
    'button',
    { class: 'round', type: 'button', 'aria-label': t('mention'), title: t('mention'), onclick: openList },
    icon('at'),
  );
  const form = h(
    'form',
    { class: `compose${small ? ' small' : ''}`, onsubmit: submit },
    list,
    field,
    atButton,
    sendButton,
  );
  let found = [];
  let chosen = 0;

  field.addEventListener('input', () => {
    grow();
    suggest();
  });
  field.addEventListener('keydown', (event) => {
    if (!list.hidden && ['ArrowDown', 'ArrowUp'].includes(event.key)) {
      chosen = (chosen + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % found.length;
      drawList();
      event.preventDefault();
    } else if (!list.hidden && ['Enter', 'Tab'].includes(event.key)) {
      insert(found[chosen]);
      event.preventDefault();
    } else if (event.key === 'Escape') hideList();
    else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  field.addEventListener('blur', () => setTimeout(hideList, 150));

  function grow() {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, 160)}px`;
  }

  function openList() {
    const gap = field.value === '' || field.value.endsWith(' ') ? '' : ' ';
    field.setRangeText(`${gap}@`, field.selectionStart, field.selectionEnd, 'end');
    field.focus();
    suggest();
  }

  function suggest() {
    const before = field.value.slice(0, field.selectionStart);
    const asked = /(?:^|\s)@([\p{L} ]{0,30})$/u.exec(before)?.[1]?.toLowerCase();
    if (asked === undefined) return hideList();
    const everybody = [
      { key: 'bot', name: room.state.bot.name, job: '' },
      ...room.state.people.filter(({ key }) => key !== room.key),
    ];
    found = everybody.filter(({ name }) =>
      name
        .toLowerCase()
        .split(' ')
        .some((word, at, words) => words.slice(at).join(' ').startsWith(asked)),
    );
    chosen = 0;
    drawList();
  }

  function drawList() {
    list.hidden = found.length === 0;
    list.replaceChildren(
      ...found.map((person, at) =>
        h(
          'li',
          {
            role: 'option',
            id: `${listId}-${at}`,
            'aria-selected': `${at === chosen}`,
            onmousedown: (event) => (event.preventDefault(), insert(person)),
          },
          face(person, 'small'),
          h('span', { class: 'who' }, person.name),
          h('span', { class: 'what' }, person.key === 'bot' ? t('bot') : jobText(person.job)),
        ),
      ),
    );
    if (list.hidden) field.removeAttribute('aria-activedescendant');
    else field.setAttribute('aria-activedescendant', `${listId}-${chosen}`);
    list.children[chosen]?.scrollIntoView({ block: 'nearest' });
  }

  function hideList() {
    list.hidden = true;
    field.removeAttribute('aria-activedescendant');
  }

  function insert(person) {
    const start = field.value.slice(0, field.selectionStart).lastIndexOf('@');
    field.setRangeText(`@${person.name} `, start, field.selectionStart, 'end');
    hideList();
    field.focus();
    grow();
  }

  async function submit(event) {
    event.preventDefault();
    const text = field.value.trim();
    if (text === '') return;
    sendButton.disabled = true;
    try {
      await room.say(conversation(), text);
      field.value = '';
      grow();
      onSent();
    } catch {
      toast(t('failed'), 'error');
    } finally {
      sendButton.disabled = false;
    }
  }

  return { element: form, focus: () => field.focus() };
}
