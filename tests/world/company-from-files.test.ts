import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cast } from '../../src/rehearsal/cast.js';
import { readBoolean } from '../../src/rehearsal/world/company/from-files/cells/booleans.js';
import type { Company, User } from '../../src/rehearsal/world/entities.js';
import { readAddresses } from '../../src/rehearsal/world/company/from-files/cells/cells.js';
import { decodeText } from '../../src/rehearsal/world/company/from-files/text/decode-text.js';
import {
  CompanyUnreadable,
  loadCompanyFrom,
  type LoadedCompany,
} from '../../src/rehearsal/world/company/from-files/load-company-from.js';
import { findingLines, reportText, writeReport } from '../../src/rehearsal/world/company/from-files/told/report.js';
import { words } from '../../src/rehearsal/world/company/from-files/told/words.js';
import { loadCompany, saveCompany } from '../../src/rehearsal/world/company/company-file.js';
import { generateCompany } from '../../src/rehearsal/world/company/generate-company.js';
import { openBench } from './harness.js';

const sixty = join(__dirname, 'company-from-files', 'sixty-people');
const expected = join(__dirname, 'company-from-files', 'sixty-people.report.txt');
const smtp = (addresses: readonly string[]): string[] =>
  addresses.filter((one) => /^smtp:/i.test(one)).map((one) => one.slice(5).toLowerCase());

let scratch: string;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'company-'));
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

const folder = (files: Readonly<Record<string, string | Buffer>>): string => {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(scratch, name), content);
  return scratch;
};
const codes = ({ report }: LoadedCompany): string[] => (report?.findings ?? []).map(({ code }) => code);
const user = (company: Company, name: string): User => {
  const found = company.tenants.source.users.find(
    ({ userPrincipalName }) => userPrincipalName.toLowerCase() === name.toLowerCase(),
  );
  if (found === undefined) throw new Error(`nobody is ${name}`);
  return found;
};
const steps49 = (...rows: readonly string[]): string =>
  ['"UserPrincipalName","Alias","PrimarySmtpAddress","EmailAddresses"', ...rows, ''].join('\r\n');
const row = (upn: string, addresses = `SMTP:${upn}`): string =>
  `"${upn}","${upn.split('@')[0]}","${upn}","${addresses}"`;

