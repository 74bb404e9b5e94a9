/** What makes a list what it is, from the snapshot of groups: who may write to it, join it and look through what is written, and what a filter is made of. */
import type { Recipient, Tenant } from '../../../entities.js';
import { settingsOf } from '../../../exchange/group-settings.js';
import { precannedSettings } from '../../../exchange/recipient-filters.js';
import { specialOf, type Setting } from '../../../exchange/settings.js';
import type { Findings } from '../told/findings.js';
import type { Objects } from './gather-objects.js';
import { textsIn, type Value } from './values.js';

const kinds = new Set([
  'MailUniversalDistributionGroup',
  'MailUniversalSecurityGroup',
  'RoomList',
  'DynamicDistributionGroup',
]);

export function withGroupSettings(tenant: Tenant, from: Objects, findings: Findings): Tenant {
  const byName = new Map(tenant.recipients.map((one) => [one.Name.toLowerCase(), one.Guid]));
  const nobody = new Set<string>();
  const guids = (value: Value, name: string): readonly string[] =>
    textsIn(value, name).flatMap((written) => {
      const guid = byName.get(written.toLowerCase());
      if (guid === undefined) nobody.add(written);
      return guid ?? [];
    });
  const details = new Map((tenant.details ?? []).map((one) => [one.Guid, one]));
  for (const recipient of tenant.recipients.filter(({ RecipientTypeDetails }) => kinds.has(RecipientTypeDetails))) {
    const value = from.recipients.get(recipient.Guid.toLowerCase());
    const group = value === undefined ? undefined : settingsIn(value, recipient, guids);
    if (group !== undefined)
      details.set(recipient.Guid, { ...details.get(recipient.Guid), Guid: recipient.Guid, group });
  }
  if (nobody.size > 0)
    findings.add('', null, 'group-people-unclear', { count: nobody.size, list: [...nobody].slice(0, 5).join(', ') });
  return { ...tenant, details: [...details.values()].sort((a, b) => (a.Guid < b.Guid ? -1 : 1)) };
}

/** Undefined: nothing in it differs from a new group's. */
function settingsIn(
  value: Value,
  { RecipientTypeDetails }: Recipient,
  guids: (value: Value, name: string) => readonly string[],
): Readonly<Record<string, unknown>> | undefined {
  const isDynamic = RecipientTypeDetails === 'DynamicDistributionGroup';
  const settings = { ...settingsOf(RecipientTypeDetails), ...(isDynamic ? precannedSettings : {}) };
  const read = Object.entries(settings).flatMap(([name, setting]): [string, unknown][] => {
    const one = settingIn(value, name, setting, guids);
    return one === undefined ? [] : [[name, one]];
  });
  return specialOf(settings, Object.fromEntries(read));
}

/** Undefined: the file does not say it, or says what no such setting can be. */
function settingIn(
  value: Value,
  name: string,
  { kind }: Setting,
  guids: (value: Value, name: string) => readonly string[],
): unknown {
  const written = value[name];
  if (written === undefined || written === null) return undefined;
  if (kind === 'recipients') return [...new Set(guids(value, name))].sort();
  if (kind === 'texts') return [...textsIn(value, name)].sort();
  if (kind === 'boolean') return typeof written === 'boolean' ? written : undefined;
  if (kind === 'text') return textsIn(value, name).join(', ') || undefined;
  return 'oneOf' in kind && kind.oneOf.includes(String(written)) ? written : undefined;
}
