/** Files that come in by the link on a card, over HTTP, to the true engine. */
import { createHash } from 'node:crypto';
import { createDownloads } from '../../src/http/downloads.js';
import { createLinks, type Links } from '../../src/http/links.js';
import { createHttpServer, type HttpServer } from '../../src/http/server.js';
import { createUploadLinks, type UploadLinks } from '../../src/http/upload-links.js';
import { createUploads } from '../../src/http/uploads.js';
import { createViews, fileTaken, uploadPage } from '../../src/views/index.js';
import { failOnMissingWords } from '../../src/locales/index.js';
import type { Person, StepSnapshot } from '../../src/engine/state.js';
import type { Lang } from '../../src/contract/step.js';
import { badUploads, good, type Sent } from '../documents/support/uploads.js';
import { actor, House, step } from '../engine/support/house.js';

failOnMissingWords();
const views = createViews();
const most = 200_000;
let house: House;
let http: HttpServer;
let base = '';
let uploadLinks: UploadLinks;
let links: Links;
let now = Date.now();
let faults = 0;
let standing: StepSnapshot | null = null;
let roster: readonly Person[] = [];
const noted: string[] = [];

beforeAll(async () => {
  house = await House.build({
    runbook: [
      step('holds-and-retention', { evidence: 'file' }),
      step('sign-in-dependencies', { evidence: 'file' }),
      step('compare-tenants', { evidence: 'file' }),
      step('migration-scope', { kind: 'decision', roles: ['source-admin'] }),
    ],
    forms: {
      'migration-scope': [
        {
          id: 'mappingTable',
          kind: 'file',
          required: true,
          wanted: { types: ['Excel', 'CSV'], columns: ['Source Email', 'Destination Email'] },
        },
      ],
    },
  });
  await house.people({ irina: ['source-admin'], dmitri: ['source-admin'] });
  const { engine } = house;
  const signing = { secret: 'a secret of the tests', baseUrl: 'http://bot', now: () => now };
  uploadLinks = createUploadLinks(signing);
  links = createLinks(signing);
  http = createHttpServer({
    receive: async () => ({ status: 401 }),
    ready: async () => true,
    links,
    downloads: createDownloads({
      queries: engine.queries,
      workbook: async () => Buffer.alloc(0),
      log: async () => Buffer.alloc(0),
    }),
    uploads: createUploads({
      links: uploadLinks,
      // A thousand entries in a log are another test's business.
      commands: {
        attachFile: engine.commands.attachFile,
        recordRefusal: async (_, { code }) => void noted.push(code),
      },
      // Nothing changes while a thousand are refused: what stands is read once.
      queries: {
        attempt: async (id) => standing ?? engine.queries.attempt(id),
        roster: async () => (standing === null ? engine.queries.roster() : roster),
        uploadUsed: async (link) => standing === null && engine.queries.uploadUsed(link),
      },
      outbox: {
        settle: engine.outbox.settle,
        recall: engine.outbox.recall,
      },
      draw: { page: uploadPage, refusal: views.refusalText, taken: fileTaken },
      overHttps: false,
      mostBytes: most,
    }),
    words: (code) => code,
    onFault: () => void (faults += 1),
  });
  base = `http://127.0.0.1:${await http.listen(0, '127.0.0.1')}`;
});
afterAll(async () => {
  await http.close();
  await house.pullDown();
});

const linkFor = (name: string, attemptId: string, lang: Lang = 'en', files = 0): string =>
  uploadLinks.sign({ attemptId, personId: `id-${name}`, lang, files }).replace('http://bot', base);

/** In a browser that was never here, or in the one that has this mark. */
async function open(link: string, mark = '') {
  const answer = await fetch(link, mark === '' ? {} : { headers: { cookie: mark } });
  const given = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return { status: answer.status, headers: answer.headers, page: await answer.text(), mark: given };
}

async function send(link: string, { name, content }: Sent, mark: string) {
  const answer = await fetch(link, {
    method: 'PUT',
    headers: { cookie: mark, 'x-file-name': encodeURIComponent(name), 'content-type': 'application/octet-stream' },
    body: new Uint8Array(content),
  });
  return { status: answer.status, text: await answer.text() };
}

