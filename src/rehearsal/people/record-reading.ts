/**
 * The DNS records that a task card asks for, read from its lines as a person would: `Publish · TXT` or `Take away · TXT`, and below it name,
 * value and TTL, each behind its word.
 */
import type { Errand } from './errand.js';

const head = /^(?<order>.+) · (?<type>MX|TXT|CNAME|SRV|NS|A)$/u;
const taken = /take away|remove|убрать|удалить/iu;

export function recordsOn(texts: readonly string[]): readonly Errand[] {
  const lines = texts.map(plain);
  return lines.flatMap((line, place): Errand[] => {
    const found = head.exec(line)?.groups;
    const [, name = '', , value = '', , ttl = ''] = lines.slice(place + 1, place + 7);
    if (found === undefined || name === '' || !/^\d+$/.test(ttl)) return [];
    const door = taken.test(found['order'] ?? '') ? 'remove' : 'publish';
    return [{ at: 'dns', door, body: { name, type: found['type'], value, ttl: Number(ttl) } }];
  });
}

/** Without what a client does not show: backslashes before signs, and spaces of no width. */
const plain = (text: string): string => text.replace(/\\([^\w\s])/g, '$1').replace(/[\u200b\u2060]/g, '');
