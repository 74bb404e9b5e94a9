/** What people attach in their chat with the bot: where it is fetched from, and which task it comes to lie beside. */
import { createHash } from 'node:crypto';
import { fileFetcher } from '../../src/bot/files/fetch-file.js';
import { handedIn, sourceOf } from '../../src/bot/files/handed.js';
import { layBeside, receiveFiles, type FileTurn } from '../../src/bot/files/receive.js';
import { judgeFile } from '../../src/documents/incoming/judge.js';
import type { Transport } from '../../src/transport.js';
import { createViews } from '../../src/views/index.js';
import { good } from '../documents/support/uploads.js';
import { actor, House, step } from '../engine/support/house.js';
import { ofType } from '../views/card-lint.js';
import { around } from '../views/samples.js';

const service = 'https://smba.trafficmanager.net/emea/1/';
const inTeams = 'https://contoso-my.sharepoint.com/personal/anna/_layouts/15/download.aspx?UniqueId=1&tempauth=x';
const picture = 'https://smba.trafficmanager.net/emea/v3/attachments/0-weu-1/views/original';
const personal = { id: 'a:1', conversationType: 'personal' } as never;
const info = 'application/vnd.microsoft.teams.file.download.info';

test('files are taken as Teams hands them over in a personal chat, and from no channel', () => {
  const attachments = [
    { contentType: 'text/html', content: '<p>see this</p>' },
    {
      contentType: info,
      contentUrl: 'https://contoso-my.sharepoint.com/x.csv',
      name: 'x.csv',
      content: { downloadUrl: inTeams, fileType: 'csv' },
    },
    { contentType: 'image/*', contentUrl: picture },
    { contentType: info, name: 'no-address.csv', content: {} },
    { contentType: 'application/vnd.microsoft.card.hero', content: {} },
  ];
  expect(handedIn({ attachments, conversation: personal })).toEqual([
    { url: inTeams, names: ['x.csv'] },
    { url: picture, names: ['picture.png', 'picture.jpg'] },
  ]);
  expect(handedIn({ attachments, conversation: { conversationType: 'channel' } as never })).toEqual([]);
  const many = Array.from({ length: 40 }, () => ({ contentType: 'image/png', contentUrl: picture }));
  expect(handedIn({ attachments: many, conversation: personal })).toHaveLength(6);
});

test.each([
  [inTeams, 'signed'],
  [picture, 'ours'],
  ['http://contoso-my.sharepoint.com/x', null],
  ['https://sharepoint.com.evil.example/x', null],
  ['https://evilsharepoint.com/x', null],
  ['https://contoso.sharepoint.com:8443/x', null],
  ['https://contoso.sharepoint.com@evil.example/x', null],
  ['https://smba.trafficmanager.net.evil.example/x', null],
  ['http://smba.trafficmanager.net/x', null],
  ['http://169.254.169.254/metadata', null],
  ['https://localhost/x', null],
  ['file:///etc/passwd', null],
  ['//contoso.sharepoint.com/x', null],
])('%s is fetched as %p', (url, source) => {
  expect(sourceOf(url, service)).toBe(source);
});

const asked: { readonly url: string; readonly token: string | null; readonly redirect: string }[] = [];
const told: string[] = [];
const failed = (...parts: readonly string[]): void => void told.push(parts.join(': '));
const fetching = (answers: (url: string) => Response | Promise<Response>, withinMs = 5_000) => {
  asked.length = 0;
  told.length = 0;
  const transport: Transport = async (request) => {
    asked.push({ url: request.url, token: request.headers.get('authorization'), redirect: request.redirect });
    return answers(request.url);
  };
  return fileFetcher({ transport, token: async () => 'bot-token', most: 1_000, withinMs, failed });
};
const codeOf = async (outcome: ReturnType<ReturnType<typeof fetching>>): Promise<string> => {
  const given = await outcome;
  return given.ok ? given.value.toString() : given.refusal.code;
};

test('the bot shows its token to the service that it knows and to nobody else, and follows to no other host', async () => {
  expect(await codeOf(fetching(() => new Response('a,b'))(inTeams, service))).toBe('a,b');
  expect(asked).toEqual([{ url: inTeams, token: null, redirect: 'manual' }]);
  expect(await codeOf(fetching(() => new Response('png'))(picture, service))).toBe('png');
  expect(asked[0]?.token).toBe('Bearer bot-token');

  const sentTo = (location: string) =>
    fetching((url) =>
      url === inTeams ? new Response(null, { status: 302, headers: { location } }) : new Response('there'),
    )(inTeams, service);
  expect(await codeOf(sentTo('https://contoso.sharepoint.com/other'))).toBe('there');
  for (const elsewhere of ['https://evil.example/x', 'http://127.0.0.1/x', 'http://contoso.sharepoint.com/x'])
    expect(await codeOf(sentTo(elsewhere))).toBe('upload.from-elsewhere');
  expect(asked).toHaveLength(1);
  expect(await codeOf(sentTo(inTeams))).toBe('upload.not-fetched');
  expect(asked).toHaveLength(4);
  expect(await codeOf(fetching(() => new Response('x'))('https://evil.example/x', service))).toBe(
    'upload.from-elsewhere',
  );
  expect(asked).toEqual([]);
});

