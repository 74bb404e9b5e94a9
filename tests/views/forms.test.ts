/** The form of a decision as people read it, in both languages. */
import type { Form } from '../../src/contract/decision.js';
import type { Attempt, StepSnapshot } from '../../src/engine/state.js';
import { failOnMissingWords } from '../../src/locales/index.js';
import { createViews } from '../../src/views/index.js';
import type { Card } from '../../src/views/api.js';
import { buttonsOf, elements, ofType, verbsOf } from './card-lint.js';
import { anna, around, brief, dmitri, entries, hanna, keptFile, sergei, snapshotOf, steps } from './samples.js';

failOnMissingWords();
const views = createViews();
const languages = ['en', 'ru'] as const;

const card = (name: string, person: typeof anna | null, lang: 'en' | 'ru' = 'en'): Card => {
  const snapshot = steps[name];
  if (snapshot === undefined) throw new Error(`no sample ${name}`);
  return views.step(snapshot, around(), { person, lang }, []);
};
const input = (of: Card, id: string) => elements(of.content).find((node) => node['id'] === id);
const texts = (of: Card): string =>
  ofType(of.content, 'TextBlock')
    .map((block) => String(block['text']))
    .join('\n');
const refresh = (of: Card) => (of.content as { refresh?: { userIds: readonly string[] } }).refresh?.userIds ?? [];

test.each(languages)('what the bot saw stands above the fields, and what it proposes stands in them (%s)', (lang) => {
  const form = card('decision', anna, lang);
  const order = elements(form.content);
  const seen = order.findIndex((node) => /mx\.gateway\.example/.test(String(node['text'])));
  const first = order.findIndex((node) => String(node['type']).startsWith('Input.'));
  expect(seen).toBeGreaterThan(-1);
  expect(seen).toBeLessThan(first);
  expect(input(form, 'gap')?.['value']).toBe('relay');
  expect(input(form, 'mxHost')?.['value']).toBe('10 mx.gateway.example');
  expect(input(form, 'mailsPerHour')?.['value']).toBeUndefined();
  expect((input(form, 'gap')?.['choices'] as { title: string }[]).map(({ title }) => title)).toContain(
    lang === 'en' ? 'A relay holds the mail' : 'Почту копит релей',
  );
});

test.each(languages)(
  'a form that proposes every answer is confirmed as it stands, in one press; any other is answered (%s)',
  (lang) => {
    const field = { id: 'mxHost', kind: 'text', required: true, proposal: 'mx.relay.example' } as const;
    const asking = (fields: Form['fields']): Card => {
      const snapshot = steps['decision'] as StepSnapshot;
      const attempt = { ...(snapshot.attempt as Attempt), form: { fields, remarks: [] } };
      return views.step({ ...snapshot, attempt }, around(), { person: anna, lang }, []);
    };
    const confirming = lang === 'en' ? 'Confirm these answers' : 'Подтвердить эти ответы';
    const titleOf = (of: Card) => buttonsOf(of.content).find(({ verb }) => verb === 'answer')?.['title'];
    const toggle = { id: 'teams', kind: 'toggle', required: false } as const;
    expect(titleOf(asking([field, toggle]))).toBe(confirming);
    expect(texts(asking([field]))).toContain(lang === 'en' ? 'as they stand' : 'как есть');
    expect(titleOf(asking([field, { ...field, id: 'other', proposal: '' }]))).not.toBe(confirming);
    expect(titleOf(asking([]))).not.toBe(confirming);
  },
);

test.each(languages)('asked again, it says that the answers below hold until then (%s)', (lang) => {
  const form = card('decision asked again', anna, lang);
  expect(texts(form)).toContain(lang === 'en' ? 'hold until then' : 'До тех пор действуют');
  expect(JSON.stringify(form.content)).toContain('mx.relay.example');
  expect(texts(card('decision asked again', null, lang))).toContain(lang === 'en' ? 'once more' : 'Снова ждём');
  expect(texts(card('decision', anna, lang))).not.toContain(lang === 'en' ? 'hold until then' : 'До тех пор действуют');
});

