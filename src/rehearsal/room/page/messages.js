/** One message as an element that can be brought up to date without losing what is being typed in its card. */
import { drawCard, drawText } from './cards.js';
import { host } from './host.js';
import { sizeText } from './chosen-files.js';
import { face, fill, h, icon } from './dom.js';
import { jobText, locale, t } from './texts.js';

export class MessageElement {
  /** @param typed what stood in the card's inputs when it was drawn before */
  constructor(message, surroundings, typed = {}) {
    this.surroundings = surroundings;
    this.typedBefore = typed;
    this.element = h('article', { class: 'message', 'data-id': message.id, tabindex: '-1' });
    this.drawnCards = '';
    this.cardHost = h('div', { class: 'card-host' });
    this.show(message);
  }

  show(message) {
    this.message = message;
    const { room } = this.surroundings;
    const person = room.state.people.find(({ key }) => key === message.from.key);
    const mine = message.from.key === room.key;
    this.element.className = ['message', mine && 'mine', message.mentionsMe && !message.deleted && 'calls-me']
      .filter(Boolean)
      .join(' ');
    this.element.setAttribute(
      'aria-label',
      `${message.from.name}, ${timeText(message.at)}: ${message.summary || [message.text, ...message.files.map(({ name }) => name)].filter(Boolean).join(', ')}`,
    );
    this.drawCards(message);
    const head = h(
      'div',
      { class: 'message-head' },
      h('span', { class: 'author' }, message.from.name),
      message.from.kind === 'bot' ? h('span', { class: 'tag' }, t('bot')) : null,
      person ? h('span', { class: 'role' }, `${jobText(person.job)} · ${person.company}`) : null,
      h(
        'time',
        { datetime: message.at, title: `${new Date(message.at).toISOString().slice(0, 16).replace('T', ' ')} UTC` },
        timeText(message.at),
      ),
      message.edited && !message.deleted ? h('span', { class: 'edited' }, t('edited')) : null,
      message.mentionsMe && !message.deleted
        ? h('span', { class: 'called', title: t('calledYou', { name: message.from.name }) }, '@')
        : null,
    );
    const body = h('div', { class: 'message-body' }, head);
    if (message.deleted) body.append(h('p', { class: 'deleted' }, t('deleted')));
    else {
      if (message.text && message.from.kind === 'bot') {
        const names = message.mentions.map(({ text }) => text.replace(/<\/?at>/g, ''));
        body.append(drawText(message.text, names, room.me.name));
      } else if (message.text) body.append(h('p', { class: 'text' }, textNodes(message)));
      if (message.files.length > 0) body.append(filesOf(message));
      if (message.cards.length > 0) body.append(this.cardHost);
      if (message.refreshing || message.personalView) body.append(this.personalMark(message));
      if (message.undelivered) body.append(this.undelivered(message));
    }
    const author =
      message.from.kind === 'bot'
        ? { key: 'bot', name: message.from.name }
        : (person ?? { key: message.from.key, name: message.from.name });
    const mayDelete = !message.deleted && (mine || message.from.kind === 'bot');
    fill(this.element, face(author), body, mayDelete ? this.menu(message) : null);
  }

  drawCards(message) {
    const { theme, room } = this.surroundings;
    const wanted = JSON.stringify([theme(), host(), locale(), room.key, message.cards]);
    if (wanted === this.drawnCards || message.deleted) return;
    this.drawnCards = wanted;
    const typed = this.drawn?.typed() ?? this.typedBefore;
    const elements = message.cards.map((content) => {
      try {
        this.drawn = drawCard(content, {
          theme: theme(),
          me: room.me.name,
          typed,
          onAction: (action) => this.press(action),
        });
        return h('div', { class: `card${content.msteams?.width === 'Full' ? ' full' : ''}` }, this.drawn.element);
      } catch {
        return h('div', { class: 'card broken' }, content.fallbackText ?? t('cardFailed'));
      }
    });
    this.cardHost.replaceChildren(...elements);
  }

  typed() {
    return this.drawn?.typed();
  }

  async press(action) {
    const { room, toast } = this.surroundings;
    this.cardHost.classList.add('busy');
    try {
      const outcome = await room.act(this.message.id, action);
      if (outcome.kind === 'message' && outcome.text) toast(outcome.text, 'said');
      if (outcome.kind === 'error')
        toast(outcome.text ?? t(outcome.why === 'unreachable' ? 'unreachable' : 'failed'), 'error');
    } catch {
      toast(t('failed'), 'error');
    } finally {
      this.cardHost.classList.remove('busy');
    }
  }

  personalMark(message) {
    return h('p', { class: 'personal-mark' }, icon('eye'), message.refreshing ? t('refreshing') : t('onlyYou'));
  }

  undelivered(message) {
    const { room } = this.surroundings;
    const where = message.place === 'personal' ? 'personal' : message.rootId;
    const ids = message.files.map(({ id }) => id);
    const again = () =>
      room.sayWith(where, plainOf(message), ids).catch(() => this.surroundings.toast(t('failed'), 'error'));
    return h(
      'p',
      { class: 'undelivered' },
      icon('warning'),
      t('undelivered'),
      ' ',
      h('button', { class: 'link', onclick: again }, t('again')),
    );
  }

  menu(message) {
    const { room } = this.surroundings;
    return h(
      'details',
      { class: 'message-menu' },
      h('summary', { 'aria-label': t('more'), title: t('more') }, icon('more')),
      h('button', { onclick: () => room.remove(message.id) }, t('delete')),
    );
  }
}

const filesOf = ({ files }) =>
  h(
    'ul',
    { class: 'sent-files' },
    ...files.map(({ name, bytes }) =>
      h(
        'li',
        {},
        icon('clip'),
        h('span', { class: 'name' }, name),
        h('span', { class: 'size' }, sizeText(bytes, locale())),
      ),
    ),
  );

function textNodes(message) {
  const byText = new Map(message.mentions.map((mention) => [mention.text, mention]));
  return message.text.split(/(<at>.*?<\/at>)/).map((part) => {
    const mention = byText.get(part);
    return mention ? h('span', { class: `mention${mention.me ? ' me' : ''}` }, part.replace(/<\/?at>/g, '')) : part;
  });
}

const plainOf = (message) => message.text.replace(/<at>(.*?)<\/at>/g, '@$1');

export function timeText(at) {
  const date = new Date(at);
  return new Intl.DateTimeFormat(locale(), {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(date);
}
