/**
 * The end of a way back: the source is again what the ledger of the undone steps says it was, DNS is as it was found, and of the moving
 * domains nothing is left at the destination. What people said along the way counts for nothing here.
 */
import { defineCheck } from '../../contract/check.js';
import type { StepContext } from '../../contract/context.js';
import type { Finding } from '../../contract/finding.js';
import { csv } from '../../documents/csv.js';
import { tableOf } from '../../documents/table.js';
import { callsOfLook } from '../access/doors.js';
import { moverHasItAgain } from '../access/service-access-removed.js';
import { addressHoldersCleared } from '../addresses/address-holders-cleared.js';
import { takenOff, type Holders } from '../addresses/taken-from-source.js';
import { contactsRemovedDestination } from '../contacts/contacts-removed-destination.js';
import { defaultIn } from '../domains/default-domain-source.js';
import { ownerOf } from '../domains/domain-owner.js';
import { domainRef } from '../domains/domain-value.js';
import { federatedToManaged } from '../domains/federated-to-managed.js';
import { forwardingRemovedDestination } from '../mail-flow/forwarding-removed-destination.js';
import { mostTelling } from '../most-telling.js';
import type { Systems } from '../systems.js';
import { defaultDomainFound } from '../users/inventory.js';
import { judgeLists, judgeNames, listsBefore, namesBefore, type Difference, type Judged } from './as-before.js';
import { nothingLeft } from './nothing-left-at-destination.js';
import { recordsAsBefore } from './records-as-before.js';

export const backOutProof = (systems: Systems) => {
  const { source, destination, dns } = systems;
  /** Work of people that has a look of its own at whether it is put back. */
  const putBackByHand = [
    federatedToManaged(systems),
    forwardingRemovedDestination(systems),
    contactsRemovedDestination(systems),
    addressHoldersCleared(systems),
  ];

  return defineCheck({
    name: 'back-out-proof',
    reads: [defaultDomainFound],
    calls: {
      source: ['graph.domains', 'graph.users', 'exchange.recipients', ...callsOfLook],
      destination: [
        'graph.domains',
        'graph.users',
        'exchange.recipientsOn',
        'exchange.mailPublicFolders',
        'exchange.mailboxes',
        'exchange.mailContacts',
        ...callsOfLook,
      ],
    },
    async run(ctx) {
      const found: Finding[] = [...(await domainsBack(systems, ctx)), ...(await recordsAsBefore(dns, ctx))];
      const [users, recipients] = await Promise.all([source.graph.users(), source.exchange.recipients()]);
      const lists = (Object.keys(takenOff) as Holders[]).map(async (of) =>
        judgeLists(of, await listsBefore(ctx, of), recipients),
      );
      const judged: readonly Judged[] = [judgeNames(await namesBefore(ctx), users), ...(await Promise.all(lists))];
      for (const { findings } of judged) found.push(...mostTelling(findings, { named: true }));
      for (const task of putBackByHand) {
        const brief = await ctx.putBack(task.name);
        if (brief !== null) found.push(...(await task.watch({ ...ctx, direction: 'undo' }, brief)));
      }
      found.push(...(await moverHasItAgain(systems, ctx)));
      found.push(...(await nothingLeft(destination, ctx)));
      return { findings: found, evidence: [differencesFile(judged.flatMap(({ differences }) => differences))] };
    },
  });
};

async function domainsBack(systems: Systems, ctx: StepContext): Promise<readonly Finding[]> {
  const domains = await systems.source.graph.domains();
  const verified = new Set(domains.filter(({ isVerified }) => isVerified).map(({ id }) => id.toLowerCase()));
  const findings: Finding[] = [];
  for (const domain of ctx.migration.movingDomains) {
    const owner = await ownerOf(systems, ctx, domain);
    const isBack = verified.has(domain) && owner.kind === 'source';
    const facts = { domain, ...(isBack ? {} : { owner: 'name' in owner ? owner.name : 'nobody' }) };
    const object = domainRef(domain);
    if (isBack) findings.push({ status: 'passed', code: 'domain-at-source', facts, object });
    else findings.push({ status: 'failed', code: 'domain-not-at-source', facts, object });
  }
  // What the bot itself changed says it best. Where people did it, or somebody by himself, what was found before the night does.
  const [first] = await ctx.takenBack('default-domain-source');
  const wanted = first === undefined ? (await ctx.output(defaultDomainFound))?.domain : defaultIn(first.observedBefore);
  if (wanted == null) return findings;
  const present = domains.filter(({ isDefault }) => isDefault).map(({ id }) => id);
  const object = domainRef(wanted);
  if (present.length === 1 && present[0] === wanted)
    findings.push({ status: 'passed', code: 'default-domain-as-planned', facts: { domain: wanted }, object });
  else {
    const facts = { wanted, present: present.join(', ') || '–' };
    findings.push({ status: 'failed', code: 'default-domain-not-as-planned', facts, object });
  }
  return findings;
}

const columns = ['kind', 'objectId', 'name', 'what', 'before', 'now'] as const satisfies readonly (keyof Difference)[];

const differencesFile = (differences: readonly Difference[]) => ({
  name: 'back-out-differences.csv',
  contentType: 'text/csv; charset=utf-8',
  content: csv(tableOf('differences', differences, columns)),
});
