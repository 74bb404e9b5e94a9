/**
 * The DNS records that a task card asks for, read from its lines as a person would: `Publish · TXT` or `Take away · TXT`, and below it name,
 * TTL where there is one, and value, each behind its word. `Leave as it is · TXT` asks for nothing.
 */
import type { Errand } from './errand.js';

const head = /^(?<order>.+) · (?<type>MX|TXT|CNAME|SRV|NS|A)$/u;
const taken = /take away|remove|убрать|удалить/iu;
const left = /leave|оставить/iu;

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
const plain = (text: string): string => text.replace(/\\([^\w\s])/g, '$1').replace(/[\u200b\u2060]/g, '');
