/** The line above all: rehearsal, time and its speed, theme, language, and who you are. */
import { count, face, h, icon } from './dom.js';
import { host, switchHost } from './host.js';
import { jobText, language, locale, setLanguage, t } from './texts.js';

const speeds = [1, 10, 60, 600];

export class Strip {
  constructor(host, { room, clock, theme, become, redraw }) {
    Object.assign(this, { host, room, clock, theme, become, redraw });
    clock.addEventListener('change', () => this.drawClock());
    setInterval(() => this.tick(), 250);
    document.addEventListener('click', (event) => {
      for (const open of document.querySelectorAll('details[open].people, details[open].message-menu')) {
        if (!open.contains(event.target)) open.open = false;
      }
    });
    document.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      for (const open of document.querySelectorAll('details[open].people, details[open].message-menu')) {
        open.open = false;
        open.querySelector('summary').focus();
      }
    });
  }

  draw() {
    this.clockHost = h('div', { class: 'clock' });
    this.peopleHost = h('details', { class: 'people' });
    this.host.replaceChildren(
      h('span', { class: 'rehearsal' }, t('rehearsal')),
      this.clockHost,
      h('span', { class: 'room' }),
      this.themeButton(),
      this.hostButton(),
      h(
        'button',
        {
          class: 'tool language',
          lang: language() === 'ru' ? 'en' : 'ru',
          'aria-label': t('languageLabel'),
          title: t('languageLabel'),
          onclick: () => this.switchLanguage(),
        },
        language() === 'ru' ? 'EN' : 'RU',
      ),
      this.peopleHost,
    );
    this.drawClock();
    this.drawPeople();
  }

  drawClock() {
    if (!this.clockHost) return;
    const { clock } = this;
    if (clock.reading === null) {
      this.time = null;
      this.clockHost.replaceChildren(h('span', { class: 'away' }, t('noClock')));
      return;
    }
    this.time = h('time', { class: 'now' });
    const pause = () => clock.steer({ rate: clock.paused ? clock.speed : 0 });
    const known = speeds.includes(clock.speed) ? speeds : [...speeds, clock.speed].sort((a, b) => a - b);
    const speed = h(
      'select',
      {
        'aria-label': t('speed'),
        title: t('speed'),
        onchange: (event) => clock.steer({ rate: Number(event.target.value) }),
      },
      known.map((rate) => h('option', { value: `${rate}`, selected: rate === clock.speed }, `×${rate}`)),
    );
    this.jump = h(
      'button',
      {
        class: 'tool jump',
        onclick: () => clock.nextDueAt && clock.jump(() => this.room.messages.size),
      },
      icon('jump'),
      h('span', {}, t('jump')),
    );
    this.clockHost.replaceChildren(
      h('span', { class: 'label' }, t('virtualTime')),
      this.time,
      h('span', { class: 'speed' }, speed),
      h(
        'button',
        {
          class: `tool pause${clock.paused ? ' on' : ''}`,
          'aria-pressed': `${clock.paused}`,
          onclick: pause,
          title: clock.paused ? t('goOn') : t('pause'),
        },
        icon(clock.paused ? 'play' : 'pause'),
        h('span', {}, clock.paused ? t('goOn') : t('pause')),
      ),
      this.jump,
    );
    this.tick();
  }

  tick() {
    const now = this.clock.now();
    if (!this.time || now === null) return;
    this.time.dateTime = now.toISOString();
    this.time.title = `${now.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
    const day = new Intl.DateTimeFormat(locale(), { weekday: 'short', day: 'numeric', month: 'short' }).format(now);
    const time = new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit' }).format(now);
    const shown = `${day}|${time}`;
    if (shown !== this.shownTime || this.time.childElementCount === 0) {
      this.shownTime = shown;
      this.time.replaceChildren(h('span', { class: 'day' }, day), h('span', { class: 'hour' }, time));
    }
    const due = this.clock.nextDueAt;
    const text = due
      ? t('jumpTo', {
          time: new Intl.DateTimeFormat(locale(), {
            day: 'numeric',
            month: 'short',
            hour: '2-digit',
            minute: '2-digit',
          }).format(due),
        })
      : t('nothingDue');
    if (this.jump.disabled !== (due === null)) this.jump.disabled = due === null;
    if (this.jump.title !== text) {
      this.jump.title = text;
      this.jump.setAttribute('aria-label', text);
    }
  }

  themeButton() {
    const name = this.theme.choice;
    const label = t('theme', { theme: t(name) });
    const next = () => {
      this.theme.next();
      this.redraw();
    };
    return h(
      'button',
      { class: 'tool theme', 'aria-label': label, title: label, onclick: next },
      icon({ light: 'sun', dark: 'moon', auto: 'auto' }[name]),
    );
  }

  /** The same cards in a client that knows only the published schema: what they say must not be less. */
  hostButton() {
    const label = t('elements', { host: t(host() === 'plain' ? 'drawnByPlain' : 'drawnByTeams') });
    const next = () => {
      switchHost();
      this.redraw();
    };
    const pressed = `${host() === 'plain'}`;
    return h(
      'button',
      { class: 'tool elements', 'aria-pressed': pressed, 'aria-label': label, title: label, onclick: next },
      host() === 'plain' ? '1.5' : 'T',
    );
  }

  switchLanguage() {
    setLanguage(language() === 'ru' ? 'en' : 'ru');
    this.redraw();
  }

  drawPeople() {
    const { me, state } = this.room;
    const wasOpen = this.peopleHost.open;
    const others = state.people
      .filter(({ key }) => key !== me.key)
      .reduce((sum, person) => sum + (person.mentions > 0 ? 1 : 0), 0);
    const label = t('youAre', { name: me.name, job: jobText(me.job), company: me.company });
    this.peopleHost.replaceChildren(
      h(
        'summary',
        { 'aria-label': label, title: label },
        h('span', { class: 'me' }, h('strong', {}, me.name), h('span', {}, `${jobText(me.job)} · ${me.company}`)),
        h('span', { class: 'with-badge' }, face(me), count(others, 'count badge')),
      ),
      h(
        'div',
        { class: 'people-menu', role: 'menu', 'aria-label': t('becomeTitle') },
        h('p', { class: 'menu-title' }, t('becomeTitle')),
        state.people.map((person) => this.personRow(person, person.key === me.key)),
        h('p', { class: 'menu-hint' }, t('becomeHint')),
      ),
    );
    this.peopleHost.open = wasOpen;
  }

  personRow(person, isMe) {
    const pick = () => {
      this.peopleHost.open = false;
      if (!isMe) this.become(person.key);
    };
    const wanted = person.mentions > 0 ? t('wanted', { count: person.mentions }) : '';
    return h(
      'button',
      { class: 'person', role: 'menuitemradio', 'aria-checked': `${isMe}`, onclick: pick },
      h('span', { class: 'with-badge' }, face(person)),
      h(
        'span',
        { class: 'lines' },
        h('strong', {}, person.name, person.guest ? h('span', { class: 'tag' }, t('guest')) : null),
        h('span', {}, `${jobText(person.job)} · ${person.company}`),
      ),
      person.mentions > 0
        ? h('span', { class: 'count badge', title: wanted, 'aria-label': wanted }, `${person.mentions}`)
        : null,
    );
  }
}
