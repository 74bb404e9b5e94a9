/** The middle of the page: threads of the channel, or the chat with the bot. */
import { composeBox } from './compose.js';
import { h, icon } from './dom.js';
import { MessageElement } from './messages.js';
import { t } from './texts.js';

const repliesShown = 3;

export class Posts {
  constructor(list, below, surroundings) {
    this.list = list;
    this.below = below;
    this.surroundings = surroundings;
    this.elements = new Map();
    this.drawnBefore = new Map();
    this.open = new Set();
    this.typing = h('p', { class: 'typing', hidden: true });
    this.newest = h(
      'button',
      { class: 'newest', hidden: true, onclick: () => this.toNewest(true) },
      icon('down'),
      t('toNewest'),
    );
    list.addEventListener('scroll', () => this.scrolled());
    for (const place of [list, below]) this.takesDrops(place);
  }

  /** A browser opens what is dropped where nobody takes it, and the room would be gone. */
  takesDrops(place) {
    const { toast } = this.surroundings;
    const isFile = (event) => event.dataTransfer?.types.includes('Files') === true;
    const mark = (on) => this.below.classList.toggle('drop', on && this.pane === 'personal');
    place.addEventListener('dragover', (event) => {
      if (!isFile(event)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = this.pane === 'personal' ? 'copy' : 'none';
      mark(true);
    });
    place.addEventListener('dragleave', () => mark(false));
    place.addEventListener('drop', (event) => {
      if (!isFile(event)) return;
      event.preventDefault();
      mark(false);
      if (this.pane === 'personal') this.box.attach(event.dataTransfer.files);
      else toast(t('noFilesHere'), 'error');
    });
  }

  /** Everything anew: another person, place, theme or language. */
  show(pane) {
    const changed = pane !== this.pane;
    const person = this.surroundings.room.key;
    // Another theme or language takes nothing away that the same person has typed.
    this.drawnBefore = person === this.person ? this.elements : new Map();
    const stays = person === this.person && !changed;
    const begun = stays ? this.below.querySelector('textarea')?.value : '';
    const chosen = stays ? (this.box?.files() ?? []) : [];
    this.pane = pane;
    this.person = person;
    this.elements = new Map();
    this.newest.replaceChildren(icon('down'), t('toNewest'));
    this.arrange();
    this.drawnBefore = new Map();
    this.showCompose(begun ?? '', chosen);
    this.toNewest(false);
  }

  /** One message came or changed. */
  take(message, isNew) {
    const shown = this.elements.get(message.id);
    const atEnd = this.isAtEnd();
    if (shown) shown.show(message);
    if (isNew && (message.place === 'personal') === (this.pane === 'personal')) {
      this.arrange();
      if (message.from.kind === 'bot') this.typing.hidden = true;
    }
    if (atEnd || (isNew && message.from.key === this.surroundings.room.key)) this.toNewest(false);
    else if (isNew) this.newest.hidden = false;
  }

  arrange() {
    const { room } = this.surroundings;
    const nodes =
      this.pane === 'personal'
        ? room.personal().map((message) => this.of(message))
        : room.threads().map((thread) => this.thread(thread));
    if (nodes.length === 0) nodes.push(this.nothing());
    const wanted = [...nodes, this.typing];
    // Only what is out of place is moved: an element that stays keeps its focus and what is typed in it.
    wanted.forEach((node, at) => {
      if (this.list.children[at] !== node) this.list.insertBefore(node, this.list.children[at] ?? null);
    });
    while (this.list.children.length > wanted.length) this.list.lastElementChild.remove();
  }

  thread({ rootId, root, replies }) {
    const key = `thread ${rootId}`;
    let kept = this.elements.get(key);
    if (!kept) {
      kept = { element: h('section', { class: 'thread' }), replies: h('div', { class: 'replies' }) };
      kept.element.append(this.of(root), kept.replies, this.replyRow(rootId));
      this.elements.set(key, kept);
    }
    const open = this.open.has(rootId);
    const hidden = open ? 0 : Math.max(0, replies.length - repliesShown);
    const toggle = () => {
      if (open) this.open.delete(rootId);
      else this.open.add(rootId);
      this.arrange();
    };
    const more =
      hidden > 0 || (open && replies.length > repliesShown)
        ? [
            h(
              'button',
              { class: 'link earlier', 'aria-expanded': `${open}`, onclick: toggle },
              hidden > 0 ? t('earlier', { count: hidden }) : t('fewer'),
            ),
          ]
        : [];
    const wanted = [...more, ...replies.slice(hidden).map((reply) => this.of(reply))];
    kept.replies.firstElementChild?.classList.contains('earlier') && kept.replies.firstElementChild.remove();
    wanted.forEach((node, at) => {
      if (kept.replies.children[at] !== node) kept.replies.insertBefore(node, kept.replies.children[at] ?? null);
    });
    while (kept.replies.children.length > wanted.length) kept.replies.lastElementChild.remove();
    return kept.element;
  }

  replyRow(rootId) {
    const { room, toast } = this.surroundings;
    const row = h('div', { class: 'reply-row' });
    const shut = () =>
      row.replaceChildren(h('button', { class: 'reply', onclick: openBox }, icon('reply'), t('reply')));
    const openBox = () => {
      const box = composeBox(room, {
        conversation: () => rootId,
        placeholder: t('replyHint'),
        small: true,
        onSent: shut,
        toast,
      });
      box.element.addEventListener('keydown', (event) => event.key === 'Escape' && shut());
      row.replaceChildren(box.element);
      box.focus();
    };
    shut();
    return row;
  }

  of(message) {
    let kept = this.elements.get(message.id);
    if (!kept) {
      kept = new MessageElement(message, this.surroundings, this.drawnBefore.get(message.id)?.typed());
      this.elements.set(message.id, kept);
    }
    return kept.element;
  }

  nothing() {
    const { room } = this.surroundings;
    const text = this.pane === 'personal' ? t('emptyChat') : t('emptyChannel', { name: room.state.bot.name });
    return h(
      'div',
      { class: 'nothing' },
      h('span', { class: 'big', 'aria-hidden': 'true' }, '⇄'),
      h('strong', {}, t('empty')),
      h('p', {}, text),
    );
  }

  showCompose(begun, chosen) {
    const { room, toast } = this.surroundings;
    const personal = this.pane === 'personal';
    const box = composeBox(room, {
      conversation: () => (personal ? 'personal' : 'channel'),
      placeholder: personal ? t('write', { name: room.state.bot.name }) : t('startPost'),
      takesFiles: personal,
      toast,
    });
    this.box = box;
    box.attach(chosen);
    box.element.querySelector('textarea').value = begun;
    this.below.replaceChildren(this.newest, box.element);
  }

  showTyping(where) {
    const here = (where.place === 'personal') === (this.pane === 'personal');
    if (!here) return;
    this.typing.textContent = t('typing', { name: this.surroundings.room.state.bot.name });
    this.typing.hidden = false;
    clearTimeout(this.typingUntil);
    this.typingUntil = setTimeout(() => (this.typing.hidden = true), 6000);
  }

  isAtEnd() {
    return this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 80;
  }

  toNewest(smooth) {
    this.list.scrollTo({ top: this.list.scrollHeight, behavior: smooth ? 'smooth' : 'instant' });
    this.scrolled();
  }

  scrolled() {
    if (!this.isAtEnd()) return;
    this.newest.hidden = true;
    this.surroundings.seenAll();
  }
}
