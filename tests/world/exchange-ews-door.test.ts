/** A mailbox opened by EWS, as a mover's application does it. */
import { openBench } from './harness.js';
import { exchangeBench, plainCompany, type ExchangeBench } from './support/exchange-bench.js';

let exchange: ExchangeBench;
beforeEach(async () => {
  exchange = exchangeBench(await openBench({ faults: { tokenLifetimeSeconds: 300 * 86_400 } }));
});
afterEach(() => exchange.bench.close());

const ivan = 'ivan.petrov@contoso.com';
const types = 'http://schemas.microsoft.com/exchange/services/2006/types';
const messages = 'http://schemas.microsoft.com/exchange/services/2006/messages';
const inbox = '<t:DistinguishedFolderId Id="inbox"/>';
const as = (address: string, by = 'SmtpAddress') =>
  `<t:ExchangeImpersonation><t:ConnectingSID><t:${by}>${address}</t:${by}></t:ConnectingSID></t:ExchangeImpersonation>`;
const request = (header: string, ids = inbox) =>
  `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="${types}"><soap:Header>${header}</soap:Header><soap:Body><GetFolder xmlns="${messages}"><FolderShape><t:BaseShape>Default</t:BaseShape></FolderShape><FolderIds>${ids}</FolderIds></GetFolder></soap:Body></soap:Envelope>`;

const ask = async (body: string, headers: Record<string, string> = {}) => {
  const {
    status,
    headers: given,
    body: text,
  } = await exchange.bench.call('POST', '/outlook.office365.com/EWS/Exchange.asmx', body, {
    authorization: `Bearer ${await exchange.bench.token('source', 'mover', 'exchange')}`,
    'x-anchormailbox': ivan,
    'content-type': 'text/xml; charset=utf-8',
    ...headers,
  });
  const code = /ResponseCode[^>]*>(\w+)</.exec(String(text))?.[1];
  return {
    status,
    code,
    text: String(text),
    reason: given.get('x-ews-policy-reason'),
    why: given.get('x-ms-diagnostics'),
  };
};
const openFor = async (parameters: object) => {
  await exchange.rows('Set-OrganizationConfig', parameters);
  await exchange.bench.advance(5 * 3600);
};
const mover = () => exchange.bench.discovery.source.apps.mover.clientId;
const admit = () => openFor({ EwsEnabled: true, EwsAllowedAppIDs: mover() });

test('an application with full access that impersonates sees the inbox and how much lies in it', async () => {
  await admit();
  const before = Number(/TotalCount>(\d+)</.exec((await ask(request(as(ivan)))).text)?.[1]);
  await exchange.bench.graph('source', 'POST', `/users/${ivan}/mailFolders/inbox/messages`, {
    subject: 'probe',
    isRead: false,
    singleValueExtendedProperties: [{ id: 'Integer 0x0E07', value: '0' }],
  });
  const answer = await ask(request(as(ivan)));
  expect([answer.status, answer.code]).toEqual([200, 'NoError']);
  expect(answer.text).toContain(
    `<t:TotalCount>${before + 1}</t:TotalCount><t:ChildFolderCount>0</t:ChildFolderCount><t:UnreadCount>1</t:UnreadCount>`,
  );
  const id = /FolderId Id="([^"]+)"/.exec(answer.text)?.[1] as string;
  expect((await ask(request(as(ivan), `<t:FolderId Id="${id}"/>`))).text).toContain('Inbox');
  expect(await ask(request(as(ivan), '<t:FolderId Id="x"/>'))).toMatchObject({
    status: 200,
    code: 'ErrorInvalidIdMalformed',
  });
  const entry = (await exchange.bench.call('GET', '/world/log')).body.entries.at(-1);
  expect(entry).toMatchObject({ write: false, applied: false });
});

