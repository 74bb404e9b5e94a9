/**
 * Guide 71, 72: every address on a moving domain leaves every mailbox, and only those (the guide's script keeps nothing but the primary).
 * A new sign-in name may have become the primary address or an alias: where the primary is still on a moving domain, an address on the
 * initial domain becomes it in the same write, because a list without a primary is refused.
 */
import type { FindingCode } from '../../contract/finding-codes.js';
import { defineChange, type Change, type PlanDraft } from '../../contract/change.js';
import type { Remark } from '../../contract/finding.js';
import { mailboxKinds, type Mailbox } from '../../systems/exchange/types.js';
import type { Systems } from '../systems.js';
import { operatorRemark } from '../users/operator-remark.js';
import { operatorsAmong } from '../users/operators.js';
import { objectIdOf } from './address-holders.js';
import { mailboxRef } from './mailbox-ref.js';
import { masteredOnPremises } from './mastered-on-premises.js';
import { addressOnInitialDomain, movingAddresses, needsNewPrimary, withoutMovingDomains } from './moving-addresses.js';
import { nobodyGets } from './nobody-gets.js';
import { readsOfOwed } from './owed.js';
import { verifyLists } from './verify-lists.js';
import { listValue, undoSecondsOf, wholeList } from './whole-list.js';

export const mailboxAliasesRemoved = (systems: Systems) => {
  const { graph, exchange } = systems.source;
  return defineChange({
    name: 'mailbox-aliases-removed',
    calls: {
      source: [
        'graph.users',
        'exchange.mailboxes',
        'exchange.mailboxesById',
        'exchange.recipients',
        'exchange.setMailboxEmailAddresses',
      ],
    },
    reads: readsOfOwed,
    ...wholeList({
      read: (objects) => exchange.mailboxesById(objects.map(({ id }) => id)),
      write: (lists) =>
        exchange.setMailboxEmailAddresses(
          lists.map(({ object, emailAddresses }) => ({ mailboxId: object.id, emailAddresses })),
        ),
    }),

    async plan(ctx): Promise<PlanDraft> {
      const { movingDomains } = ctx.migration;
      const [users, mailboxes] = await Promise.all([graph.users(), exchange.mailboxes()]);
      const operators = operatorsAmong(users, 'source', ctx);
      const changes: Change[] = [];
      const blockers: Remark[] = [];
      const leftOut: Remark[] = [];
      for (const mailbox of mailboxes) {
        if (movingAddresses(mailbox.EmailAddresses, movingDomains).length === 0) continue;
        const operator = operators.get(objectIdOf(mailbox));
        const object = mailboxRef(mailbox);
        const block = (code: FindingCode): unknown => blockers.push({ code, facts: { name: object.label }, object });
        if (operator !== undefined) leftOut.push(operatorRemark(operator, object));
        else if (masteredOnPremises(mailbox)) block('mailbox-synced');
        else {
          const after = listAfter(mailbox, movingDomains, ctx.migration.initialDomain.source);
          if (after === null) block('mailbox-without-initial-address');
          else changes.push({ side: 'source', object, before: listValue(mailbox.EmailAddresses), after });
        }
      }
      return {
        changes,
        blockers,
        warnings: await nobodyGets(ctx, changes),
        leftOut,
        undoSeconds: undoSecondsOf(changes),
      };
    },

    async verify(ctx, changes) {
      const [users, recipients] = await Promise.all([graph.users(), exchange.recipients()]);
      return verifyLists({
        direction: ctx.direction,
        changes,
        recipients: recipients.filter(({ RecipientTypeDetails }) => mailboxKinds.has(RecipientTypeDetails)),
        movingDomains: ctx.migration.movingDomains,
        leftOut: new Set(operatorsAmong(users, 'source', ctx).keys()),
        refOf: mailboxRef,
        passed: 'mailboxes-off-moving-domains',
      });
    },
  });
};

/** Null: nothing could become the primary address. */
function listAfter(
  { EmailAddresses, UserPrincipalName }: Mailbox,
  movingDomains: readonly string[],
  initialDomain: string,
) {
  if (!needsNewPrimary(EmailAddresses, movingDomains)) {
    return listValue(withoutMovingDomains(EmailAddresses, movingDomains, null));
  }
  const primary = addressOnInitialDomain(EmailAddresses, initialDomain, UserPrincipalName);
  return primary === null ? null : listValue(withoutMovingDomains(EmailAddresses, movingDomains, primary));
}
