/** Guide 82, 83 as a list: each address that was taken off the source, who at the destination is to have it, and who has, or that nobody has it yet. */
import type { EvidenceFile } from '../../contract/finding.js';
import type { Lang } from '../../contract/step.js';
import { csv } from '../../documents/csv.js';
import { cellIn } from '../../documents/said.js';
import type { ExchangeRecipient } from '../../systems/exchange/types.js';
import { holderKindOf, holderRef, holdersOf, receives } from './held-at-destination.js';
import { isNamed, type NamedTarget, type Owed } from './owed.js';
import type { Holders } from './taken-from-source.js';

const columns = ['Of', 'Address', 'PrimaryAtSource', 'State', 'HeldBy', 'HeldByKind', 'HeldByAddress', 'GoesTo'];

export interface AddressList {
  readonly of: Holders;
  readonly owed: Owed;
  /** All recipients of the destination that hold an address on a moving domain. */
  readonly recipients: readonly ExchangeRecipient[];
  readonly lang: Lang;
}

/** What is open stands first: at night nobody looks for it. What nobody gets stands last. */
export function whoHasWhich({ of, owed, recipients, lang }: AddressList): EvidenceFile {
  const holders = holdersOf(recipients);
  const word = (state: State): string => cellIn(lang, `state.${state}`);
  const lists = [
    ...owed.lists.map((list) => ({ list, to: list.to, staysBehind: false })),
    ...owed.behind.map((list) => ({ list, to: null, staysBehind: true })),
  ];
  const rows = lists.flatMap(({ list: { object, addresses, primary }, to, staysBehind }) =>
    addresses.map((address) => {
      const by = holders.get(address.toLowerCase()) ?? [];
      const state = staysBehind ? 'behind' : stateOf(by, to);
      const cells = [
        object.label,
        address,
        address === primary,
        word(state),
        by.map((one) => holderRef(one).label).join('; '),
        by.map(holderKindOf).join('; '),
        by.map(({ PrimarySmtpAddress }) => PrimarySmtpAddress).join('; '),
        to?.target ?? '',
      ];
      return { state, cells };
    }),
  );
  const cellsOf = (fits: (state: State) => boolean) =>
    rows.filter(({ state }) => fits(state)).map(({ cells }) => cells);
  return {
    name: `addresses-of-${of}.csv`,
    contentType: 'text/csv; charset=utf-8',
    content: csv({
      columns: columns.map((heading) => ({ heading })),
      rows: [
        ...cellsOf((state) => state !== 'held' && state !== 'behind'),
        ...cellsOf((state) => state === 'held'),
        ...cellsOf((state) => state === 'behind'),
      ],
    }),
  };
}

type State = 'missing' | 'held' | 'other-kind' | 'elsewhere' | 'behind';

function stateOf(by: readonly ExchangeRecipient[], to: NamedTarget | null): State {
  if (by.length === 0) return 'missing';
  if (!by.every(receives)) return 'other-kind';
  return to === null || by.every((one) => isNamed(to, one)) ? 'held' : 'elsewhere';
}
