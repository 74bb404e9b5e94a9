import type { BlockerReport, PhaseSummary, StepSnapshot } from '../../src/engine/state.js';
import { failOnMissingWords } from '../../src/locales/index.js';
import { createViews } from '../../src/views/index.js';
import type { Card, Reader } from '../../src/views/api.js';
import { buttonsOf, elements, ofType, verbsOf } from './card-lint.js';
import { anna, around, changes, dmitri, domainChange, irina, listChange, report, steps } from './samples.js';

failOnMissingWords();
const views = createViews();
const channel: Reader = { person: null, lang: 'en' };
const step = (name: string): StepSnapshot => steps[name] as StepSnapshot;
const card = (name: string, reader = channel): Card => views.step(step(name), around(), reader, []);
const said = ({ content }: Card): string => String(content['fallbackText']);
const facts = ({ content }: Card): Record<string, string> =>
  Object.fromEntries(
    ofType(content, 'FactSet').flatMap((set) =>
      (set['facts'] as { title: string; value: string }[]).map(({ title, value }) => [title, value]),
    ),
  );
const board = (over = {}): Card => views.board('cutover', Object.values(steps), around(over), channel);

test('the board says planned and expected, until when one can turn back, and who has to do what', () => {
  expect(facts(board())).toMatchObject({
    'Waiting for': 'Irina Sokolova or Marcus Weber: read and approve · 67, 68 · Sign-in names to the initial domain',
    Ends: '{{TIME(2026-11-30T21:40:00Z)}} · now expected {{TIME(2026-11-30T21:55:00Z)}} (+15 min)',
    'Turn back': 'until {{TIME(2026-11-30T21:30:00Z)}} ✓ (undoing takes 31 min)',
  });
  expect(said(board())).toContain('11 of 27 steps');
  expect(buttonsOf(board().content).map(({ title }) => title)).toContain('Open blockers');
});

test('an end that is expected after T is red on the board and in the status, and says what to do about it until T is past; the night itself ends after T', () => {
  const { phases } = around().status;
  const cutoverAt = '2026-12-01T18:00:00.000Z';
  const ends = (expectedEnd: string, now = '2026-12-01T15:00:00.000Z') =>
    around({
      cutoverAt,
      now,
      phases: phases.map((one) =>
        one.phase === 'stage'
          ? {
              ...one,
              attention: [],
              asking: [{ stepId: 'im-federation', needs: [] }],
              times: { plannedEnd: '2026-12-01T16:00:00.000Z', expectedEnd, endedAt: null, slipMinutes: 300 },
            }
          : one,
      ),
    });
  const card = (expectedEnd: string) => views.board('stage', Object.values(steps), ends(expectedEnd), channel);
  expect(said(card('2026-12-01T21:00:00.000Z'))).toMatch(/▲ attention[\s\S]*expected to end after T/);
  expect(said(card('2026-12-01T17:00:00.000Z'))).toMatch(/◔ waiting/);
  expect(said(card('2026-12-01T17:00:00.000Z'))).not.toContain('after T');
  const status = JSON.stringify(views.status(Object.values(steps), ends('2026-12-01T21:00:00.000Z'), channel).content);
  expect(status).toMatch(/▲ Phase 2/);
  const tooLate = ends('2026-12-01T21:00:00.000Z', '2026-12-01T20:00:00.000Z');
  expect(said(views.board('stage', Object.values(steps), tooLate, channel))).not.toMatch(/▲ attention|after T/);
  expect(said(board({ cutoverAt: '2026-11-30T18:00:00.000Z' }))).not.toContain('expected to end after T');
});

test('names and steps are said once on the board, however many decisions the same people owe', () => {
  const { phases } = around().status;
  const many = phases.map((one) =>
    one.phase !== 'cutover'
      ? one
      : {
          ...one,
          asking: [
            'upn-to-initial-domain',
            'm365-groups-moved',
            'group-aliases-removed',
            'remove-domain-source',
            'mx-parked',
          ].map((stepId) => ({ stepId, needs: one.asking[0]?.needs ?? [] })),
        },
  );
  const waiting = facts(board({ phases: many }))['Waiting for'] ?? '';
  expect(waiting.match(/Irina/g)).toHaveLength(1);
  expect(waiting).toContain('and 2 more');
});

