/**
 * The DNS records that a task card asks for, read from its lines as a person would: `Publish · TXT` or `Take away · TXT`, and below it name,
 * TTL where there is one, and value, each behind its word. `Leave as it is · TXT` asks for nothing. Where mail comes in through a gateway, a
 * sentence that begins with the domain says to which host its delivery is set there.
 */
import type { Errand } from './errand.js';

const head = /^(?<order>.+) · (?<type>MX|TXT|CNAME|SRV|NS|A)$/u;
const taken = /take away|remove|убрать|удалить/iu;
const left = /leave|оставить/iu;

const delivery = /^(?<domain>[a-z0-9.-]+): .*(?:delivery of the domain to|доставку домена на) (?<host>[a-z0-9.-]+)/iu;

/** At the gateway's console, when the records are set. */
export const routesOn = (texts: readonly string[]): readonly Errand[] =>
  texts.map(plain).flatMap((line): Errand[] => {
    const { domain, host } = delivery.exec(line)?.groups ?? {};
    return domain === undefined ? [] : [{ at: 'mail', door: 'gateway', body: { domain, host } }];
  });

export function recordsOn(texts: readonly string[]): readonly Errand[] {
  const lines = texts.map(plain);
  return lines.flatMap((line, place): Errand[] => {
    const found = head.exec(line)?.groups;
    if (found === undefined || left.test(found['order'] ?? '')) return [];
    const [, name = '', , second = '', , third = ''] = lines.slice(place + 1, place + 7);
    if (name === '') return [];
    const type = found['type'];
    if (taken.test(found['order'] ?? '')) return [{ at: 'dns', door: 'remove', body: { name, type, value: second } }];
    return /^\d+$/.test(second)
      ? [{ at: 'dns', door: 'publish', body: { name, type, value: third, ttl: Number(second) } }]
      : [];
  });
}

/** Without what a client does not show: backslashes before signs, and spaces of no width. */
export const plain = (text: string): string => text.replace(/\\([^\w\s])/g, '$1').replace(/[\u200b\u2060]/g, '');
