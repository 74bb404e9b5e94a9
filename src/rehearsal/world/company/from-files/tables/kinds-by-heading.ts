/** Tables without a type column that say all the same what their rows are: by headings that one kind alone has, or by what its columns are called after. */
import { readKind, type RecipientKind } from './recipient-kinds.js';

const publicFolder: RecipientKind = { about: 'public-folder' };
const contact: RecipientKind = { about: 'contact' };
const group = (
  kind: 'MailUniversalDistributionGroup' | 'DynamicDistributionGroup' | 'GroupMailbox',
): RecipientKind => ({
  about: 'group',
  kind,
});

/** Properties that the cmdlets give to one kind of object alone: https://learn.microsoft.com/en-us/powershell/module/exchange/ */
const alone: Readonly<Record<string, RecipientKind>> = {
  // Get-MailPublicFolder, Get-PublicFolder
  entryid: publicFolder,
  dumpsterentryid: publicFolder,
  contentmailboxguid: publicFolder,
  contenthierarchymailboxguid: publicFolder,
  hassubfolders: publicFolder,
  // Get-MailContact
  contacttype: contact,
  // Get-DynamicDistributionGroup
  recipientfilter: group('DynamicDistributionGroup'),
  ldaprecipientfilter: group('DynamicDistributionGroup'),
  includedrecipients: group('DynamicDistributionGroup'),
  // Get-UnifiedGroup
  sharepointsiteurl: group('GroupMailbox'),
  sharepointdocumentsurl: group('GroupMailbox'),
  autosubscribenewmembers: group('GroupMailbox'),
  hiddengroupmembershipenabled: group('GroupMailbox'),
  // Get-DistributionGroup
  memberjoinrestriction: group('MailUniversalDistributionGroup'),
  memberdepartrestriction: group('MailUniversalDistributionGroup'),
  bypassnestedmoderationenabled: group('MailUniversalDistributionGroup'),
};

export function kindByHeading(headings: readonly string[]): RecipientKind | null {
  for (const heading of headings) if (Object.hasOwn(alone, heading)) return alone[heading] as RecipientKind;
  return null;
}

/** `SharedMailboxPrimarySmtpAddress`: the kind stands in front of the property. */
const subjects = [
  'sharedmailbox',
  'roommailbox',
  'equipmentmailbox',
  'usermailbox',
  'mailuser',
  'mailcontact',
  'mailpublicfolder',
  'publicfolder',
  'distributiongroup',
  'distributionlist',
] as const;

export interface Named {
  readonly kind: RecipientKind | null;
  /** The headings without the word in front; those of other columns as they are. */
  readonly headings: readonly string[];
}

/** Two columns at least are called after the same kind: one may be about somebody else. */
export function kindInFront(headings: readonly string[], isKnown: (heading: string) => boolean): Named {
  const property = (heading: string, subject: string): string | null => {
    if (!heading.startsWith(subject)) return null;
    const rest = heading.slice(subject.length);
    if (rest === 'name') return 'displayname';
    return isKnown(rest) ? rest : null;
  };
  for (const subject of subjects) {
    const read = headings.map((heading) => (isKnown(heading) ? null : property(heading, subject)));
    if (read.filter((one) => one !== null).length < 2) continue;
    const kind = readKind(subject.replace('mailpublic', 'public'), 'type');
    return { kind, headings: headings.map((heading, place) => read[place] ?? heading) };
  }
  return { kind: null, headings };
}
