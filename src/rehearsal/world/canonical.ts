/** JSON whose text is the same for the same content: sorted keys, and sorted where the order means nothing to the service. */
const unordered = new Set([
  'EmailAddresses',
  'proxyAddresses',
  'imAddresses',
  'otherMails',
  'members',
  'owners',
  'ManagedBy',
  'GrantSendOnBehalfTo',
  'supportedServices',
]);

export function canonical(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => canonical(item));
    return unordered.has(name)
      ? items.sort((a, b) => (String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0))
      : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, canonical(member, key)]),
  );
}