test('mailboxes and people are lists to type into; too many for a card are typed, and the bot knows them all', () => {
  const list = input(card('decision with a list', hanna), 'senderMailbox');
  expect(list).toMatchObject({ type: 'Input.ChoiceSet', style: 'filtered', value: 'desk0@fabrikam.com' });
  expect(list?.['choices']).toHaveLength(60);
  expect(input(card('decision with a long list', hanna), 'senderMailbox')).toMatchObject({
    type: 'Input.Text',
    value: 'desk0@fabrikam.com',
    placeholder: 'Type the address of one of 120 mailboxes',
  });
  const people = input(card('decision with people', hanna), 'handedOutBy');
  expect(people).toMatchObject({ type: 'Input.ChoiceSet', value: anna.id });
  expect((people?.['choices'] as { title: string }[]).map(({ title }) => title)).toContain('Dmitri Orlov');
});

test.each(languages)(
  'a question that wants a file says what and how, and then which one is there and whose (%s)',
  (lang) => {
    const asked = card('decision with a file', anna, lang);
    expect(texts(asked)).toContain('Source Email');
    expect(texts(asked)).toContain(lang === 'en' ? 'in your own chat with it' : 'в личном чате с ним');
    const [link] = ofType(asked.content, 'Action.OpenUrl');
    expect(link).toMatchObject({ title: lang === 'en' ? 'Hand in the file' : 'Передать файл' });
    expect(input(asked, 'mappingTable')).toBeUndefined();
    const handed = card('decision with a file handed in', anna, lang);
    for (const part of ['3fa9c1e2…', '13', 'Anna Weber']) expect(texts(handed)).toContain(part);
    expect(texts(handed)).not.toContain('](http://x)');
    const sent = (of: Card) => buttonsOf(of.content).find(({ verb }) => verb === 'answer') as { data: object };
    expect(sent(handed).data).toMatchObject({ mappingTable: keptFile.id });
    expect(sent(asked).data).not.toHaveProperty('mappingTable');
    // The way is told to whoever has not gone it yet, and a file of an answer is no evidence beside it.
    expect(texts(handed)).not.toContain(lang === 'en' ? 'in your own chat with it' : 'в личном чате с ним');
    const done = card('decision with a file done', null, lang);
    expect(JSON.stringify((done.content as { body: unknown }).body).split(`evidence/${keptFile.id}`)).toHaveLength(2);
    const again = card('decision with a file asked again', anna, lang);
    expect(texts(again)).toContain(lang === 'en' ? 'unless another one is handed in' : 'пока не передан другой файл');
    expect(JSON.stringify(again.content)).toContain(`evidence/${keptFile.id}`);
    // Nobody else is offered to hand one in.
    for (const person of [dmitri, null])
      expect(ofType(card('decision with a file', person, lang).content, 'Action.OpenUrl')).toEqual([]);
  },
);

test.each(languages)('a decided card gives no orders: what was to be ticked is ticked (%s)', (lang) => {
  const asked = texts(card('table with crossed rows', anna, lang));
  const decided = texts(card('crossed mapping in force', anna, lang));
  const order = lang === 'en' ? 'Correct the table, or tick' : 'Исправьте таблицу или отметьте';
  expect(asked).toContain(order);
  expect(decided).not.toContain(order);
  expect(decided).toContain(lang === 'en' ? 'It was ticked that they are meant.' : 'Отмечено, что так и задумано.');
  expect(texts(card('mapping in force', anna, lang))).toContain(lang === 'en' ? 'It is version 3' : 'Это версия 3');
});

test.each(languages)('a proposal says what is in it, where it lies, and is taken by one tick (%s)', (lang) => {
  const shown = card('proposal to take', anna, lang);
  const text = texts(shown).replace(/\u00a0/g, ' ');
  expect(text).toContain(
    lang === 'en' ? '1,042 rows in 2 waves = 900 there already + 130 to be made' : '900 уже есть там + 130 создать',
  );
  expect(JSON.stringify(shown.content)).toContain('mapping-proposal.xlsx');
  // Where a table holds beside it, whose rows were checked must be plain.
  expect(text).toContain(
    lang === 'en' ? 'The proposal. Every row was checked' : 'Предложение. Проверена каждая строка',
  );
  // Every row is in one heap, and so is every mailbox; an empty heap is not told.
  expect(text).toContain(
    lang === 'en'
      ? '1,042 rows = 1,004 mailboxes to move + 30 groups + 6 contacts and mail users + 2 that stay behind'
      : '1 042 строки = переезжают 1 004 ящика + 30 групп + 6 контактов и почтовых пользователей + 2 остаются',
  );
  expect(text).toContain(
    lang === 'en'
      ? '1,011 = 1,004 to move + 2 that stay behind by their rows + 4 without an address on a moving domain, in no row + 1 of'
      : '1 011 = 1 004 переезжают + 2 остаются по таблице + 4 без адреса',
  );
  expect(text).not.toMatch(/ 0 (?:that|who|without)/);
  // What is frozen by the answer is nobody’s to read before.
  expect(JSON.stringify(shown.content)).not.toContain('mapping-judged');
  expect(input(shown, 'asProposed')).toMatchObject({ type: 'Input.Toggle' });
});

