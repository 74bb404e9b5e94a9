/** Go or no-go says how much it is about; who has given an agreed go can take it back on its card, and whoever is asked again reads why. */
import { failOnMissingWords } from '../../src/locales/index.js';
import type { WhatMoves } from '../../src/engine/state.js';
import { createViews } from '../../src/views/index.js';
import { lint, verbsOf } from './card-lint.js';
import { anna, approval, around, dmitri, irina, need, snapshotOf } from './samples.js';

failOnMissingWords();
const views = createViews();
const whatMoves: WhatMoves = {
  mailboxes: 30,
  wayBackLicences: 31,
  errors: {
    stepId: 'full-all-eve-errors',
    at: '2026-11-30T10:02:00.000Z',
    by: irina,
    says: '3 open, all with the vendor',
  },
  found: {
    stepId: 'mapping-still-true',
    at: '2026-11-30T11:00:00.000Z',
    findings: [
      ...['nina', 'nils', 'nora', 'noel', 'nick'].map((name) => ({
        status: 'failed' as const,
        code: 'mapping-joined' as const,
        facts: { address: `${name}@contoso.com`, name, kind: 'UserMailbox', version: 2 },
      })),
      { status: 'failed' as const, code: 'and-more' as const, facts: { count: 7 } },
      {
        status: 'passed' as const,
        code: 'mapping-behind' as const,
        facts: { count: 1, version: 2, names: 'old@contoso.com' },
      },
    ],
  },
};

test.each(['en', 'ru'] as const)(
  'the mailboxes and the errors stand on the gate, in the words of who looked (%s)',
  (lang) => {
    const open = { state: 'asking' as const, needs: [need('vote', ['project-manager'], [anna])] };
    const taken = { by: dmitri, at: '2026-11-30T19:00:00.000Z', reason: 'the backup failed' };
    const { content } = views.step(
      snapshotOf('go-no-go', open, { whatMoves, goTakenBack: taken }),
      around(),
      { person: anna, lang },
      [],
    );
    expect(lint(content)).toEqual([]);
    const text = String(content['fallbackText']);
    expect(text).toMatch(lang === 'en' ? /30 mailboxes move/ : /переезжает 30 ящиков/);
    expect(text).toContain('3 open, all with the vendor');
    expect(text).toContain(lang === 'en' ? '31 mailbox licences more' : 'ещё 31 лицензия на ящик');
    // Who would lose an address, by name, and how many more.
    expect(text).toMatch(/nina@contoso\.com[^]*noel@contoso\.com[^]*8[^]*old@contoso\.com/);
    expect(text).not.toContain('nick@contoso.com');
    // Whoever is asked again reads first why, and so does the notification.
    expect(text).toMatch(new RegExp(`${dmitri.name}.*the backup failed[^]*30`));
  },
);

test.each(['en', 'ru'] as const)('who gave the go finds the button, others do not (%s)', (lang) => {
  const agreed = snapshotOf(
    'go-no-go',
    { state: 'done', approvals: [approval(anna, '19:03', 'go'), approval(dmitri, '19:04', 'go')] },
    { state: 'done', mayTakeGoBack: [anna.id] },
  );
  const drawn = (person: typeof anna) => views.step(agreed, around(), { person, lang }, []).content;
  expect(verbsOf(drawn(anna))).toContain('take-go-back');
  expect(verbsOf(drawn(dmitri))).not.toContain('take-go-back');
  expect(lint(drawn(anna))).toEqual([]);
});
