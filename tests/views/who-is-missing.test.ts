/** Who must still agree is counted in people, and whoever nobody could be is said to be missing. */
import { failOnMissingWords } from '../../src/locales/index.js';
import { createViews } from '../../src/views/index.js';
import type { Lang } from '../../src/contract/step.js';
import type { Need, Person, StepSnapshot } from '../../src/engine/state.js';
import { anna, around, irina, marcus, plan, roster, sergei, snapshotOf } from './samples.js';

failOnMissingWords();
const views = createViews();
const leads = ['project-manager', 'business-owner'] as const;
const said = (snapshot: StepSnapshot, lang: Lang, people: readonly Person[] = roster): string => {
  const { content } = views.step(snapshot, around({}, people), { person: null, lang }, []);
  return JSON.stringify(content);
};
const needs: readonly Need[] = [
  { kind: 'role', roles: ['source-admin'], people: [irina, marcus] },
  { kind: 'role', roles: leads, people: [anna] },
];

test.each([
  ['en', 'Needs 2 approvals, of two companies: source admin'],
  ['ru', 'Нужно 2 одобрения, от двух компаний: '],
] as const)('a final step asks for two people of two companies in so many words (%s)', (lang, words) => {
  expect(said(snapshotOf('remove-domain-source', { plan, needs }), lang)).toContain(words);
  expect(said(snapshotOf('upn-to-initial-domain', { plan, needs }), lang)).not.toContain(words);
});

test.each([
  ['en', 'One person alone cannot decide this, and besides Anna Lindqvist nobody is project manager or business owner'],
  ['ru', 'Один человек этого не решает, а кроме Anna Lindqvist роли нет ни у кого'],
] as const)('where one person holds every role that a vote asks, the card says who is missing (%s)', (lang, words) => {
  const lacking: readonly Need[] = [{ kind: 'second-person', roles: leads, people: [] }];
  const alone = { ...anna, roles: leads };
  const card = said(snapshotOf('back-out-decision', { needs: lacking }), lang, [alone, irina]);
  expect(card).toContain(words);
  expect(card).not.toContain(lang === 'en' ? 'Nobody is project manager' : 'Роль пока свободна');
});

test.each([
  ['en', 'Both companies must agree, and nobody of the other one is project manager or business owner'],
  ['ru', 'Согласны должны быть обе компании, а во второй роли нет ни у кого'],
] as const)('where the other company has nobody for a final step, the card says so (%s)', (lang, words) => {
  const lacking: readonly Need[] = [{ kind: 'other-company', roles: leads, people: [] }];
  const card = said(snapshotOf('remove-domain-source', { plan, needs: lacking }), lang, [irina, sergei]);
  expect(card).toContain(words);
});

test.each([
  ['en', 'Nobody can approve it just now: the team is voting on turning back.'],
  ['ru', 'Сейчас это нельзя одобрить: команда голосует, возвращаться ли.'],
] as const)(
  'beside a vote on turning back the card says why nobody may approve, and what comes first (%s)',
  (lang, words) => {
    expect(said(snapshotOf('remove-domain-source', { plan, needs, besideVote: true }), lang)).toContain(words);
  },
);

test.each([
  ['en', 'everybody said go'],
  ['ru', 'все сказали «да»'],
] as const)('a gate that is through never claims that everybody said go (%s)', (lang, words) => {
  expect(said(snapshotOf('go-no-go', { state: 'done' }), lang)).not.toContain(words);
});