test.each(languages)(
  'a table is being read, is refused with its first faults and their workbook, or is ready with its difference (%s)',
  (lang) => {
    expect(texts(card('table being read', anna, lang))).toContain(
      lang === 'en' ? 'is being read row by row' : 'читается строка за строкой',
    );
    const refused = card('table refused', anna, lang);
    expect(texts(refused)).toContain(
      lang === 'en' ? '▲ The table was not taken: 37 faults in 31 rows' : '▲ Таблица не принята: 37 ошибок',
    );
    expect(texts(refused)).toContain(lang === 'en' ? 'Row 17: ' : 'Строка 17: ');
    expect(JSON.stringify(refused.content)).toContain('mapping-faults.xlsx');
    expect(texts(refused)).not.toContain('](http://x)');
    // What was refused is not told in green.
    const named = (shown: typeof refused) =>
      JSON.stringify(shown.content).match(/"text":"[^"]*\.csv[^"]*SHA-256[^"]*"[^}]*"color":"(\w+)"/)?.[1];
    expect([refused, card('table being read', anna, lang), card('table that differs', anna, lang)].map(named)).toEqual([
      'Attention',
      'Default',
      'Good',
    ]);
    // Whoever ticks the proposal now reads which table they leave aside.
    expect(JSON.stringify(input(refused, 'asProposed'))).toMatch(lang === 'en' ? /and leave mapping/ : /не брать/);
    // The proposal is no longer what is asked about.
    expect(texts(refused)).not.toContain('✓');
    const later = card('table that differs', anna, lang);
    const differs = texts(later);
    expect(differs).toContain(
      lang === 'en'
        ? 'Against version 2: 4 added, 1 removed, 12 changed.'
        : 'По сравнению с версией 2: добавлено — 4, убрано — 1, изменено — 12.',
    );
    expect(JSON.stringify(later.content)).toContain('mapping-difference.xlsx');
    expect(texts(card('mapping in force', null, lang))).toContain('3fa9c1e2');
  },
);

test('a label of the tenant is dead text', () => {
  const titles = (input(card('decision with a list', hanna), 'senderMailbox')?.['choices'] as { title: string }[]).map(
    ({ title }) => title,
  );
  expect(titles[0]).not.toContain('<');
});

test.each(languages)(
  'where answers are held the card names the step that holds them, and what to do instead (%s)',
  (lang) => {
    const held = (name: string): string => texts(card(name, anna, lang));
    const other = lang === 'en' ? 'Park MX for the night' : 'Увести MX на ночь';
    for (const name of ['decision held by what cannot be taken back', 'decision held by what is being written']) {
      expect(held(name)).toContain(other);
      expect(verbsOf(card(name, anna, lang).content)).not.toContain('again');
    }
    expect(held('decision held by what cannot be taken back')).toContain(lang === 'en' ? 'by hand' : 'вручную');
    expect(held('decision held by what is being written')).toContain(
      lang === 'en' ? 'anew when it has ended' : 'закончится',
    );
    expect(held('decision done')).not.toContain(other);
  },
);

test.each(languages)(
  'a decision that is done offers to answer again, to those who may and to nobody else (%s)',
  (lang) => {
    const title = lang === 'en' ? 'Answer again' : 'Ответить заново';
    for (const person of [anna, sergei]) {
      const done = card('decision done', person, lang);
      expect(verbsOf(done.content)).toContain('again');
      expect(JSON.stringify(done.content)).toContain(title);
    }
    for (const person of [dmitri, null])
      expect(verbsOf(card('decision done', person, lang).content)).not.toContain('again');
    expect(refresh(card('decision done', null, lang))).toHaveLength(2);
    // What people decided is their word, whoever made the form.
    expect(texts(card('decision done', null, lang))).toContain(lang === 'en' ? '◆ decided' : '◆ решено');
    expect(texts(card('decision done', null, lang))).not.toContain('✓');
  },
);