const attemptOf = async (id: string) => (await house.engine.queries.step(id))?.attempt;

test('a thousand bad uploads are each refused with a sentence that says what to do, in the language of whoever sent them; then a good one is taken', async () => {
  const { id } = await house.reach('holds-and-retention', 'asking');
  const [en, ru] = [linkFor('irina', id), linkFor('irina', id, 'ru')];
  const browsers = { en: (await open(en)).mark, ru: (await open(ru)).mark };
  roster = await house.engine.queries.roster();
  standing = await house.engine.queries.attempt(id);
  for (const [index, file] of (await badUploads(1_000, 7, most)).entries()) {
    const isRussian = index % 2 === 1;
    const { status, text } = isRussian ? await send(ru, file, browsers.ru) : await send(en, file, browsers.en);
    const sentence = isRussian ? /^Файл не принят: .{10,}\. .{10,}\.$/s : /^Not taken: .{10,}\. .{10,}\.$/s;
    expect([index, file.name, status, text]).toEqual([
      index,
      file.name,
      text.includes('0.2') || status === 413 ? 413 : 422,
      expect.stringMatching(sentence),
    ]);
  }
  standing = null;
  expect([faults, noted.length]).toEqual([0, 1_000]);
  expect(new Set(noted).size).toBeGreaterThan(12);
  expect((await attemptOf('holds-and-retention'))?.evidence).toEqual([]);

  const list = (await good())['CSV'] as Sent;
  expect(await send(en, list, browsers.en)).toMatchObject({ status: 201, text: expect.stringContaining(list.name) });
  expect((await attemptOf('holds-and-retention'))?.evidence).toMatchObject([
    {
      name: list.name,
      contentType: 'text/csv; charset=utf-8',
      sha256: createHash('sha256').update(list.content).digest('hex'),
      by: { name: 'irina' },
      note: null,
    },
  ]);

  // What hangs behind a picture is not kept.
  const { name, content } = (await good())['JPEG'] as Sent;
  await send(ru, { name, content: Buffer.concat([content, Buffer.from('<script>')]) }, browsers.ru);
  const hashes = (await attemptOf('holds-and-retention'))?.evidence.map(({ sha256 }) => sha256);
  expect(hashes).toContain(createHash('sha256').update(content).digest('hex'));
});

test('the page is in the language of its reader, runs nothing but its own, and says what is wanted', async () => {
  const { id } = await house.reach('sign-in-dependencies', 'asking');
  const { page, headers, mark } = await open(linkFor('irina', id, 'ru'));
  expect(page).toContain('список зависимостей с ответственными');
  expect(page).toContain('<html lang="ru">');
  const policy = headers.get('content-security-policy') ?? '';
  const nonce = /script-src 'nonce-([^']+)'/.exec(policy)?.[1] ?? 'none';
  expect(page.match(/<script/g)).toEqual(['<script']);
  expect(page).toContain(`<script nonce="${nonce}">`);
  expect(policy).toContain("default-src 'none'");
  // Strict until it was seen that a click in Teams, which is another site, then comes without it: the rightful sender was locked out.
  expect(headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Lax/);
  expect(mark).toMatch(/^upload=[\w-]{43}$/);
  expect(headers.get('cache-control')).toBe('no-store');
});

