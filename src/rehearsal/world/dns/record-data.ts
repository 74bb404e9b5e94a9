/** A record's data as an administrator writes it, and as dns-packet wants it. https://www.rfc-editor.org/rfc/rfc1035#section-5.1 */
import type { Answer } from 'dns-packet';
import type { DnsRecord } from '../entities.js';

/** A character string holds at most this many bytes: https://www.rfc-editor.org/rfc/rfc1035#section-3.3 */
const longestString = 255;

export function wireAnswer({ name, type, ttl, data }: DnsRecord): Answer {
  const parts = data.split(/\s+/);
  const number = (i: number): number => Number(parts[i]);
  const host = (i: number): string => parts[i] ?? '.';
  switch (type) {
    case 'A':
    case 'CNAME':
    case 'NS':
      return { name, type, ttl, data };
    case 'TXT':
      return { name, type, ttl, data: textStrings(data) };
    case 'MX':
      return { name, type, ttl, data: { preference: number(0), exchange: host(1) } };
    case 'SRV':
      return { name, type, ttl, data: { priority: number(0), weight: number(1), port: number(2), target: host(3) } };
    case 'SOA':
      return {
        name,
        type,
        ttl,
        data: {
          mname: host(0),
          rname: host(1),
          serial: number(2),
          refresh: number(3),
          retry: number(4),
          expire: number(5),
          minimum: number(6),
        },
      };
  }
}

/** `"one" "two"` is two strings; anything else is one text, cut where a string would be too long. */
export function textStrings(data: string): Buffer[] {
  if (!data.startsWith('"')) return cut(Buffer.from(data, 'utf8'));
  return [...data.matchAll(/"((?:[^"\\]|\\.)*)"/g)].flatMap((quoted) => cut(unescaped(quoted[1] as string)));
}

function cut(bytes: Buffer): Buffer[] {
  const strings: Buffer[] = [];
  for (let i = 0; i === 0 || i < bytes.length; i += longestString) strings.push(bytes.subarray(i, i + longestString));
  return strings;
}

/** `\"` and `\\` are the character itself, `\DDD` the byte of that number. */
function unescaped(text: string): Buffer {
  const parts = text.split(/(\\\d{3}|\\.)/).map((part) => {
    if (/^\\\d{3}$/.test(part)) return Buffer.from([Number(part.slice(1)) & 0xff]);
    return Buffer.from(part.startsWith('\\') ? part.slice(1) : part, 'utf8');
  });
  return Buffer.concat(parts);
}

/** Where a CNAME leads, as names are compared. */
export const targetOf = (alias: DnsRecord): string => plainName(alias.data);

/** Names are compared without regard to case and written here without the dot of the root. */
export const plainName = (name: string): string => name.toLowerCase().replace(/\.$/, '');
