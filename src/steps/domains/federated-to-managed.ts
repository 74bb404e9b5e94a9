/** Guide 63, carried out by people: no moving domain sends its people to an identity provider that will not know their new names. */
import type { StepContext } from '../../contract/context.js';
import type { Finding } from '../../contract/finding.js';
import { defineTask } from '../../contract/task.js';
import { readBack } from '../addresses/addresses-given.js';
import type { Systems } from '../systems.js';
import { domainRef } from './domain-value.js';

export const federatedToManaged = ({ source: { graph } }: Systems) => {
  const look = async ({ migration: { movingDomains } }: StepContext) =>
    (await graph.domainsById(movingDomains)).map((found, place) => ({
      domain: movingDomains[place] ?? '',
      type: found?.authenticationType ?? null,
    }));

  return defineTask({
    name: 'federated-to-managed',
    calls: { source: ['graph.domainsById'] },
    ...readBack,

    async applies(ctx) {
      const domains = await look(ctx);
      return domains.some(({ type }) => type === 'Federated')
        ? { applies: true }
        : { applies: false, because: { code: 'domains-managed', facts: { domains: namesOf(domains) } } };
    },

    async brief(ctx) {
      const federated = (await look(ctx)).filter(({ type }) => type === 'Federated');
      return {
        records: [],
        remarks: federated.map(({ domain }) => ({
          code: 'domain-federated' as const,
          facts: { domain },
          object: domainRef(domain),
        })),
        found: federated.map(({ domain }) => domain),
      };
    },

    async watch(ctx, { found = [] }) {
      const domains = await look(ctx);
      const wanted = ctx.direction === 'undo' ? domains.filter(({ domain }) => found.includes(domain)) : domains;
      const type = ctx.direction === 'undo' ? 'Federated' : 'Managed';
      const open = wanted.filter((one) => one.type !== type);
      if (open.length === 0)
        return [
          {
            status: 'passed',
            code: type === 'Federated' ? 'domains-federated' : 'domains-managed',
            facts: { domains: namesOf(wanted) },
          },
        ];
      return open.map(({ domain, type: present }): Finding => {
        const object = domainRef(domain);
        return present === null
          ? { status: 'unknown', code: 'domain-type-unseen', facts: { domain }, object }
          : { status: 'failed', code: 'domain-type-differs', facts: { domain, present, wanted: type }, object };
      });
    },
  });
};

const namesOf = (domains: readonly { readonly domain: string }[]): string =>
  domains.map(({ domain }) => domain).join(', ');
