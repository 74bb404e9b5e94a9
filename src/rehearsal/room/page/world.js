/** The panel that shows the two tenants and the DNS as they are, from the world's own door. Whatever is missing is left away. */
import { changeLines } from './change-lines.js';
import { h } from './dom.js';
import { HandsPanel } from './hands.js';
import { locale, t } from './texts.js';

const everyMs = 3000;

export class WorldPanel {
  constructor(host, room) {
    this.host = host;
    this.hands = new HandsPanel(room, () => this.draw());
    this.drawn = '';
    this.summary = null;
    this.files = null;
    this.remarksOpen = false;
    void this.lookAtFiles();
    setInterval(() => this.look(), everyMs);
    document.addEventListener('visibilitychange', () => this.look());
  }

  async look() {
    if (document.visibilityState !== 'visible') return;
    await this.hands.look();
    try {
      const answer = await fetch('/world/summary');
      this.summary = answer.ok ? await answer.json() : null;
    } catch {
      this.summary = null;
    }
    this.draw();
  }

  /** A company made from files has a list of what could not be read; it does not change while the rehearsal runs. */
  async lookAtFiles() {
    const answer = await fetch('/world/company-report').catch(() => null);
    if (answer?.status === 200) this.files = await answer.json();
  }

  draw(anew = false) {
    const wanted = JSON.stringify([locale(), this.summary, this.files?.count, this.hands.shown]);
    if (wanted === this.drawn && !anew) return;
    this.drawn = wanted;
    const title = h('h2', { class: 'panel-title' }, t('world'));
    if (this.summary === null) {
      this.host.replaceChildren(title, h('p', { class: 'quiet' }, t('worldAway')));
      return;
    }
    const { tenants = {}, dns = [], changes = [], faults = null } = this.summary;
    const of = (...fields) =>
      ['source', 'destination'].flatMap((side) => {
        const amounts = fields.map((field) => tenants[side]?.[field]).find((value) => value !== undefined);
        return amounts === undefined ? [] : [this.amounts(side, tenants[side], amounts)];
      });
    this.host.replaceChildren(
      title,
      section(t('hands'), [this.hands.draw()]),
      section(
        t('who'),
        domainsOf(this.summary).map((domain) => this.domain(domain)),
      ),
      section(t('mailboxes'), of('mailboxesByPrimaryDomain', 'mailboxesByDomain')),
      section(t('users'), of('usersByPrincipalNameDomain', 'usersByDomain')),
      section(
        t('dns'),
        groupedByName(listOf(dns)).map(([name, records]) => this.records(name, records)),
      ),
      section(
        t('changes'),
        listOf(changes)
          .slice(0, 10)
          .map((change) => this.change(change)),
        t('noChanges'),
      ),
      section(
        t('faults'),
        faultTexts(faults).map((text) => h('p', { class: 'fault' }, text)),
        t('noFaults'),
      ),
      this.remarks(),
    );
  }

  remarks() {
    if (this.files === null) return h('div', { hidden: true });
    const { count, from, lines } = this.files;
    const list = lines[locale().slice(0, 2)] ?? lines.en;
    const all = h(
      'details',
      { class: 'remarks', open: this.remarksOpen },
      h('summary', {}, t('companyRemarks', { count })),
      list.slice(0, 300).map((line) => h('p', { class: 'quiet' }, line)),
    );
    // The panel is drawn anew as time goes by; what somebody opened stays open.
    all.addEventListener('toggle', () => (this.remarksOpen = all.open));
    return section(t('companyFiles', { from }), [all]);
  }

  domain({ name, owner, releasing, unverifiedAt = [] }) {
    const side = owner?.side ?? 'none';
    const nameOf = (one) => this.summary?.tenants?.[one]?.displayName ?? t(one);
    return h(
      'div',
      { class: 'domain' },
      h('strong', {}, name),
      h('span', { class: `owner ${side}` }, owner?.displayName ?? t('nobody'), owner ? h('small', {}, t(side)) : null),
      releasing
        ? h(
            'small',
            { class: 'standing' },
            t('releasing', { name: nameOf(releasing.side), time: timeOf(releasing.until) }),
          )
        : null,
      unverifiedAt.map((one) => h('small', { class: 'standing' }, t('unverifiedAt', { name: nameOf(one) }))),
    );
  }

