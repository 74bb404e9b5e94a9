/** Whether every target of the mapping is there, and once, with its mailbox: read in the destination as a whole. */
import type { FindingCode } from '../../contract/finding-codes.js';
import type { Finding } from '../../contract/finding.js';
import { mostTelling } from '../most-telling.js';
import type { MailObject } from '../users/mapping/objects.js';
import type { MappedRow } from '../users/mapping/row.js';
import type { Holders } from './hindrances.js';
import { madeAs } from './wanted-lists.js';

export interface ObjectsRead {
  /** Those that somebody answers for: left behind, gone or left out by the plan are not among them. */
  readonly rows: readonly MappedRow[];
  readonly objects: readonly MailObject[];
  readonly holders: Holders;
  readonly version: number;
}

export function objectFindings({ rows, objects, holders, version }: ObjectsRead): readonly Finding[] {
  const ids = new Set(objects.map(({ id }) => id));
  const failed = rows.flatMap((row): readonly Finding[] => {
    const found = (code: FindingCode, facts: Finding['facts'] = {}): readonly Finding[] => [
      {
        status: 'failed',
        code,
        facts: { address: row.source, name: row.name || row.source, target: row.target, version, ...facts },
        object: { kind: 'recipient', id: row.sourceId, label: row.target },
      },
    ];
    if (row.action === 'same')
      return row.targetId !== null && ids.has(row.targetId) ? [] : found('mapping-target-gone');
    const holder = holders.byAddress.get(row.target.toLowerCase());
    if (holder !== undefined)
      return holder.kind === madeAs(row.kind) ? [] : found('target-of-other-kind', { kind: holder.kind });
    return holders.held.get(row.target.toLowerCase())?.why === 'user'
      ? found(row.licence === null ? 'mailbox-without-licence' : 'mailbox-not-there-yet')
      : found('target-not-there');
  });
  // Nobody gives a licence by being waited for: once that is all that lacks, people are asked at once.
  const isBare = ({ code }: Finding): boolean => code === 'mailbox-without-licence';
  if (failed.length > 0)
    return mostTelling(failed.every(isBare) ? failed.map((one) => ({ ...one, lasting: true as const })) : failed);
  const matched = rows.filter(({ action }) => action === 'same').length;
  return [{ status: 'passed', code: 'objects-there', facts: { count: rows.length, matched, version } }];
}
