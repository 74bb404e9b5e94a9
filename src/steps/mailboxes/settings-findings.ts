/** Of all settings, what the move breaks or leaves behind is named; the rest is counted. */
import { compositeId, type Finding } from '../../contract/finding.js';
import type { MailboxInDetail } from '../../systems/exchange/types.js';
import { parseProxyAddress } from '../addresses/proxy-address.js';
import { mostTelling } from '../most-telling.js';
import type { ForwardRow } from './forward-rows.js';
import { holdsOf, holdsOnMailboxes } from './holds.js';
import type { RightRow } from './right-rows.js';
import type { SettingsRead } from './settings-read.js';

export interface Settings {
  readonly mailboxes: readonly MailboxInDetail[];
  readonly reads: readonly Pick<SettingsRead, 'id' | 'name' | 'lacks' | 'otherFolders'>[];
  readonly forwards: readonly ForwardRow[];
  readonly rights: readonly RightRow[];
  /** Accounts whose rights end with the migration. */
  readonly ofTools: ReadonlySet<string>;
  /** Ids of holds of the whole organisation. */
  readonly holdsOfOrganization: readonly string[];
}

export function settingsFindings(settings: Settings): readonly Finding[] {
  const { mailboxes, reads, forwards, rights, ofTools, holdsOfOrganization } = settings;
  const unseen = reads.flatMap(({ id, name, lacks }): Finding[] =>
    lacks.length === 0
      ? []
      : [
          {
            status: 'unknown',
            code: 'mailbox-setting-unseen',
            facts: { name, text: lacks.join('; ') },
            object: { kind: 'mailbox', id, label: name },
          },
        ],
  );
  const isOfPeople = ({ meant }: RightRow): boolean => meant.found !== 'one' || !ofTools.has(meant.who.id);
  const named = [...forwards.flatMap(forwardFinding), ...rights.filter(isOfPeople).flatMap(rightFinding), ...unseen];
  return [
    forwardCounts(forwards, reads.length),
    rightCounts(rights),
    ...otherFolders(reads),
    addressCounts(mailboxes),
    holdCounts(mailboxes, holdsOfOrganization),
    ...organizationHolds(holdsOfOrganization),
    ...mostTelling(named, { named: true }),
  ];
}

/** What goes on working as it is needs no word. */
function forwardFinding(row: ForwardRow): readonly Finding[] {
  const { id, name, moves, how, rule, to, where, inForce } = row;
  if (!inForce) return [];
  const code =
    where === 'outside' && moves !== false
      ? 'forward-outside'
      : where === 'nobody'
        ? 'forward-to-nobody'
        : where === 'several'
          ? 'forward-to-several'
          : where !== 'outside' && moves !== null && moves !== (where === 'moves')
            ? 'forward-across'
            : null;
  if (code === null) return [];
  const facts = { name, to, how, rule: rule ?? '', moves: moves === false ? 'no' : 'yes' };
  const object = {
    kind: how === 'transport' ? 'transportRule' : 'mailbox',
    id: compositeId(id, how, rule ?? '', to),
    label: name,
  };
  return [{ status: where === 'several' ? 'unknown' : 'failed', code, facts, object }];
}

const rightCodes = {
  one: 'right-across',
  nobody: 'right-of-nobody',
  outside: 'right-of-outsider',
  several: 'right-of-several',
} as const;

function rightFinding(row: RightRow): readonly Finding[] {
  const { id, name, moves, right, rights, folder, written, meant, denied } = row;
  if (denied || meant.found === 'everybody') return [];
  const who = meant.found === 'one' ? meant.who : null;
  // What is shared with somebody elsewhere stays as it is where the mailbox stays.
  if (meant.found === 'outside' && !moves) return [];
  if (who !== null && (who.moves === moves || who.id === id)) return [];
  const code = rightCodes[meant.found];
  const facts = {
    name,
    trustee: who?.label ?? (meant.found === 'outside' ? meant.address : written),
    right,
    rights,
    folder: folder ?? '',
    moves: moves ? 'yes' : 'no',
  };
  const object = {
    kind: 'mailbox',
    id: compositeId(id, right, folder ?? '', who?.id ?? written),
    label: name,
  };
  return [{ status: meant.found === 'several' ? 'unknown' : 'failed', code, facts, object }];
}

const counted = (code: Finding['code'], facts: Finding['facts']): Finding => ({ status: 'passed', code, facts });

function forwardCounts(rows: readonly ForwardRow[], mailboxes: number): Finding {
  const of = (how: ForwardRow['how']): number => rows.filter((row) => row.how === how).length;
  return counted('forwards-counted', {
    mailboxes,
    forwards: rows.length,
    address: of('address'),
    smtp: of('smtp'),
    rules: of('rule'),
    transport: of('transport'),
    off: rows.filter(({ inForce }) => !inForce).length,
  });
}

function rightCounts(rows: readonly RightRow[]): Finding {
  const of = (right: RightRow['right']): number => rows.filter((row) => row.right === right).length;
  return counted('rights-counted', {
    rights: rows.length,
    fullAccess: of('fullAccess'),
    sendAs: of('sendAs'),
    onBehalf: of('onBehalf'),
    folders: of('folder'),
    calendars: rows.filter(({ folderType }) => folderType === 'Calendar').length,
    denied: rows.filter(({ denied }) => denied).length,
  });
}

/** Whose rights nobody asked for is said, so that nobody takes the list for all there is. */
function otherFolders(reads: Settings['reads']): readonly Finding[] {
  const having = reads.filter((read) => read.otherFolders > 0);
  const count = having.reduce((sum, read) => sum + read.otherFolders, 0);
  return count === 0 ? [] : [counted('folders-not-read', { count, mailboxes: having.length })];
}

function organizationHolds(ofOrganization: readonly string[]): readonly Finding[] {
  const holds = holdsOnMailboxes(ofOrganization);
  return holds.length === 0
    ? []
    : [counted('holds-of-organisation', { count: holds.length, names: holds.slice(0, 5).join(', ') })];
}

function addressCounts(mailboxes: readonly MailboxInDetail[]): Finding {
  const types = mailboxes.flatMap(({ EmailAddresses }) => EmailAddresses.map((text) => parseProxyAddress(text).type));
  const of = (type: string): number => types.filter((one) => one === type).length;
  const [smtp, sip, x500] = [of('smtp'), of('sip'), of('x500')];
  return counted('addresses-counted', { smtp, sip, x500, others: types.length - smtp - sip - x500 });
}

function holdCounts(mailboxes: readonly MailboxInDetail[], ofOrganization: readonly string[]): Finding {
  const held = mailboxes.filter((mailbox) => holdsOf(mailbox, ofOrganization).length > 0);
  const litigation = mailboxes.filter(({ LitigationHoldEnabled }) => LitigationHoldEnabled === true).length;
  return counted('holds-counted', { held: held.length, litigation, name: held[0]?.PrimarySmtpAddress ?? '' });
}