test('once the domain has left the board says that undoing needs both tenants', () => {
  const turnBack = { until: '2026-11-30T21:30:00.000Z', undoSeconds: 60, passed: true, needsBothTenants: true };
  expect(facts(board({ turnBack }))['Turn back']).toBe('by now undoing needs both tenants');
  expect(facts(board({ turnBack: { ...turnBack, needsBothTenants: false } }))['Turn back']).toMatch(/^▲/);
});

test('the details of a phase list at most ten steps, the worst slip first', () => {
  const all = Object.values(steps).filter(({ step: { phase } }) => phase === 'cutover');
  const late = all.map((one, index) => ({ ...one, times: { ...one.times, slipMinutes: index === 7 ? 95 : index } }));
  const { content } = views.board('cutover', late, around(), channel);
  const details = elements(content).find((node) => node['id'] === 'details');
  const lines = ofType(details, 'TextBlock').map((block) => String(block['text']));
  expect(lines[1]).toContain('+95 min');
  // T, ten steps, and how many more; those that are not needed are one line for all.
  expect(lines.slice(0, -1)).toHaveLength(12);
  expect(lines.at(-1)).toBe('– 1 step is not needed: 63');
});

test('a release is told with the side, the time so far, the usual time, and what can be done meanwhile', () => {
  const watch = card('release watch');
  expect(said(watch)).toContain(
    'Microsoft still lists contoso.com at the source, 7 min so far. Usually 5 min to several hours.',
  );
  expect(facts(watch)['Meanwhile']).toContain('66 · Initial domain as default at the source');
  expect(facts(watch)['Last look']).toBe('{{TIME(2026-11-30T19:11:00Z)}} · 9 looks so far');
  expect(said(card('domain released'))).toContain('The destination may claim it now.');
  expect(said(card('release watch of two domains'))).toContain('✓ contoso-retail.com: free after 12 min');
});

test('the forced removal stands behind every safer button, and only where the removal came to a halt', () => {
  const buttons = buttonsOf(card('removal refused', { person: irina, lang: 'en' }).content);
  expect(buttons.at(-1)).toMatchObject({ verb: 'again', data: { stepId: 'force-remove-domain-source' } });
  expect(JSON.stringify(buttons.slice(0, -1))).not.toContain('force-remove');
  expect(JSON.stringify(card('attention', { person: irina, lang: 'en' }).content)).not.toContain('force-remove');
});

test('nobody is offered to accept what the tenant refused of a final step; of any other step, with a note', () => {
  const refusedStep = step('removal refused');
  expect(refusedStep.step.risk).toBe('final');
  expect(JSON.stringify(card('removal refused', { person: irina, lang: 'en' }).content)).not.toContain('"accept"');
  expect(JSON.stringify(card('attention', { person: irina, lang: 'en' }).content)).toContain('"accept"');
});

test('whoever lets several domains go reads every one of them, and which name is to be typed for all', () => {
  const removal = card('final with two domains', { person: anna, lang: 'en' });
  expect(facts(removal)['Changes']).toBe('contoso.com and contoso-retail.com: verified → not in this tenant');
  expect(ofType(removal.content, 'Input.Text').map((input) => input['label'])).toEqual([
    'This is for contoso.com and contoso-retail.com together and cannot simply be taken back. Type contoso.com to confirm',
  ]);
});

test('a remark that holds for several domains is made once, and a record that goes asks for no TTL', () => {
  const task = card('records to agree');
  expect(said(task).match(/may be remembered/g)).toHaveLength(1);
  expect(said(task)).toContain('contoso.com and contoso-retail.com: today’s MX');
  expect(ofType(task.content, 'TextRun').map(({ text }) => text)).not.toContain('3600');
});

