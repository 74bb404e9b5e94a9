/** What the ten scans say: how many each found and who clears them, then each object that people must clear, once. */
import type { FindingCode } from '../../../contract/finding-codes.js';
import type { Finding, FindingStatus } from '../../../contract/finding.js';
import { mostTelling } from '../../most-telling.js';
import { blockerKinds, type BlockerKind, type Hit, type ScanName, type ScanResult } from './scan.js';

const scanCode: Readonly<Record<ScanName, FindingCode>> = {
  recipients: 'scan-recipients',
  'deleted-mailboxes': 'scan-deleted-mailboxes',
  users: 'scan-users',
  'deleted-users': 'scan-deleted-users',
  groups: 'scan-groups',
  'deleted-groups': 'scan-deleted-groups',
  contacts: 'scan-contacts',
  applications: 'scan-applications',
  subdomains: 'scan-subdomains',
  references: 'scan-references',
};

const blockerCode: Readonly<Record<BlockerKind, FindingCode>> = {
  operator: 'blocker-operator',
  user: 'blocker-user',
  guest: 'blocker-guest',
  recipient: 'blocker-recipient',
  group: 'blocker-group',
  contact: 'blocker-contact',
  'public-folder': 'blocker-public-folder',
  application: 'blocker-application',
  subdomain: 'blocker-subdomain',
  'deleted-user': 'blocker-deleted-user',
  'deleted-mailbox': 'blocker-deleted-mailbox',
  'deleted-group': 'blocker-deleted-group',
  reference: 'blocker-reference',
};

/** Of one sentence: the rest is in the evidence. */
const mostNames = 3;

export const findingsOf = (results: readonly ScanResult[]): readonly Finding[] => [
  ...results.map(scanFinding),
  ...mostTelling(blockersAmong(results.flatMap(({ hits }) => hits)), { named: true }),
];

/** Objects, not hits. One that needs people for any of its names needs people. */
export function countsOf({ hits }: Pick<ScanResult, 'hits'>): { count: number; byStep: number; byPeople: number } {
  const count = new Set(hits.map(({ id }) => id)).size;
  const byPeople = new Set(hits.filter(({ clearedBy }) => clearedBy === null).map(({ id }) => id)).size;
  return { count, byStep: count - byPeople, byPeople };
}

function scanFinding(result: ScanResult): Finding {
  const counts = countsOf(result);
  const status: FindingStatus = result.lacks !== null ? 'unknown' : counts.byPeople === 0 ? 'passed' : 'failed';
  const facts = { ...counts, seen: result.lacks === null ? 'whole' : 'in-part', text: result.lacks ?? '' };
  return { status, code: scanCode[result.scan], facts };
}

function blockersAmong(hits: readonly Hit[]): readonly Finding[] {
  const byId = new Map<string, Hit[]>();
  for (const hit of hits.filter(({ clearedBy }) => clearedBy === null)) {
    byId.set(hit.id, [...(byId.get(hit.id) ?? []), hit]);
  }
  return [...byId.values()]
    .map((own) => own.toSorted((a, b) => rank(a) - rank(b)))
    .sort(([a], [b]) => rank(a as Hit) - rank(b as Hit) || byText((a as Hit).label, (b as Hit).label))
    .map((own): Finding => {
      const { kind, id, label } = own[0] as Hit;
      return {
        status: 'failed',
        code: blockerCode[kind],
        facts: {
          name: label,
          through: few(own.flatMap(({ through }) => through.split(', '))),
          domain: few(own.map(({ domain }) => domain)),
        },
        object: { kind, id, label },
      };
    });
}

const rank = ({ kind }: Hit): number => blockerKinds.indexOf(kind);

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Each once, whatever its case; the first few of them. */
function few(names: readonly string[]): string {
  const distinct = names.filter(
    (name, at) => names.findIndex((other) => other.toLowerCase() === name.toLowerCase()) === at,
  );
  return distinct.length > mostNames ? `${distinct.slice(0, mostNames).join(', ')} …` : distinct.join(', ');
}
