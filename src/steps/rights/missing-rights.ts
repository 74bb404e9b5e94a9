/** What the bot's app lacks of what one step calls: the look of `source-admin-rights` at that step alone, asked when a tenant has refused it something. */
import type { AskForMissingRights } from '../../contract/missing-rights.js';
import type { Systems } from '../systems.js';
import { missingOf, type AppHolds } from './app-findings.js';
import { askedAt } from './asked.js';
import { appAt } from './held.js';
import { grantFiles, roleTemplates } from './rights-files.js';

const sides = ['source', 'destination'] as const;

export const missingRights =
  (systems: Pick<Systems, 'source' | 'destination'>): AskForMissingRights =>
  async (code) => {
    const found = await Promise.all(
      sides.map(async (side) => {
        const asked = askedAt(side, [code]);
        if (asked.permissions.length === 0 && asked.cmdlets.length === 0) return { findings: [], files: [] };
        const seen = await appAt(systems[side], asked.cmdlets.length > 0);
        const app: AppHolds = {
          ...seen,
          directoryRoles: Object.keys(roleTemplates).filter((role) =>
            seen.directoryRoleIds.includes(roleTemplates[role] ?? ''),
          ),
        };
        return { findings: missingOf(side, asked, app), files: grantFiles({ side, asked, app }) };
      }),
    );
    return { findings: found.flatMap(({ findings }) => findings), files: found.flatMap(({ files }) => files) };
  };
