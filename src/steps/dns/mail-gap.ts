/** Guide 61: what becomes of mail while nobody owns the domain, and through what it comes in once the destination has it. */
import { z } from 'zod';
import { defineDecision, type BrokenRule } from '../../contract/decision.js';
import type { Remark } from '../../contract/finding.js';
import { defineAnswers } from '../../contract/output.js';
import type { Dns, DnsRecord } from '../../systems/dns/dns.js';
import { domainRef } from '../domains/domain-value.js';
import type { Systems } from '../systems.js';
import { hostOf, isOfMicrosoft365, takesNoMail } from './exchanger.js';
import { allExchangers, exchangersFor, exchangersTyped, typedFrom, type OfDomain } from './exchangers-typed.js';
import { addressOf } from './host-address.js';

const answers = z.object({
  gap: z.enum(['relay', 'parking', 'bounce']),
  mxHost: z.string().optional(),
  /** None: mail comes in at the destination tenant itself. */
  gatewayHosts: z.string().optional(),
  mailsPerHour: z.coerce.number().optional(),
});
export type MailGap = z.output<typeof answers>;

export const mailGap = defineAnswers<MailGap>('mail-gap', answers);

export const mailGapDecision = ({ dns }: Systems) =>
  defineDecision({
    name: 'mail-gap',
    answers: mailGap,
    reads: [mailGap],

    async form(ctx) {
      const seen = await Promise.all(ctx.migration.movingDomains.map((domain) => presentExchangers(dns, domain)));
      const parked = parkedAt(await ctx.output(mailGap));
      const isForeign = ({ value }: DnsRecord): boolean =>
        !isOfMicrosoft365(value) && !takesNoMail(value) && !parked.includes(hostOf(value));
      const foreign = seen.flatMap(({ records }) => records).filter(isForeign);
      // What nobody finds takes no mail, whatever MX says: it may well be mistyped.
      const unknown = await withoutAddress(dns, [...foreign.map(({ value }) => hostOf(value)), ...parked]);
      const gateways = seen.map(({ domain, records }) => ({
        domain,
        exchangers: records
          .filter(isForeign)
          .map(({ value }) => value)
          .filter((value) => !unknown.includes(hostOf(value))),
      }));
      const proposal = (value: string | null) => (value === null ? {} : { proposal: value });
      // Without a host nothing is proposed: parking at no host would be refused.
      const relay = typedFrom(gateways, true);
      const isEvery = gateways.every(({ exchangers }) => exchangers.length > 0);
      return {
        fields: [
          {
            id: 'gap',
            kind: 'choice',
            required: true,
            choices: [{ value: 'relay' }, { value: 'parking' }, { value: 'bounce' }],
            ...proposal(relay === null ? null : 'relay'),
          },
          { id: 'mxHost', kind: 'text', required: false, ...proposal(relay) },
          { id: 'gatewayHosts', kind: 'text', required: false, ...proposal(typedFrom(gateways, isEvery)) },
          { id: 'mailsPerHour', kind: 'number', required: false },
        ],
        remarks: [
          ...seen.map(remarkOn),
          ...unknown.map((host) => ({ code: 'mx-host-unknown' as const, facts: { host } })),
          ...(relay === null ? [] : [{ code: 'mx-gateway-today' as const, facts: { host: hostsIn(gateways) } }]),
        ],
      };
    },

    async look(ctx, given) {
      const { movingDomains } = ctx.migration;
      const typed = [...domainRules(given, movingDomains)];
      if (typed.length > 0) return typed;
      if (given.gap === 'bounce') {
        const parked = await stillParked(dns, await ctx.output(mailGap), movingDomains, ctx.signal);
        if (parked.length > 0) return parked;
      }
      const asked = hostFields.flatMap((field) =>
        allExchangers(exchangersTyped(given[field])).map((exchanger) => ({ field, host: hostOf(exchanger) })),
      );
      const unknown = await withoutAddress(
        dns,
        asked.map(({ host }) => host),
        ctx.signal,
      );
      return asked
        .filter(({ host }) => unknown.includes(host))
        .map(({ field, host }) => ({ field, code: 'answer.host-unknown', facts: { value: host } }));
    },

    rules: (given) => [...hostRules(given), ...gatewayRules(given), ...countRules(given)],
  });

const hostFields = ['mxHost', 'gatewayHosts'] as const;

/** Mail that is to wait needs a place to wait at, and none that the domain is about to leave. */
function hostRules({ gap, mxHost }: MailGap): readonly BrokenRule[] {
  const facts = { value: shown(mxHost) };
  if (gap === 'bounce')
    return mxHost === undefined ? [] : [{ field: 'mxHost', code: 'answer.bounce-with-host', facts }];
  if (mxHost === undefined) return [{ field: 'mxHost', code: `answer.${gap}-without-host` }];
  return namesRules('mxHost', mxHost, 'answer.host-of-tenant');
}

