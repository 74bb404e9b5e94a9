/**
 * `npm run rehearse`: the whole runbook with scripted people, headless, through the same doors as a person at the page. Ends with a table
 * and with 0 only if every invariant held.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { generatedMailboxes } from '../config.js';
import { argumentsOf, orEnd } from './command-line/arguments.js';
import { BotUnavailable, startBot } from './rehearsal/bot-process.js';
import { companyRemarks } from './rehearsal/company.js';
import { putMailFilterBefore } from './rehearsal/mail-filter.js';
import { rehearse } from './rehearsal/run.js';
import { confirmationTable, progressBar, remarksTable, reportTable } from './rehearsal/report.js';
import { CompanyUnreadable, loadCompanyFrom } from '../rehearsal/world/company/from-files/load-company-from.js';
import { findingLines } from '../rehearsal/world/company/from-files/told/report.js';

const given = argumentsOf('rehearse', {
  mailboxes: { type: 'string', default: '120' },
  seed: { type: 'string', default: '1' },
  rate: { type: 'string', default: '60' },
  report: { type: 'string' },
  until: { type: 'string', default: 'closing-report' },
  'back-out-at': { type: 'string' },
  faults: { type: 'string', default: 'calm' },
  /** May the destination add the domain while the source still has it? Both are reported; the scenario decides where nothing is said. */
  'early-add': { type: 'string' },
  /** Mail of the company comes in through a filter before the tenant, today and afterwards. */
  'mail-filter': { type: 'boolean', default: false },
  'provoke-refusal': { type: 'boolean', default: false },
  /** Everything is said to be done, and nothing is done by hand at the DNS console and at the destination. */
  'claims-only': { type: 'boolean', default: false },
  world: { type: 'string' },
  /** The company read from the files of --world is as the table shows it: without, only the table is printed. */
  yes: { type: 'boolean', default: false },
  'save-world': { type: 'string' },
  verbose: { type: 'boolean', default: false },
});
const { values } = given;
const asked = orEnd(() => ({
  mailboxes: given.whole('mailboxes', generatedMailboxes.from, generatedMailboxes.to),
  seed: given.whole('seed', 0, 2 ** 31 - 1),
  rate: given.whole('rate', 1, 3600),
}));

async function main(): Promise<number> {
  if (values.world !== undefined && !isAsExpected(values.world)) return 2;
  const dataDir = mkdtempSync(join(tmpdir(), 'changeover-rehearsal-'));
  const started = Date.now();
  const bot = await startBot({
    dataDir,
    companyConfirmed: values.yes,
    environment: {
      REHEARSAL_MAILBOXES: `${asked.mailboxes}`,
      REHEARSAL_SEED: `${asked.seed}`,
      REHEARSAL_RATE: `${asked.rate}`,
      REHEARSAL_FAULTS: values.faults,
      ...(values.world === undefined ? {} : { REHEARSAL_COMPANY: resolve(values.world) }),
    },
  });
  const early = values['early-add'];
  if (early !== undefined) await setFaults(bot.url, { unverifiedDomainAllowedEarly: early === 'yes' });
  if (values['mail-filter']) await putMailFilterBefore(bot.url);
  const bar = progressBar(process.stderr);
  const ended = new AbortController();
  process.once('SIGINT', () => ended.abort());
  process.once('SIGTERM', () => ended.abort());
  try {
    const run = await rehearse({
      url: bot.url,
      until: values.until,
      ...(values['back-out-at'] === undefined ? {} : { backOutAt: values['back-out-at'] }),
      ...(values['provoke-refusal'] ? { provokeRefusal: asked.seed } : {}),
      ...(values['claims-only'] ? { claimsOnly: true } : {}),
      signal: ended.signal,
      onEvent: (event, done) => {
        if (values.verbose) process.stderr.write(`${event.kind} ${event.who}: ${event.what}\n`);
        else bar.show(done, event);
      },
    });
    bar.end();
    const { endState, wanted: _compared, ...facts } = run;
    const remarks = companyRemarks(join(dataDir, 'rehearsal'));
    const report = {
      ...facts,
      company: remarks?.report ?? null,
      startedWithinMs: bot.startedWithinMs,
      realSeconds: (Date.now() - started) / 1000,
    };
    if (values.report !== undefined) writeFileSync(values.report, `${JSON.stringify(report, null, 2)}\n`);
    if (values['save-world'] !== undefined) writeFileSync(values['save-world'], endState);
    if (remarks !== null) process.stdout.write(remarksTable(remarks));
    process.stdout.write(reportTable(report));
    return run.broken.length === 0 ? 0 : 1;
  } finally {
    await bot.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Before anything runs, what was read of the files is shown; it runs once somebody has looked at it. */
function isAsExpected(path: string): boolean {
  const { report } = loadCompanyFrom(resolve(path), asked.seed);
  if (report === null) return true;
  const how = values.yes
    ? 'Confirmed with --yes.'
    : 'If this is your company, run the same again with --yes; if not, mend or add files first.';
  process.stdout.write(confirmationTable({ report, count: report.findings.length }, how));
  if (!values.yes) for (const line of findingLines(report.findings).slice(0, 60)) process.stdout.write(`  ${line}\n`);
  return values.yes;
}

/** How kindly the services behave tonight; said before anybody has said a word. */
async function setFaults(url: string, faults: Readonly<Record<string, unknown>>): Promise<void> {
  const answer = await fetch(`${url}/world/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(faults),
  });
  if (!answer.ok) throw new RangeError(`faults ${JSON.stringify(faults)}: ${await answer.text()}`);
}

main().then(
  (status) => process.exit(status),
  (fault: unknown) => {
    const expected = fault instanceof BotUnavailable || fault instanceof CompanyUnreadable;
    process.stderr.write(`${expected ? fault.message : ((fault as Error).stack ?? String(fault))}\n`);
    process.exit(1);
  },
);
