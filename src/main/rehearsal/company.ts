/** Which company a rehearsal plays with: generated, a saved world, or read from a folder of exports, with the list of what could not be read. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { rehearsalDomains, type RoomDomains } from '../../rehearsal/room/identities.js';
import type { Company } from '../../rehearsal/world/entities.js';
import { loadCompanyFrom } from '../../rehearsal/world/company/from-files/load-company-from.js';
import {
  findingLines,
  reportFile,
  writeReport,
  type CompanyReport,
} from '../../rehearsal/world/company/from-files/told/report.js';
import { generateCompany } from '../../rehearsal/world/company/generate-company.js';
import type { Discovery } from '../../rehearsal/world/world.js';
import { forgetConfirmation } from './confirmation.js';

export interface CompanyWish {
  readonly path: string | undefined;
  readonly mailboxes: number;
  readonly seed: number;
  /** Where the report goes. */
  readonly stateFolder: string;
}

/** @throws CompanyUnreadable when nothing can be made of what `path` names. */
export function companyFor({ path, mailboxes, seed, stateFolder }: CompanyWish): Company {
  // A list from before belongs to another company.
  rmSync(join(stateFolder, reportFile), { force: true });
  forgetConfirmation(stateFolder);
  if (path === undefined) return generateCompany({ mailboxes, seed });
  const { company, report } = loadCompanyFrom(path, seed);
  if (report !== null) writeReport(stateFolder, report);
  return company;
}

/** The people's addresses follow the company that is played, not the one that is usually made up. */
export function roomDomains({ source, destination }: Discovery): RoomDomains {
  const moving = source.movingDomains ?? [];
  const own = destination.domains.filter((domain) => !domain.endsWith('.onmicrosoft.com') && !moving.includes(domain));
  return {
    ...rehearsalDomains,
    sourceMoving: moving[0] ?? rehearsalDomains.sourceMoving,
    sourceInitial: source.initialDomain,
    destination:
      own.find((domain) => domain === rehearsalDomains.destination) ?? own[0] ?? rehearsalDomains.destination,
    destinationInitial: destination.initialDomain,
    companies: {
      ...rehearsalDomains.companies,
      source: source.displayName,
      destination: destination.displayName,
    },
  };
}

export interface CompanyRemarks {
  readonly count: number;
  /** One per remark, such as `mailboxes.csv:14  what -> assumed`. */
  readonly lines: Readonly<Record<'en' | 'ru', readonly string[]>>;
  /** Where the whole list is. */
  readonly file: string;
  readonly report: CompanyReport;
}

/** What could not be read of the company's files, by the state folder of a rehearsal; null when it was not made from files. */
export function companyRemarks(folder: string): CompanyRemarks | null {
  const path = join(folder, reportFile);
  if (!existsSync(path)) return null;
  const report = JSON.parse(readFileSync(path, 'utf8')) as CompanyReport;
  return {
    count: report.findings.length,
    lines: { en: findingLines(report.findings, 'en'), ru: findingLines(report.findings, 'ru') },
    file: join(folder, 'company-report.txt'),
    report,
  };
}
