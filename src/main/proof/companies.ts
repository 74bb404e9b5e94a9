/**
 * `npm run proof -- --companies`: whole companies from exports whose truth is known, each rehearsed to its end and, a second time, backed
 * out after its last domain has arrived. Who writes the folders is a test of the gate, which reads them, too.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment } from '../../config.js';
import type { PlayEvent } from '../../rehearsal/people/play.js';
import type { Company } from '../../rehearsal/world/entities.js';
import { CompanyUnreadable, loadCompanyFrom } from '../../rehearsal/world/company/from-files/load-company-from.js';
import { endRehearsal, startBot } from '../rehearsal/bot-process.js';
import { rehearse } from '../rehearsal/run.js';
import { verdictLines } from '../rehearsal/verdict.js';
import { notArrived, notAsBefore, truthFile, type WrittenTruth } from './company-truth.js';

const root = join(__dirname, '..', '..', '..');
export const courses = ['forwards', 'there and back'] as const;
export type Course = (typeof courses)[number];

export interface CompaniesOptions {
  /** Names of companies; null is every one. */
  readonly only: readonly string[] | null;
  readonly courses: readonly Course[];
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly onEvent: (event: PlayEvent) => void;
  readonly onCompany: (proved: ProvedCompany) => void;
}

export interface ProvedCompany {
  readonly name: string;
  readonly course: Course | 'refused';
  readonly facts: string;
  readonly realSeconds: number;
  /** Empty is success. */
  readonly broken: readonly string[];
}

export async function rehearseCompanies(options: CompaniesOptions): Promise<readonly ProvedCompany[]> {
  const folder = mkdtempSync(join(tmpdir(), 'changeover-companies-'));
  try {
    if (!writeCompanies(folder)) return [];
    const proved: ProvedCompany[] = [];
    for (const name of readdirSync(folder).sort()) {
      if (options.only !== null && !options.only.includes(name)) continue;
      const path = join(folder, name);
      const truth = JSON.parse(readFileSync(join(path, truthFile), 'utf8')) as WrittenTruth;
      const ways = truth.refusal === null ? options.courses : (['refused'] as const);
      for (const course of ways) {
        if (options.signal.aborted) break;
        const one =
          course === 'refused' ? refused(name, path, truth) : await played(name, path, truth, course, options);
        proved.push(one);
        options.onCompany(one);
      }
    }
    return proved;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** False where what is read of one is not what it was written from. */
function writeCompanies(folder: string): boolean {
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const { status } = spawnSync(
    process.execPath,
    [jest, '--rootDir', root, '--runInBand', 'tests/world/whole-companies'],
    { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...environment('/dev/null'), COMPANIES_TO: folder } },
  );
  return status === 0;
}

function refused(name: string, path: string, { refusal }: WrittenTruth): ProvedCompany {
  const of = (facts: string, ...broken: readonly string[]): ProvedCompany => ({
    name,
    course: 'refused',
    facts,
    realSeconds: 0,
    broken,
  });
  try {
    loadCompanyFrom(path, 1);
    return of('', 'it is read, and must be refused');
  } catch (fault) {
    if (!(fault instanceof CompanyUnreadable)) throw fault;
    const facts = fault.message.split('\n').slice(0, 2).join(' ');
    return of(facts, ...(facts.includes(refusal ?? '') ? [] : ['the refusal does not say what is meant']));
  }
}

async function played(
  name: string,
  path: string,
  truth: WrittenTruth,
  course: Course,
  { seed, signal, onEvent }: CompaniesOptions,
): Promise<ProvedCompany> {
  const started = Date.now();
  const dataDir = mkdtempSync(join(tmpdir(), 'changeover-company-'));
  const bot = await startBot({
    dataDir,
    companyConfirmed: true,
    environment: { DATABASE_URL: '', REHEARSAL_SEED: `${seed}`, REHEARSAL_COMPANY: path },
  });
  try {
    const back = course === 'there and back';
    const result = await rehearse({
      url: bot.url,
      until: back ? 'verify-domain-destination' : 'closing-report',
      ...(back ? { backOutAt: 'verify-domain-destination' } : {}),
      signal,
      onEvent,
    });
    const end = JSON.parse(result.endState) as Company;
    const against = back ? notAsBefore(truth, end) : notArrived(truth, end);
    const { through, undone, byHand, objectsChanged, differences } = result;
    return {
      name,
      course,
      facts: [
        result.ended,
        `${Object.values(through).flat().length} steps`,
        ...(back ? [`${undone.length} undone`] : []),
        `${objectsChanged} objects`,
        `${byHand} errands by hand`,
        `${differences.length} differences from what was expected`,
        `${against.length} from the files`,
      ].join(', '),
      realSeconds: (Date.now() - started) / 1000,
      broken: [
        ...result.broken,
        ...against.slice(0, 8),
        ...differences.slice(0, 8).map(({ path: where }) => `differs: ${where}`),
        ...result.writtenTwice.slice(0, 3),
        ...verdictLines(result),
        ...(result.broken.length === 0 ? [] : result.open.slice(0, 6).map((text) => `open: ${text}`)),
      ],
    };
  } finally {
    await bot.stop();
    await endRehearsal(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  }
}