test('what is too large, too slow or not there is refused, whatever it says of itself', async () => {
  const endless = () =>
    new Response(new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(300)) }));
  expect(await codeOf(fetching(endless)(inTeams, service))).toBe('upload.too-large');
  const boasting = () => new Response('x', { headers: { 'content-length': '5000' } });
  expect(await codeOf(fetching(boasting)(inTeams, service))).toBe('upload.too-large');
  expect(await codeOf(fetching(() => new Response('', { status: 404 }))(inTeams, service))).toBe('upload.not-fetched');
  expect(await codeOf(fetching(() => Promise.reject(new Error('reset')))(inTeams, service))).toBe('upload.not-fetched');
});

test('what could not be fetched is in the log by system and operation, never with its address, and the sign-in of the bot is told apart', async () => {
  await codeOf(fetching(() => Promise.reject(new Error(`reset at ${inTeams}`)))(inTeams, service));
  await codeOf(fetching(() => new Response('', { status: 403 }))(inTeams, service)).then(() =>
    expect(told).toEqual(['SharePoint: fetch a file that was attached: status 403']),
  );
  const token = () => Promise.reject(new Error('AADSTS7000222: the secret has expired'));
  const transport: Transport = async () => Promise.reject(new Error(`reset at ${inTeams}`));
  told.length = 0;
  const fetchFile = fileFetcher({ transport, token, most: 1_000, failed });
  expect(await codeOf(fetchFile(picture, service))).toBe('upload.not-signed-in');
  expect(await codeOf(fetchFile(inTeams, service))).toBe('upload.not-fetched');
  expect(told).toEqual([
    'login: sign in to fetch a file that was attached: Error',
    'files: fetch a file that was attached: Error',
  ]);
});

