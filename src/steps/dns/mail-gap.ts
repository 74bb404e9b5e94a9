/** Guide 61: what becomes of mail while nobody owns the domain. */
import { z } from 'zod';
import { defineDecision, type BrokenRule } from '../../contract/decision.js';
import type { Remark } from '../../contract/finding.js';
import { defineAnswers } from '../../contract/output.js';
import type { Dns, DnsRecord } from '../../systems/dns/dns.js';
import { domainRef } from '../domains/domain-value.js';
import type { Systems } from '../systems.js';
import { exchangerOf, hostOf, isOfMicrosoft365, takesNoMail } from './exchanger.js';
import { addressOf } from './host-address.js';

const answers = z.object({
  gap: z.enum(['relay', 'parking', 'bounce']),
  mxHost: z.string().optional(),
  mailsPerHour: z.coerce.number().optional(),
});
type MailGap = z.output<typeof answers>;

export const mailGap = defineAnswers<MailGap>('mail-gap', answers);

export const mailGapDecision = ({ dns }: Systems) =>
  defineDecision({
    name: 'mail-gap',
    answers: mailGap,
    reads: [mailGap],

    async form(ctx) {
      const seen = await Promise.all(ctx.migration.movingDomains.map((domain) => presentExchangers(dns, domain)));
      const parked = parkedAt(await ctx.output(mailGap));
      const foreign = seen
        .flatMap(({ records }) => records)
        .filter(({ value }) => !isOfMicrosoft365(value) && !takesNoMail(value) && hostOf(value) !== parked);
      // What nobody finds holds no mail, whatever MX says: it may well be mistyped.
      const unknown = await withoutAddress(dns, [...foreign.map(({ value }) => hostOf(value)), parked ?? '']);
      const gateway = foreign.find(({ value }) => !unknown.includes(hostOf(value)));
      // Without a host nothing is proposed: parking at no host would be refused.
      const proposed = gateway === undefined ? {} : { gap: 'relay', mxHost: gateway.value };
      const proposal = (value: string | undefined) => (value === undefined ? {} : { proposal: value });
      return {
        fields: [
          {
            id: 'gap',
            kind: 'choice',
            required: true,
            choices: [{ value: 'relay' }, { value: 'parking' }, { value: 'bounce' }],
            ...proposal(proposed.gap),
          },
          { id: 'mxHost', kind: 'text', required: false, ...proposal(proposed.mxHost) },
          { id: 'mailsPerHour', kind: 'number', required: false },
        ],
        remarks: [
          ...seen.map(remarkOn),
          ...unknown.map((host) => ({ code: 'mx-host-unknown' as const, facts: { host } })),
          ...(gateway === undefined
            ? []
            : [{ code: 'mx-gateway-today' as const, facts: { host: hostOf(gateway.value) } }]),
        ],
      };
    },

    async look(ctx, { gap, mxHost }) {
      if (gap === 'bounce') return stillParked(dns, await ctx.output(mailGap), ctx.migration.movingDomains, ctx.signal);
      const host = hostOf(exchangerOf(mxHost ?? '') ?? '');
      if ((await withoutAddress(dns, [host], ctx.signal)).length === 0) return [];
      return [{ field: 'mxHost', code: 'answer.host-unknown', facts: { value: host } }];
    },

    rules: (given) => [...hostRules(given), ...countRules(given)],
  });

/** Mail that is to wait needs a place to wait at, and none that the domain is about to leave. */
function hostRules({ gap, mxHost }: MailGap): readonly BrokenRule[] {
  const facts = { value: (mxHost ?? '').slice(0, 80) };
  if (gap === 'bounce')
    return mxHost === undefined ? [] : [{ field: 'mxHost', code: 'answer.bounce-with-host', facts }];
  if (mxHost === undefined) return [{ field: 'mxHost', code: `answer.${gap}-without-host` }];
  const exchanger = exchangerOf(mxHost);
  if (exchanger === null) return [{ field: 'mxHost', code: 'answer.no-host-name', facts }];
  return isOfMicrosoft365(exchanger) ? [{ field: 'mxHost', code: 'answer.host-of-tenant', facts }] : [];
}

const countRules = ({ mailsPerHour = 0 }: MailGap): readonly BrokenRule[] =>
  mailsPerHour < 0 ? [{ field: 'mailsPerHour', code: 'answer.invalid', facts: { value: String(mailsPerHour) } }] : [];

/** Where bounces are accepted nobody touches MX any more: it must not lead to where mail was to wait. */
async function stillParked(
  dns: Dns,
  last: MailGap | null,
  domains: readonly string[],
  waited: AbortSignal,
): Promise<readonly BrokenRule[]> {
  const host = hostOf(exchangerOf(last?.mxHost ?? '') ?? '');
  if (last === null || last.gap === 'bounce' || host === '') return [];
  const seen = await Promise.all(domains.map((domain) => presentExchangers(dns, domain, waited)));
  return seen
    .filter(({ records }) => records.some(({ value }) => hostOf(value) === host))
    .map(({ domain }) => ({ field: 'gap', code: 'answer.parked-now', facts: { domain, value: host } }));
}

async function withoutAddress(dns: Dns, hosts: readonly string[], waited?: AbortSignal): Promise<readonly string[]> {
  const asked = [...new Set(hosts)].filter((host) => host !== '');
  const found = await Promise.all(asked.map((host) => addressOf(dns, host, waited)));
  return asked.filter((_, index) => found[index] === 'none');
}

interface Seen {
  readonly domain: string;
  /** Whether any server of the zone could be asked. */
  readonly asked: boolean;
  readonly records: readonly DnsRecord[];
}

/** As the zone itself says, from the first of its servers that answers. */
async function presentExchangers(dns: Dns, domain: string, waited?: AbortSignal): Promise<Seen> {
  const view = (await dns.authoritative(domain, 'MX', waited)).find(({ seen }) => seen);
  return { domain, asked: view?.seen === true, records: view?.seen === true ? view.records : [] };
}

/** Where the last answer has mail parked: MX may lead there by now, and nobody holds it there. */
const parkedAt = (last: MailGap | null): string | null =>
  last?.gap === 'parking' ? hostOf(exchangerOf(last.mxHost ?? '') ?? '') : null;

function remarkOn({ domain, asked, records }: Seen): Remark {
  const object = domainRef(domain);
  if (!asked) return { code: 'mx-unseen-today', facts: { domain }, object };
  if (records.length === 0) return { code: 'mx-none-today', facts: { domain }, object };
  if (records.every(({ value }) => takesNoMail(value))) return { code: 'mx-takes-no-mail', facts: { domain }, object };
  const hosts = records.map(({ value }) => hostOf(value)).join(', ');
  const minutes = Math.ceil(Math.max(...records.map(({ ttl }) => ttl)) / 60);
  return { code: 'mx-today', facts: { domain, hosts, minutes }, object };
}
