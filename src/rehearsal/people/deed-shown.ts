/** One errand for the panel of the room: what is done, to what, with which values. Data only: the words are the page's. */
import type { Errand } from './errand.js';
import type { ShownRecord } from './portals.js';

export interface ShownDeed {
  readonly what: string;
  readonly on: string;
  readonly values: readonly string[];
  readonly type?: string;
  readonly ttl?: number;
  /** Of a record: it is as wanted already. */
  readonly done: boolean;
}

const doors: readonly (readonly [RegExp, string])[] = [
  [/^addresses\/([^/]+)\/add$/, 'add'],
  [/^addresses\/([^/]+)\/remove$/, 'drop'],
  [/^addresses\/([^/]+)\/primary$/, 'primary'],
  [/^mailboxes\/([^/]+)\/forwarding$/, 'forward'],
  [/^contacts\/([^/]+)\/delete$/, 'contact-off'],
  [/^contacts$/, 'contact'],
  [/^[a-z]+\/([^/]+)\/source-of-authority$/, 'cloud'],
  [/^applications\/([^/]+)$/, 'app'],
  [/^domains\/([^/]+)\/remove$/, 'domain-off'],
  [/^users\/([^/]+)$/, 'rename'],
  [/^(?:users|mailboxes|deleted-items)\/([^/]+)\/delete$/, 'delete'],
  [/^letters$/, 'letter'],
  [/^gateway$/, 'route'],
];

export function shownDeed(
  errand: Errand,
  labels: ReadonlyMap<string, string>,
  zone: readonly ShownRecord[],
): ShownDeed {
  const { at, door, body } = errand;
  if (at === 'dns') return ofRecord(errand, zone);
  const [found, what] = doors
    .map(([pattern, name]) => [pattern.exec(door), name] as const)
    .find(([match]) => match !== null) ?? [null, door];
  const id = decodeURIComponent(found?.[1] ?? '');
  const text = (name: string): string => (typeof body[name] === 'string' ? body[name] : '');
  const on = labels.get(id) ?? (id || text('from') || text('domain') || text('displayName'));
  return { what: isOff(what, body) ? `${what}-off` : what, on, values: valuesOf(body), done: false };
}

const isOff = (what: string, body: Errand['body']): boolean => what === 'forward' && valuesOf(body).length === 0;

const told = ['addresses', 'identifierUris', 'address', 'userPrincipalName', 'to', 'host', 'externalEmailAddress'];
const forwards = ['ForwardingSmtpAddress', 'ForwardingAddress'];

const valuesOf = (body: Errand['body']): readonly string[] =>
  [...told, ...forwards].flatMap((name) => {
    const value = body[name];
    const list = Array.isArray(value) ? value : [value];
    return list.filter((one) => typeof one === 'string').map((one) => one.replace(/^smtp:/i, ''));
  });

function ofRecord({ door, body }: Errand, zone: readonly ShownRecord[]): ShownDeed {
  const { name, type, value, ttl } = body as { name: string; type: string; value: string; ttl?: number };
  const same = zone.find((one) => one.name === dotless(name) && one.type === type && bare(one.data) === bare(value));
  const what = door === 'publish' ? 'publish' : 'unpublish';
  const done = what === 'publish' ? same !== undefined && same.ttl === ttl : same === undefined;
  return { what, on: name, values: [value], type, ...(ttl === undefined ? {} : { ttl }), done };
}

const dotless = (name: string): string => name.toLowerCase().replace(/\.$/, '');
/** As consoles and zone files write the same differently. */
const bare = (data: string): string =>
  data.toLowerCase().replace(/"/g, '').replace(/\.$/, '').replace(/\s+/g, ' ').trim();
