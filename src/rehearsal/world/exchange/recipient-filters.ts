/** Whom a dynamic group is sent to. https://learn.microsoft.com/en-us/powershell/module/exchange/new-dynamicdistributiongroup (RecipientFilter, IncludedRecipients) */
import type { WorldContext } from '../context.js';
import type { Recipient, Side } from '../entities.js';
import type { CmdletCall } from './cmdlet.js';
import { detailsOf } from './details.js';
import { badArgument, invalidArguments } from './refusal.js';
import { optionalText, type Setting, type Settings, type Values } from './settings.js';
import { enumerated } from './values.js';

const conditions: Readonly<Record<string, string>> = {
  ConditionalCompany: 'Company',
  ConditionalDepartment: 'Department',
  ConditionalStateOrProvince: 'StateOrProvince',
  ...Object.fromEntries(
    Array.from({ length: 15 }, (_, i) => [`ConditionalCustomAttribute${i + 1}`, `CustomAttribute${i + 1}`]),
  ),
};
const conditionNames = Object.keys(conditions);
export const filterParameters: readonly string[] = ['RecipientFilter', 'IncludedRecipients', ...conditionNames];

const included: Readonly<Record<string, string>> = {
  AllRecipients: '(Alias -ne $null)',
  MailboxUsers: "(RecipientType -eq 'UserMailbox')",
  MailContacts: "(RecipientType -eq 'MailContact')",
  MailGroups:
    "((RecipientType -eq 'MailUniversalDistributionGroup') -or (RecipientType -eq 'MailUniversalSecurityGroup') -or (RecipientType -eq 'MailNonUniversalGroup') -or (RecipientType -eq 'DynamicDistributionGroup'))",
  MailUsers: "(RecipientType -eq 'MailUser')",
  Resources:
    "((RecipientType -eq 'UserMailbox') -and (ResourceMetaData -like 'ResourceType:*') -and (ResourceSearchProperties -ne $null))",
};
const longest = 2048;

/** What the service hangs onto every filter that it is given, and again onto one that has it already: seen by everybody who reads one back. */
const systemMailboxes =
  "(-not(Name -like 'SystemMailbox{*')) -and (-not(Name -like 'CAS_{*')) -and (-not(RecipientTypeDetailsValue -eq 'MailboxPlan')) -and (-not(RecipientTypeDetailsValue -eq 'DiscoveryMailbox')) -and (-not(RecipientTypeDetailsValue -eq 'PublicFolderMailbox')) -and (-not(RecipientTypeDetailsValue -eq 'ArbitrationMailbox')) -and (-not(RecipientTypeDetailsValue -eq 'AuditLogMailbox')) -and (-not(RecipientTypeDetailsValue -eq 'AuxAuditLogMailbox')) -and (-not(RecipientTypeDetailsValue -eq 'SupervisoryReviewPolicyMailbox'))";
const withSystem = (filter: string): string => `((${filter}) -and ${systemMailboxes})`;

const list: Setting = { kind: 'texts', usual: [] };
/** Kept beside the group as its settings are. */
export const precannedSettings: Settings = {
  IncludedRecipients: optionalText,
  ...Object.fromEntries(conditionNames.map((name) => [name, list])),
};

export interface Filter {
  readonly RecipientFilter: string;
  /** Of a precanned one what it is made of. */
  readonly precanned: Values;
}

/** Undefined when the call says nothing of it. */
export function filterIn({ parameters }: CmdletCall, before: Values = {}): Filter | undefined {
  const precanned = ['IncludedRecipients', ...conditionNames].filter((name) => parameters[name] !== undefined);
  const custom = parameters['RecipientFilter'];
  if (custom !== undefined && precanned.length > 0)
    throw invalidArguments(
      "You can't use the RecipientFilter parameter in combination with IncludedRecipients or any Conditional parameter.",
    );
  if (custom !== undefined) return { RecipientFilter: customFilter(custom), precanned: {} };
  if (precanned.length === 0) return undefined;
  const types = parameters['IncludedRecipients'] ?? before['IncludedRecipients'];
  if (types === undefined || types === null)
    throw invalidArguments('You need to use the IncludedRecipients parameter when you use any Conditional parameters.');
  const kinds = enumerated('IncludedRecipients', types, Object.keys(included), 'WellKnownRecipientType');
  if (kinds.includes('AllRecipients') && kinds.length > 1)
    throw badArgument('IncludedRecipients', 'AllRecipients can be used only by itself.');
  const values = Object.fromEntries(
    conditionNames.flatMap((name) => {
      const given = parameters[name] ?? before[name] ?? [];
      const texts = (Array.isArray(given) ? given : [given]).map(String);
      return texts.length === 0 ? [] : [[name, texts]];
    }),
  );
  const either = (parts: readonly string[]): string =>
    parts.length === 1 ? (parts[0] as string) : `(${parts.join(' -or ')})`;
  const clauses = [
    ...Object.entries(values).map(([name, texts]) =>
      either(texts.map((text) => `(${conditions[name]} -eq '${text.replaceAll("'", "''")}')`)),
    ),
    either(kinds.map((kind) => included[kind] as string)),
  ];
  const filter = clauses.length === 1 ? (clauses[0] as string) : `(${clauses.join(' -and ')})`;
  return { RecipientFilter: withSystem(filter), precanned: { IncludedRecipients: kinds.join(', '), ...values } };
}

function customFilter(given: unknown): string {
  if (typeof given !== 'string' || given.trim() === '') throw badArgument('RecipientFilter', 'A value is required.');
  const filter = given
    .trim()
    .replace(/^\{(.*)\}$/s, '$1')
    .trim();
  const refused = (why: string): Error => invalidArguments(`The recipient filter "${filter}" is invalid: ${why}`);
  // "In cloud-based environments, you can't use a wildcard as the first character."
  if (/-like\s+'\*./i.test(filter)) throw refused('a wildcard as the first character is not allowed.');
  const open = [...filter.replace(/'[^']*'/g, '')].reduce(
    (depth, one) => (depth < 0 ? depth : one === '(' ? depth + 1 : one === ')' ? depth - 1 : depth),
    0,
  );
  if (open !== 0 || !/-(eq|ne|gt|ge|lt|le|like|notlike|not)\b/i.test(filter)) throw refused('the syntax is not valid.');
  const whole = withSystem(filter);
  if (whole.length > longest) throw refused(`the maximum length is ${longest}.`);
  return whole;
}

export function filterShown(world: WorldContext, side: Side, group: Recipient): Record<string, unknown> {
  const values = detailsOf(world, side, group).group ?? {};
  const isPrecanned = values['IncludedRecipients'] !== undefined;
  return {
    RecipientFilterType: isPrecanned ? 'Precanned' : 'Custom',
    IncludedRecipients: values['IncludedRecipients'] ?? null,
    ...Object.fromEntries(conditionNames.map((name) => [name, values[name] ?? []])),
    RecipientContainer: `EURPR01A001.PROD.OUTLOOK.COM/Microsoft Exchange Hosted Organizations/${world.store.heads[side].initialDomain}`,
  };
}
