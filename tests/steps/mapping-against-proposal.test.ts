/** A table beside the bot’s own proposal: what crosses, what looks like two people, what only goes elsewhere, and what is nobody’s to accept. */
import { deviations, otherwiseIn } from '../../src/steps/users/mapping/against-proposal.js';
import { check } from '../../src/steps/users/mapping/check.js';
import type { MailObject, Tenants } from '../../src/steps/users/mapping/objects.js';
import { propose } from '../../src/steps/users/mapping/propose.js';
import type { Row } from '../../src/steps/users/mapping/row.js';
import { idOf, mailObject, mappingTenants } from './support/mapping-tenants.js';

const person = (n: number, local: string, name: string, more: Partial<MailObject> = {}): MailObject =>
  mailObject(idOf(n), 'UserMailbox', `${local}@contoso.com`, { name, ...more });
const there = (n: number, local: string, name: string, more: Partial<MailObject> = {}): MailObject =>
  mailObject(idOf(n, 'd'), 'UserMailbox', `${local}@fabrikam.com`, { name, ...more });

const whole = mappingTenants(0);
const tenants: Tenants = {
  ...whole,
  source: {
    objects: [
      person(1, 'anna', 'Anna Berg', { employeeId: '1' }),
      person(2, 'otto', 'Otto Krause'),
      person(3, 'eva', 'Eva Lind'),
      person(4, 'nils', 'Nils Holm'),
      person(5, 'tor', 'Tor Dahl'),
    ],
    held: [],
  },
  destination: {
    ...whole.destination,
    objects: [
      there(1, 'anna', 'Anna Berg', { employeeId: '1' }),
      there(2, 'otto', 'Otto Krause'),
      there(3, 'e.lind', 'Eva Lind'),
      there(9, 'maria', 'Maria Falk'),
      there(10, 'anna.berg', 'Anna Berg-Falk', { employeeId: '77' }),
    ],
    held: [],
  },
};
const proposal = propose(tenants);
const of = (local: string): Row => proposal.find(({ source }) => source === `${local}@contoso.com`) as Row;
const like = (local: string, { target, targetId, action }: Row): Row => ({ ...of(local), target, targetId, action });
const to = (local: string, target: string, more: Partial<Row> = {}): Row => ({
  ...of(local),
  target,
  targetId: '',
  action: 'same',
  ...more,
});
const told = (...rows: readonly Row[]) => {
  const table = proposal.map((row) => rows.find(({ sourceId }) => sourceId === row.sourceId) ?? row);
  const { faults, read } = check(table, tenants);
  expect(faults.map(({ code }) => code)).toEqual([]);
  return {
    deviating: deviations(read, proposal).map(({ deviance, code, row }) => [deviance, code, row.source]),
    otherwise: otherwiseIn(read, proposal).map(({ row, property, proposal: was, table: is }) => [
      row.source,
      property,
      was,
      is,
    ]),
  };
};

test('the proposal itself deviates in nothing', () => {
  expect(told()).toEqual({ deviating: [], otherwise: [] });
});

test('two people who were crossed are crossed both, though each row by itself is good', () => {
  const { deviating, otherwise } = told(like('anna', of('otto')), like('otto', of('anna')));
  expect(deviating).toEqual([
    ['crossed', 'mapping.crossed', 'anna@contoso.com'],
    ['crossed', 'mapping.crossed', 'otto@contoso.com'],
  ]);
  expect(otherwise).toContainEqual(['anna@contoso.com', 'Destination Email', 'anna@fabrikam.com', 'otto@fabrikam.com']);
});

test('so are those who are to be made, and one who gets the account of somebody who is left behind', () => {
  expect(
    told(to('nils', of('tor').target, { action: 'create' }), to('tor', of('nils').target, { action: 'create' }))
      .deviating,
  ).toEqual([
    ['crossed', 'mapping.crossed', 'nils@contoso.com'],
    ['crossed', 'mapping.crossed', 'tor@contoso.com'],
  ]);
  expect(told(like('nils', of('eva')), { ...of('eva'), action: 'leave', target: '', targetId: '' }).deviating).toEqual([
    ['crossed', 'mapping.crossed', 'nils@contoso.com'],
  ]);
});

test('two of whom neither name nor address is alike look like two people, whoever paired them', () => {
  expect(told(to('nils', 'maria@fabrikam.com')).deviating).toEqual([
    ['apart', 'mapping.apart-by-name', 'nils@contoso.com'],
  ]);
});

test('another one of the same name is told by what the numbers say, and one who is made anew by whom the proposal has', () => {
  const home = tenants.homeDomain;
  expect(told(to('anna', 'anna.berg@fabrikam.com')).deviating).toEqual([
    ['apart', 'mapping.apart-by-id', 'anna@contoso.com'],
  ]);
  expect(told(to('eva', `eva@${home}`, { action: 'create' })).deviating).toEqual([
    ['otherwise', 'mapping.otherwise', 'eva@contoso.com'],
  ]);
});

test('another name for one who is to be made, another wave, and who stays behind are shown and need nobody’s word', () => {
  const { deviating, otherwise } = told(to('nils', `n.holm@${tenants.homeDomain}`, { action: 'create', wave: '2' }), {
    ...of('tor'),
    action: 'leave',
  });
  expect(deviating).toEqual([]);
  expect(otherwise).toEqual([
    ['nils@contoso.com', 'Destination Email', of('nils').target, `n.holm@${tenants.homeDomain}`],
    ['nils@contoso.com', 'Wave', '1', '2'],
    ['tor@contoso.com', 'Destination Email', of('tor').target, ''],
    ['tor@contoso.com', 'Action', 'create', 'leave'],
  ]);
});
