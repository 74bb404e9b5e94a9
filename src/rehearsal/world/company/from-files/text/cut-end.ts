/** A download that broke off: the file ends without a line break in the middle of an address, whose domain would be one that nobody has. */
import type { FileText } from '../told/accounting.js';
import { isDomainName } from '../cells/cells.js';
import type { Findings } from '../told/findings.js';
import { domainsIn } from '../domains/initial-domain.js';

export function withoutCutEnds(texts: readonly FileText[], findings: Findings): FileText[] {
  let uses: Map<string, number> | null = null;
  return texts.map((of) => {
    const end = /[^\s@,;|+"'{}<>:]*@([A-Za-z0-9.-]*)$/.exec(of.text.slice(-400));
    const last = of.table?.rows.at(-1);
    const cell = last?.cells.at(-1);
    if (end === null || of.table === null || last === undefined || cell?.endsWith(end[0]) !== true) return of;
    uses ??= domainsIn(texts.map(({ text }) => text));
    if (!isBeginning((end[1] as string).toLowerCase(), uses)) return of;
    findings.add(of.file, last.line, 'file-cut', { value: end[0] });
    const kept = cell
      .slice(0, -end[0].length)
      .replace(/[A-Za-z]+:$/, '')
      .replace(/[\s,;|+]+$/, '');
    const row = { ...last, cells: [...last.cells.slice(0, -1), kept] };
    return { ...of, table: { ...of.table, rows: [...of.table.rows.slice(0, -1), row] } };
  });
}

/** It stands nowhere else, and goes on elsewhere within a label, or is no domain by itself. */
function isBeginning(domain: string, uses: ReadonlyMap<string, number>): boolean {
  if ((uses.get(domain) ?? 0) > 1) return false;
  return [...uses.keys()].some(
    (one) =>
      one.length > domain.length &&
      one.startsWith(domain) &&
      (!isDomainName(domain) || one.charAt(domain.length) !== '.'),
  );
}
