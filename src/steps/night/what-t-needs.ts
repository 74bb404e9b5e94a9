/** What T has to leave time for in this company, as far as reading tells: the memory of MX, the directory, the registration, the passes. */
import type { Remark } from '../../contract/finding.js';
import type { LeadTime } from '../../contract/lead-time.js';
import type { ServerView } from '../../systems/dns/dns.js';
import { domainRef } from '../domains/domain-value.js';
import { isSeen } from '../dns/memory.js';
import { lowTtl } from '../dns/mx-ttl.js';
import { assumedSize, assumedSpeed, atOneTime, passHours } from './pass-hours.js';

export interface MxSeen {
  readonly domain: string;
  readonly authoritative: readonly ServerView[];
  readonly resolvers: readonly ServerView[];
}

/** Null: nobody has looked, or nobody has decided. */
export interface Known {
  readonly mx: readonly MxSeen[];
  readonly mailboxes: number | null;
  /** Users and groups of the source that a directory on premises masters. */
  readonly synced: number | null;
  readonly registration: string | null;
}

const hour = 3600;
/** https://learn.microsoft.com/microsoft-365/enterprise/turn-off-directory-synchronization: it may take up to 72 hours, and cannot be stopped. */
const syncOffHours = 72;
/** The losing registrar has five calendar days to object: https://www.icann.org/resources/pages/transfer-policy-2016-06-01-en (I.A.3) */
const registrationDays = 5;
/** The pass over everything is through before the passes of the eve begin. */
const eveHours = 24;
/** Of a zone that nobody saw: what most of them have. */
const usualTtl = 86_400;

export const whatTNeeds = ({ mx, mailboxes, synced, registration }: Known): readonly LeadTime[] => [
  ...mx.flatMap(ofMx),
  ...(synced === null ? [] : [ofSync(synced)]),
  ...(registration === 'before' ? [ofRegistration] : []),
  ...(mailboxes === null ? [] : [ofPasses(mailboxes)]),
];

/** It is what the check of the night reads that counts, not that somebody was asked to lower it. */
function ofMx({ domain, authoritative, resolvers }: MxSeen): readonly LeadTime[] {
  const need = (code: Remark['code'], seconds: number): readonly LeadTime[] => [
    { step: 'mx-ttl-check', because: { code, facts: { domain, seconds }, object: domainRef(domain) }, seconds },
  ];
  const longest = (views: readonly ServerView[]): number =>
    Math.max(0, ...views.filter(isSeen).flatMap(({ records }) => records.map(({ ttl }) => ttl)));
  if (!authoritative.some(isSeen)) return need('t-needs-mx-unseen', usualTtl);
  const lives = longest(authoritative);
  // A resolver that asked a moment before it is lowered answers the old TTL to its end.
  if (lives > lowTtl) return need('t-needs-mx', lives);
  const remembered = longest(resolvers);
  return remembered > lowTtl ? need('t-needs-mx-memory', remembered) : [];
}

const ofSync = (synced: number): LeadTime => ({
  step: 'directory-sync-off',
  because: { code: 't-needs-sync', facts: { count: synced, hours: syncOffHours } },
  seconds: synced > 0 ? syncOffHours * hour : 0,
});

const ofRegistration: LeadTime = {
  step: 'registration-transfer-early',
  because: { code: 't-needs-registration', facts: { days: registrationDays } },
  seconds: registrationDays * 24 * hour,
};

const ofPasses = (mailboxes: number): LeadTime => {
  const hours = passHours(mailboxes);
  const facts = { mailboxes, hours, eve: eveHours, size: assumedSize, speed: assumedSpeed, together: atOneTime };
  return { step: 'prestage-all', because: { code: 't-needs-passes', facts }, seconds: (hours + eveHours) * hour };
};
