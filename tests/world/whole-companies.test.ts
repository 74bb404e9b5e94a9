/**
 * Four companies of 60 people, exported as their administrators would: what is loaded is the true company, or each difference is named.
 * `npm run proof -- --companies` rehearses them, too.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { truthFile, type WrittenTruth } from '../../src/main/proof/company-truth.js';
import { CompanyUnreadable } from '../../src/rehearsal/world/company/from-files/load-company-from.js';
import { load } from './support/export-tables.js';
import { played, refused } from './whole-companies/all.js';
import { differencesOf } from './whole-companies/check.js';

test.each(played.map((one) => [one.company.key, one] as const))(
  'the %s company is read as it is, and what a rehearsal cannot carry is left out by name',
  (_, written) => {
    const loaded = load(written.files);
    const found = differencesOf(written, loaded);
    expect(found.filter(({ named }) => !named).map(({ text }) => text)).toEqual([]);
    expect(found.map(({ text }) => text)).toEqual([expect.stringMatching(/^PublicFolderMailbox .* is left out$/)]);
  },
);

test.each(refused.map((one) => [one.company.initial, one] as const))(
  'a company at %s is refused by name, with what can be done instead',
  (initial, { files }) => {
    expect(() => load(files)).toThrow(CompanyUnreadable);
    expect(() => load(files)).toThrow(`${initial} belongs to a national cloud`);
    expect(() => load(files)).toThrow(/npm run rehearse -- --mailboxes/);
  },
);

/** For whoever rehearses them. */
const to = process.env['COMPANIES_TO'];
if (to !== undefined)
  afterAll(() => {
    for (const { company, files } of [...played, ...refused]) {
      const folder = join(to, company.key);
      mkdirSync(folder);
      for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
      const { moving, objects, initial } = company;
      const isPlayed = played.some((one) => one.company === company);
      const refusal = isPlayed ? null : `${initial} belongs to a national cloud`;
      const truth: WrittenTruth = { moving, objects, refusal };
      writeFileSync(join(folder, truthFile), JSON.stringify(truth));
    }
  });