  amounts(side, tenant, byDomain) {
    const rows = pairs(byDomain)
      .filter(([name]) => name !== '')
      .sort((a, b) => b[1] - a[1]);
    const most = Math.max(1, ...rows.map(([, number]) => number));
    return h(
      'div',
      { class: `amounts ${side}` },
      h('p', { class: 'side' }, tenant.displayName ?? t(side), h('small', {}, t(side))),
      rows.map(([name, number]) =>
        h(
          'div',
          { class: 'amount' },
          h('span', { class: 'name' }, breakable(name)),
          h('span', { class: 'bar', style: `--part:${number / most}` }),
          h('span', { class: 'number' }, new Intl.NumberFormat(locale()).format(number)),
        ),
      ),
    );
  }

  records(name, records) {
    return h(
      'div',
      { class: 'records' },
      h('p', { class: 'name' }, name),
      records.map(({ type, value, data, ttl }) =>
        h(
          'div',
          { class: 'record' },
          h('span', { class: 'type' }, type),
          h('span', { class: 'value' }, String(value ?? data ?? '')),
          h('span', { class: 'ttl', title: 'TTL' }, ttl ?? ''),
        ),
      ),
    );
  }

  change({ at, system, side, what, label, object, before, after }) {
    return h(
      'div',
      { class: `change ${side ?? ''}` },
      h('p', { class: 'what' }, h('strong', {}, label ?? object?.label ?? ''), h('span', {}, what ?? '')),
      changeLines(before ?? null, after ?? null).map((line) => h('p', { class: 'values' }, lineOf(line))),
      h(
        'p',
        { class: 'where' },
        [side && ['source', 'destination'].includes(side) ? t(side) : null, system, at ? timeOf(at) : null]
          .filter(Boolean)
          .join(' · '),
      ),
    );
  }
}

/** Too long for its place, a name goes on after a dot. */
const breakable = (name) => name.split(/(?<=\.)/).flatMap((part) => [part, h('wbr')]);

const listOf = (value) =>
  Array.isArray(value) ? value : value ? Object.entries(value).map(([name, on]) => ({ name, value: on })) : [];
const pairs = (value) =>
  Array.isArray(value)
    ? value.map((row) => [row.domain ?? row.name, row.count ?? row.number ?? 0])
    : Object.entries(value ?? {});

/** A list of faults, or the world's settings: then everything that is not as in its calm scenario says so by name. */
function faultTexts(faults) {
  if (Array.isArray(faults)) return faults.map(faultText);
  if (faults === null || faults.scenario === 'calm') return [];
  return Object.entries(faults).flatMap(([name, value]) =>
    value === null || typeof value === 'object' ? [] : [`${name}: ${value}`],
  );
}

/** Domains with their owner: as a list of tenants' domains, or of moving domains with the side they are on. */
function domainsOf({ domains, movingDomains, tenants = {} }) {
  if (Array.isArray(domains)) return domains;
  const owner = (side) => (side ? { side, displayName: tenants[side]?.displayName ?? t(side) } : null);
  const moving = listOf(movingDomains).map((one) => ({
    name: one.domain ?? one.name,
    owner: owner(one.owner),
    releasing: one.releasing,
    unverifiedAt: one.unverifiedAt,
  }));
  const known = new Set(moving.map(({ name }) => name));
  const others = ['source', 'destination'].flatMap((side) =>
    listOf(tenants[side]?.domains)
      .filter(({ id, isVerified }) => isVerified && !known.has(id))
      .map(({ id }) => ({ name: id, owner: owner(side) })),
  );
  return [...moving, ...others];
}

const faultText = (fault) =>
  typeof fault === 'string'
    ? fault
    : (fault.label ??
      fault.what ??
      Object.values(fault)
        .filter((value) => ['string', 'number'].includes(typeof value))
        .join(' · '));
const timeOf = (at) => new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit' }).format(new Date(at));

/** Struck through what went, and what came. */
const lineOf = ({ name, gone, came }) => [
  name === '' ? null : h('span', { class: 'name' }, `${name} `),
  gone.length === 0 ? null : h('del', {}, inShort(gone)),
  gone.length === 0 || came.length === 0 ? null : ' → ',
  came.length === 0 ? null : h('ins', {}, inShort(came)),
  came.length === 0 ? ` → ${t('noValue')}` : null,
];

function inShort(values) {
  const text = values.join(', ');
  return text.length > 240 ? `${text.slice(0, 239)}…` : text;
}

function groupedByName(records) {
  const groups = new Map();
  for (const record of listOf(records)) groups.set(record.name, [...(groups.get(record.name) ?? []), record]);
  return [...groups];
}

function section(title, children, otherwise = null) {
  if (children.length === 0 && otherwise === null) return h('div', { hidden: true });
  return h(
    'details',
    { class: 'panel', open: true },
    h('summary', {}, title),
    children.length > 0 ? children : h('p', { class: 'quiet' }, otherwise),
  );
}
