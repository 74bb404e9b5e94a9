/** What a card says of a table beside the bot's own proposal, what has to be accepted of it, and the file that has every row. */
import type { Judgement } from '../../../contract/decision.js';
import type { Remark } from '../../../contract/finding.js';
import type { Lang } from '../../../contract/step.js';
import { csv } from '../../../documents/csv.js';
import { excelContentType, workbook } from '../../../documents/workbook.js';
import { deviations, otherwiseIn, type Deviance, type Deviation } from './against-proposal.js';
import type { ReadRow } from './check.js';
import type { Row } from './row.js';
import { againstTable } from './tables.js';

/** Crossed rows are accepted by themselves: among others that are meant nobody would see them. */
export const accepting = { crossed: 'crossedMeant', others: 'othersMeant' } as const;

/** Of each sort, on a card; the file has all of them. */
const mostTold = 3;

export async function heldAgainst(
  read: readonly ReadRow[],
  proposal: readonly Row[],
  lang: Lang,
): Promise<Pick<Judgement, 'remarks' | 'evidence'> & Required<Pick<Judgement, 'warnings' | 'toAccept'>>> {
  const deviating = deviations(read, proposal);
  const otherwise = otherwiseIn(read, proposal);
  const of = (deviance: Deviance): readonly Deviation[] => deviating.filter((one) => one.deviance === deviance);
  const [crossed, apart, others] = [of('crossed'), of('apart'), of('otherwise')];
  const rows = new Set(otherwise.map(({ row }) => row)).size;
  const counts = { crossed: crossed.length, apart: apart.length, others: others.length };
  const table = againstTable(deviating, otherwise, lang);
  return {
    remarks: deviating.length === 0 ? [{ code: 'mapping-as-proposed', facts: { rows } }] : [],
    warnings:
      deviating.length === 0
        ? []
        : [
            { code: 'mapping-against-proposal', facts: { count: deviating.length, ...counts } },
            ...[crossed, apart, others].flatMap((those) => those.slice(0, mostTold).map(remarkOf)),
          ],
    evidence:
      rows === 0
        ? []
        : [
            {
              name: 'mapping-against-proposal.xlsx',
              contentType: excelContentType,
              content: await workbook([table]),
            },
            { name: 'mapping-against-proposal.csv', contentType: 'text/csv; charset=utf-8', content: csv(table) },
          ],
    toAccept: [
      ...(crossed.length > 0 ? [accepting.crossed] : []),
      ...(apart.length + others.length > 0 ? [accepting.others] : []),
    ],
  };
}

const remarkOf = ({ code, facts }: Deviation): Remark => ({ code, facts });
