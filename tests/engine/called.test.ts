/** An edit notifies nobody: what people are called for anew, and who is called for it. */
import { haltOf } from '../../src/bot/channel/halt';
import { calledBy } from '../../src/engine/outbox/called';
import type { Approval, LapsedVote, Need, Person, StepSnapshot } from '../../src/engine/state';
import { anna, approval, irina, marcus, need, roster, sergei, snapshotOf } from '../views/samples';

const at = (time: string): string => `2026-11-30T${time}:00.000Z`;
const approves = need('role', ['source-admin'], [irina, marcus]);
const votes = need('vote', ['source-admin'], [irina, marcus]);
const noOf = (person: Person): Need => need('no', ['source-admin'], [person]);
const plan = (approvals: readonly Approval[], ...needs: readonly Need[]): StepSnapshot =>
  snapshotOf('upn-to-initial-domain', { state: 'asking', approvals, needs: [approves, ...needs] });
const gate = (approvals: readonly Approval[], more: Partial<StepSnapshot> = {}): StepSnapshot =>
  snapshotOf(
    'go-no-go',
    { state: approvals.some(({ vote }) => vote === 'no') ? 'attention' : 'asking', approvals, needs: [votes] },
    more,
  );
const lapsed = (person: Person, why: LapsedVote['why'] = 'too-old'): LapsedVote => ({
  person,
  at: at('06:00'),
  vote: 'go',
  why,
});

test.each<[string, StepSnapshot, string | null, readonly Person[]]>([
  ['a plan calls whoever can agree', plan([]), null, [irina, marcus]],
  [
    'a no to a plan calls the project manager',
    plan([approval(marcus, '19:03', 'no')], noOf(marcus)),
    `${at('19:03')} ${marcus.id}`,
    [anna],
  ],
  [
    'a no of the project manager calls the other lead',
    plan([approval(anna, '19:03', 'no')], noOf(anna)),
    `${at('19:03')} ${anna.id}`,
    [sergei],
  ],
  [
    'a no of somebody whose role is gone calls nobody anew',
    plan([approval(marcus, '19:03', 'no')]),
    null,
    [irina, marcus],
  ],
  [
    'a no at a gate calls whoever is missing',
    gate([approval(irina, '19:03', 'no')]),
    `${at('19:03')} ${irina.id}`,
    [irina, marcus],
  ],
  [
    'a go that lapsed calls the one whose go it was, and nobody who never answered',
    gate([], { askedAnewAt: at('18:00'), lapsed: [lapsed(marcus)] }),
    at('18:00'),
    [marcus],
  ],
  [
    'whoever has said go again is called no more, and the gate calls nobody anew for that',
    gate([approval(marcus, '18:30', 'go')], { askedAnewAt: at('18:00') }),
    at('18:00'),
    [irina, marcus],
  ],
  [
    'a go that lapsed after a no calls the one whose go it was',
    gate([approval(irina, '17:00', 'no')], { askedAnewAt: at('18:00'), lapsed: [lapsed(marcus, 'facts-changed')] }),
    at('18:00'),
    [marcus],
  ],
  [
    'a no after a go that lapsed calls whoever is missing',
    gate([approval(irina, '19:00', 'no')], { askedAnewAt: at('18:00'), lapsed: [lapsed(marcus)] }),
    `${at('19:00')} ${irina.id}`,
    [irina, marcus],
  ],
  [
    'a go that lapsed with its role calls nobody for it',
    gate([], { askedAnewAt: at('18:00'), lapsed: [lapsed(sergei, 'no-role')] }),
    at('18:00'),
    [irina, marcus],
  ],
])('%s', (_, step, halt, called) => {
  expect(haltOf(step)).toBe(halt);
  expect(calledBy(step, roster).map(({ name }) => name)).toEqual(called.map(({ name }) => name));
});
