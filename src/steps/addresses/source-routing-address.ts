/**
 * Guide 25–28: every mailbox gets an address on the initial domain, so that mail still finds it when the moving domain is gone. One that
 * has such an address keeps it. The initial domain accepts mail for as long as the tenant exists, so nothing else has to be prepared.
 */
import type { Remark } from '../../contract/finding.js';
import { defineChange, type Applied, type Change, type Observed } from '../../contract/change.js';
import type { Finding } from '../../contract/finding.js';
import type { Mailbox } from '../../systems/exchange/types.js';
import { mostTelling } from '../most-telling.js';
import type { Systems } from '../systems.js';
import { operatorRemark } from '../users/operator-remark.js';
import { operatorsAmong } from '../users/operators.js';
import { objectIdOf } from './address-holders.js';
import { mailboxName, mailboxRef } from './mailbox-ref.js';
import { masteredOnPremises } from './mastered-on-premises.js';
import { hasNoRoomFor, noRoom } from './most-addresses.js';
import { addressesOn, newRoutingAddresses } from './new-routing-addresses.js';
import { sameAddress, smtpAddresses, sortedAddresses } from './proxy-address.js';
import { renamedRemarks } from './renamed.js';

/**
 * `routingAddress` is the address this change is about when the mailbox has it; otherwise, going forward, any other address of the
 * initial domain (somebody was faster: drift), else null. `emailAddresses` is the whole sorted list: the plan names it as `before`, so
 * a mailbox that changed since is not touched.
 */
type Value = {
  readonly routingAddress: string | null;
  readonly emailAddresses?: readonly string[];
};

/** A change by add or remove takes Exchange about a second, three at a time. */
const secondsPerMailbox = 0.35;