test('a task that can be described gives every record to be copied as it is', () => {
  const task = card('records to set', { person: dmitri, lang: 'en' });
  const runs = ofType(task.content, 'TextRun').map((run) => run['text']);
  expect(runs).toEqual(expect.arrayContaining(['contoso.com', 'MS=ms71234567', '3600']));
  expect(said(task)).toContain('Publish · TXT');
  expect(said(card('records to agree'))).toContain('Take away · MX');
  expect(verbsOf(task.content)).toContain('take');
});

test('no record is clipped: what does not fit is behind a button, page by page to the last', () => {
  const many = step('many records to set');
  const total = many.attempt?.plan?.brief?.records.length ?? 0;
  const shown = new Set<string>();
  for (let offset = 0, next = -1; offset !== next;) {
    const page = views.plan(many, [], offset, around(), channel);
    for (const { text } of ofType(page.content, 'TextRun'))
      if (/_domainkey/.test(String(text))) shown.add(String(text));
    const on = buttonsOf(page.content).find(({ data }) => ((data as { offset?: number })?.offset ?? 0) > offset);
    next = offset;
    offset = (on?.['data'] as { offset: number } | undefined)?.offset ?? offset;
  }
  expect(shown.size).toBe(total);
  expect(ofType(card('many records to set').content, 'TextRun').every(({ text }) => !String(text).includes('…'))).toBe(
    true,
  );
});

test('what was done by hand is shown as it is seen: there, not yet, or not to be seen', () => {
  const rows = said(card('records watched'));
  expect(rows).toMatch(/◔ ns2/);
  expect(rows).toMatch(/\? 192/);
  expect(rows).toMatch(/✓ ns1/);
  expect(rows).toContain('1 of 3');
});

test('a step put off is no alarm: it says that this is normal and when it comes again', () => {
  const later = card('put off');
  expect(said(later).split('\n')[0]).toContain('◔ later');
  expect(said(later)).toContain('That is normal');
  expect(facts(later)['Again']).toContain('after 76 · The domain leaves the source');
});

test('the way back carries its arrow, and whoever is undone by others says who is at work', () => {
  const chained = card('undone by others');
  expect(said(chained)).toContain('2 of 4 now: 106 · Add the domain at the source again');
  expect(said(chained)).toContain('✓ ↩ 105');
  expect(said(card('a step of the way back'))).toMatch(/^↩ 106/);
});

test('a step that was undone says so and when, and nothing of what was true while it was done', () => {
  const undone = card('done and undone since');
  expect(said(undone).split('\n')[0]).toContain('✓ undone');
  expect(said(undone)).toContain('this was undone at 19:05 UTC');
  expect(said(undone)).not.toMatch(/belongs to|both tenants|Can be undone|changed, \d+ left/);
  expect(facts(undone)['Ended']).toBeUndefined();

  const back = card('done and being undone by a newer attempt');
  expect(said(back).split('\n')[0]).toContain('● undoing');
  expect(said(back)).not.toContain('Can be undone');
});

test('a step that changed nothing says nothing about a way back', () => {
  expect(said(card('done without a change'))).not.toMatch(/undone|undoing|both tenants/);
});

test('names that collide are counted once: the sentence that sums them up is no warning more', () => {
  const plan = said(views.plan(step('names collide'), changes, 0, around(), channel));
  expect(plan).toContain('2 warnings');
  expect(plan).toContain('2 names collide and are renamed');
});

test('/next promises no hour of its own: a look that is due is not the end of a wait', () => {
  const waits = { person: anna, todo: [], waitedFor: [], nextDueAt: '2026-11-30T19:30:00.000Z' };
  expect(said(views.next(waits, [], around(), channel))).toContain('You: nothing now.');
  expect(said(views.next(waits, [], around(), channel))).not.toContain('19:30');
});

