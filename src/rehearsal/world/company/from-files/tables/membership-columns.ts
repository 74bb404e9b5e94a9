/** Tables with one row for each member of a group: which columns are the group's, and which are the member's. */
import { readKind } from './recipient-kinds.js';
import type { CsvTable } from '../text/csv-table.js';

export interface MembershipColumns {
  readonly name: number | null;
  readonly mail: number | null;
  readonly type: number | null;
  readonly member: number;
}

const groupWord = /^(?:distribution|unified|m365|o365)?(?:group|list)s?(?=.)|^(?:dl|team)(?=.)/;
const memberWord = /^(?:group)?(?:member|user)(?=.)/;
const mails = ['primarysmtpaddress', 'primaryemail', 'emailaddress', 'email', 'mail', 'smtpaddress', 'smtp', 'address'];
const names = ['displayname', 'name'];
const signIn = ['userprincipalname', 'principalname', 'upn'];
/** What tells one person from all others, the most certain first. */
const identifying = [...signIn, ...mails, ...names];
/** A list of people may say in which team they are. */
const ofPeople = new Set(['licenses', 'assignedlicenses', 'emailaddresses', 'proxyaddresses']);
const plainGroup = ['group', 'distributiongroup', 'distributionlist', 'unifiedgroup', 'm365group', 'team'];
const kindsOfGroups = ['grouptype', 'grouptypes'];

/** Null: the rows are not about members, or the table is of the usual form that says Members and nothing else of them. */
export function membershipColumns(table: CsvTable, headings: readonly string[]): MembershipColumns | null {
  const at = (of: readonly (string | null)[], wanted: readonly string[]): number | null => {
    for (const one of wanted) if (of.includes(one)) return of.indexOf(one);
    return null;
  };
  const after = (word: RegExp, heading: string): string | null =>
    word.test(heading) ? heading.replace(word, '') : null;
  // `GroupMemberEmail` is the member's.
  const ofMember = headings.map((heading) => after(memberWord, heading));
  const ofGroup = headings.map((heading, place) => (ofMember[place] === null ? after(groupWord, heading) : null));
  if (headings.some((heading) => ofPeople.has(heading))) return null;
  const mail = at(ofGroup, mails);
  const name = at(ofGroup, names) ?? (mail === null ? null : at(headings, plainGroup));
  if (name === null && mail === null) return null;
  const bare = headings.map((heading) => (signIn.includes(heading) || heading === 'signinname' ? 'upn' : heading));
  const own = [at(bare, signIn), mail === null ? null : at(bare, mails)].filter((place) => place !== null);
  const called = ofMember.flatMap((rest, place) => (rest !== null && identifying.includes(rest) ? [place] : []));
  const plainly = headings.flatMap((heading, place) => (/^(group)?(member|user)$/.test(heading) ? [place] : []));
  if (own.length + called.length === 0 && !(plainly.length > 0 && typeIsOfMembers(table, headings))) return null;
  if (own.length === 0 && called.length + plainly.length === 1 && !typeIsOfMembers(table, headings)) return null;
  const member =
    at(ofMember, signIn) ?? at(bare, signIn) ?? at(ofMember, mails) ?? own[0] ?? plainly[0] ?? called[0] ?? null;
  if (
    member === null ||
    (own.includes(member) && isListOfPeople(table, Math.min(name ?? mail ?? 0, mail ?? name ?? 0), member))
  )
    return null;
  return { name, mail, type: at(headings, kindsOfGroups), member };
}

/** Which may say in passing in which group somebody is: the person stands first, and once. */
function isListOfPeople({ rows }: CsvTable, group: number, person: number): boolean {
  const people = rows.map(({ cells }) => (cells[person] ?? '').toLowerCase());
  return person < group && new Set(people).size === people.length;
}

/** Beside a column of members: some row is a type that no group has. */
function typeIsOfMembers({ rows }: CsvTable, headings: readonly string[]): boolean {
  const place = headings.findIndex((heading) => heading === 'recipienttype' || heading === 'recipienttypedetails');
  if (place === -1) return false;
  return rows.some(({ cells }) => {
    const kind = readKind(cells[place] ?? '', 'type');
    return kind !== null && kind.about !== 'group' && kind.about !== 'left-out';
  });
}