test('the switches and lists of the organization and of the mailbox keep it out, and say so in the header', async () => {
  const blocked = 'EWS is blocked by policy for this user or tenant';
  const disabled = 'EWS is disabled for this user or tenant';
  await openFor({ EwsEnabled: true, EwsAllowedAppIDs: null });
  expect(await ask(request(as(ivan)))).toMatchObject({ status: 403, reason: blocked, text: '' });
  await admit();
  expect((await ask(request(as(ivan)))).status).toBe(200);
  await exchange.rows('Set-CASMailbox', { Identity: ivan, EwsEnabled: false });
  expect(await ask(request(as(ivan)))).toMatchObject({ status: 403, reason: disabled });
  expect((await ask(request(as('sergei.volkov@contoso.com')))).status).toBe(200);
  await exchange.rows('Set-CASMailbox', { Identity: ivan, EwsEnabled: true });
  await openFor({ EwsApplicationAccessPolicy: 'EnforceAllowList', EwsAllowList: ['Mover/*'] });
  expect(await ask(request(as(ivan)), { 'user-agent': 'Other/1' })).toMatchObject({ status: 403, reason: blocked });
  expect((await ask(request(as(ivan)), { 'user-agent': 'Mover/2' })).status).toBe(200);
  await exchange.bench.call('POST', '/world/clock', { advanceTo: '2027-04-01T00:00:01Z' });
  expect(await ask(request(as(ivan)), { 'user-agent': 'Mover/2' })).toMatchObject({ status: 403, reason: disabled });
});

test('without the role, without impersonation, or of somebody who has no mailbox nothing is shown', async () => {
  await admit();
  const full = { authorization: `Bearer ${await exchange.bench.token('source', 'full', 'exchange')}` };
  expect(await ask(request(as(ivan)), full)).toMatchObject({
    status: 401,
    why: expect.stringContaining('no permissions'),
  });
  const graph = { authorization: `Bearer ${await exchange.bench.token('source', 'mover', 'graph')}` };
  expect(await ask(request(as(ivan)), graph)).toMatchObject({ status: 401, why: expect.stringContaining('audience') });
  expect(await ask(request(as(ivan)), { authorization: '' })).toMatchObject({ status: 401 });
  expect(await ask(request(''))).toMatchObject({ status: 500, code: 'ErrorInvalidExchangeImpersonationHeaderData' });
  expect(await ask(request(as('nobody@contoso.com')))).toMatchObject({ status: 500, code: 'ErrorNonExistentMailbox' });
  const alias = plainCompany.tenants.source.recipients
    .filter(({ RecipientTypeDetails }) => RecipientTypeDetails === 'UserMailbox')
    .flatMap(({ EmailAddresses }) => EmailAddresses.filter((one) => one.startsWith('smtp:')))[0]
    ?.slice(5) as string;
  expect(await ask(request(as(alias, 'PrimarySmtpAddress')))).toMatchObject({ code: 'ErrorNonPrimarySmtpAddress' });
  expect((await ask(request(as(alias)))).status).toBe(200);
  expect(await ask('<Envelope/>')).toMatchObject({ status: 500, code: 'ErrorSchemaValidation' });
});

test('another mailbox opens by a right of full access alone, and an access policy for applications closes its own', async () => {
  await admit();
  const other = 'sergei.volkov@contoso.com';
  const foreign = `<t:DistinguishedFolderId Id="inbox"><t:Mailbox><t:EmailAddress>${other}</t:EmailAddress></t:Mailbox></t:DistinguishedFolderId>`;
  expect(await ask(request(as(ivan), foreign))).toMatchObject({ status: 200, code: 'ErrorAccessDenied' });
  const right = { Identity: other, User: ivan, AccessRights: ['FullAccess'], AutoMapping: false };
  await exchange.rows('Add-MailboxPermission', right);
  expect(await ask(request(as(ivan), foreign))).toMatchObject({ status: 200, code: 'NoError' });
  const policy = { app: 'mover', right: 'RestrictAccess', scope: other };
  await exchange.bench.call('POST', '/world/admin/source/access-policy', policy);
  await exchange.bench.advance(1900);
  expect(await ask(request(as(ivan)))).toMatchObject({ status: 500, code: 'ErrorImpersonateUserDenied' });
  expect((await ask(request(as(other)))).status).toBe(200);
});
