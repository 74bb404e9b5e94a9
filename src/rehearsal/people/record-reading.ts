/** The DNS records that a task card asks for, read from its lines as a person would: what to do, name, type, value, TTL. */
import type { Errand } from './errand.js';

const types = 'MX|TXT|CNAME|SRV|NS|A';

/** Such as `+ contoso.com · MX · 10 mx.parking.example · TTL 300`; the sign in front says whether it comes or goes. */
const line = new RegExp(
  `^(?<order>.*?)(?<name>[\\w*-]+(?:\\.[\\w*-]+)+)\\.?\\s*·\\s*(?:${types.length > 0 ? `(?<type>${types})` : ''})\\s*·\\s*(?<value>.+?)\\s*·\\s*(?:TTL\\s*)?(?<ttl>\\d+)`,
  'u',
);

export function recordsOn(texts: readonly string[]): readonly Errand[] {
  return texts
    .flatMap((text) => text.split('\n'))
    .flatMap((text): Errand[] => {
      const found = line.exec(plain(text))?.groups;
      if (found === undefined) return [];
      const door = /[−–-]|remove|delete|take away|убр|удал/i.test(found['order'] ?? '') ? 'remove' : 'publish';
      const { name, type, value } = found;
      return [{ at: 'dns', door, body: { name, type, value, ttl: Number(found['ttl']) } }];
    });
}

/** Without the marks that only make it bold or keep it from being a link. */
const plain = (text: string): string => text.replace(/\\([^\w\s])/g, '$1').replace(/[`*\u200b]/g, '');
