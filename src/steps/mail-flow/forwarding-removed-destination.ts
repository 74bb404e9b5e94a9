/** Guide 81, carried out by people: no mailbox passes its mail on to an address that is about to be its neighbour's. Going back, each forward is as it was. */
import { defineTask } from '../../contract/task.js';
import type { StepContext } from '../../contract/context.js';
import type { Finding } from '../../contract/finding.js';
import type { Mailbox } from '../../systems/exchange/types.js';
import { operatorIdsAt, readBack } from '../addresses/addresses-given.js';
import { objectIdOf } from '../addresses/address-holders.js';
import { mostTelling } from '../most-telling.js';
import type { Systems } from '../systems.js';
import { forwardOf, forwardsInto, type Forward } from './forwards.js';

export const forwardingRemovedDestination = ({ destination }: Systems) => {
  const { exchange } = destination;

  const look = async (ctx: StepContext) => {
    const { movingDomains } = ctx.migration;
    const [mailboxes, operators] = await Promise.all([exchange.mailboxes(), operatorIdsAt(destination, ctx)]);
    const inScope = mailboxes.filter((mailbox) => !operators.has(objectIdOf(mailbox)));
    const forwards = forwardsInto(inScope, await exchange.mailContacts(), movingDomains);
    return { forwards, facts: { mailboxes: mailboxes.length, domains: movingDomains.join(', ') } };
  };

  return defineTask({
    name: 'forwarding-removed-destination',
    calls: { destination: ['graph.users', 'exchange.mailboxes', 'exchange.mailContacts'] },
    ...readBack,

    async applies(ctx) {
      const { forwards, facts } = await look(ctx);
      return forwards.length > 0
        ? { applies: true }
        : { applies: false, because: { code: 'no-forwards-to-moving-domains', facts } };
    },

    async brief(ctx) {
      const { forwards, facts } = await look(ctx);
      return {
        records: [],
        remarks: [
          { code: 'forwards-to-remove', facts: { ...facts, count: forwards.length } },
          ...mostTelling(forwards.map(stillThere)).map(({ code, facts: ofIt }) => ({ code, facts: ofIt })),
        ],
        found: forwards,
      };
    },

    async watch(ctx, { found = [] }) {
      if (ctx.direction === 'undo') return backFindings(found as readonly Forward[], await exchange.mailboxes());
      const { forwards, facts } = await look(ctx);
      return forwards.length > 0
        ? mostTelling(forwards.map(stillThere))
        : [{ status: 'passed', code: 'no-forwards-to-moving-domains', facts }];
    },
  });
};

const stillThere = ({ id, name, to }: Forward): Finding => ({
  status: 'failed',
  code: 'forward-to-moving-domain',
  facts: { name, address: to },
  object: { kind: 'mailbox', id, label: name },
});

function backFindings(found: readonly Forward[], mailboxes: readonly Mailbox[]): readonly Finding[] {
  const present = new Map(mailboxes.map((mailbox) => [objectIdOf(mailbox), forwardOf(mailbox)]));
  const open = found.flatMap((forward): Finding[] => {
    const now = present.get(forward.id);
    if (now !== undefined && same(now, forward)) return [];
    const object = { kind: 'mailbox', id: forward.id, label: forward.name };
    return [{ status: 'failed', code: 'forward-not-back', facts: { name: forward.name, address: forward.to }, object }];
  });
  return open.length > 0
    ? mostTelling(open)
    : [{ status: 'passed', code: 'forwards-back', facts: { count: new Set(found.map(({ id }) => id)).size } }];
}

/** The contact it named may have been made anew, and is named anew then. */
const same = (now: Omit<Forward, 'to'>, was: Forward): boolean =>
  (now.forwardingSmtpAddress ?? '').toLowerCase() === (was.forwardingSmtpAddress ?? '').toLowerCase() &&
  (now.forwardingAddress === null) === (was.forwardingAddress === null) &&
  now.deliverToMailboxAndForward === was.deliverToMailboxAndForward;