test('whoever decides to turn back reads what is undone in which order, how long, what stays, and why', () => {
  const gate = card('turning back', { person: irina, lang: 'en' });
  expect(facts(gate)).toMatchObject({
    Reason: 'The registrar is down',
    'To undo': '7 steps, 1 of them not measured: at least 37 min',
  });
  const lines = ofType(gate.content, 'TextBlock').map((block) => String(block['text']));
  expect(lines.filter((line) => /^\d.*↩/.test(line)).map((line) => line.replace(/ · .* · /, ' · '))).toEqual([
    '1\\. ↩ 78 · 4 min',
    '2\\. ↩ 76 · not measured',
    '3\\. ↩ 74 · 2 min',
    '4\\. ↩ 71, 72 · 14 min',
    '5\\. ↩ 69, 70 · 1 min',
    '6\\. ↩ 67, 68 · 15 min',
    '7\\. ↩ 66 · 1 min',
  ]);
  expect(said(gate)).toContain('Cannot be undone: 64 · ');
});

test('every change from the domain’s leaving on says that undoing needs both tenants', () => {
  for (const name of ['final with two domains', 'after the line'])
    expect(said(card(name))).toContain('After this, undoing needs both tenants');
  expect(said(card('release watch'))).toContain('By now turning back needs both tenants');
  expect(said(card('domain released'))).toContain('Undoing needs both tenants');
});

const blockers = (given: BlockerReport | null, kind = 'all', offset = 0): Card =>
  views.blockers(given, kind, offset, around(), channel);

test('the blocker view has ten lines with count, what falls and what somebody must clear; a press on one opens it', () => {
  const { content } = blockers(report);
  const lines = elements(content).filter((node) => node['selectAction'] !== undefined && node['type'] === 'Container');
  expect(lines).toHaveLength(10);
  expect(said(blockers(report))).toContain('Users, guests: 4,035 · 4,018 go with later steps, 17 to clear');
  expect(lines[0]?.['selectAction']).toMatchObject({ verb: 'see-blockers', data: { kind: 'users', offset: 0 } });
});

test('the card of the check and the blocker card give the same number of the same things', () => {
  const sentence = 'Somebody must clear 17 objects, found by 4 of 10 searches.';
  expect(said(card('blockers found', { person: irina, lang: 'en' }))).toContain(sentence);
  expect(said(blockers(report))).toContain(sentence);
});

test('a search that could not be completed proves nothing, and none at all is not said to be free', () => {
  const lost = {
    ...report,
    findings: report.findings
      .filter(({ code }) => code.startsWith('scan-') && code !== 'scan-groups')
      .map((one) => ({ ...one, facts: { count: 0, byStep: 0, byPeople: 0 } })),
  };
  expect(said(blockers(lost)).split('\n')[0]).toContain('? not seen');
  expect(said(blockers(null)).split('\n')[0]).toContain('○ not yet');
});

test('before the first search the card says when it runs and how to have it now, or that it is under way', () => {
  expect(said(blockers(null))).toMatch(/right after 12 · Inventory.* every night. To have it now, finish that step/i);
  const [prepare, ...rest] = around().status.phases;
  const phases = [{ ...prepare, running: ['domain-blockers'] }, ...rest] as PhaseSummary[];
  expect(said(views.blockers(null, 'all', 0, around({ phases }), channel))).toContain('is under way');
  expect(said(views.blockers(null, 'all', 0, around({ state: 'not-started' }), channel))).toContain(
    'once the migration has begun',
  );
});

test('the blocker card says which tenant it is about, and whoever may asks it to look again', () => {
  expect(facts(blockers(report))['Tenant']).toBe('Contoso (source)');
  expect(facts(blockers({ ...report, side: 'destination' }))['Tenant']).toBe('Fabrikam (destination)');
  const verbs = (person: typeof anna, over = {}): string[] =>
    verbsOf(views.blockers(report, 'all', 0, around(over), { person, lang: 'en' }).content).map(String);
  expect(verbs(irina)).toContain('again');
  expect(verbs(dmitri)).not.toContain('again');
  expect(verbs(irina, { state: 'backed-out' })).not.toContain('again');
});

