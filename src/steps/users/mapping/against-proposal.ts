/**
 * A table held against what the bot itself proposes: two rows that were crossed are good each by itself. What people know and no mark shows is
 * otherwise, too: it is for them to say that it is meant.
 */
import { splitAddress } from '../../addresses/proxy-address.js';
import type { ReadRow } from './check.js';
import { employeeIdOf, isCalledAlike, isPerson } from './marks.js';
import type { MailObject } from './objects.js';
import { getsNewObject, type Fault, type Row } from './row.js';

/**
 * crossed: it gets what by the proposal, or by its name, is somebody else's · apart: the two have no name in common, or employee ids that differ ·
 * otherwise: the proposal has another one for it
 */
export type Deviance = 'crossed' | 'apart' | 'otherwise';

/** One row, said by a sentence. */
export interface Deviation extends Fault {
  readonly deviance: Deviance;
}

export function deviations(read: readonly ReadRow[], proposal: readonly Row[]): readonly Deviation[] {
  const moving = read.filter(({ action }) => action !== 'leave');
  const proposed = new Map(proposal.map((row) => [row.sourceId, row]));
  const owners = ownersOf(moving, proposal);
  return moving.flatMap((one): Deviation[] => {
    const own = proposed.get(one.source.id);
    if (one.action === 'same' && own?.action === 'same' && own.targetId === one.target?.id) return [];
    const { row, source, target } = one;
    const facts = {
      row: row.number,
      source: row.source || source.address,
      name: source.name || source.address,
      target: row.target,
    };
    const owner = owners(one);
    if (owner !== undefined)
      return [{ row, deviance: 'crossed', code: 'mapping.crossed', facts: { ...facts, other: owner } }];
    if (target !== null && one.action === 'same' && isPerson(source)) {
      const apart = apartOf(source, target);
      if (apart !== null) return [{ row, deviance: 'apart', ...apart, facts: { ...facts, ...apart.facts } }];
    }
    if (own?.action !== 'same') return [];
    return [{ row, deviance: 'otherwise', code: 'mapping.otherwise', facts: { ...facts, proposed: own.target } }];
  });
}

type Apart = Pick<Fault, 'code' | 'facts'>;

function apartOf(source: MailObject, target: MailObject): Apart | null {
  const facts = { other: target.name };
  const [here, there] = [employeeIdOf(source), employeeIdOf(target)];
  if (!isCalledAlike(source, target)) return { code: 'mapping.apart-by-name', facts };
  if (here === null || there === null || here === there) return null;
  return {
    code: 'mapping.apart-by-id',
    facts: { ...facts, id: source.employeeId ?? '', otherId: target.employeeId ?? '' },
  };
}

const localOf = (address: string): string => splitAddress(address)?.local.toLowerCase() ?? '';

/** Whose it is what a row gives away; undefined: nobody else's. */
function ownersOf(moving: readonly ReadRow[], proposal: readonly Row[]): (one: ReadRow) => string | undefined {
  const byTarget = new Map(proposal.filter(({ action }) => action === 'same').map((row) => [row.targetId, row]));
  const byName = new Map(proposal.filter(getsNewObject).map((row) => [row.target.toLowerCase(), row]));
  const made = moving.filter(getsNewObject);
  const byLocal = new Map(made.map((one) => [localOf(one.source.address), one]));
  return ({ row, action, source, target }) => {
    if (action === 'same') {
      const owner = byTarget.get(target?.id ?? '');
      return owner === undefined || owner.sourceId === source.id ? undefined : owner.source;
    }
    const proposed = byName.get(row.target.toLowerCase());
    if (proposed !== undefined) return proposed.sourceId === source.id ? undefined : proposed.source;
    const local = localOf(row.target);
    return local === localOf(source.address) ? undefined : byLocal.get(local)?.source.address;
  };
}

/** A property of a row that the table has otherwise than the proposal. */
export interface Otherwise {
  readonly row: Row;
  readonly source: MailObject | null;
  readonly property: 'Row' | 'Destination Email' | 'Action' | 'Wave' | 'Licence';
  readonly proposal: string;
  readonly table: string;
}

/** All of it, whether anybody has to say that it is meant or not. */
export function otherwiseIn(read: readonly ReadRow[], proposal: readonly Row[]): readonly Otherwise[] {
  const proposed = new Map(proposal.map((row) => [row.sourceId, row]));
  const named = new Set(read.map(({ source }) => source.id));
  const changed = read.flatMap(({ row, action, source }): Otherwise[] => {
    const own = proposed.get(source.id);
    if (own === undefined)
      return [{ row, source, property: 'Row', proposal: '', table: `${action} ${row.target}`.trim() }];
    const leaves = action === 'leave';
    const pairs: readonly (readonly [Otherwise['property'], string, string])[] = [
      ['Destination Email', own.target, leaves ? '' : row.target],
      ['Action', own.action, action],
      // Nothing is copied of what stays; an empty wave is the first.
      ...(leaves || own.wave === '' ? [] : ([['Wave', own.wave, row.wave === '' ? '1' : row.wave]] as const)),
      ...(leaves ? [] : ([['Licence', own.licence, row.licence]] as const)),
    ];
    return pairs
      .filter(([, before, now]) => before.toLowerCase() !== now.toLowerCase())
      .map(([property, before, now]) => ({ row, source, property, proposal: before, table: now }));
  });
  const missing = proposal.filter(({ sourceId }) => !named.has(sourceId));
  return [
    ...changed,
    ...missing.map((row): Otherwise => {
      const nobodys = { ...row, number: 0 };
      return { row: nobodys, source: null, property: 'Row', proposal: `${row.action} ${row.target}`.trim(), table: '' };
    }),
  ];
}