/** A gateway stands before the destination tenant, and at none of its hosts mail is only parked. */
function gatewayRules({ gap, mxHost, gatewayHosts }: MailGap): readonly BrokenRule[] {
  const field = 'gatewayHosts';
  if (gatewayHosts === undefined) return [];
  const wrong = namesRules(field, gatewayHosts, 'answer.gateway-of-tenant');
  if (wrong.length > 0 || gap !== 'parking') return wrong;
  const parking = allExchangers(exchangersTyped(mxHost)).map(hostOf);
  return allExchangers(exchangersTyped(gatewayHosts))
    .map(hostOf)
    .filter((host) => parking.includes(host))
    .map((value) => ({ field, code: 'answer.gateway-is-parking', facts: { value } }));
}

function namesRules(field: string, typed: string, ofTenant: BrokenRule['code']): readonly BrokenRule[] {
  const read = exchangersTyped(typed);
  const [wrong] = read.wrong;
  if (wrong !== undefined) return [{ field, code: 'answer.no-host-name', facts: { value: shown(wrong) } }];
  const own = allExchangers(read).find(isOfMicrosoft365);
  return own === undefined ? [] : [{ field, code: ofTenant, facts: { value: hostOf(own) } }];
}

/** Only domains that move are named; mail that waits does so for each of them. A domain without a gateway leads to the tenant. */
function domainRules(given: MailGap, movingDomains: readonly string[]): readonly BrokenRule[] {
  const strange = hostFields.flatMap((field) =>
    [...exchangersTyped(given[field]).ofDomain.keys()]
      .filter((domain) => !movingDomains.includes(domain))
      .map((value): BrokenRule => ({ field, code: 'answer.no-moving-domain', facts: { value: shown(value) } })),
  );
  if (strange.length > 0 || given.gap === 'bounce') return strange;
  const waiting = exchangersTyped(given.mxHost);
  return movingDomains
    .filter((domain) => exchangersFor(waiting, domain).length === 0)
    .map((value) => ({ field: 'mxHost', code: 'answer.domain-without-host', facts: { value } }));
}

const shown = (typed = ''): string => typed.slice(0, 80);

const countRules = ({ mailsPerHour = 0 }: MailGap): readonly BrokenRule[] =>
  mailsPerHour < 0 ? [{ field: 'mailsPerHour', code: 'answer.invalid', facts: { value: String(mailsPerHour) } }] : [];

/** Where bounces are accepted nobody touches MX any more: it must not lead to where mail was to wait. */
async function stillParked(
  dns: Dns,
  last: MailGap | null,
  domains: readonly string[],
  waited: AbortSignal,
): Promise<readonly BrokenRule[]> {
  if (last === null || last.gap === 'bounce') return [];
  const hosts = allExchangers(exchangersTyped(last.mxHost)).map(hostOf);
  const seen = await Promise.all(domains.map((domain) => presentExchangers(dns, domain, waited)));
  return seen.flatMap(({ domain, records }): readonly BrokenRule[] => {
    const led = records.map(({ value }) => hostOf(value)).find((host) => hosts.includes(host));
    // A gateway that held the mail is where it comes in afterwards, too.
    if (
      led === undefined ||
      exchangersFor(exchangersTyped(last.gatewayHosts), domain).some((one) => hostOf(one) === led)
    )
      return [];
    return [{ field: 'gap', code: 'answer.parked-now', facts: { domain, value: led } }];
  });
}

async function withoutAddress(dns: Dns, hosts: readonly string[], waited?: AbortSignal): Promise<readonly string[]> {
  const asked = [...new Set(hosts)].filter((host) => host !== '');
  // To a signal of its own each: as many listeners on one are taken for a leak.
  const found = await Promise.all(
    asked.map((host) => addressOf(dns, host, waited === undefined ? undefined : AbortSignal.any([waited]))),
  );
  return asked.filter((_, index) => found[index] === 'none');
}

const hostsIn = (each: readonly OfDomain[]): string =>
  [...new Set(each.flatMap(({ exchangers }) => exchangers.map(hostOf)))].join(', ');

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
const parkedAt = (last: MailGap | null): readonly string[] =>
  last?.gap === 'parking' ? allExchangers(exchangersTyped(last.mxHost)).map(hostOf) : [];

function remarkOn({ domain, asked, records }: Seen): Remark {
  const object = domainRef(domain);
  if (!asked) return { code: 'mx-unseen-today', facts: { domain }, object };
  if (records.length === 0) return { code: 'mx-none-today', facts: { domain }, object };
  if (records.every(({ value }) => takesNoMail(value))) return { code: 'mx-takes-no-mail', facts: { domain }, object };
  const hosts = records.map(({ value }) => hostOf(value)).join(', ');
  const minutes = Math.ceil(Math.max(...records.map(({ ttl }) => ttl)) / 60);
  return { code: 'mx-today', facts: { domain, hosts, minutes }, object };
}
