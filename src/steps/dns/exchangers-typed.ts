/**
 * Several mail hosts as people write them: `10 mx1.filter.example, 20 mx2.filter.example`. Some gateways have other hosts for each domain:
 * those stand behind its name, `contoso.com: 10 a.filter.example; fabrikam.com: 10 b.filter.example`, and what stands behind none is of every
 * domain that is not named.
 */
import { exchangerOf, hostOf } from './exchanger.js';

export interface ExchangersTyped {
  readonly ofDomain: ReadonlyMap<string, readonly string[]>;
  readonly ofOthers: readonly string[];
  /** What is no name of a host, as it was typed. */
  readonly wrong: readonly string[];
}

/** Without a point it is no domain: `https://mx.example` names none. */
const named = /^\s*([a-z0-9-]+(?:\.[a-z0-9-]+)+)\.?\s*:(.*)$/is;

export function exchangersTyped(typed: string | undefined): ExchangersTyped {
  const ofDomain = new Map<string, readonly string[]>();
  const ofOthers: string[] = [];
  const wrong: string[] = [];
  for (const part of (typed ?? '').split(/[;\r\n]+/).filter((one) => one.trim() !== '')) {
    const [, domain, list = part] = named.exec(part) ?? [];
    const written = list.split(',').map((one) => one.trim());
    const read = written.flatMap((one) => exchangerOf(one) ?? []);
    if (read.length < written.length) wrong.push(...written.filter((one) => exchangerOf(one) === null));
    if (domain === undefined) ofOthers.push(...read);
    else ofDomain.set(domain.toLowerCase(), distinct([...(ofDomain.get(domain.toLowerCase()) ?? []), ...read]));
  }
  return { ofDomain, ofOthers: distinct(ofOthers), wrong };
}

export const exchangersFor = ({ ofDomain, ofOthers }: ExchangersTyped, domain: string): readonly string[] =>
  ofDomain.get(domain) ?? ofOthers;

export const allExchangers = ({ ofDomain, ofOthers }: ExchangersTyped): readonly string[] =>
  distinct([...[...ofDomain.values()].flat(), ...ofOthers]);

export interface OfDomain {
  readonly domain: string;
  readonly exchangers: readonly string[];
}

/** As people would write it; null where there is nothing to write. `same`: every domain has these, so that none need be named. */
export function typedFrom(each: readonly OfDomain[], same: boolean): string | null {
  const some = each.filter(({ exchangers }) => exchangers.length > 0);
  const lists = some.map(({ exchangers }) => byPreference(exchangers).join(', '));
  if (lists.length === 0) return null;
  if (same && new Set(lists).size === 1) return lists[0] ?? null;
  return some.map(({ domain }, index) => `${domain}: ${lists[index] ?? ''}`).join('; ');
}

const byPreference = (exchangers: readonly string[]): readonly string[] =>
  [...exchangers].sort((a, b) => parseInt(a, 10) - parseInt(b, 10) || hostOf(a).localeCompare(hostOf(b)));

const distinct = (all: readonly string[]): readonly string[] => [...new Set(all)];
