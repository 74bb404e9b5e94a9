/** Of all settings, what the move breaks or leaves behind is named; the rest is counted. */
import { compositeId, type Finding } from '../../contract/finding.js';
import type { MailboxInDetail } from '../../systems/exchange/types.js';
import { parseProxyAddress } from '../addresses/proxy-address.js';
import { mostTelling } from '../most-telling.js';
import type { ForwardRow } from './forward-rows.js';
import { holdsOf } from './holds.js';
import type { RightRow } from './right-rows.js';
import type { SettingsRead } from './settings-read.js';

export interface Settings {
  readonly mailboxes: readonly MailboxInDetail[];
  readonly reads: readonly Pick<SettingsRead, 'id' | 'name' | 'lacks'>[];
  readonly forwards: readonly ForwardRow[];
  readonly rights: readonly RightRow[];
  /** Accounts whose rights end with the migration. */
  readonly ofTools: ReadonlySet<string>;
}

export function settingsFindings({ mailboxes, reads, forwards, rights, ofTools }: Settings): readonly Finding[] {
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
    addressCounts(mailboxes),
    holdCounts(mailboxes),
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

function rightFinding(row: RightRow): readonly Finding[] {
  const { id, name, moves, right, rights, folder, written, meant, denied } = row;
  if (denied || meant.found === 'everybody') return [];
  const who = meant.found === 'one' ? meant.who : null;
  if (who !== null && (who.moves === moves || who.id === id)) return [];
  const code =
    meant.found === 'nobody' ? 'right-of-nobody' : meant.found === 'several' ? 'right-of-several' : 'right-across';
  const facts = {
    name,
    trustee: who?.label ?? written,
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

function addressCounts(mailboxes: readonly MailboxInDetail[]): Finding {
  const types = mailboxes.flatMap(({ EmailAddresses }) => EmailAddresses.map((text) => parseProxyAddress(text).type));
  const of = (type: string): number => types.filter((one) => one === type).length;
  const [smtp, sip, x500] = [of('smtp'), of('sip'), of('x500')];
  return counted('addresses-counted', { smtp, sip, x500, others: types.length - smtp - sip - x500 });
}

function holdCounts(mailboxes: readonly MailboxInDetail[]): Finding {
  const held = mailboxes.filter((mailbox) => holdsOf(mailbox).length > 0);
  const litigation = mailboxes.filter(({ LitigationHoldEnabled }) => LitigationHoldEnabled === true).length;
  return counted('holds-counted', { held: held.length, litigation, name: held[0]?.PrimarySmtpAddress ?? '' });
}
