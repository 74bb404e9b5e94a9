/** What people are told of the names to come while there is time to give somebody another one. */
import type { Finding } from '../../contract/finding.js';
import type { Table } from '../../documents/table.js';
import { renamedRemark } from '../addresses/renamed.js';
import { mostTelling } from '../most-telling.js';
import type { NamesToCome, NameToCome } from './names-to-come.js';

/** A name that is taken is counted, with the first of them; whoever loses more than that is named. */
export function namesFindings({ names, noRoom }: NamesToCome, initialDomain: string): readonly Finding[] {
  const renamed = names.filter(({ why }) => why !== null);
  const [first] = renamed;
  const count: Finding =
    first === undefined
      ? { status: 'passed', code: 'names-stay-plain', facts: { count: names.length, domain: initialDomain } }
      : {
          status: 'passed',
          code: 'names-to-come',
          facts: {
            count: names.length,
            domain: initialDomain,
            renamed: renamed.length,
            from: first.from,
            to: first.to,
          },
        };
  const cut = renamed.flatMap(({ object, from, to, why }): readonly Finding[] =>
    why === null || why === 'taken'
      ? []
      : [{ status: 'passed', ...renamedRemark({ object, from, to, why }, 'addresses') }],
  );
  const full = noRoom.map((remark): Finding => ({ status: 'failed', ...remark }));
  return [...mostTelling(full, { named: true }), count, ...mostTelling(cut)];
}

const columns = ['Object', 'Id', 'What', 'From', 'To', 'Renamed because'];

export const namesTable = ({ names }: NamesToCome): Table => ({
  name: 'Names to come',
  columns: columns.map((heading) => ({ heading })),
  rows: names.map(({ object, what, from, to, why }) => [
    object.label,
    object.id,
    what,
    from,
    to,
    why === null ? null : reasons[why],
  ]),
});

const reasons: Readonly<Record<NonNullable<NameToCome['why']>, string>> = {
  taken: 'taken',
  cut: 'taken, cut to 64 characters',
  long: 'longer than 64 characters',
  characters: 'not taken as it is written',
  reserved: 'reserved',
};
