/** Guide 32: how many licences the mover takes, by the mapping that holds and the sizes as they were read; what the way back would take is counted with it. */
import { z } from 'zod';
import { defineCheck } from '../../contract/check.js';
import type { StepContext } from '../../contract/context.js';
import type { Finding } from '../../contract/finding.js';
import { defineOutput } from '../../contract/output.js';
import { csv } from '../../documents/csv.js';
import { mostTelling } from '../most-telling.js';
import { readsOfMapping, mappingNow } from '../users/mapping/frozen.js';
import { keptRows, tablesFile, tablesOf } from '../users/inventory-workbook.js';
import {
  licenceNeed,
  type LicenceNeed,
  type LicenceRow,
  type MovingMailbox,
  type SizedMailbox,
} from './licence-need.js';

/** Numbers of licences; `wayBack` is used only if the team turns back. */
export const licencesNeeded = defineOutput(
  'licence-requirement',
  'need',
  z.object({
    mailboxLicences: z.number(),
    bundles: z.number(),
    testAccounts: z.number(),
    wayBack: z.number(),
    mostOfOne: z.number(),
  }),
);

/** Before the night, on its eve, in it and after it, by the runbook; how many a licence allows: https://help.bittitan.com/hc/en-us/articles/115008105367 */
const passes = { planned: 4, allowed: 10 };

export const licenceRequirement = defineCheck({
  name: 'licence-requirement',
  reads: [tablesFile('mailbox-sizes'), ...readsOfMapping],

  async run(ctx) {
    const sizes = await sizesRead(ctx);
    if (sizes === null)
      return { findings: [{ status: 'unknown', code: 'licences-without-sizes', facts: {} }], evidence: [] };
    const mapping = await mappingNow(ctx);
    const moving =
      mapping === null ? sizes.map(({ id, name }) => ({ id, name, wave: null })) : movingIn(mapping.mapping);
    const need = licenceNeed(moving, sizes);
    const { mailboxLicences, bundles, wayBack, mostOfOne } = need;
    return {
      findings: findingsOf(need, mapping?.version ?? 0),
      evidence: [
        { name: 'mover-licences.csv', contentType: 'text/csv; charset=utf-8', content: csv(tableOfNeed(need.rows)) },
      ],
      outputs: [
        {
          name: licencesNeeded.name,
          value: { mailboxLicences, bundles, testAccounts: need.testAccounts, wayBack, mostOfOne },
        },
      ],
    };
  },
});

const movingIn = (mapping: NonNullable<Awaited<ReturnType<typeof mappingNow>>>['mapping']): readonly MovingMailbox[] =>
  mapping
    .filter(({ wave }) => wave !== null)
    .map(({ sourceId, source, wave }) => ({ id: sourceId, name: source, wave }));

async function sizesRead(ctx: StepContext): Promise<readonly SizedMailbox[] | null> {
  const rows = await keptRows(ctx, 'mailbox-sizes', 'Sizes');
  return (
    rows?.map((row): SizedMailbox => ({
      id: String(row['Id']),
      name: String(row['Mailbox']),
      gigabytes: numberOrNull(row['GB']),
      archiveGigabytes: numberOrNull(row['Archive GB']),
      licences: Number(row['Licences of 50 GB']),
      lacks: row['Not seen'] == null ? null : String(row['Not seen']),
    })) ?? null
  );
}

const numberOrNull = (cell: unknown): number | null => (typeof cell === 'number' ? cell : null);

function findingsOf(need: LicenceNeed, version: number): readonly Finding[] {
  const { rows, mailboxLicences, bundles, wayBack, mostOfOne, unsized } = need;
  const large = rows.filter(({ licences }) => licences > 1).toSorted((a, b) => b.licences - a.licences);
  const names = large.slice(0, 5).map(({ name, licences }) => `${name} (${licences})`);
  return [
    {
      status: 'passed',
      total: true,
      code: 'licences-needed',
      facts: {
        mailboxes: rows.length,
        version,
        tests: need.testAccounts,
        licences: mailboxLicences + need.testAccounts,
        bundles: bundles + need.testAccounts,
      },
    },
    { status: 'passed', total: true, code: 'licences-for-the-way-back', facts: { count: wayBack } },
    { status: 'passed', code: 'passes-of-a-licence', facts: { ...passes, left: passes.allowed - passes.planned } },
    ...(large.length === 0
      ? []
      : [
          {
            status: 'passed' as const,
            code: 'licences-beyond-one' as const,
            facts: { count: large.length, names: names.join(', '), most: mostOfOne, more: large.length - names.length },
          },
        ]),
    ...mostTelling(
      unsized.map(({ id, name, size }): Finding => ({
        status: 'unknown',
        code: 'licences-size-unseen',
        facts: { name, text: size?.lacks ?? '', said: size?.lacks == null ? 'no' : 'yes' },
        object: { kind: 'mailbox', id, label: name },
      })),
    ),
  ];
}

const tableOfNeed = (rows: readonly LicenceRow[]) => ({
  ...tablesOf('Licences', ['Mailbox', 'Wave', 'GB', 'Archive GB', 'Licences of 50 GB', 'Id']),
  rows: rows.map(({ name, wave, size, licences, id }) => [
    name,
    wave,
    size?.gigabytes ?? null,
    size?.archiveGigabytes ?? null,
    licences,
    id,
  ]),
});