test.each(languages)(
  'what no longer fits names the decision, and is planned again rather than looked at again (%s)',
  (lang) => {
    const stuck = card('no longer fits', anna, lang);
    expect(texts(stuck)).toContain(lang === 'en' ? 'Mail in the gap and after it' : 'Почта в промежутке и после него');
    expect(JSON.stringify(stuck.content)).toContain(lang === 'en' ? 'Plan it again' : 'Построить план заново');
  },
);

test.each([
  ['en', 'That is your go, too', 'Propose this T and say go', 'that was your go to it'],
  ['ru', 'Это и ваше «да»', 'Предложить это T и сказать «да»', 'это ваше «да» ему'],
] as const)(
  'whoever proposes T reads that it is their go, before the press and after it (%s)',
  (lang, sentence, title, after) => {
    const form = JSON.stringify(card('gate with a form', anna, lang).content);
    expect(form).toContain(sentence);
    expect(form).toContain(title);
    const leadTimes = { late: [], needed: [], earliest: null };
    for (const holds of ['agreed', 'given', 'none'] as const)
      expect(views.rescheduled({ holds, cutoverAt: '2026-12-12T20:00:00.000Z', leadTimes }, lang)).toContain(after);
  },
);

test.each(languages)('a refusal names the field as the form does, and the step that holds the answers (%s)', (lang) => {
  const said = (code: string, facts: Record<string, string>) => views.refusalText({ code, facts }, lang);
  const host = lang === 'en' ? 'MX host for the night' : 'Хост MX на ночь';
  for (const code of [
    'answer.missing',
    'answer.parking-without-host',
    'answer.relay-without-host',
    'answer.no-host-name',
    'answer.host-of-tenant',
    'answer.bounce-with-host',
  ])
    expect(said(code, { step: 'mail-gap', field: 'mxHost', value: 'x' })).toContain(host);
  for (const code of ['decision.being-written', 'decision.irreversible'])
    expect(said(code, { step: 'mail-gap', other: 'mx-parked' })).toContain(
      lang === 'en' ? 'Park MX for the night' : 'Увести MX на ночь',
    );
});

test.each(languages)('in the log the new answer stands beside the old one (%s)', (lang) => {
  const entry = {
    number: 7,
    at: '2026-11-30T19:00:00.000Z',
    person: anna,
    what: 'answered-anew',
    stepId: 'mail-gap',
    facts: { attempt: 'mail-gap-2', gap: 'bounce', 'was.gap': 'relay', 'was.mxHost': 'mx.relay.example' },
    hash: entries[0]?.hash ?? '',
  };
  const told = texts(views.log([entry], { entries: 7, brokenAt: null }, around(), { person: anna, lang }));
  expect(told).toContain(lang === 'en' ? 'A relay holds the mail → Bounces are accepted' : 'Почту копит релей → ');
  expect(told).toContain('mx.relay.example → –');
});

test('what was set for answers that no longer hold is named as no longer wanted, not asked for again beside them', () => {
  const parked = { action: 'publish', name: 'contoso.com', type: 'MX', value: '10 parked.example', ttl: 300 } as const;
  const old = { ...parked, action: 'remove', value: '0 contoso-com.mail.protection.outlook.com' } as const;
  const noLonger = { status: 'failed', code: 'engine.no-longer-fits', facts: { decision: 'mail-gap' } } as const;
  const bounces = { status: 'failed', code: 'mail-gap-bounces', facts: {} } as const;
  const given = { state: 'attention', plan: brief([parked, old]), findings: [noLonger, bounces] } as const;
  const told = (undoable: boolean): Card =>
    views.step(snapshotOf('mx-parked', given, { undoable }), around(), { person: anna, lang: 'en' }, []);
  const text = String(told(true).content['fallbackText']);
  expect(text).toContain('MX stays as it is');
  expect(text).toContain('– no longer wanted: MX 10 parked.example for contoso.com');
  expect(ofType(told(true).content, 'TextRun')).toEqual([]);
  expect(text).not.toContain('Publish · MX');
  expect(text).toContain('Can be undone: /backout mx-parked');
  expect(String(told(false).content['fallbackText'])).not.toContain('/backout');
});