export const sourceRoutingAddress = (systems: Systems) => {
  const { graph, exchange } = systems.source;
  return defineChange<Value>({
    name: 'source-routing-address',
    calls: {
      source: [
        'graph.users',
        'graph.deletedUsers',
        'exchange.recipients',
        'exchange.mailboxes',
        'exchange.mailboxesById',
        'exchange.setMailboxEmailAddresses',
      ],
    },
    batchSize: 20,
    concurrency: 3,
    settleSeconds: 120,
    verifyWithin: 1800,
    verifyEvery: 30,

    async plan(ctx) {
      const [users, deletedUsers, recipients, mailboxes] = await Promise.all([
        graph.users(),
        graph.deletedUsers(),
        exchange.recipients(),
        exchange.mailboxes(),
      ]);
      const everyone = { users, deletedUsers, recipients };
      const { wanting, addressOf, renamed, ofOperators } = newRoutingAddresses(mailboxes, everyone, ctx);
      const changes: Change<Value>[] = [];
      const blockers: Remark[] = [];
      for (const mailbox of wanting) {
        const [object, routingAddress] = [mailboxRef(mailbox), addressOf(mailbox)];
        if (routingAddress === null) {
          blockers.push({ code: 'mailbox-without-primary', facts: { name: object.label }, object });
          continue;
        }
        const emailAddresses = sortedAddresses(mailbox.EmailAddresses);
        if (masteredOnPremises(mailbox))
          blockers.push({ code: 'mailbox-synced', facts: { name: mailbox.PrimarySmtpAddress ?? '' }, object });
        if (hasNoRoomFor(emailAddresses, routingAddress)) blockers.push(noRoom(object, emailAddresses, routingAddress));
        changes.push({
          side: 'source',
          object,
          before: { routingAddress: null, emailAddresses },
          after: { routingAddress },
        });
      }
      return {
        changes,
        blockers,
        warnings: renamedRemarks(renamed, 'addresses'),
        leftOut: ofOperators.map(([mailbox, operator]) => operatorRemark(operator, mailboxRef(mailbox))),
        undoSeconds: Math.ceil(60 + changes.length * secondsPerMailbox),
      };
    },

    async observe(ctx, changes) {
      const mailboxes = await exchange.mailboxesById(changes.map(({ object }) => object.id));
      return changes.map((change, index): Observed => {
        const mailbox = mailboxes[index];
        if (mailbox === null || mailbox === undefined) return { seen: true, value: { gone: true } };
        return { seen: true, value: valueOf(mailbox, change, ctx.migration.initialDomain.source) };
      });
    },

    async apply(_ctx, changes): Promise<readonly Applied[]> {
      return exchange.setMailboxEmailAddresses(
        changes.map((change) => {
          const adding = addressWanted(change);
          // Removing goes by the bare address: Exchange matches without case and prefix.
          return adding === null
            ? { mailboxId: change.object.id, add: [], remove: [addressInQuestion(change)] }
            : { mailboxId: change.object.id, add: [`smtp:${adding}`], remove: [] };
        }),
      );
    },

    async verify(ctx, changes): Promise<readonly Finding[]> {
      const initialDomain = ctx.migration.initialDomain.source;
      const mailboxes = await exchange.mailboxes();
      const byId = new Map(mailboxes.map((mailbox) => [objectIdOf(mailbox), mailbox]));
      const wrong = changes.filter((change) => {
        const mailbox = byId.get(change.object.id);
        const has = mailbox !== undefined && holds(mailbox, addressInQuestion(change));
        return has !== (addressWanted(change) !== null);
      });
      const findings: Finding[] = wrong.map((change) => ({
        status: 'failed',
        code: addressWanted(change) === null ? 'routing-address-still-there' : 'routing-address-missing',
        facts: { name: change.object.label, address: addressInQuestion(change) },
        object: change.object,
      }));
      if (ctx.direction === 'undo') {
        if (wrong.length === 0)
          findings.push({ status: 'passed', code: 'routing-addresses-removed', facts: { count: changes.length } });
        return mostTelling(findings);
      }
      const operators = operatorsAmong(await graph.users(), 'source', ctx);
      const planned = new Set(changes.map(({ object }) => object.id));
      const others = mailboxes.filter(
        (mailbox) =>
          addressesOn(mailbox, initialDomain).length === 0 &&
          !operators.has(objectIdOf(mailbox)) &&
          !planned.has(objectIdOf(mailbox)),
      );
      for (const mailbox of others) {
        findings.push({
          status: 'failed',
          code: 'mailbox-appeared-without-routing-address',
          facts: { name: mailboxName(mailbox) },
          object: mailboxRef(mailbox),
        });
      }
      if (findings.length === 0) {
        findings.push({ status: 'passed', code: 'routing-addresses-complete', facts: { count: mailboxes.length } });
      }
      return mostTelling(findings);
    },

    /** Takes off exactly the address that was added, whatever else has changed on the mailbox in between. */
    invert(change) {
      const added = addressInQuestion(change);
      return {
        side: change.side,
        object: change.object,
        before: { routingAddress: added },
        after: { routingAddress: null },
      };
    },
  });
};

const addressWanted = ({ after }: Change<Value>): string | null => after.routingAddress;
const addressInQuestion = (change: Change<Value>): string =>
  addressWanted(change) ?? change.before.routingAddress ?? '';

function valueOf(mailbox: Mailbox, change: Change<Value>, initialDomain: string): Value {
  const wanted = addressInQuestion(change);
  const other = addressWanted(change) === null ? undefined : sortedAddresses(addressesOn(mailbox, initialDomain))[0];
  return {
    // The text of the plan, not the mailbox's: the same address in other capitals is the same address.
    routingAddress: holds(mailbox, wanted) ? wanted : (other ?? null),
    emailAddresses: sortedAddresses(mailbox.EmailAddresses),
  };
}

const holds = (mailbox: Mailbox, address: string): boolean =>
  smtpAddresses(mailbox.EmailAddresses).some((one) => sameAddress(one, address));
