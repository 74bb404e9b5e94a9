/** Rules of the test accounts, each as a table of cases. */
import type { SubscribedSku } from '../../src/systems/graph/types.js';
import { bodyOf, firstContent, mark } from '../../src/steps/test-accounts/content-items.js';
import { licenceFor, usualLocation } from '../../src/steps/test-accounts/licence.js';

const sku = (skuPartNumber: string, left: number, plan: string | null): SubscribedSku => ({
  ...{ id: skuPartNumber, skuId: skuPartNumber, skuPartNumber, consumedUnits: 5, appliesTo: 'User' },
  prepaidUnits: { enabled: 5 + left },
  servicePlans: plan === null ? [] : [{ servicePlanName: plan }],
});

test.each([
  ['none that brings a mailbox', [sku('FLOW_FREE', 100, null)], null],
  ['none with two left', [sku('E3', 1, 'EXCHANGE_S_ENTERPRISE')], null],
  ['a plan that only sounds like one', [sku('A', 9, 'EXCHANGE_ANALYTICS')], null],
  ['the one with most left', [sku('E3', 2, 'EXCHANGE_S_ENTERPRISE'), sku('E1', 9, 'EXCHANGE_S_STANDARD')], 'E1'],
  [
    'never one for the front line, by which no mover comes in',
    [sku('E3', 2, 'EXCHANGE_S_ENTERPRISE'), sku('K1', 9, 'EXCHANGE_S_DESKLESS')],
    'E3',
  ],
  ['of equals always the same', [sku('B', 2, 'EXCHANGE_S_STANDARD'), sku('A', 2, 'EXCHANGE_S_STANDARD')], 'A'],
])('of the licences: %s', (_, skus, chosen) => {
  expect(licenceFor(skus, 2)?.skuPartNumber ?? null).toBe(chosen);
});

test.each([
  [[null, ''], null],
  [['SE', 'DE', 'DE', null], 'DE'],
  [['SE', 'DE'], 'DE'],
])('where %j are, is %s', (locations, usual) => {
  expect(usualLocation(locations.map((usageLocation) => ({ usageLocation })))).toBe(usual);
});

test('what is put in is told from everything else by its name, and no two of a kind have the same', () => {
  expect(firstContent.every(({ name }) => name.startsWith(mark))).toBe(true);
  expect(new Set(firstContent.map(({ kind, name }) => `${kind} ${name}`)).size).toBe(firstContent.length);
});

test('a plan made on another day is the same plan: only what is written says when', () => {
  const [one, other] = ['2026-12-01', '2026-12-02'].map((day) =>
    firstContent.map((item) => bodyOf(item, new Date(`${day}T08:00:00Z`))),
  );
  expect(one).not.toEqual(other);
  expect(JSON.stringify(one)).toContain('"daysOfWeek":["tuesday"]');
});