test('a link dies after use, after its time, and for anybody else', async () => {
  const { id } = await house.reach('sign-in-dependencies', 'asking');
  const list = (await good())['Excel'] as Sent;
  const link = linkFor('irina', id);
  const { mark } = await open(link);

  // Somebody else made it theirs, or what it is about another thing.
  for (const [from, to] of [
    ['id-irina', 'id-dmitri'],
    ['files=0', 'files=1'],
    ['sign-in-dependencies', 'holds-and-retention'],
    ['lang=en', 'lang=ru'],
    [/expires=(\d)/, 'expires=9$1'],
    [/signature=./, 'signature='],
  ] as const)
    expect([to, (await send(link.replace(from, to), list, mark)).status]).toEqual([to, 403]);
  // Of a browser that never opened the page.
  expect((await send(link, list, '')).status).toBe(403);
  const other = (await open(link)).mark;
  // Nobody who has no role for it.
  expect((await open(linkFor('anna', id))).status).toBe(410);

  // Two at once are one.
  const both = await Promise.all([send(link, list, mark), send(link, list, mark)]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 410]);
  expect(both.find(({ status }) => status === 410)?.text).toContain('good for one');
  expect((await open(link, mark)).status).toBe(410);
  // Of another browser than the one by which it came, whether it had opened the page before or not.
  for (const stranger of [other, ''])
    expect([stranger, await send(link, list, stranger)]).toMatchObject([
      stranger,
      { status: 403, text: expect.stringContaining('belongs to the browser of whoever sent by it first') },
    ]);
  expect((await open(link)).status).toBe(403);
  expect((await attemptOf('sign-in-dependencies'))?.evidence).toHaveLength(1);

  const next = linkFor('irina', id, 'en', 1);
  const opened = (await open(next)).mark;
  now += 66 * 60_000;
  expect(await send(next, list, opened)).toMatchObject({ status: 410, text: expect.stringContaining('an hour') });
  expect((await open(next)).status).toBe(410);

  const last = linkFor('irina', id, 'ru', 1);
  const { mark: there } = await open(last);
  expect(await house.engine.commands.complete(actor('irina'), { attemptId: id })).toMatchObject({ ok: true });
  expect(await send(last, list, there)).toMatchObject({
    status: 410,
    text: expect.stringContaining('больше не принимает'),
  });
});

test('whoever sent a wrong file and opens the link again may send the right one, in a browser that has no mark of the first time too', async () => {
  const { id } = await house.reach('compare-tenants', 'asking');
  const link = linkFor('irina', id);
  const first = await open(link);
  expect((await send(link, { name: 'a.exe', content: Buffer.from('MZ\0\0') }, first.mark)).status).toBe(422);
  const again = await open(link);
  expect(again.mark).not.toBe(first.mark);
  const note = { name: 'note.txt', content: Buffer.from('all owners read\n') };
  expect(await send(link, note, again.mark)).toMatchObject({ status: 201 });
  expect(await send(link, note, first.mark)).toMatchObject({ status: 403 });
  expect((await attemptOf('compare-tenants'))?.evidence).toHaveLength(1);
});

test('a file for a question is judged by what the question wants, and the refusal names what it has and what it lacks', async () => {
  const { id } = await house.reach('migration-scope', 'asking');
  const field = 'mappingTable';
  const sign = (lang: Lang) =>
    uploadLinks.sign({ attemptId: id, personId: 'id-irina', lang, files: 0, field }).replace('http://bot', base);
  const { page, mark } = await open(sign('ru'));
  for (const part of ['Таблица сопоставления', 'Source Email', 'accept=".xlsx,.csv"']) expect(page).toContain(part);
  const wrong = { name: 'list.csv', content: Buffer.from('Name,Destination Email\na,b\n') };
  const refusedRu = await send(sign('ru'), wrong, mark);
  expect(refusedRu.status).toBe(422);
  for (const part of ['list.csv', 'нет столбца: Source Email', 'Есть: Name, Destination Email'])
    expect(refusedRu.text).toContain(part);
  // A link is for the question that it was drawn for.
  expect((await send(sign('ru').replace('field=mappingTable', 'field=other'), wrong, mark)).status).toBe(403);
  const right = { name: 'list.csv', content: Buffer.from('Source Email,Destination Email\na,b\n') };
  expect(await send(sign('ru'), right, mark)).toMatchObject({ status: 201, text: expect.stringContaining('передан') });
  expect(await send(sign('ru'), right, mark)).toMatchObject({ status: 410 });
  expect((await attemptOf('migration-scope'))?.form?.fields).toMatchObject([
    { handedIn: { name: 'list.csv', by: 'irina' } },
  ]);
});

test('what was kept is sent out as a file, and never as a page', async () => {
  const [file] = (await attemptOf('sign-in-dependencies'))?.evidence ?? [];
  const answer = await fetch(links.sign('evidence', file?.id ?? '', 'xlsx').replace('http://bot', base));
  const content = Buffer.from(await answer.arrayBuffer());
  expect(createHash('sha256').update(content).digest('hex')).toBe(file?.sha256);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-disposition': expect.stringMatching(/^attachment; /),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
  });
});
