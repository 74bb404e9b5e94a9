/** What the cards in somebody's hands ask for outside of the channel, and the buttons to do it: the DNS console and the portals of this room. */
import { h } from './dom.js';
import { t } from './texts.js';

/** As many rows as somebody reads; all of it is done by one button. */
const mostRows = 12;

export class HandsPanel {
  /** @param changed called when it is to be drawn anew */
  constructor(room, changed) {
    Object.assign(this, { room, changed, tasks: [], opened: new Map(), said: new Map(), busy: null });
  }

  /** @returns whether something is otherwise than at the last look */
  async look() {
    if (!this.room.state) return;
    const { key } = this.room;
    const answer = await fetch(`/room/hands?as=${encodeURIComponent(key)}`).catch(() => null);
    const tasks = answer?.ok ? (await answer.json()).tasks : [];
    if (key !== this.key) {
      this.opened.clear();
      this.said.clear();
    }
    Object.assign(this, { key, tasks });
  }

  /** What it says, so that the same is not drawn twice. */
  get shown() {
    return [this.key, this.tasks, [...this.opened], [...this.said], this.busy];
  }

  draw() {
    const name = this.room.state ? this.room.me.givenName : '';
    // Whoever has just become somebody else waits for a look.
    if (this.key !== this.room.key) return h('p', { hidden: true });
    if (this.tasks.length === 0) return h('p', { class: 'quiet' }, t('handsNothing', { name }));
    return h(
      'div',
      {},
      h('p', { class: 'quiet' }, t('handsHint', { name })),
      this.tasks.map((task) => this.task(task, name)),
    );
  }

  task({ id, title, deeds }, name) {
    const list = this.opened.get(id) ?? deeds;
    const left = (list ?? []).filter(({ done }) => !done);
    const busy = this.busy === id;
    return h(
      'div',
      { class: 'at-hand' },
      h('strong', {}, title),
      list === null
        ? h('button', { class: 'link', disabled: busy, onclick: () => this.open(id) }, t('handsLook'))
        : [
            ...list.slice(0, mostRows).map((deed) => this.deed(id, deed, busy)),
            list.length > mostRows
              ? h('p', { class: 'quiet' }, t('handsMore', { count: list.length - mostRows }))
              : null,
            left.length === 0
              ? h('p', { class: 'quiet' }, t('handsDone'))
              : h(
                  'button',
                  { class: 'button small', disabled: busy, onclick: () => this.carryOut(id, null) },
                  t('handsAll', { count: left.length, name }),
                ),
          ],
      (this.said.get(id) ?? []).map((text) => h('p', { class: 'said', role: 'status' }, text)),
    );
  }

  deed(task, { id, what, on, values, type, ttl, done }, busy) {
    const text = t(`deed-${what}`, { on, type, values: values.join(', ') });
    const record = what === 'publish' || what === 'unpublish';
    return h(
      'div',
      { class: `deed${done ? ' done' : ''}` },
      h(
        'div',
        {},
        h('span', {}, text),
        record ? h('span', { class: 'value' }, values[0], ttl === undefined ? null : ` · ${ttl} s`) : null,
      ),
      done
        ? h('span', { class: 'sign', title: t('handsIsSo') }, '✓')
        : h('button', { class: 'link', disabled: busy, onclick: () => this.carryOut(task, [id]) }, t('handsOne')),
    );
  }

  async open(id) {
    await this.during(id, async () => {
      const query = new URLSearchParams({ as: this.room.key, task: id });
      const answer = await fetch(`/room/hands?${query}`);
      if (answer.ok) this.opened.set(id, (await answer.json()).deeds);
    });
  }

  async carryOut(id, deeds) {
    const wasOpened = this.opened.has(id);
    await this.during(id, async () => {
      const { done, refused } = await this.room.call('POST', '/room/hands', { task: id, deeds });
      const more = refused.length > 3 ? [t('handsMore', { count: refused.length - 3 })] : [];
      this.said.set(id, [t('handsDid', { count: done }), ...refused.slice(0, 3).map((said) => `✕ ${said}`), ...more]);
    });
    if (wasOpened) await this.open(id);
    await this.look();
    this.changed();
  }

  async during(id, work) {
    this.busy = id;
    this.changed();
    try {
      await work();
    } catch (fault) {
      this.said.set(id, [`✕ ${fault.message}`]);
    } finally {
      this.busy = null;
      this.changed();
    }
  }
}
