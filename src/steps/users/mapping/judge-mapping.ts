/** What becomes of a mapping that was read: refused with its faults beside the rows, or ready to be frozen, with what it has otherwise. */
import type { Judgement } from '../../../contract/decision.js';
import type { EvidenceFile, Remark } from '../../../contract/finding.js';
import type { Lang } from '../../../contract/step.js';
import { csv } from '../../../documents/csv.js';
import { faultsWorkbook } from '../../../documents/mapping-workbook.js';
import { excelContentType, workbook } from '../../../documents/workbook.js';
import { check } from './check.js';
import { differenceBetween, isSame } from './difference.js';
import { fileOf, freeze, mappingFile, mappingInForce, type FrozenMapping } from './frozen.js';
import { heapsOf } from './heaps.js';
import { heldAgainst } from './held-against.js';
import type { Tenants } from './objects.js';
import { propose } from './propose.js';
import { getsNewObject, type Fault, type MappedRow, type Row } from './row.js';
import { furtherStandIns } from './stand-ins.js';
import { differenceTable, mappingTable } from './tables.js';

export interface Seen {
  readonly tenants: Tenants;
  /** The one that holds until now. */
  readonly before: FrozenMapping | null;
  readonly lang: Lang;
  readonly what: 'proposal' | 'table';
}

/** On a card; the workbook has all of them. */
const mostTold = 4;

export async function judgeMapping(rows: readonly Row[], { tenants, before, lang, what }: Seen): Promise<Judgement> {
  const { faults, rows: kept, read } = check(rows, tenants);
  if (faults.length > 0) {
    const facts = { faults: faults.length, rows: new Set(faults.map(({ row }) => row)).size, count: rows.length };
    return {
      broken: { code: 'answer.mapping-faults', facts: { ...facts, what } },
      remarks: [{ code: what === 'table' ? 'mapping-refused' : 'mapping-to-decide', facts }, ...told(faults)],
      evidence: what === 'table' ? [await faultFile(rows, faults, lang)] : [],
    };
  }
  const frozen = freeze(kept, before);
  const { version, sha256, mailboxes } = frozen;
  const difference = differenceBetween(before?.mapping ?? [], frozen.mapping);
  const isNew = before === null || !isSame(difference);
  const counts = {
    added: difference.added.length,
    removed: difference.removed.length,
    changed: difference.changed.length,
  };
  const facts = { version, ...heapsOf(kept), hash: sha256.slice(0, 8) };
  const remark: Remark =
    before === null
      ? { code: 'mapping-ready', facts }
      : isNew
        ? { code: 'mapping-differs', facts: { ...facts, ...counts, before: before.version } }
        : { code: 'mapping-as-before', facts };
  const against = what === 'table' ? await heldAgainst(read, propose(tenants), lang) : null;
  return {
    broken: null,
    remarks: [remark, ...(against?.remarks ?? []), ...furtherStandIns(kept, tenants)],
    evidence: [
      ...(against?.evidence ?? []),
      ...(before !== null && isNew ? await differenceFiles(differenceTable(difference), what) : []),
    ],
    warnings: [...(against?.warnings ?? []), ...toBeKnown(kept)],
    ...(against === null ? {} : { toAccept: against.toAccept }),
    freezes: {
      outputs: [{ name: mappingInForce.name, value: { version, sha256, rows: kept.length, mailboxes } }],
      file: { name: mappingFile.file, contentType: 'application/json; charset=utf-8', content: fileOf(frozen) },
    },
  };
}

const mostNamed = 5;

/** Whoever answers with it means these, by name: a number hides the one that was a slip. */
function toBeKnown(rows: readonly MappedRow[]): readonly Remark[] {
  const remark = (code: 'mapping-stays-behind' | 'mapping-without-licence', some: readonly MappedRow[]): Remark[] => {
    const names = some.slice(0, mostNamed).map(({ name, source }) => name || source);
    const facts = { count: some.length, names: names.join(', '), more: some.length - names.length };
    return some.length === 0 ? [] : [{ code, facts }];
  };
  return [
    ...remark(
      'mapping-stays-behind',
      rows.filter(({ action }) => action === 'leave'),
    ),
    ...remark(
      'mapping-without-licence',
      rows.filter((row) => getsNewObject(row) && row.kind === 'UserMailbox' && row.licence === null),
    ),
  ];
}

/** One of each kind before a second of any: what is wrong in the same way is mended in the same way. */
function told(faults: readonly Fault[]): readonly Remark[] {
  const kinds = new Set<string>();
  const firsts = faults.filter(({ code }) => !kinds.has(code) && kinds.add(code));
  const shown = [...firsts, ...faults.filter((fault) => !firsts.includes(fault))].slice(0, mostTold);
  return shown.map(({ code, facts }) => ({ code, facts }));
}

/** The rows as they were handed in, so that the file can be mended and handed in itself. */
async function faultFile(rows: readonly Row[], faults: readonly Fault[], lang: Lang): Promise<EvidenceFile> {
  const present = new Set(rows);
  // Those of nobody's row are laid below, to be filled in.
  const missing = faults.map(({ row }) => row).filter((row) => !present.has(row));
  const said = new Map<Row, Fault[]>();
  for (const fault of faults) said.set(fault.row, [...(said.get(fault.row) ?? []), fault]);
  const all = [...rows, ...missing];
  const content = await faultsWorkbook(
    mappingTable(all),
    all.map((row) => said.get(row) ?? []),
    lang,
  );
  return { name: 'mapping-faults.xlsx', contentType: excelContentType, content };
}

async function differenceFiles(
  table: ReturnType<typeof differenceTable>,
  what: Seen['what'],
): Promise<readonly EvidenceFile[]> {
  const name = what === 'table' ? 'mapping-difference' : 'mapping-proposal-difference';
  return [
    { name: `${name}.xlsx`, contentType: excelContentType, content: await workbook([table]) },
    { name: `${name}.csv`, contentType: 'text/csv; charset=utf-8', content: csv(table) },
  ];
}
