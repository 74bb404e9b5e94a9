import type { Company, Risk, Role } from '../../src/contract/step.js';
import { judgeApprovals, judgeGate, judgeTask, takers } from '../../src/engine/rights/policy.js';
import type { Person } from '../../src/engine/state.js';

const person = (id: string, company: Company, ...roles: Role[]): Person => ({
  id,
  name: id,
  company,
  lang: 'en',
  roles,
});

const anna = person('anna', 'destination', 'project-manager');
const sergei = person('sergei', 'source', 'business-owner');
const irina = person('irina', 'source', 'source-admin');
const marcus = person('marcus', 'source', 'source-admin');
const both = person('both', 'source', 'source-admin', 'project-manager');
const tomas = person('tomas', 'destination', 'test-lead');
const roster = [anna, sergei, irina, marcus, both, tomas];

const approvals = (...people: Person[]) => people.map(({ id }) => ({ personId: id, vote: 'approve' as const }));
const step = (risk: Risk) => ({ risk, roles: ['source-admin'] as const });

describe('who must approve', () => {
  it.each<[Risk, Person[], boolean]>([
    ['low', [], false],
    ['low', [irina], true],
    ['low', [anna], false],
    ['high', [irina], false],
    ['high', [irina, marcus], false],
    ['high', [irina, sergei], true],
    ['high', [irina, anna], true],
    ['high', [both], false],
    ['high', [both, irina], true],
    ['high', [anna, sergei], false],
    ['high', [tomas, anna], false],
    ['final', [irina, sergei], false],
    ['final', [irina, anna], true],
    ['final', [irina, sergei, anna], true],
    ['final', [both, irina], false],
  ])('%s risk with %j is enough: %s', (risk, people, complete) => {
    expect(judgeApprovals(step(risk), approvals(...people), roster).complete).toBe(complete);
  });

  it('names only those who could complete it', () => {
    const names = (risk: Risk, ...people: Person[]) =>
      judgeApprovals(step(risk), approvals(...people), roster).needs.map(({ kind, people: who }) => [
        kind,
        ...who.map(({ id }) => id),
      ]);
    expect(names('high', irina)).toEqual([['role', 'anna', 'sergei', 'both']]);
    expect(names('high', both)).toEqual([['second-person', 'anna', 'sergei', 'irina', 'marcus']]);
    expect(names('final', irina)).toEqual([['role', 'anna']]);
    expect(names('final', irina, sergei)).toEqual([['other-company', 'anna']]);
  });

  it('counts two more people where whoever approved a final step fits nobody, and one where the other company has nobody', () => {
    const olga = person('olga', 'destination', 'source-admin');
    const needs = (people: Person[], ...given: Person[]) =>
      judgeApprovals(step('final'), approvals(...given), people).needs.map(({ kind, people: who }) => [
        kind,
        ...who.map(({ id }) => id),
      ]);
    expect(needs([irina, sergei, olga], irina)).toEqual([
      ['role', 'olga'],
      ['role', 'sergei'],
    ]);
    expect(needs([irina, sergei], irina)).toEqual([['other-company']]);
    expect(needs([anna, sergei, irina, marcus, olga])).toEqual([
      ['role', 'irina', 'marcus', 'olga'],
      ['role', 'anna', 'sergei'],
    ]);
  });

  it('lets a no of anybody who is asked hold it up, and of nobody else', () => {
    const no = (...people: Person[]) => people.map(({ id }) => ({ personId: id, vote: 'no' as const }));
    const needs = (risk: Risk, ...against: Person[]) =>
      judgeApprovals(step(risk), [...approvals(irina, sergei), ...no(...against)], roster).needs.map(
        ({ kind, people }) => [kind, ...people.map(({ id }) => id)],
      );
    expect(needs('high', marcus, anna)).toEqual([['no', 'anna', 'marcus']]);
    expect(needs('high', tomas)).toEqual([]);
    expect(needs('low', anna)).toEqual([]);
    expect(needs('low', marcus)).toEqual([['no', 'marcus']]);
    const agreed = judgeTask(step('high'), [...approvals(sergei), ...no(anna)], roster);
    expect(agreed.needs.map(({ kind, people }) => [kind, ...people.map(({ id }) => id)])).toEqual([['no', 'anna']]);
    expect(takers(step('high'), no(anna, sergei), roster)).toEqual([]);
  });

  it('does not count an approval whose giver has lost the role', () => {
    const without = [anna, { ...irina, roles: [] }];
    expect(judgeApprovals(step('high'), approvals(irina, anna), without).complete).toBe(false);
  });
});

describe('a gate', () => {
  const gate = { risk: 'gate' as const, roles: ['project-manager', 'source-admin'] as const };
  const go = (...people: Person[]) => people.map(({ id }) => ({ personId: id, vote: 'go' as const }));

  it('counts one press for all roles of a person and still asks for two people', () => {
    const verdict = judgeGate(gate, go(both), roster);
    expect(verdict.complete).toBe(false);
    expect(verdict.needs.map(({ kind }) => kind)).toEqual(['second-person']);
    expect(judgeGate(gate, go(both, irina), roster).complete).toBe(true);
  });

  it('is held by a single no until it is taken back', () => {
    const votes = [...go(anna, irina), { personId: 'marcus', vote: 'no' as const }];
    const verdict = judgeGate(gate, votes, roster);
    expect(verdict.complete).toBe(false);
    expect(verdict.needs[0]?.people.map(({ id }) => id)).toEqual(['marcus']);
  });

  it('lacks a second person from the beginning where one person holds every role it asks', () => {
    const alone = [both, tomas];
    for (const votes of [[], go(both)])
      expect(judgeGate(gate, votes, alone).needs.at(-1)).toMatchObject({ kind: 'second-person', people: [] });
    expect(judgeGate(gate, [], roster).needs.map(({ kind }) => kind)).toEqual(['vote', 'vote']);
  });

  it('waits for a role nobody holds', () => {
    expect(judgeGate({ ...gate, roles: ['dns-admin'] }, go(anna, irina), roster).needs[0]?.people).toEqual([]);
  });
});

describe('a task of high risk', () => {
  it('is agreed by a lead and done by somebody else', () => {
    expect(judgeTask(step('high'), [], roster).complete).toBe(false);
    expect(judgeTask(step('high'), approvals(both), roster).complete).toBe(true);
    expect(takers(step('high'), approvals(both), roster).map(({ id }) => id)).toEqual(['irina', 'marcus']);
    expect(takers(step('final'), approvals(sergei), roster)).toEqual([]);
  });

  it('goes on asking when the lead who agreed leaves nobody who may take it', () => {
    const verdict = judgeTask(step('final'), approvals(sergei), roster);
    expect(verdict).toMatchObject({ complete: false, needs: [{ kind: 'other-company' }] });
    expect(verdict.needs[0]?.people.map(({ id }) => id)).toEqual(['anna']);
    expect(judgeTask(step('final'), approvals(sergei, anna), roster).complete).toBe(true);
  });

  it('is agreed, and waits for a role to be given, when nobody holds it', () => {
    expect(judgeTask({ ...step('final'), roles: ['dns-admin'] }, approvals(sergei), roster).complete).toBe(true);
  });
});
