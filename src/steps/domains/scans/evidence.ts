/** Everything that was found, for machines and for the people who clear it. */
import type { EvidenceFile } from '../../../contract/finding.js';
import { tableOf } from '../../../documents/table.js';
import { excelContentType, workbook } from '../../../documents/workbook.js';
import type { Hit, ScanResult } from './scan.js';
import { countsOf } from './findings.js';

const hitColumns = ['kind', 'label', 'through', 'domain', 'scan', 'id'] as const satisfies readonly (keyof Hit)[];

/** The workbook is for work, so it lists what is left to people; the JSON holds every hit, one a line. */
export async function scanEvidence(
  name: string,
  takenAt: Date,
  results: readonly ScanResult[],
): Promise<readonly EvidenceFile[]> {
  const scans = results.map((result) => ({ scan: result.scan, ...countsOf(result), lacks: result.lacks }));
  const hits = results.flatMap((result) => result.hits);
  const forPeople = hits.filter(({ clearedBy }) => clearedBy === null);
  const lines = hits.map((hit) => JSON.stringify(hit));
  return [
    {
      name: `${name}.json`,
      contentType: 'application/json',
      content: Buffer.from(
        `{"takenAt":${JSON.stringify(takenAt.toISOString())},\n"scans":${JSON.stringify(scans)},\n"hits":[\n${lines.join(',\n')}\n]}\n`,
      ),
    },
    {
      name: `${name}.xlsx`,
      contentType: excelContentType,
      content: await workbook([
        tableOf('Scans', scans, ['scan', 'count', 'byStep', 'byPeople', 'lacks']),
        tableOf('For people', forPeople, hitColumns),
      ]),
    },
  ];
}
