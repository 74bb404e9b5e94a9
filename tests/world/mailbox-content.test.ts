/** Mail, calendar, contacts and tasks, as an application with the permission puts them into a mailbox and takes them out. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBench, type Bench } from './harness.js';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const ivan = '/users/ivan.petrov@contoso.com';
const at = async (method: string, path: string, body?: object, headers: Record<string, string> = {}) =>
  bench.graph('source', method, `${ivan}${path}`, body, headers);
const made = async (path: string, body: object) => {
  const answer = await at('POST', path, body);
  expect([path, answer.status, answer.body.error]).toEqual([path, 201, undefined]);
  return answer.body;
};
const rows = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await at('GET', path, undefined, headers);
  expect([path, answer.status, answer.body.error]).toEqual([path, 200, undefined]);
  return answer.body.value;
};
const dump = async () => (await bench.call('GET', '/world/state')).body.tenants.source;
const code = (answer: { status: number; body: { error?: { code: string } } }) => [
  answer.status,
  answer.body.error?.code,
];
const errand = (name: string, body: object) => bench.call('POST', `/world/admin/source/${name}`, body);
const sent = { singleValueExtendedProperties: [{ id: 'Integer 0x0E07', value: '1' }] };
const statistics = async (name: string, parameters: object = {}) =>
  (await bench.cmdlet('source', name, { Identity: 'ivan.petrov@contoso.com', ...parameters })).body.value;

test('folders are made below folders, found by name and id, counted, and thrown away with what they hold', async () => {
  const before = await dump();
  const project = await made('/mailFolders', { displayName: 'Project' });
  const letters = await made(`/mailFolders/${project.id}/childFolders`, { displayName: 'Letters' });
  expect(letters).toMatchObject({
    parentFolderId: project.id,
    totalItemCount: 0,
    unreadItemCount: 0,
    childFolderCount: 0,
  });
  await made(`/mailFolders/${letters.id}/messages`, { subject: 'one', isRead: false, ...sent });
  await made(`/mailFolders/${letters.id}/messages`, { subject: 'two', ...sent });
  expect((await at('GET', `/mailFolders/${letters.id}`)).body).toMatchObject({ totalItemCount: 2, unreadItemCount: 1 });
  expect((await rows(`/mailFolders/${project.id}/childFolders`)).map((one: { id: string }) => one.id)).toEqual([
    letters.id,
  ]);
  expect((await rows('/mailFolders?$top=100')).map((one: { displayName: string }) => one.displayName)).toEqual(
    expect.arrayContaining(['Inbox', 'Project', 'Sent Items']),
  );
  expect(await statistics('Get-MailboxFolderStatistics', { FolderScope: 'Personal' })).toMatchObject([
    { FolderPath: '/Project' },
    { FolderPath: '/Project/Letters', ItemsInFolder: 2 },
  ]);
  expect(code(await at('POST', '/mailFolders', { displayName: 'project' }))).toEqual([409, 'ErrorFolderExists']);
  expect(code(await at('DELETE', '/mailFolders/inbox'))).toEqual([400, 'ErrorDeleteDistinguishedFolder']);
  expect((await at('DELETE', `/mailFolders/${project.id}`)).status).toBe(204);
  expect((await rows('/mailFolders/deleteditems/childFolders'))[0]).toMatchObject({ id: project.id });
  expect((await at('POST', `/mailFolders/${project.id}/permanentDelete`)).status).toBe(204);
  expect(code(await at('GET', `/mailFolders/${letters.id}`))).toEqual([404, 'ErrorItemNotFound']);
  expect(await dump()).toEqual(before);
});

test('a message made in a folder is a draft, unless its flags say from the first that it is not', async () => {
  const draft = await made('/mailFolders/inbox/messages', { subject: 'a draft', isDraft: false });
  expect(draft).toMatchObject({ isDraft: true, isRead: true, subject: 'a draft', bodyPreview: '' });
  const message = await made('/mailFolders/inbox/messages', {
    subject: 'mail of before',
    body: { contentType: 'HTML', content: '<p>Good <b>day</b></p>' },
    from: { emailAddress: { name: 'Olga', address: 'olga@outside.example' } },
    toRecipients: [{ emailAddress: { address: 'ivan.petrov@contoso.com' } }],
    singleValueExtendedProperties: [
      { id: 'Integer 0x0E07', value: '1' },
      { id: 'SystemTime 0x0E06', value: '2024-02-03T04:05:06Z' },
      { id: 'String {66f5a359-4659-4830-9070-00047ec6ac6e} Name Mark', value: 'test-1' },
    ],
  });
  expect(message).toMatchObject({
    isDraft: false,
    isRead: true,
    receivedDateTime: '2024-02-03T04:05:06.000Z',
    bodyPreview: 'Good day',
    body: { contentType: 'html' },
  });
  expect(message).not.toHaveProperty('singleValueExtendedProperties');
  expect((await made('/messages', { subject: 'later' })).parentFolderId).toBe(
    (await at('GET', '/mailFolders/drafts')).body.id,
  );
  const mark = 'String {66f5a359-4659-4830-9070-00047ec6ac6e} Name Mark';
  const found = await rows(
    `/messages?$filter=${encodeURIComponent(`singleValueExtendedProperties/Any(ep: ep/id eq '${mark}' and ep/value eq 'test-1')`)}`,
  );
  expect(found.map((one: { id: string }) => one.id)).toEqual([message.id]);
  const expanded = encodeURIComponent(`singleValueExtendedProperties($filter=id eq '${mark}')`);
  expect((await at('GET', `/messages/${message.id}?$expand=${expanded}`)).body.singleValueExtendedProperties).toEqual([
    { id: mark, value: 'test-1' },
  ]);
  for (const wrong of [{ colour: 'red' }, { subject: 5 }, { toRecipients: [{ emailAddress: { address: 'x' } }] }])
    expect((await at('POST', '/messages', wrong)).status).toBe(400);
});

test('messages are listed ten a page, counted, selected and filtered, in their folder or in the whole mailbox', async () => {
  const folder = await made('/mailFolders', { displayName: 'Pages' });
  for (let n = 0; n < 12; n += 1)
    await made(`/mailFolders/${folder.id}/messages`, { subject: `probe ${n}`, isRead: n > 3, ...sent });
  const first = (await at('GET', `/mailFolders/${folder.id}/messages?$count=true&$select=subject`)).body;
  expect([first.value.length, first['@odata.count'], Object.keys(first.value[0]).sort()]).toEqual([
    10,
    12,
    ['id', 'subject'],
  ]);
  const next = first['@odata.nextLink'].replace('https://graph.microsoft.com/v1.0', '');
  expect((await bench.graph('source', 'GET', next)).body.value).toHaveLength(2);
  const count = async (filter: string) => (await at('GET', `/mailFolders/${folder.id}/messages/$count${filter}`)).body;
  expect([await count(''), await count('?$filter=isRead eq false')]).toEqual(['12', '4']);
  expect(await rows("/messages?$filter=startsWith(subject,'probe 1')&$top=50")).toHaveLength(3);
  expect((await at('GET', '/messages?$top=2000')).status).toBe(400);
  expect((await at('GET', '/messages?$search="x"')).status).toBe(400);
  expect((await at('GET', '/messages?$filter=isRead eq true&$orderby=subject')).body.error.code).toBe(
    'InefficientFilter',
  );
});

test('what is deleted lies in Deleted Items under a new id; deleted there, or for good, it is gone', async () => {
  const before = await dump();
  const message = await made('/mailFolders/inbox/messages', { subject: 'short life', ...sent });
  expect((await at('DELETE', `/messages/${message.id}`)).status).toBe(204);
  expect(code(await at('GET', `/messages/${message.id}`))).toEqual([404, 'ErrorItemNotFound']);
  const [moved] = await rows('/mailFolders/deleteditems/messages');
  expect(moved).toMatchObject({ subject: 'short life' });
  expect(moved.id).not.toBe(message.id);
  expect((await at('DELETE', `/messages/${moved.id}`)).status).toBe(204);
  const again = await made('/mailFolders/inbox/messages', { subject: 'shorter', ...sent });
  expect(again.id).not.toBe(message.id);
  expect((await at('POST', `/messages/${again.id}/permanentDelete`)).status).toBe(204);
  expect(code(await at('DELETE', `/messages/${again.id}`))).toEqual([404, 'ErrorItemNotFound']);
  expect(code(await at('GET', '/messages/x!'))).toEqual([400, 'ErrorInvalidIdMalformed']);
  expect(await dump()).toEqual(before);
});

test('a letter lies in Sent Items at once, with its reader a while later, and in the trace of the tenant', async () => {
  const letter = {
    subject: 'probe',
    body: { contentType: 'Text', content: 'Hello' },
    toRecipients: [{ emailAddress: { address: 'marcus.weber@' } }],
  };
  const marcus = (await dump()).users.find((one: { displayName: string }) => one.displayName === 'Marcus Weber');
  const address = marcus.mail ?? marcus.userPrincipalName;
  letter.toRecipients = [{ emailAddress: { address } }];
  const answer = await at('POST', '/sendMail', { message: letter });
  expect([answer.status, answer.body]).toEqual([202, '']);
  expect(await rows('/mailFolders/sentitems/messages')).toMatchObject([
    { subject: 'probe', isDraft: false, isRead: true },
  ]);
  const inbox = async () =>
    (await bench.graph('source', 'GET', `/users/${marcus.id}/mailFolders/inbox/messages`)).body.value;
  expect(await inbox()).toEqual([]);
  await bench.advance(30);
  expect(await inbox()).toMatchObject([
    { subject: 'probe', isRead: false, isDraft: false, from: { emailAddress: { address: 'ivan.petrov@contoso.com' } } },
  ]);
  await at('POST', '/sendMail', { message: letter, saveToSentItems: false });
  expect(await rows('/mailFolders/sentitems/messages')).toHaveLength(1);
  expect((await at('POST', '/sendMail', { message: { subject: 'to nobody' } })).status).toBe(400);
  await bench.advance(400);
  const traces = (await bench.graph('source', 'GET', '/admin/exchange/tracing/messageTraces')).body.value;
  expect(traces).toHaveLength(2);
});

test('a meeting is single or a series; the view of a calendar shows each one of a series by the clock on its wall', async () => {
  const before = await dump();
  const single = await made('/events', {
    subject: 'Once',
    start: { dateTime: '2026-12-02T09:00:00', timeZone: 'W. Europe Standard Time' },
    end: { dateTime: '2026-12-02T10:00:00', timeZone: 'W. Europe Standard Time' },
    transactionId: 'once-1',
  });
  expect(single).toMatchObject({
    type: 'singleInstance',
    start: { dateTime: '2026-12-02T08:00:00.0000000', timeZone: 'UTC' },
    originalStartTimeZone: 'W. Europe Standard Time',
    organizer: { emailAddress: { address: 'ivan.petrov@contoso.com' } },
  });
  const again = { subject: 'Once', start: single.start, end: single.end, transactionId: 'once-1' };
  expect((await at('POST', '/events', again)).status).toBe(409);
  const series = await made('/calendar/events', {
    subject: 'Weekly',
    start: { dateTime: '2027-03-22T12:00:00', timeZone: 'Europe/Berlin' },
    end: { dateTime: '2027-03-22T13:00:00', timeZone: 'Europe/Berlin' },
    recurrence: {
      pattern: { type: 'weekly', interval: 1, daysOfWeek: ['Monday'] },
      range: { type: 'numbered', startDate: '2027-03-22', numberOfOccurrences: 3 },
    },
  });
  expect(series).toMatchObject({ type: 'seriesMaster', recurrence: { pattern: { type: 'weekly' } } });
  expect(await rows('/events')).toHaveLength(2);
  const window = 'startDateTime=2027-03-01T00:00:00Z&endDateTime=2027-05-01T00:00:00Z';
  const shown = await rows(`/calendarView?${window}`);
  expect(shown.map((one: { start: { dateTime: string } }) => one.start.dateTime.slice(0, 16))).toEqual([
    '2027-03-22T11:00',
    '2027-03-29T10:00',
    '2027-04-05T10:00',
  ]);
  expect(shown[0]).toMatchObject({ type: 'occurrence', seriesMasterId: series.id });
  expect(await rows(`/events/${series.id}/instances?${window}`)).toHaveLength(3);
  const local = await rows(`/calendarView?${window}`, { prefer: 'outlook.timezone="W. Europe Standard Time"' });
  expect(local[2].start).toEqual({ dateTime: '2027-04-05T12:00:00.0000000', timeZone: 'W. Europe Standard Time' });
  expect((await at('GET', '/calendarView')).status).toBe(400);
  for (const wrong of [
    { start: single.start },
    { start: single.end, end: single.start },
    { start: { dateTime: '2026-12-02', timeZone: 'UTC' }, end: single.end },
    { start: { dateTime: '2026-12-02T09:00:00', timeZone: 'Middle Earth' }, end: single.end },
    { start: single.start, end: single.end, recurrence: { pattern: { type: 'weekly', interval: 1 } } },
  ])
    expect([wrong, (await at('POST', '/events', wrong)).status]).toEqual([wrong, 400]);
  for (const { id } of [single, series]) expect((await at('POST', `/events/${id}/permanentDelete`)).status).toBe(204);
  expect(await dump()).toEqual(before);
});

test('every pattern of a series falls on the days that the page says', async () => {
  const days = async (pattern: object, range: object) => {
    const times = {
      start: { dateTime: '2027-01-31T09:00:00', timeZone: 'UTC' },
      end: { dateTime: '2027-01-31T10:00:00', timeZone: 'UTC' },
    };
    const { id } = await made('/events', {
      subject: 'x',
      ...times,
      recurrence: { pattern, range: { startDate: '2027-01-31', ...range } },
    });
    const window = 'startDateTime=2027-01-01T00:00:00Z&endDateTime=2029-12-31T00:00:00Z&$top=100';
    const found = await rows(`/events/${id}/instances?${window}`);
    return found.map((one: { start: { dateTime: string } }) => one.start.dateTime.slice(0, 10));
  };
  const three = { type: 'numbered', numberOfOccurrences: 3 };
  expect(await days({ type: 'daily', interval: 2 }, three)).toEqual(['2027-01-31', '2027-02-02', '2027-02-04']);
  expect(
    await days({ type: 'weekly', interval: 2, daysOfWeek: ['sunday', 'tuesday'], firstDayOfWeek: 'sunday' }, three),
  ).toEqual(['2027-01-31', '2027-02-02', '2027-02-14']);
  expect(await days({ type: 'absoluteMonthly', interval: 1, dayOfMonth: 31 }, three)).toEqual([
    '2027-01-31',
    '2027-02-28',
    '2027-03-31',
  ]);
  expect(
    await days(
      { type: 'relativeMonthly', interval: 1, daysOfWeek: ['friday'], index: 'last' },
      { type: 'endDate', endDate: '2027-03-31' },
    ),
  ).toEqual(['2027-02-26', '2027-03-26']);
  expect(await days({ type: 'absoluteYearly', interval: 1, dayOfMonth: 31, month: 1 }, three)).toEqual([
    '2027-01-31',
    '2028-01-31',
    '2029-01-31',
  ]);
  expect(
    (
      await days(
        { type: 'relativeYearly', interval: 1, daysOfWeek: ['sunday'], index: 'last', month: 1 },
        { type: 'noEnd' },
      )
    ).length,
  ).toBe(3);
});

test('a contact and tasks on lists are made, read back and deleted; a task goes to Deleted Items alone', async () => {
  const before = await dump();
  const contact = await made('/contacts', {
    givenName: 'Pavel',
    surname: 'Bansky',
    emailAddresses: [{ address: 'pavelb@outside.example', name: 'Pavel Bansky' }],
    businessPhones: ['+1 732 555 0102'],
  });
  expect(contact).toMatchObject({ displayName: 'Pavel Bansky', businessPhones: ['+1 732 555 0102'] });
  expect(await rows("/contacts?$filter=surname eq 'Bansky'")).toHaveLength(1);
  const lists = await rows('/todo/lists');
  expect(lists.map((one: { wellknownListName: string }) => one.wellknownListName)).toEqual([
    'defaultList',
    'flaggedEmails',
  ]);
  const list = await made('/todo/lists', { displayName: 'Move' });
  const task = await made(`/todo/lists/${list.id}/tasks`, {
    title: 'Pack',
    dueDateTime: { dateTime: '2026-12-24T00:00:00', timeZone: 'UTC' },
  });
  await made(`/todo/lists/${lists[0].id}/tasks`, { title: 'Sign' });
  expect(task).toMatchObject({ title: 'Pack', status: 'notStarted', importance: 'normal' });
  expect(await rows(`/todo/lists/${list.id}/tasks`)).toHaveLength(1);
  expect((await at('DELETE', `/todo/lists/${lists[0].id}`)).status).toBe(400);
  expect(await statistics('Get-MailboxFolderStatistics', { FolderScope: 'Tasks' })).toMatchObject([
    { FolderPath: '/Tasks' },
    { FolderPath: '/Tasks/Move', ItemsInFolder: 1 },
  ]);
  expect((await at('DELETE', `/todo/lists/${list.id}/tasks/${task.id}`)).status).toBe(204);
  expect(await rows(`/todo/lists/${list.id}/tasks`)).toEqual([]);
  const bin = (await at('GET', '/mailFolders/deleteditems')).body.totalItemCount;
  expect((await at('POST', `/contacts/${contact.id}/permanentDelete`)).status).toBe(204);
  expect((await at('GET', '/mailFolders/deleteditems')).body.totalItemCount).toBe(bin);
  expect(await dump()).not.toEqual(before);
});

test('content is counted by Exchange, follows the mailbox through a new name, into the bin and out of it', async () => {
  const [before] = await statistics('Get-MailboxStatistics');
  await made('/mailFolders/inbox/messages', { subject: 'stays', ...sent });
  const [after] = await statistics('Get-MailboxStatistics');
  expect(after.ItemCount).toBe(before.ItemCount + 1);
  const { id } = (await bench.graph('source', 'GET', ivan)).body;
  const name = `ivan@${bench.discovery.source.initialDomain}`;
  await bench.graph('source', 'PATCH', `/users/${id}`, { userPrincipalName: name });
  await bench.advance(60);
  expect(code(await at('GET', '/messages'))).toEqual([404, 'ErrorInvalidUser']);
  const subjects = async (who: string) =>
    ((await bench.graph('source', 'GET', `/users/${who}/mailFolders/inbox/messages`)).body.value ?? []).map(
      (one: { subject: string }) => one.subject,
    );
  expect(await subjects(name)).toEqual(['stays']);
  await bench.graph('source', 'DELETE', `/users/${id}`);
  expect((await dump()).mailboxItems).toHaveLength(1);
  const directory = { authorization: `Bearer ${await bench.token('source', 'directory')}` };
  await bench.graph('source', 'POST', `/directory/deletedItems/${id}/restore`, {}, directory);
  expect(await subjects(id)).toEqual(['stays']);
});

test('a mailbox that a licence brings is empty, opens when it is there and not before, and counts what is put into it', async () => {
  const at = (method: string, path: string, body?: object) => bench.graph('destination', method, path, body);
  const { id } = (
    await at('POST', '/users', {
      accountEnabled: false,
      displayName: 'Adele Vance',
      mailNickname: 'adele',
      userPrincipalName: `adele@${bench.discovery.destination.initialDomain}`,
      usageLocation: 'SE',
      passwordProfile: { password: 'xWwvJ]6NMw+bWH-d' },
    })
  ).body;
  const e3 = { skuId: '05e9a617-0261-4cee-bb44-138d3ef5d965', disabledPlans: [] };
  await at('POST', `/users/${id}/assignLicense`, { addLicenses: [e3], removeLicenses: [] });
  const inbox = `/users/${id}/mailFolders/inbox`;
  expect(code(await at('GET', inbox))).toEqual([404, 'MailboxNotEnabledForRESTAPI']);
  await bench.advance(900);
  expect((await at('GET', inbox)).body).toMatchObject({ totalItemCount: 0, unreadItemCount: 0 });
  const statisticsOf = async () => (await bench.cmdlet('destination', 'Get-MailboxStatistics', { Identity: id })).body;
  expect((await statisticsOf()).value).toEqual([]);
  expect((await at('POST', `${inbox}/messages`, { subject: 'the first', ...sent })).status).toBe(201);
  expect((await statisticsOf()).value).toMatchObject([{ ItemCount: 1 }]);
  expect((await at('GET', inbox)).body).toMatchObject({ totalItemCount: 1, unreadItemCount: 0 });
});

test('without the permission, without a mailbox or outside an access policy nobody opens anything', async () => {
  const none = { authorization: `Bearer ${await bench.token('source', 'readOnly')}` };
  for (const path of ['/messages', '/mailFolders', '/events', '/contacts', '/todo/lists'])
    expect([path, code(await at('GET', path, undefined, none))]).toEqual([path, [403, 'ErrorAccessDenied']]);
  expect(code(await at('POST', '/sendMail', {}, none))).toEqual([403, 'ErrorAccessDenied']);
  const nobody = await bench.graph('source', 'GET', '/users/nobody@contoso.com/messages');
  expect(code(nobody)).toEqual([404, 'ErrorInvalidUser']);
  const { users } = await dump();
  const emergency = users.find((one: { userPrincipalName: string }) => /^emergency1@/.test(one.userPrincipalName));
  expect(code(await bench.graph('source', 'GET', `/users/${emergency.id}/messages`))).toEqual([
    404,
    'MailboxNotEnabledForRESTAPI',
  ]);
  const policy = { app: 'full', right: 'RestrictAccess', scope: 'sergei.volkov@contoso.com' };
  expect((await errand('access-policy', policy)).status).toBe(200);
  const test = async () =>
    (await statistics('Test-ApplicationAccessPolicy', { AppId: bench.discovery.source.apps.full.clientId }))[0]
      .AccessCheckResult;
  expect([(await at('GET', '/messages')).status, await test()]).toEqual([200, 'Denied']);
  await bench.advance(1900);
  const refused = await at('GET', '/messages');
  expect(code(refused)).toEqual([403, 'ErrorAccessDenied']);
  expect(refused.body.error.message).toContain('AppOnly AccessPolicy');
  expect((await bench.graph('source', 'GET', '/users/sergei.volkov@contoso.com/messages')).status).toBe(200);
  await errand('access-policy', { ...policy, given: false });
  expect([(await at('GET', '/messages')).status, await test()]).toEqual([403, 'Granted']);
  await bench.advance(1900);
  await bench.signIn('source');
  expect((await at('GET', '/messages')).status).toBe(200);
  expect((await errand('access-policy', { ...policy, scope: 'info@contoso.com' })).status).toBe(400);
});

test('a creation received and never answered was done, the log says which, and content outlives the process', async () => {
  await bench.close();
  const stateFolder = mkdtempSync(join(tmpdir(), 'content-'));
  try {
    bench = await openBench({ stateFolder });
    await bench.call('POST', '/world/faults', { unansweredEvery: { graph: 1 } });
    await expect(at('POST', '/mailFolders/inbox/messages', { subject: 'unheard', ...sent })).rejects.toThrow();
    await bench.call('POST', '/world/faults', { unansweredEvery: { graph: null } });
    const { entries } = (await bench.call('GET', '/world/log')).body;
    expect(entries.at(-1)).toMatchObject({ write: true, applied: true, status: null, objects: [{ kind: 'message' }] });
    await bench.close();
    bench = await openBench({ stateFolder });
    expect(await rows('/mailFolders/inbox/messages')).toMatchObject([{ subject: 'unheard' }]);
    await made('/mailFolders/inbox/messages', { subject: 'unheard', ...sent });
    expect(new Set((await rows('/messages')).map((one: { id: string }) => one.id)).size).toBe(2);
  } finally {
    await bench.close();
    rmSync(stateFolder, { recursive: true });
  }
});