describe('sixty people in the files of the guide, with the flaws of real ones', () => {
  let loaded: LoadedCompany;
  beforeAll(() => {
    loaded = loadCompanyFrom(sixty, 1);
  });

  test('every place that was not taken as written is on the list, with what was assumed instead', () => {
    expect(reportText(loaded.report!, 'en').split('\n')).toEqual(readFileSync(expected, 'utf8').split('\n'));
  });

  test('the list is written for people in both languages and for programs', () => {
    writeReport(scratch, loaded.report!);
    const english = readFileSync(join(scratch, 'company-report.txt'), 'utf8');
    const russian = readFileSync(join(scratch, 'company-report.ru.txt'), 'utf8');
    expect(english).toContain('domains.csv:5  “не домен” is no domain. -> Left out.');
    expect(russian).toContain('domains.csv:5  «не домен» — не домен. -> Пропущен.');
    expect(russian).not.toMatch(/\{\w+\}/);
    const json = JSON.parse(readFileSync(join(scratch, 'company-report.json'), 'utf8')) as LoadedCompany['report'];
    expect(json?.findings).toHaveLength(findingLines(loaded.report!.findings).length);
    expect(json?.findings[0]).toMatchObject({
      file: expect.any(String),
      what: expect.any(String),
      assumed: expect.any(String),
    });
  });

  test('everybody is there once, with the people of the rehearsal', () => {
    const { users, recipients, deletedUsers } = loaded.company.tenants.source;
    const names = users.map(({ userPrincipalName }) => userPrincipalName.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
    expect(users.filter(({ id }) => id.startsWith('c0de'))).toHaveLength(56);
    expect(recipients.filter(({ RecipientTypeDetails: kind }) => kind === 'RoomMailbox')).toHaveLength(2);
    expect(deletedUsers.map(({ deletedDateTime }) => deletedDateTime)).toEqual([
      '2026-11-20T07:15:00Z',
      '2026-11-20T00:00:00Z',
    ]);
    for (const member of cast.filter(({ company }) => company === 'source'))
      expect(users.find(({ id }) => id === member.home.objectId)?.userPrincipalName).toBe(
        `${member.home.localPart}@${member.home.on === 'moving' ? 'severlight.example' : 'severlight.onmicrosoft.com'}`,
      );
  });

  test('no two objects hold one address, and the directory agrees with Exchange', () => {
    const { users, groups, recipients } = loaded.company.tenants.source;
    const held = recipients.flatMap(({ EmailAddresses }) => smtp(EmailAddresses));
    expect(new Set(held).size).toBe(held.length);
    const shown = new Map([...users, ...groups].map(({ id, proxyAddresses }) => [id, proxyAddresses]));
    for (const { ExternalDirectoryObjectId: id, EmailAddresses } of recipients)
      expect(shown.get(id)).toEqual(EmailAddresses);
  });

  test('what is a person’s own survives every encoding and separator', () => {
    const anton = user(loaded.company, 'anton.belov@severlight.example');
    expect(anton).toMatchObject({ displayName: 'Антон Белов', usageLocation: 'RU', mailNickname: 'abelov' });
    const x500 = user(loaded.company, 'gleb.naumov@severlight.example');
    expect(x500.department).toBe('Склад');
    expect(user(loaded.company, 'alexei.gusev@severlight.example').accountEnabled).toBe(false);
    expect(user(loaded.company, 'roman.zuev@severlight.example').department).toBeNull();
    expect(user(loaded.company, 'nikolai.titov@severlight.example').displayName).toBe(
      '=HYPERLINK("http://evil.example","Николай")',
    );
    const nikolai = user(loaded.company, 'nikolai.titov@severlight.example').proxyAddresses;
    expect(nikolai).toContain(
      'X500:/o=Severlight/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=Nikolai Titov',
    );
  });

  test('the same folder gives the same company, another seed another tenant', () => {
    expect(loadCompanyFrom(sixty, 1)).toEqual(loaded);
    expect(loadCompanyFrom(sixty, 2).company.tenants.source.tenantId).not.toBe(loaded.company.tenants.source.tenantId);
  });

  test('the world serves it', async () => {
    const bench = await openBench({ company: loaded.company });
    try {
      expect(bench.discovery.source).toMatchObject({
        displayName: 'Severlight',
        initialDomain: 'severlight.onmicrosoft.com',
        movingDomains: ['severlight.example', 'severlight-shop.example'],
      });
      const found = await bench.graph('source', 'GET', '/users/anton.belov@severlight.example');
      expect(found.body).toMatchObject({ displayName: 'Антон Белов' });
      const mailbox = await bench.cmdlet('source', 'Get-Mailbox', { Identity: 'abelov@severlight.example' });
      expect(mailbox.body.value[0].PrimarySmtpAddress).toBe('anton.belov@severlight.example');
      const state = await bench.call('GET', '/world/state');
      expect(state.body.tenants.source.recipients).toHaveLength(loaded.company.tenants.source.recipients.length);
    } finally {
      await bench.close();
    }
  });
});

describe('a saved world', () => {
  test('loads back as it was', async () => {
    const bench = await openBench({ company: generateCompany({ mailboxes: 30, seed: 5 }) });
    const saved = (await bench.call('GET', '/world/state')).body as Company;
    await bench.close();
    const file = join(scratch, 'world.json');
    writeFileSync(file, `${JSON.stringify(saved, null, 1)}\n`);
    const { company, report } = loadCompanyFrom(file, 5);
    expect(report).toBeNull();
    expect(saveCompany(company)).toBe(saveCompany(loadCompany(JSON.stringify(saved))));
    const again = await openBench({ company });
    expect((await again.call('GET', '/world/state')).body).toEqual(saved);
    await again.close();
  });

  test.each([
    ['{"format":"something"}', /does not say format/],
    ['UserPrincipalName,Alias', /not JSON/],
    ['', /not JSON/],
  ])('is refused with a sentence when it is none: %j', (text, sentence) => {
    const file = join(scratch, 'world.json');
    writeFileSync(file, text);
    expect(() => loadCompanyFrom(file, 1)).toThrow(CompanyUnreadable);
    expect(() => loadCompanyFrom(file, 1)).toThrow(sentence);
  });

  test('is refused with the place where something is missing', () => {
    const company = JSON.parse(saveCompany(generateCompany({ mailboxes: 30, seed: 5 }))) as {
      tenants: { source: { users: Record<string, unknown>[] } };
    };
    delete company.tenants.source.users[3]?.['userPrincipalName'];
    const file = join(scratch, 'world.json');
    writeFileSync(file, JSON.stringify(company));
    expect(() => loadCompanyFrom(file, 1)).toThrow('tenants.source.users[3].userPrincipalName');
  });
});

describe('a folder that is no company', () => {
  test('is answered with what was looked for and what was found', () => {
    folder({ 'Users.csv': Buffer.from('PK\u0003\u0004'), 'page.csv': '<html><body>Sign in</body></html>' });
    expect(() => loadCompanyFrom(scratch, 1)).toThrow(/Looked for CSV files with mailboxes \(step 49/);
    expect(() => loadCompanyFrom(scratch, 1)).toThrow(/Found: Users\.csv, page\.csv\./);
    expect(() => loadCompanyFrom(scratch, 1)).toThrow(/page\.csv {2}A web page, such as the sign-in page/);
  });

  test('is answered when it is empty, not there, or nothing in it could move', () => {
    expect(() => loadCompanyFrom(scratch, 1)).toThrow('The folder is empty.');
    expect(() => loadCompanyFrom(join(scratch, 'nowhere'), 1)).toThrow(/There is no company at .*nowhere: ENOENT/);
    folder({ 'a.csv': steps49(row('a@only.onmicrosoft.com')) });
    expect(() => loadCompanyFrom(scratch, 1)).toThrow('no domain but onmicrosoft.com occurs in them');
  });
});

describe('what a stranger puts into a folder', () => {
  test('no link out of it is followed, and no folder in it opened', () => {
    const outside = mkdtempSync(join(tmpdir(), 'outside-'));
    writeFileSync(join(outside, 'secret.csv'), steps49(row('secret@other.example')));
    folder({ 'a.csv': steps49(row('a@contoso.example')) });
    symlinkSync(join(outside, 'secret.csv'), join(scratch, 'link.csv'));
    mkdirSync(join(scratch, 'folder.csv'));
    const loaded = loadCompanyFrom(scratch, 1);
    expect(JSON.stringify(loaded.company)).not.toContain('secret');
    expect(codes(loaded).filter((code) => code === 'not-a-file')).toHaveLength(2);
    rmSync(outside, { recursive: true });
  });

  test('headings cannot reach the prototype of anything', () => {
    folder({ 'a.csv': 'UserPrincipalName,__proto__,constructor,Alias\r\na@contoso.example,polluted,polluted,a\r\n' });
    const loaded = loadCompanyFrom(scratch, 1);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(JSON.stringify(loaded.company)).not.toContain('polluted');
  });

  test('control characters of a value do not reach the terminal', () => {
    folder({ 'a.csv': steps49(row('a@contoso.example'), '"\u001b[31mred\u0007\u202e@x","b","",""') });
    const lines = findingLines(loadCompanyFrom(scratch, 1).report!.findings).join('\n');
    expect(lines).toContain('“[31mred @x”');
    expect([...lines].some((one) => one !== '\n' && /[\p{Cc}\p{Cf}]/u.test(one))).toBe(false);
  });

  test('too many files, columns and endless cells are left out, the rest is read', () => {
    folder({
      'a.csv': steps49(row('a@contoso.example')),
      'wide.csv': `UserPrincipalName,Alias${',x'.repeat(300)}\r\nw@contoso.example,w\r\n`,
      'endless.csv': `UserPrincipalName,Alias\r\ne@contoso.example,e\r\n"f@contoso.example,${'x'.repeat(300_000)}`,
    });
    for (let n = 0; n < 60; n += 1) folder({ [`z${n}.csv`]: '' });
    const loaded = loadCompanyFrom(scratch, 1);
    expect(codes(loaded)).toEqual(expect.arrayContaining(['too-wide-or-long', 'broken-quotes', 'too-many-files']));
    expect(user(loaded.company, 'e@contoso.example').userPrincipalName).toBe('e@contoso.example');
  });

  test('thousands of broken rows do not become thousands of pages', () => {
    folder({
      'a.csv': steps49(
        row('a@contoso.example'),
        ...Array.from({ length: 6_000 }, (_, n) => `"bad ${n}","x${n}","",""`),
      ),
    });
    const { report } = loadCompanyFrom(scratch, 1);
    expect(report?.findings.length).toBeLessThanOrEqual(5_001);
    expect(report?.findings.at(-1)?.code).toBe('more-findings');
  });
});

describe('files as PowerShell, Excel and the portals write them', () => {
  const text = steps49(row('anton@contoso.example', 'SMTP:anton@contoso.example smtp:a@contoso.example'));
  const cyrillic = Buffer.from([0xc0, 0xed, 0xf2, 0xee, 0xed]);
  test.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16LE with a mark', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16LE without a mark', Buffer.from(text, 'utf16le')],
    ['UTF-16BE', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ['semicolons', Buffer.from(text.replaceAll(',', ';'))],
    ['tabs', Buffer.from(text.replaceAll(',', '\t'))],
    ['sep= of Excel', Buffer.from(`sep=;\r\n${text.replaceAll(',', ';')}`)],
    ['no quotation marks', Buffer.from(text.replaceAll('"', ''))],
    ['curly quotation marks', Buffer.from(text.replace(/"([^"]*)"/g, '“$1”'))],
    ['headings in another case', Buffer.from(text.replace(/^.*/, (heading) => heading.toUpperCase()))],
    ['line feeds only', Buffer.from(text.replaceAll('\r\n', '\n'))],
  ])('%s', (_name, bytes) => {
    folder({ 'anything.csv': bytes });
    expect(smtp(user(loadCompanyFrom(scratch, 1).company, 'anton@contoso.example').proxyAddresses)).toEqual([
      'anton@contoso.example',
      'a@contoso.example',
    ]);
  });

  test('Windows-1251 and code page 866 give the same letters', () => {
    expect(decodeText(cyrillic)).toMatchObject({ text: 'Антон', encoding: 'Windows-1251', certain: false });
    expect(decodeText(Buffer.from([0x80, 0xad, 0xe2, 0xae, 0xad, 0x20, 0xa0, 0xa1, 0xa2]))).toMatchObject({
      text: 'Антон абв',
      encoding: 'code page 866',
    });
    expect(decodeText(Buffer.from([0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72]))).toMatchObject({ text: 'Müller' });
  });

  test.each<[string, string[]]>([
    ['SMTP:a@x.example smtp:b@x.example', ['SMTP:a@x.example', 'smtp:b@x.example']],
    ['SMTP:a@x.example,smtp:b@x.example', ['SMTP:a@x.example', 'smtp:b@x.example']],
    ['SMTP:a@x.example+smtp:b+c@x.example', ['SMTP:a@x.example', 'smtp:b+c@x.example']],
    ['a@x.example; b@x.example', ['smtp:a@x.example', 'smtp:b@x.example']],
    ['a@x.example+b@x.example', ['smtp:a@x.example', 'smtp:b@x.example']],
    ['{SMTP:a@x.example, SIP:a@x.example}', ['SMTP:a@x.example', 'SIP:a@x.example']],
    [
      'x500:/o=A/ou=First Group (FYD)/cn=Ann, Bee+1 smtp:b@x.example',
      ['x500:/o=A/ou=First Group (FYD)/cn=Ann, Bee+1', 'smtp:b@x.example'],
    ],
    [
      'X400:c=DE;a= ;p=Tal, Bau;o=Exch;s=Ebner;g=Mira; DDA:SMTP=m(a)x.example;,SMTP:m@x.example',
      ['X400:c=DE;a= ;p=Tal, Bau;o=Exch;s=Ebner;g=Mira; DDA:SMTP=m(a)x.example;', 'SMTP:m@x.example'],
    ],
    [
      'SMTP:m@x.example;X400:c=DE;a= ;p=Tal;s=Ebner;;smtp:e@x.example',
      ['SMTP:m@x.example', 'X400:c=DE;a= ;p=Tal;s=Ebner;', 'smtp:e@x.example'],
    ],
    [
      'NOTES:Mira Ebner/Tal@TALBRUNN SMTP:m@x.example MS:TAL/PO/MIRA',
      ['NOTES:Mira Ebner/Tal@TALBRUNN', 'SMTP:m@x.example', 'MS:TAL/PO/MIRA'],
    ],
    [
      'SMTP:m@x.example GWISE:tal.po.mira sip:m@x.example',
      ['SMTP:m@x.example', 'GWISE:tal.po.mira', 'sip:m@x.example'],
    ],
    [
      'OLDTYPE:something else, with commas SMTP:m@x.example',
      ['OLDTYPE:something else, with commas', 'SMTP:m@x.example'],
    ],
  ])('addresses joined as %s', (cell, addresses) => {
    expect(readAddresses(cell)).toMatchObject({ addresses, broken: [] });
  });

  test('yes and no in two languages, and neither', () => {
    expect(['True', 'ИСТИНА', 'да', '1', 'FALSE', 'Ложь', 'нет', '0', 'perhaps', ''].map(readBoolean)).toEqual([
      ...[true, true, true, true],
      ...[false, false, false, false],
      ...[null, null],
    ]);
  });
});

test('a cell of nothing but joints takes no longer than its letters', () => {
  for (const joints of [' ', ',', '+', ';', '{', '.'])
    expect(readAddresses(`SMTP:a@x.example${joints.repeat(150_000)}b`).addresses.length).toBeLessThanOrEqual(2);
});

test('every sentence has the same values in both languages', () => {
  const names = (text: string): string[] =>
    [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string))].sort();
  for (const [code, { what, assumed }] of Object.entries(words))
    expect([code, names(what.ru), names(assumed.ru)]).toEqual([code, names(what.en), names(assumed.en)]);
});