test('what one search found is listed page by page, and what the check did not keep is in the download', () => {
  expect(said(blockers(report, 'users'))).toContain('nina1@contoso.com');
  const last = blockers(report, 'users', 8);
  expect(said(last)).toContain('and 7 more in the list to download');
  expect(buttonsOf(last.content).map(({ type }) => type)).toContain('Action.OpenUrl');
});

test('the blocker card is no step’s card to whoever reads feet', () => {
  for (const kind of ['all', 'users'])
    for (const block of ofType(blockers(report, kind).content, 'TextBlock'))
      expect(String(block['text'])).not.toMatch(/^[a-z0-9]+(-[a-z0-9]+)+ · /);
});

test('a plan reads as words: states of a domain, addresses that go, come, or become the primary one', () => {
  const text = (lang: 'en' | 'ru'): string =>
    JSON.stringify(
      views.plan(step('waiting for two'), [listChange, domainChange], 0, around(), { person: null, lang }).content,
    );
  expect(text('en')).toContain('verified → not in this tenant');
  expect(text('en')).toContain('− projects@contoso.com (primary)');
  expect(text('en')).toContain('projects@contosogroup.onmicrosoft.com: becomes the primary address');
  expect(text('ru')).toContain('подтверждён → нет в тенанте');
  for (const lang of ['en', 'ru'] as const) expect(text(lang)).not.toMatch(/SMTP:|smtp:|\{\\"state/);
});

test('after a voided approval one press shows what is no longer as it was, by itself; the whole plan is the next press', () => {
  const reader: Reader = { person: anna, lang: 'en' };
  expect(verbsOf(card('approval asked anew', reader).content)).toContain('see-changed');

  const moved = views.changed(step('approval asked anew'), around(), reader);
  const lines = ofType(moved.content, 'TextBlock').map((block) => String(block['text']));
  const from = lines.findIndex((line) => line.includes('2 new'));
  expect(lines.slice(from, from + 5)).toEqual([
    '▲ 2 new',
    '– Nina Orlova',
    '– Petr Ivanov',
    '▲ 1 gone',
    '– Vera Smirnova',
  ]);
  expect(said(moved)).not.toContain(changes[0]?.object.label);
  expect(verbsOf(moved.content)).toEqual(['refresh', 'see-plan']);

  const plan = views.plan(step('approval asked anew'), changes, 0, around(), reader);
  expect(said(plan)).not.toMatch(/\d (new|gone)\b/);
  expect(JSON.stringify(plan.content)).toContain(changes[0]?.object.label);
});

test('where nothing but a warning came up since the approval, the card says so, and the press shows it', () => {
  const reader: Reader = { person: anna, lang: 'en' };
  const told = said(card('approval asked anew for a warning', reader));
  expect(told).toContain('there is more to know than the card said when it was approved');
  expect(told).not.toContain('the tenant is no longer what was approved');
  expect(told).toContain('New to know');
  const moved = said(views.changed(step('approval asked anew for a warning'), around(), reader));
  expect(moved).toContain('3 ');
});

test('what waits for somebody is told to them with its time, and who else is waited for with what', () => {
  const need = { kind: 'evidence' as const, roles: ['dns-admin' as const], people: [dmitri] };
  const all = Object.values(steps);
  const mine = {
    person: anna,
    todo: [{ stepId: 'mx-ttl-lowering', attemptId: 'a-1', need }],
    waitedFor: [],
    nextDueAt: null,
  };
  expect(said(views.next(mine, all, around(), channel))).toContain(
    'do it and show that it is done · planned by 19:30 UTC',
  );
  const others = { ...mine, todo: [], waitedFor: [{ stepId: 'mx-parked', need }] };
  expect(said(views.next(others, all, around(), channel))).toContain(
    'Dmitri Orlov: do it and show that it is done · Park MX',
  );
});
