/** Guide 9, for both sides: what the bot's apps and the people on the roster may really do, beside what the steps ask for. */
import { defineCheck, type CheckDefinition } from '../../contract/check.js';
import type { Finding } from '../../contract/finding.js';
import type { Side } from '../../contract/step.js';
import { mostTelling } from '../most-telling.js';
import type { Systems } from '../systems.js';
import { appFindings } from './app-findings.js';
import { askedAt, type Caller } from './asked.js';
import { heldAt, heldCalls, type Held } from './held.js';
import { peopleFindings } from './people-findings.js';
import { rightsFiles, type RightsOf } from './rights-files.js';

const sides = ['source', 'destination'] as const;

/** `others`: the code of all other steps. */
export function sourceAdminRights(systems: Systems, others: readonly Caller[]): CheckDefinition {
  const own: Caller = { name: 'source-admin-rights', calls: { source: heldCalls, destination: heldCalls } };
  const askedOf = (side: Side) => askedAt(side, [...others, own]);
  return defineCheck({
    ...own,
    async run(ctx) {
      const findings: Finding[] = [];
      const rights: RightsOf[] = [];
      for (const side of sides) {
        const held = await heldAt(systems[side], side, ctx);
        const asked = askedOf(side);
        findings.push(...appFindings(side, asked, held.app), ...ofPeople(side, held));
        rights.push({ side, asked, app: held.app, people: held.people ?? [] });
      }
      return { findings: mostTelling(findings), evidence: rightsFiles(rights) };
    },
  });
}

const ofPeople = (side: Side, { people, unseen }: Held): readonly Finding[] =>
  people === null
    ? [{ status: 'unknown', code: 'directory-roles-unseen', facts: { side, text: unseen } }]
    : peopleFindings(side, people);
