/** Which mailboxes the mover has to open: those of the frozen mapping that move, and the test accounts. Nothing else is opened to it. */
import type { StepContext } from '../../contract/context.js';
import type { Side } from '../../contract/step.js';
import type { Mailbox } from '../../systems/exchange/types.js';
import { objectIdOf } from '../addresses/address-holders.js';
import { smtpAddresses } from '../addresses/proxy-address.js';
import type { TenantClients } from '../systems.js';
import { mappingNow } from '../users/mapping/frozen.js';
import { hasMailbox } from '../users/mapping/objects.js';
import type { MappedRow } from '../users/mapping/row.js';
import { operatorsAmong, type Operator } from '../users/operators.js';
import type { GraphUser } from '../../systems/graph/types.js';

export const callsOfScope = ['graph.users', 'exchange.mailboxes'] as const;

export interface InScope {
  readonly mailboxes: readonly Mailbox[];
  /** Rows whose mailbox is not there. */
  readonly missing: readonly MappedRow[];
  readonly ofOperators: readonly (readonly [Mailbox, Operator])[];
  /** Of the tenant, for whoever looks for an account. */
  readonly users: readonly GraphUser[];
}

/** Null: no mapping is frozen here. */
export async function mailboxesInScope(
  { graph, exchange }: TenantClients,
  side: Side,
  ctx: StepContext,
): Promise<InScope | null> {
  const frozen = await mappingNow(ctx);
  if (frozen === null) return null;
  const [users, mailboxes] = await Promise.all([graph.users(), exchange.mailboxes()]);
  const operators = operatorsAmong(users, side, ctx);
  const tests = await ctx.written(`${side}-test-accounts`);
  const found = matched(frozen.mapping, mailboxes, side);
  const testIds = new Set(tests.flatMap(({ made }) => made.map(({ id }) => id)));
  const all = [...found.mailboxes, ...mailboxes.filter((one) => testIds.has(objectIdOf(one)))];
  const wanted = [...new Map(all.map((one) => [one.Guid, one])).values()];
  return {
    users,
    missing: found.missing,
    mailboxes: wanted.filter((one) => !operators.has(objectIdOf(one))),
    ofOperators: wanted.flatMap((one) => {
      const operator = operators.get(objectIdOf(one));
      return operator === undefined ? [] : [[one, operator] as const];
    }),
  };
}

/** By object id at the source. At the destination whoever is to be made has none in the mapping, and is known by the address it gets. */
export function matched(
  mapping: readonly MappedRow[],
  mailboxes: readonly Mailbox[],
  side: Side,
): Pick<InScope, 'mailboxes' | 'missing'> {
  const byId = new Map(mailboxes.map((mailbox) => [objectIdOf(mailbox), mailbox]));
  const byAddress = new Map(
    mailboxes.flatMap((mailbox) =>
      smtpAddresses(mailbox.EmailAddresses).map((address) => [address.toLowerCase(), mailbox] as const),
    ),
  );
  const moving = mapping.filter(({ wave, kind }) => wave !== null && hasMailbox(kind));
  const found = moving.map((row) => ({
    row,
    mailbox:
      side === 'source'
        ? byId.get(row.sourceId)
        : (byId.get(row.targetId ?? '') ?? byAddress.get(row.target.toLowerCase())),
  }));
  return {
    mailboxes: found.flatMap(({ mailbox }) => mailbox ?? []),
    missing: found.filter(({ mailbox }) => mailbox === undefined).map(({ row }) => row),
  };
}
