/** A box to write in, with the list of people that `@` opens, and in the chat with the bot files. Enter sends, Shift+Enter breaks the line. */
import { choose, sizeText } from './chosen-files.js';
import { face, h, icon } from './dom.js';
import { jobText, locale, t } from './texts.js';

let lists = 0;

/** @param takesFiles as Teams offers it where a bot is handed them: in its personal chat */
export function composeBox(
  room,
  { conversation, placeholder, small = false, takesFiles = false, onSent = () => undefined, toast },
) {
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
  const picker =
    takesFiles &&
    h('input', {
      type: 'file',
      multiple: true,
      hidden: true,
      onchange: () => {
        attach(picker.files);
        picker.value = '';
        field.focus();
      },
    });
  const clipButton = takesFiles
    ? h(
        'button',
        {
          class: 'round',
          type: 'button',
          'aria-label': t('attach'),
          title: t('attach'),
          onclick: () => picker.click(),
        },
        icon('clip'),
      )
    : null;
  const chips = h('ul', { class: 'chosen-files', 'aria-label': t('attached'), hidden: true });
  let files = [];
  const form = h(
    'form',
    { class: `compose${small ? ' small' : ''}`, onsubmit: submit },
    list,
    chips,
    field,
    picker,
    clipButton,
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
  field.addEventListener('paste', (event) => {
    if (!takesFiles || event.clipboardData.files.length === 0) return;
    event.preventDefault();
    attach(event.clipboardData.files);
  });

  function attach(more) {
    const { files: together, refused } = choose(files, more);
    files = together;
    drawChips();
    if (refused !== null) toast(t(refused.why, { name: refused.name }), 'error');
  }

  function drawChips() {
    chips.hidden = files.length === 0;
    chips.replaceChildren(
      ...files.map((file) =>
        h(
          'li',
          {},
          icon('clip'),
          h('span', { class: 'name' }, file.name),
          h('span', { class: 'size' }, sizeText(file.size, locale())),
          h(
            'button',
            {
              type: 'button',
              'aria-label': t('leaveOut', { name: file.name }),
              title: t('leaveOut', { name: file.name }),
              onclick: () => leaveOut(file),
            },
            icon('close'),
          ),
        ),
      ),
    );
  }

  /** The keyboard stays among what is left. */
  function leaveOut(file) {
    const at = files.indexOf(file);
    files = files.filter((one) => one !== file);
    drawChips();
    const buttons = chips.querySelectorAll('button');
    (buttons[Math.min(at, buttons.length - 1)] ?? field).focus();
  }

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
    if ((text === '' && files.length === 0) || sendButton.disabled) return;
    sendButton.disabled = true;
    try {
      await room.say(conversation(), text, files);
      field.value = '';
      files = [];
      drawChips();
      grow();
      onSent();
    } catch {
      toast(t('failed'), 'error');
    } finally {
      sendButton.disabled = false;
    }
  }

  return { element: form, focus: () => field.focus(), attach, files: () => files };
}
