/** A company read from files is shown first, and nothing runs before somebody has said that it is theirs. */
import { h } from './dom.js';
import { locale, t } from './texts.js';

const door = '/world/company-report';

/** Resolves when there is nothing to confirm, or somebody has. */
export async function confirmCompany() {
  const answer = await fetch(door).catch(() => null);
  if (answer?.status !== 200) return;
  const files = await answer.json();
  if (files.confirmed !== false) return;
  await new Promise((resolve) => show(files, resolve));
}

function show(files, resolve) {
  const lang = locale().slice(0, 2);
  const { from, domains, initialDomain, counts, kinds, added, madeUp, lines, count } = files;
  const number = (amount) => new Intl.NumberFormat(locale()).format(amount);
  const more = (amount) => (amount ? ` ${t('confirmAdded', { count: amount, number: number(amount) })}` : '');
  const guests = t('confirmGuests', { guests: number(counts.guests), deleted: number(counts.deletedUsers) });
  const rows = [
    [
      'confirmDomains',
      Object.entries(domains).map(([name, amount]) =>
        h(
          'div',
          {},
          h('strong', {}, name),
          ` ${t('confirmAddresses', { count: amount })}${more(added.onDomains[name])}`,
        ),
      ),
    ],
    ['confirmInitial', [initialDomain]],
    ['confirmAccounts', [`${number(counts.users)}${more(added.people.length)}, ${guests}`]],
    [
      'confirmMailboxes',
      [
        `${number(counts.mailboxes)}${more(added.mailboxes)}; `,
        t('confirmDeleted', { deleted: number(counts.deletedMailboxes) }),
      ],
    ],
    ['confirmGroups', [number(counts.groups)]],
    [
      'confirmKinds',
      Object.entries(kinds).map(([kind, amount]) =>
        h('div', {}, `${kind}\u00a0${number(amount)}${more(added.kinds[kind])}`),
      ),
    ],
    ...(added.people.length === 0
      ? []
      : [['confirmPeople', [t('confirmPeopleText', { list: added.people.join(', ') })]]]),
  ];
  const no = h('p', { class: 'wrong', role: 'status' });
  const yes = async () => {
    const said = await fetch(`${door}/confirmed`, { method: 'POST' }).catch(() => null);
    if (said?.ok !== true) return;
    dialog.close();
    dialog.remove();
    resolve();
  };
  const dialog = h(
    'dialog',
    { class: 'welcome confirm', 'aria-labelledby': 'confirm-title' },
    h('h2', { id: 'confirm-title' }, t('confirmTitle')),
    h(
      'div',
      { class: 'content', tabindex: '0' },
      h('p', { class: 'lead' }, t('confirmLead', { from })),
      h('dl', {}, rows.map(([name, values]) => [h('dt', {}, t(name)), h('dd', {}, values)]).flat()),
      h('p', { class: 'made-up' }, madeUp[lang] ?? madeUp.en),
      h(
        'details',
        { class: 'remarks' },
        h('summary', {}, t('companyRemarks', { count })),
        (lines[lang] ?? lines.en).slice(0, 300).map(remark),
      ),
    ),
    no,
    h(
      'div',
      { class: 'choices' },
      h('button', { class: 'button', onclick: () => no.replaceChildren(t('confirmNoText')) }, t('confirmNo')),
      h('button', { class: 'button primary', onclick: () => void yes(), autofocus: true }, t('confirmYes')),
    ),
  );
  // It is a question: Escape is no answer to it.
  dialog.addEventListener('cancel', (event) => event.preventDefault());
  document.body.append(dialog);
  dialog.showModal();
}

/** `mailboxes.csv:14  what -> assumed` */
function remark(line) {
  const [, place = '', what = line, assumed = ''] = /^(.*?) {2}(.*?) -> (.*)$/s.exec(line) ?? [];
  return h(
    'p',
    {},
    h('span', { class: 'quiet' }, place),
    h('span', {}, what),
    h('span', {}, assumed && `→ ${assumed}`),
  );
}