describe('a file in the personal chat', () => {
  let house: House;
  const turnOf = (name: string): FileTurn => ({
    engine: house.engine,
    actor: actor(name),
    views: createViews(),
    around: async () => around(),
    personally: { person: null, lang: 'en' },
    painter: { paint: async (key) => ({ content: { painted: key }, summary: key }) },
  });
  const receive = async (name: string, kind: string) => {
    const { content, name: called } = (await good())[kind] ?? { content: Buffer.alloc(0), name: '' };
    return receiveAll(name, [{ name: called, content }]);
  };
  const receiveAll = async (name: string, files: readonly { name: string; content: Buffer }[]) => {
    const handed = files.map((file, index) => ({ url: `${inTeams}&file=${index}`, names: [file.name] }));
    const reply = await receiveFiles(turnOf(name), handed, service, {
      fetchFile: async (url) => ({
        ok: true,
        value: files[Number(/file=(\d+)/.exec(url)?.[1])]?.content ?? Buffer.alloc(0),
      }),
      judge: judgeFile,
    });
    return reply.kind === 'card' ? reply.card.content : reply.kind === 'refused' ? reply.refusal.code : reply.text;
  };
  const filesOf = async (id: string) =>
    (await house.engine.queries.step(id))?.attempt?.evidence.map(({ name, by }) => [name, by?.name]);

  beforeAll(async () => {
    house = await House.build({
      runbook: [
        step('mailbox-sizes', { evidence: 'file' }),
        step('session-check', { evidence: 'words' }),
        step('records', { evidence: 'none' }),
        step('alone', { evidence: 'file', roles: ['dns-admin'] }),
        step('asked', { kind: 'decision', roles: ['communications-lead'] }),
      ],
      forms: {
        asked: [
          { id: 'list', kind: 'file', required: false, wanted: { types: ['CSV'], columns: ['Name'] } },
          { id: 'other', kind: 'file', required: false, wanted: { types: ['Excel'] } },
        ],
      },
    });
    await house.people({
      irina: ['source-admin'],
      dmitri: ['dns-admin'],
      priya: ['test-lead'],
      hanna: ['communications-lead'],
    });
    for (const id of ['mailbox-sizes', 'session-check', 'alone', 'asked']) await house.reach(id, 'asking');
  });
  afterAll(() => house.pullDown());

  test('goes to the one task that is open for its sender, and to none where none is, or where it is bad', async () => {
    expect(await receive('dmitri', 'CSV')).toEqual({ painted: expect.stringMatching(/^attempt:alone-/) });
    expect(await filesOf('alone')).toEqual([['mailboxes.csv', 'dmitri']]);
    expect(await receive('priya', 'CSV')).toBe('upload.nothing-open');
    expect(await receive('dmitri', 'unknown')).toBe('upload.empty');
    expect(await filesOf('alone')).toHaveLength(1);
  });

  test('is kept without what hangs behind a picture', async () => {
    const { name, content } = (await good())['JPEG'] ?? { name: '', content: Buffer.alloc(0) };
    await receiveAll('dmitri', [{ name, content: Buffer.concat([content, Buffer.from('<script>')]) }]);
    const kept = (await house.engine.queries.step('alone'))?.attempt?.evidence.find((one) => /jpg$/i.test(one.name));
    expect(kept?.sha256).toBe(createHash('sha256').update(content).digest('hex'));
  });

  test('is kept with those it came with, or none of them is: too many at once, or one that is bad, and the sender reads which', async () => {
    const list = (await good())['CSV'] ?? { name: '', content: Buffer.alloc(0) };
    const held = () => house.query(`select id from engine.held_file where person_id = 'id-irina'`);
    expect(
      await receiveAll(
        'irina',
        Array.from({ length: 6 }, () => list),
      ),
    ).toBe('upload.many-at-once');
    expect(await receiveAll('irina', [list, { name: 'empty.csv', content: Buffer.alloc(0) }, list])).toBe(
      'upload.one-of-several',
    );
    expect(await held()).toEqual([]);
    const [last] = await house.query<{ facts: string }>(
      `select facts from engine.audit where what = 'refused' order by number desc limit 1`,
    );
    for (const part of ['empty.csv', 'the file is empty']) expect(last?.facts).toContain(part);
  });

  test('is asked about where several are open, lies with the one that was chosen, once, and nobody else can lay it anywhere', async () => {
    const card = (await receive('irina', 'Excel')) as Record<string, unknown>;
    const [input] = ofType(card, 'Input.ChoiceSet') as unknown as { choices: { value: string }[]; value: string }[];
    const [button] = ofType(card, 'Action.Execute') as unknown as { verb: string; data: { fileIds: string } }[];
    expect(input?.choices.map(({ value }) => value.replace(/-\d+$/, ''))).toEqual(['mailbox-sizes', 'session-check']);
    expect(button?.verb).toBe('attach-files');
    const fileIds = [button?.data.fileIds ?? ''];
    const chosen = input?.choices[1]?.value ?? '';

    const alone = (await house.engine.queries.step('alone'))?.attempt?.id ?? '';
    expect(await layBeside(turnOf('dmitri'), { attemptId: alone }, fileIds)).toMatchObject({
      refusal: { code: 'upload.gone' },
    });
    expect(await layBeside(turnOf('irina'), { attemptId: alone }, fileIds)).toMatchObject({
      refusal: { code: 'approval.wrong-role' },
    });
    expect(await layBeside(turnOf('irina'), { attemptId: chosen }, fileIds)).toMatchObject({ kind: 'card' });
    expect(await layBeside(turnOf('irina'), { attemptId: chosen }, fileIds)).toMatchObject({
      refusal: { code: 'upload.gone' },
    });
    expect(await filesOf('session-check')).toEqual([['plan.xlsx', 'irina']]);
    expect(await house.query(`select id from engine.held_file where person_id = 'id-irina'`)).toEqual([]);
  });

  test('goes to the question that wants a file, where it has what the question wants', async () => {
    const card = (await receive('hanna', 'CSV')) as Record<string, unknown>;
    const [input] = ofType(card, 'Input.ChoiceSet') as unknown as { choices: { value: string }[] }[];
    const [button] = ofType(card, 'Action.Execute') as unknown as { data: { fileIds: string } }[];
    expect(input?.choices.map(({ value }) => value)).toEqual(['asked-1/list', 'asked-1/other']);
    const fileIds = [button?.data.fileIds ?? ''];
    const lay = (field: string) => layBeside(turnOf('hanna'), { attemptId: 'asked-1', field }, fileIds);
    expect(await lay('other')).toMatchObject({ refusal: { code: 'upload.other-type' } });
    expect(await lay('list')).toMatchObject({ kind: 'card' });
    const fields = (await house.engine.queries.step('asked'))?.attempt?.form?.fields;
    expect(fields).toMatchObject([{ handedIn: { name: 'mailboxes.csv', by: 'hanna' } }, { id: 'other' }]);
    expect(fields?.[1]).not.toHaveProperty('handedIn');
  });
});
